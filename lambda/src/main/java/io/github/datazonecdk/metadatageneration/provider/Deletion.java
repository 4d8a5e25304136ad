package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Json.text;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Cancels the run that a Delete's physical id stands for, if that is ours and still active. */
final class Deletion {
    private final Invocation invocation;
    private final Map<String, JsonNode> properties;

    Deletion(Invocation invocation) {
        this.invocation = invocation;
        this.properties = invocation.event().properties();
    }

    /** Deletes, and says what was done: nothing here is a failure. */
    String outcome() {
        Optional<PhysicalId> id = invocation.event().physicalId();
        if (id.isEmpty()) {
            return "nothing to cancel: the physical id is none of ours";
        }
        PhysicalId.Run run = id.get().current();
        if (!run.ours()) {
            return "run " + run.id() + " not cancelled: somebody else started it";
        }
        if ("false".equals(text(properties, "cancelOnDelete"))) {
            return "run " + run.id() + " not cancelled: cancelOnDelete is false";
        }
        return cancel(run);
    }

    private String cancel(PhysicalId.Run run) {
        try {
            Properties given = new Properties(properties);
            String domain = given.required("domainIdentifier", Properties.DOMAIN);
            Caller caller = RunRequest.caller(given, invocation.place().region());
            DataZone dataZone = invocation.place().dataZoneOf().apply(caller);
            new Cancellation(dataZone, domain, run.id()).callWith(invocation.patienceWithFaults());
            return "CancelMetadataGenerationRun: run " + run.id() + " cancelled";
        } catch (Failure e) {
            // Of such properties no call can be made, or only one to who knows where.
            return "run " + run.id() + " not cancelled: " + e.getMessage();
        } catch (SdkException e) {
            // Ended, forgotten, not permitted any more, or the service does not answer: a run ends by itself.
            return "run " + run.id() + " not cancelled: " + Failure.describe(e);
        }
    }
}
