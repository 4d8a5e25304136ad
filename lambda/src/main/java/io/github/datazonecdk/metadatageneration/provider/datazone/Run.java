package io.github.datazonecdk.metadatageneration.provider.datazone;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationRunStatus;

/**
 * A metadata generation run as DataZone describes it; members that DataZone leaves out are null or empty.
 *
 * @param status as sent, which may be one that this SDK does not know
 * @param errors the messages of the typeStats, where DataZone gives any
 */
public record Run(
        String id,
        String domainId,
        String owningProjectId,
        String assetIdentifier,
        String assetRevision,
        List<String> types,
        String status,
        Instant createdAt,
        String createdBy,
        List<String> errors) {

    public MetadataGenerationRunStatus knownStatus() {
        return status == null
                ? MetadataGenerationRunStatus.UNKNOWN_TO_SDK_VERSION
                : MetadataGenerationRunStatus.fromValue(status);
    }

    /** A status unknown to this SDK counts as active: a run is never taken for ended by guess. */
    public boolean isActive() {
        return switch (knownStatus()) {
            case SUBMITTED, IN_PROGRESS, UNKNOWN_TO_SDK_VERSION -> true;
            case SUCCEEDED, PARTIALLY_SUCCEEDED, FAILED, CANCELED -> false;
        };
    }
}
