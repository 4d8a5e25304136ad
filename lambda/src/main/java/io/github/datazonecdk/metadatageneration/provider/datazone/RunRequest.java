package io.github.datazonecdk.metadatageneration.provider.datazone;

import io.github.datazonecdk.metadatageneration.provider.text.Text;
import java.util.List;

/**
 * What StartMetadataGenerationRun is asked for.
 *
 * @param assetRevision null where none is pinned
 * @param type the single type of the API's older form, null where types are given
 * @param types the types of the API's newer form, empty where the single type is given
 */
public record RunRequest(
        String domainIdentifier,
        String owningProjectIdentifier,
        String assetIdentifier,
        String assetRevision,
        String type,
        List<String> types) {

    public List<String> allTypes() {
        return type == null ? types : List.of(type);
    }

    /** What a failure's first line names. */
    public String subject() {
        return "asset " + Text.line(assetIdentifier, 100) + " (project " + owningProjectIdentifier + ", domain "
                + domainIdentifier + ")";
    }
}
