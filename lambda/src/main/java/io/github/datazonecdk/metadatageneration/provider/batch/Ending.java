package io.github.datazonecdk.metadatageneration.provider.batch;

import io.github.datazonecdk.metadatageneration.contract.BatchMessage;
import io.github.datazonecdk.metadatageneration.provider.datazone.Advice;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Progress;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import io.github.datazonecdk.metadatageneration.provider.text.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** How an execution has ended that has not succeeded: in numbers, in the words of the services, and what to do. */
record Ending(Execution execution, Results.Counts counts, List<AssetFailure> first, BatchSettings settings) {
    private static final String STALE =
            "Deploy again: Step Functions still had the state machine's definition of before";
    private static final String TOO_MANY_FAILED = "States.ExceedToleratedFailureThreshold";
    private static final String KEEP = ". Set resultsBucket to keep all reasons";
    private static final int MANY = 3;

    /** What a failure's line has room for beside its head, which names the execution, the project and the domain. */
    private static final int ROOM = Failure.LINE - 200;

    /** Says where to find more, if there is room for it. */
    Progress.Flaw flaw(Advice advice) {
        Progress.Flaw flaw = new Progress.Flaw("ended " + execution.status() + ": " + why(), adviceOn(advice));
        Progress.Flaw placed = placed(flaw);
        return Stream.of(kept(placed), placed).filter(Ending::fits).findFirst().orElse(flaw);
    }

    private Progress.Flaw placed(Progress.Flaw flaw) {
        String place = counts.mapRun().map(counts::uri).orElse(execution.arn());
        boolean isKnown = messageOfFunction() != null || flaw.advice().contains(place);
        return isKnown ? flaw : new Progress.Flaw(flaw.why() + "; " + place, flaw.advice());
    }

    /** A first deployment that fails takes the stack's own bucket away. */
    private Progress.Flaw kept(Progress.Flaw flaw) {
        boolean many = counts.mapRun().filter(run -> run.failed() > MANY).isPresent();
        return many ? new Progress.Flaw(flaw.why(), flaw.advice() + KEEP) : flaw;
    }

    private static boolean fits(Progress.Flaw flaw) {
        return (flaw.why() + flaw.advice()).getBytes(StandardCharsets.UTF_8).length <= ROOM;
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
        } else if (BatchMessage.STALE_DEFINITION.equals(execution.error())) {
            return STALE;
        } else if (isOfMachine()) {
            return "The state machine failed: look at execution " + execution.arn() + ", then deploy again" + goesOn();
        } else if (tellsOf("AccessDenied")) {
            return advice.onDenial(reasons().collect(Collectors.joining(" ")));
        } else if (tellsOf("ServiceQuotaExceeded")) {
            return "Wait until the quota is free again or ask AWS to raise it, then deploy again" + goesOn();
        } else if (execution.knownStatus() == ExecutionStatus.ABORTED && execution.error() == null) {
            return "Somebody stopped it: deploy again to start another execution" + goesOn();
        }
        return "Correct what DataZone names, or raise toleratedFailurePercentage, and deploy again" + goesOn();
    }

    /** Not of an asset: a reader, a writer, a limit or the definition itself. */
    private boolean isOfMachine() {
        String error = String.valueOf(execution.error());
        return (error.startsWith("States.") || error.startsWith("Lambda.")) && !error.equals(TOO_MANY_FAILED);
    }

    private String goesOn() {
        if (!settings.input().skipGenerated()) {
            return "";
        }
        return ": assets that have succeeded are passed over"
                + (settings.acceptPredictions() ? ", but their predictions are not accepted" : "");
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
