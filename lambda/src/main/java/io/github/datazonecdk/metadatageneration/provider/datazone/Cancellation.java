package io.github.datazonecdk.metadatageneration.provider.datazone;

import io.github.datazonecdk.metadatageneration.provider.calls.Retries;
import io.github.datazonecdk.metadatageneration.provider.calls.ServiceError;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.datazone.model.ConflictException;

/**
 * Cancels a run that is active. Cancel answers with a conflict where the run has ended, or where its status is just about
 * to change. Get tells which, and the latter is tried again.
 */
public record Cancellation(DataZone dataZone, String domainIdentifier, String runId) {
    public void callWith(Retries retries) {
        retries.call(this::cancel, this::mayPass);
    }

    private Void cancel() {
        dataZone.cancel(domainIdentifier, runId);
        return null;
    }

    private boolean mayPass(SdkException error) {
        return error instanceof ConflictException ? isActive() : ServiceError.isTransient(error);
    }

    private boolean isActive() {
        try {
            return dataZone.get(domainIdentifier, runId).isActive();
        } catch (SdkException e) {
            return ServiceError.isTransient(e);
        }
    }
}
