package io.github.datazonecdk.metadatageneration.provider.datazone;

import io.github.datazonecdk.metadatageneration.provider.text.Text;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationRunType;

/**
 * What StartMetadataGenerationRun is asked for.
 *
 * @param assetIdentifier null where the asset is named and not found yet
 * @param assetName null where the asset is given by its identifier
 * @param assetRevision null where none is pinned
 * @param type the single type of the API's older form, null where types are given
 * @param types the types of the API's newer form, empty where the single type is given
 */
public record RunRequest(
        String domainIdentifier,
        String owningProjectIdentifier,
        String assetIdentifier,
        String assetName,
        String assetRevision,
        String type,
        List<String> types) {
    public static final List<String> TYPES = MetadataGenerationRunType.knownValues().stream()
            .map(MetadataGenerationRunType::toString)
            .sorted()
            .toList();

    /** The API takes 1 or 2 types and shows an example with 3: up to 3 are let through, the service decides. */
    public static final int MOST_TYPES = 3;

    /** For this asset. */
    public RunRequest with(String assetIdentifier) {
        return new RunRequest(
                domainIdentifier, owningProjectIdentifier, assetIdentifier, assetName, assetRevision, type, types);
    }

    public List<String> allTypes() {
        return type == null ? types : List.of(type);
    }

    /**
     * Whether a run is for the same target and project, and generates the same. DataZone may tell the revision of a run
     * that was started without one, so it counts only where this request pins one.
     */
    public boolean isDoneBy(Run run) {
        return assetIdentifier.equals(run.assetIdentifier())
                && (assetRevision == null || assetRevision.equals(run.assetRevision()))
                && owningProjectIdentifier.equals(run.owningProjectId())
                && Set.copyOf(allTypes()).equals(Set.copyOf(run.types()));
    }

    /** What a failure's first line names. */
    public String subject() {
        String asset = assetIdentifier == null ? "named " + Text.quoted(assetName) : Text.line(assetIdentifier, 100);
        return "asset " + asset + " (project " + owningProjectIdentifier + ", domain " + domainIdentifier + ")";
    }
}
