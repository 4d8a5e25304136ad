package io.github.datazonecdk.metadatageneration.provider;

import io.github.datazonecdk.metadatageneration.contract.ResourceType;
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
import java.util.function.Consumer;

/** Leads each event to the lifecycle of its kind of resource. */
record Router(Runs runs, Time time) {
    /**
     * @param left how long Lambda lets this call run
     */
    Response answer(InputStream input, Duration left, Consumer<String> log) {
        Instant began = time.now();
        Event event = Event.read(input);
        String subject = event.subject() + ": ";
        Invocation invocation = new Invocation(time, began, began.plus(left), line -> log.accept(subject + line));
        Kind kind = kind(event.resourceType());
        return event.handover().isPresent()
                ? IsComplete.answer(event, kind, invocation)
                : new OnEvent(event, kind, invocation).answer();
    }

    private Kind kind(ResourceType type) {
        return switch (type) {
            case RUN -> runs;
        };
    }
}
