package io.github.datazonecdk.metadatageneration.provider;

import io.github.datazonecdk.metadatageneration.contract.BatchMessage;
import io.github.datazonecdk.metadatageneration.contract.ResourceType;
import io.github.datazonecdk.metadatageneration.provider.batch.Batches;
import io.github.datazonecdk.metadatageneration.provider.calls.Invocation;
import io.github.datazonecdk.metadatageneration.provider.calls.Time;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Event;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.IsComplete;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Kind;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.OnEvent;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Response;
import io.github.datazonecdk.metadatageneration.provider.run.Runs;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Leads each message to what answers it: a state machine's to its tasks, CloudFormation's to its kind of resource. */
record Router(Runs runs, Batches batches, Time time) {
    /**
     * @param left how long Lambda lets this call run
     */
    byte[] answer(InputStream input, Duration left, Consumer<String> log) {
        Instant began = time.now();
        Instant deadline = began.plus(left);
        Map<String, JsonNode> message = Event.message(input);
        if (message.containsKey(BatchMessage.WANTED)) {
            return batches.tasks().answer(message, new Invocation(time, began, deadline, log));
        }
        Event event = Event.read(message);
        String subject = event.subject() + ": ";
        return answer(event, new Invocation(time, began, deadline, line -> log.accept(subject + line)))
                .toJson();
    }

    private Response answer(Event event, Invocation invocation) {
        Kind kind = kind(event.resourceType());
        return event.handover().isPresent()
                ? IsComplete.answer(event, kind, invocation)
                : new OnEvent(event, kind, invocation).answer();
    }

    private Kind kind(ResourceType type) {
        return switch (type) {
            case RUN -> runs;
            case BATCH -> batches;
        };
    }
}
