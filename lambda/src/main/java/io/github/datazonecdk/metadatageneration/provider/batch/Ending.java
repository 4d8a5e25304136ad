package io.github.datazonecdk.metadatageneration.provider.batch;

import io.github.datazonecdk.metadatageneration.provider.datazone.Advice;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Progress;
import io.github.datazonecdk.metadatageneration.provider.text.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** How an execution has ended that has not succeeded: in numbers, in the words of the services, and what to do. */
record Ending(Execution execution, Results.Counts counts, List<AssetFailure> first, boolean skipsGenerated) {
    Progress.Flaw flaw(Advice advice) {
        return new Progress.Flaw("ended " + execution.status() + ": " + why(), adviceOn(advice));
    }

    private String why() {
        List<String> parts = new ArrayList<>();
        counts.mapRun().map(MapRun::words).ifPresent(parts::add);
        first.forEach(failure -> parts.add(failure.toString()));
        if (first.isEmpty() || execution.knownStatus() == ExecutionStatus.ABORTED) {
            parts.add(reason());
        }
        return String.join("; ", parts);
    }

    /** The execution's own; of a failed Select, the message that our function has put together. */
    private String reason() {
        String message = messageOfFunction();
        return message == null ? AssetFailure.reason(execution.error(), execution.cause()) : message;
    }

    /** Lambda tells of an error in JSON. */
    private String messageOfFunction() {
        try {
            String cause = execution.cause() == null ? "" : execution.cause();
            String message = cause.startsWith("{")
                    ? Json.text(Json.object(Json.parse(cause.getBytes(StandardCharsets.UTF_8))), "errorMessage")
                    : null;
            return message == null ? null : message.lines().findFirst().orElse("");
        } catch (UncheckedIOException e) {
            return null;
        }
    }

    private String adviceOn(Advice advice) {
        if (messageOfFunction() != null) {
            return "Then deploy again";
        } else if (tellsOf("AccessDenied")) {
            return advice.onDenial(reasons().collect(Collectors.joining(" ")));
        } else if (tellsOf("ServiceQuotaExceeded")) {
            return "Wait until the quota is free again or ask AWS to raise it, then deploy again" + goesOn();
        } else if (execution.knownStatus() == ExecutionStatus.ABORTED && execution.error() == null) {
            return "Somebody stopped it: deploy again to start another execution" + goesOn();
        }
        return "Correct what DataZone names and deploy again" + goesOn() + ", or raise toleratedFailurePercentage";
    }

    private String goesOn() {
        return skipsGenerated ? ": assets that have succeeded are passed over" : "";
    }

    private boolean tellsOf(String error) {
        return reasons().anyMatch(reason -> reason.startsWith(error));
    }

    private Stream<String> reasons() {
        return Stream.concat(
                Stream.of(AssetFailure.reason(execution.error(), execution.cause())),
                first.stream().map(AssetFailure::reason));
    }
}
