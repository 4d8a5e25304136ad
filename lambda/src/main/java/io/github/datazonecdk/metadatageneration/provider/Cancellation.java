package io.github.datazonecdk.metadatageneration.provider;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.datazone.model.ConflictException;

/**
 * Cancels a run that is active. Cancel may be in conflict with a run that has ended, or with one whose status is just
 * about to change: Get tells which, and the latter is tried again.
 */
record Cancellation(DataZone dataZone, String domainIdentifier, String runId) {
    void callWith(Patience patience) {
        for (int attempt = 1; ; attempt++) {
            try {
                dataZone.cancel(domainIdentifier, runId);
                return;
            } catch (SdkException e) {
                if (!patience.pausesAfter(e, attempt, mayPass(e))) {
                    throw e;
                }
            }
        }
    }

    private boolean mayPass(SdkException error) {
        return error instanceof ConflictException ? isActive() : Patience.isTransient(error);
    }

    private boolean isActive() {
        try {
            return dataZone.get(domainIdentifier, runId).isActive();
        } catch (SdkException e) {
            return Patience.isTransient(e);
        }
    }
}
