package io.github.datazonecdk.metadatageneration.provider.run;

import io.github.datazonecdk.metadatageneration.contract.RunAttribute;
import io.github.datazonecdk.metadatageneration.provider.datazone.Run;
import io.github.datazonecdk.metadatageneration.provider.datazone.RunRequest;
import io.github.datazonecdk.metadatageneration.provider.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The attributes of a run's resource: always all of them, empty where there is no value. */
final class RunAttributes {
    static final List<String> NAMES =
            List.copyOf(of("", "", "", "", "", "", List.of()).keySet());

    private RunAttributes() {}

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

    private static Map<String, String> of(
            String runId,
            String status,
            String createdAt,
            String createdBy,
            String domainId,
            String owningProjectId,
            List<String> types) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(RunAttribute.RUN_ID, runId);
        attributes.put(RunAttribute.STATUS, status);
        attributes.put(RunAttribute.CREATED_AT, createdAt);
        attributes.put(RunAttribute.CREATED_BY, createdBy);
        attributes.put(RunAttribute.DOMAIN_ID, domainId);
        attributes.put(RunAttribute.OWNING_PROJECT_ID, owningProjectId);
        attributes.put(RunAttribute.TYPE, types.isEmpty() ? null : types.get(0));
        attributes.put(RunAttribute.TYPES, String.join(",", types));
        attributes.put(RunAttribute.ASSET_REVISION, null);
        attributes.replaceAll((name, value) -> Text.attribute(value));
        return attributes;
    }
}
