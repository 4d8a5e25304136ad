package io.github.datazonecdk.metadatageneration.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** The resource's attributes: always all of them, empty where there is no value. */
final class Attributes {
    static final String ASSET_REVISION = "AssetRevision";

    private static final int LONGEST = 256;

    private Attributes() {}

    /** What DataZone tells of the run. */
    static Map<String, String> of(Run run) {
        return of(
                run.id(),
                run.status(),
                run.createdAt() == null ? null : run.createdAt().toString(),
                run.createdBy(),
                run.domainId(),
                run.owningProjectId(),
                run.types());
    }

    /** What is known without DataZone. */
    static Map<String, String> of(String runId, RunRequest request) {
        return of(
                runId,
                null,
                null,
                null,
                request.domainIdentifier(),
                request.owningProjectIdentifier(),
                request.allTypes());
    }

    /** What onEvent has told of them. */
    static Map<String, String> read(Map<String, JsonNode> answered) {
        Map<String, String> attributes = of(null, null, null, null, null, null, List.of());
        attributes.replaceAll((name, none) -> orEmpty(Json.text(answered, name)));
        return attributes;
    }

    private static Map<String, String> of(
            String runId,
            String status,
            String createdAt,
            String createdBy,
            String domainId,
            String owningProjectId,
            List<String> types) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("RunId", orEmpty(runId));
        attributes.put("Status", orEmpty(status));
        attributes.put("CreatedAt", orEmpty(createdAt));
        attributes.put("CreatedBy", orEmpty(createdBy));
        attributes.put("DomainId", orEmpty(domainId));
        attributes.put("OwningProjectId", orEmpty(owningProjectId));
        attributes.put("Type", orEmpty(types.isEmpty() ? null : types.get(0)));
        attributes.put("Types", orEmpty(String.join(",", types)));
        attributes.put(ASSET_REVISION, "");
        return attributes;
    }

    /** CloudFormation takes 4,096 bytes in all; what DataZone is known to answer is far shorter. */
    static String orEmpty(String value) {
        return value == null ? "" : Failure.line(value, LONGEST);
    }
}
