package io.github.datazonecdk.metadatageneration.proof;

import io.github.datazonecdk.metadatageneration.MetadataGenerationType;
import io.github.datazonecdk.metadatageneration.stage.Audience;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.datazone.model.ListMetadataGenerationRunsRequest;

/**
 * What DataZone's documentation leaves open, asked by calls of the person's own on runs that are cancelled at once. One
 * run is needed; each answer that differs from what is assumed may start one more.
 */
final class OpenQuestions {
    /** The most that it starts: one, and one for each of the four further starts. */
    static final int MOST_RUNS = 5;

    private static final List<String> ALL_TYPES =
            Arrays.stream(MetadataGenerationType.values()).map(Enum::name).toList();
    private static final List<String> ACTIVE = List.of("SUBMITTED", "IN_PROGRESS");
    private static final Duration ENDS_WITHIN = Duration.ofMinutes(30);
    private static final Duration LISTED_WITHIN = Duration.ofSeconds(10);
    private static final String NO_SUCH_RUN = "aaaaaaaaaaaaaa";
    private static final String FINDS = "finds the run";
    private static final String LEAVES_OUT = "leaves it out";
    private static final String CANCELS = "succeeds";

    private final AssetRuns runs;
    private final List<String> types;
    private final Duration interval;
    private final Audience audience;
    private final List<Finding> findings = new ArrayList<>();

    private record Answer(String value, String error) {
        boolean isError() {
            return !error.isEmpty();
        }
    }

    OpenQuestions(AssetRuns runs, List<String> types, Duration interval, Audience audience) {
        this.runs = runs;
        this.types = types;
        this.interval = interval;
        this.audience = audience;
    }

    List<Finding> ask() {
        String token = newToken();
        Answer first = answer(() -> runs.start(token, types));
        note("a start by you", "starts a run", first.isError() ? first.error() : "starts a run");
        if (!first.isError()) {
            askOfTheRun(first.value(), token);
        }
        note("Cancel of a run that there is not", "ResourceNotFoundException", cancel(NO_SUCH_RUN));
        note("a start with three types", "ValidationException", startAgain("", newToken(), ALL_TYPES));
        return List.copyOf(findings);
    }

    private void askOfTheRun(String run, String token) {
        askWhileActive("a second start while a run is active", "ConflictException", run, newToken());
        askWhileActive("the same client token once more, its run active", "the same run", run, token);
        askOfLists(run);
        askOfCancel(run);
        note("the same client token once more, its run ended", "the same run", startAgain(run, token, types));
    }

    /** A run may end before the answer, which tells nothing then. */
    private void askWhileActive(String question, String assumed, String run, String token) {
        String seen = isActive(run) ? startAgain(run, token, types) : "";
        if (seen.startsWith(assumed) || isActive(run)) {
            note(question, assumed, seen);
        } else {
            noteTooLate(question, assumed);
        }
    }

    /** What comes of it; a run that it starts is cancelled. */
    private String startAgain(String first, String token, List<String> types) {
        Answer again = answer(() -> runs.start(token, types));
        if (again.isError()) {
            return again.error();
        }
        if (again.value().equals(first)) {
            return "the same run";
        }
        runs.cancelIfActive(again.value());
        awaitEnd(again.value());
        return "starts run " + again.value();
    }

    private void askOfLists(String run) {
        note("List by targetIdentifier", FINDS, awaitListed(run) ? FINDS : LEAVES_OUT);
        askOfStatus(run);
        note("List by status FAILED", LEAVES_OUT, listed(run, list -> list.status("FAILED")));
        types.forEach(type -> note("List by type " + type, FINDS, listed(run, list -> list.type(type))));
        ALL_TYPES.stream()
                .filter(type -> !types.contains(type))
                .findFirst()
                .ifPresent(type -> note("List by another type", LEAVES_OUT, listed(run, list -> list.type(type))));
    }

    /** Once more where the status has changed before the answer. */
    private void askOfStatus(String run) {
        String status;
        String seen;
        do {
            status = status(run);
            seen = listedBy(status, run);
        } while (!seen.equals(FINDS) && !status(run).equals(status));
        if (ACTIVE.contains(status)) {
            note("List by status " + status, FINDS, seen);
        } else {
            noteTooLate("List by the status of an active run", FINDS);
        }
    }

    private String listedBy(String status, String run) {
        return listed(run, list -> list.status(status));
    }

    private boolean awaitListed(String run) {
        Instant end = Instant.now().plus(LISTED_WITHIN);
        while (!listed(run, list -> {}).equals(FINDS)) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            pause();
        }
        return true;
    }

    private String listed(String run, Consumer<ListMetadataGenerationRunsRequest.Builder> filter) {
        Answer answer = answer(
                () -> runs.list(filter).stream().anyMatch(item -> item.id().equals(run)) ? FINDS : LEAVES_OUT);
        return answer.isError() ? answer.error() : answer.value();
    }

    private void askOfCancel(String run) {
        String refusal = isActive(run) ? cancel(run) : "";
        boolean tooLate = !refusal.equals(CANCELS) && !isActive(run);
        String status = awaitEnd(run);
        if (tooLate) {
            noteTooLate("Cancel of an active run", "CANCELED");
        } else {
            note("Cancel of an active run", "CANCELED", refusal.equals(CANCELS) ? status : refusal);
        }
        note("Cancel of a run that has ended", "ValidationException", cancel(run));
    }

    private String cancel(String run) {
        Answer answer = answer(() -> {
            runs.cancel(run);
            return CANCELS;
        });
        return answer.isError() ? answer.error() : answer.value();
    }

    /** The status that it then has. */
    private String awaitEnd(String run) {
        Instant end = Instant.now().plus(ENDS_WITHIN);
        String status = status(run);
        while (ACTIVE.contains(status) && Instant.now().isBefore(end)) {
            pause();
            status = status(run);
        }
        return status;
    }

    private boolean isActive(String run) {
        return ACTIVE.contains(status(run));
    }

    private String status(String run) {
        Answer answer = answer(() -> runs.status(run));
        return answer.isError() ? answer.error() : answer.value();
    }

    private void note(String question, String assumed, String seen) {
        audience.see("asked", question + ": " + seen);
        findings.add(new Finding(question, assumed, seen));
    }

    private void noteTooLate(String question, String assumed) {
        audience.see("asked", question + ": too late, the run had ended");
        findings.add(Finding.notTried(question, assumed, "the run had ended"));
    }

    private static String newToken() {
        return UUID.randomUUID().toString();
    }

    private static Answer answer(Supplier<String> call) {
        try {
            return new Answer(call.get(), "");
        } catch (SdkException e) {
            return new Answer("", described(e));
        }
    }

    static String described(SdkException e) {
        if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            return service.awsErrorDetails().errorCode() + ": "
                    + service.awsErrorDetails().errorMessage();
        }
        return "no answer: " + e.getMessage();
    }

    private void pause() {
        try {
            Thread.sleep(interval.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a run was awaited", e);
        }
    }
}
