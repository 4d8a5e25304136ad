package io.github.datazonecdk.metadatageneration.provider.lifecycle;

import io.github.datazonecdk.metadatageneration.contract.PropertyName;
import io.github.datazonecdk.metadatageneration.provider.calls.Invocation;
import io.github.datazonecdk.metadatageneration.provider.calls.ServiceError;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import io.github.datazonecdk.metadatageneration.provider.text.Json;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Cancels what a Delete's physical id stands for, if that is ours and still active. */
record Deletion(Event event, Kind kind, Invocation invocation) {
    /** Logs what was done, or why nothing was: none of it is a failure. */
    void cancel() {
        Optional<PhysicalId> id = event.physicalId();
        if (id.isEmpty()) {
            invocation.log("nothing to cancel: the physical id is none of ours");
            return;
        }
        Reference current = id.get().current();
        if (!current.ours()) {
            logLeft(current, "somebody else started it");
        } else if ("false".equals(Json.text(event.properties(), PropertyName.CANCEL_ON_DELETE))) {
            logLeft(current, "cancelOnDelete is false");
        } else {
            cancel(current);
        }
    }

    private void cancel(Reference current) {
        try {
            kind.cancel(current.id(), event.properties(), invocation.retriesOfFaults());
            invocation.log(kind.terms().cancel() + ": " + kind.terms().noun() + " " + current.id() + " cancelled");
        } catch (Failure e) {
            // With such properties no call can be made, or only one to who knows where.
            logLeft(current, e.getMessage());
        } catch (SdkException e) {
            // Ended, forgotten, not permitted any more, or the service does not answer: a run ends by itself.
            logLeft(current, ServiceError.describe(e));
        }
    }

    private void logLeft(Reference current, String why) {
        invocation.log(kind.terms().noun() + " " + current.id() + " not cancelled: " + why);
    }
}
