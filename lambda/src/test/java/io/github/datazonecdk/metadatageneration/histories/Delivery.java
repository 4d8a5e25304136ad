package io.github.datazonecdk.metadatageneration.histories;

import static io.github.datazonecdk.metadatageneration.histories.Lifecycle.require;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.ACCEPT;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.CREATE_FAILED;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.LIST;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.histories.Identity.Past;
import io.github.datazonecdk.metadatageneration.histories.Lifecycle.Row;
import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.provider.Deployment.FunctionError;
import io.github.datazonecdk.metadatageneration.standin.StandInRun;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One delivery of a request to onEvent, judged by the row of the table that applies; {@link Poll} judges what follows. */
final class Delivery {
    static final int SLACK = 20;

    final Lifecycle lifecycle;
    final Declared declared;
    final Declared old;
    final Identity identity;
    final String id;
    final Instant began;
    Row row;
    Identity result;
    boolean startedNothing;
    String answeredId;
    Instant answered;
    int polls;
    private final ObjectNode request;
    private final String logicalId;
    private final Set<String> runsBefore;
    private final int from;
    private boolean isAcceptedAlready;
    private String failedRun;
    private Answer refusal;

    Delivery(Lifecycle lifecycle, ObjectNode request) {
        this.lifecycle = lifecycle;
        this.request = request;
        this.logicalId = request.get("LogicalResourceId").textValue();
        this.id = request.path("PhysicalResourceId").textValue();
        this.identity = lifecycle.ids.get(id);
        this.declared = new Declared(request.get("ResourceProperties"));
        this.old = new Declared(request.path("OldResourceProperties"));
        this.began = lifecycle.time.now();
        this.runsBefore = lifecycle.startedSoFar();
        this.from = lifecycle.callsSoFar();
        this.row = row();
        lifecycle.count("row " + row);
    }

    // Which row of the table applies

    private Row row() {
        String type = request.get("RequestType").textValue();
        if (type.equals("Delete")) {
            return deleteRow();
        }
        if (!declared.isWellFormed()) {
            return Row.MALFORMED;
        }
        if (type.equals("Create")) {
            return lifecycle.runsOfRequests.containsKey(requestKey()) ? Row.CREATE_DELIVERED_AGAIN : Row.CREATE;
        }
        return identity == null ? Row.UPDATE_OF_ANOTHERS_ID : updateRow();
    }

    private Row updateRow() {
        Past current = identity.current();
        Past before = identity.before();
        String fingerprint = declared.fingerprint();
        if (fingerprint.equals(current.fingerprint())) {
            return current.isFinished()
                    ? Row.SAME_FINISHED
                    : isDead(current) ? Row.SAME_UNFINISHED_ANEW : Row.SAME_UNFINISHED_TAKEN_UP;
        }
        if (before != null && fingerprint.equals(before.fingerprint())) {
            return before.isFinished()
                    ? finishedBeforeRow()
                    : isDead(before) ? Row.BEFORE_UNFINISHED_ANEW : Row.BEFORE_UNFINISHED_TAKEN_UP;
        }
        boolean keepsClientToken =
                declared.clientToken() != null && declared.clientToken().equals(old.clientToken());
        return keepsClientToken ? Row.SAME_CLIENT_TOKEN : Row.OTHER;
    }

    private Row finishedBeforeRow() {
        if (!identity.isFinished()) {
            return Row.BEFORE_FROM_UNFINISHED;
        }
        return isCanceled(identity.before()) ? Row.BEFORE_CANCELED_ANEW : Row.BEFORE_FROM_FINISHED;
    }

    private Row deleteRow() {
        if (identity == null) {
            return Row.DELETE_ANOTHERS_ID;
        }
        if (lifecycle.deleted.contains(id)) {
            return Row.DELETE_TWICE;
        }
        if (!identity.current().isOurs()) {
            return Row.DELETE_ADOPTED;
        }
        if (!declared.cancelsOnDelete()) {
            return Row.DELETE_KEEPS;
        }
        if (identity.current().runs().stream().anyMatch(lifecycle::isForgotten)) {
            return Row.DELETE_MISSING;
        }
        return statuses(identity.current()).stream().anyMatch(Lifecycle::isActive)
                ? Row.DELETE_ACTIVE
                : Row.DELETE_ENDED;
    }

    private List<String> statuses(Past past) {
        return past.runs().stream().map(lifecycle::status).toList();
    }

    private boolean isDead(Past past) {
        return statuses(past).stream()
                .allMatch(status -> List.of("FAILED", "CANCELED").contains(status));
    }

    private boolean isCanceled(Past past) {
        return statuses(past).stream().allMatch("CANCELED"::equals);
    }

    private String requestKey() {
        return logicalId + " " + request.get("RequestId").textValue() + " " + declared.fingerprint();
    }

    // What CloudFormation means by it, which the request does not say

    /**
     * Nothing is started, unless the run to go back to was cancelled, and nothing is accepted that had been; null where
     * this is no rollback.
     */
    void isRollbackTo(String stable) {
        Identity stableIdentity = lifecycle.ids.get(stable);
        if (stableIdentity != null && stableIdentity.isFinished()) {
            isAcceptedAlready = stableIdentity.current().accepted().contains(declared.threshold());
            require(
                    List.of(
                                    Row.SAME_FINISHED,
                                    Row.BEFORE_FROM_UNFINISHED,
                                    Row.BEFORE_FROM_FINISHED,
                                    Row.BEFORE_CANCELED_ANEW)
                            .contains(row),
                    "a rollback is %s",
                    row);
            lifecycle.count("rollback judged");
        }
    }

    /** A failed request is tried again, so that its run is not paid for again; null where this is no such request. */
    void triesAgain(String failedId) {
        Identity failed = lifecycle.ids.get(failedId);
        if (failed != null
                && failed.current().runs().size() == 1
                && failed.current().fingerprint().equals(declared.fingerprint())) {
            failedRun = failed.current().runs().iterator().next();
            lifecycle.count("tried again");
        }
    }

    /** Then a second delivery may find another answer, and the first one's run is left. */
    boolean dependsOnWhatIsRead() {
        return row.continuesAFailedRequest() || row == Row.BEFORE_FROM_FINISHED || row == Row.BEFORE_CANCELED_ANEW;
    }

    // onEvent

    /** The event to poll with; null where the request is refused. */
    ObjectNode onEvent() {
        boolean wasOfUse = failedRun != null && isOfUse(failedRun);
        ObjectNode event = null;
        FunctionError error = null;
        try {
            event = lifecycle.deployment.onEvent(request);
        } catch (FunctionError e) {
            error = e;
        }
        judgeCalls();
        if (error == null) {
            answeredId = event.get("PhysicalResourceId").textValue();
            answered = lifecycle.time.now();
            judgeAnswer();
        } else {
            judgeRefusal(error);
        }
        require(
                !wasOfUse || !isOfUse(failedRun) || startedRuns().isEmpty(),
                "pays for %s, though %s of the failed request is there",
                startedRuns(),
                failedRun);
        return event;
    }

    private boolean isOfUse(String run) {
        String status = lifecycle.status(run);
        return !lifecycle.isForgotten(run) && (Lifecycle.isActive(status) || status.equals("SUCCEEDED"));
    }

    /** What CloudFormation is told, null as long as it is not complete. */
    Answer poll(ObjectNode event) {
        polls++;
        return new Poll(this).judged(event);
    }

    Answer refusal() {
        return refusal;
    }

    Set<String> startedRuns() {
        Set<String> started = lifecycle.startedSoFar();
        started.removeAll(runsBefore);
        return started;
    }

    private Seen seen() {
        return lifecycle.seenSince(from);
    }

    private Seen seen(String operation) {
        return seen().of(operation);
    }

    private void judgeCalls() {
        callsInItsRegion(seen());
        require(seen(ACCEPT).isEmpty(), "accepts before it waits");
        for (Seen.Call cancel : seen(CANCEL).calls()) {
            require(mayCancel(cancel.run()), "cancelled %s", cancel.run());
        }
    }

    void callsInItsRegion(Seen seen) {
        seen.stream()
                .map(Seen.Call::call)
                .forEach(call -> require(
                        call.region().equals(declared.region()), "called %s in %s", call.operation(), call.region()));
    }

    /** Only what it has started itself, and for a reason. */
    private boolean mayCancel(String run) {
        if (identity == null || !hasStarted(run) || !declared.cancelsOnDelete()) {
            return false;
        }
        if (row.isDelete()) {
            return identity.current().runs().contains(run) && identity.current().isOurs();
        }
        return seen(START).stream().anyMatch(Seen.Call::isConflict) && identity.names(run);
    }

    boolean hasStarted(String run) {
        return lifecycle.hasStarted(logicalId, run);
    }

    private void judgeAnswer() {
        switch (row) {
            case MALFORMED -> throw new AssertionError("malformed properties are taken");
            case SAME_CLIENT_TOKEN ->
                require(
                        old.fingerprint().equals(declared.fingerprint()),
                        "the client token %s is used again",
                        declared.clientToken());
            default -> {}
        }
        if (row.isDelete()) {
            require(seen(START).isEmpty(), "a Delete starts a run");
            judgeDelete();
            return;
        }
        result = identityAfterwards();
        startedNothing = seen(START).isEmpty();
        lifecycle.enter(answeredId, result);
    }

    private Identity identityAfterwards() {
        boolean isFinished = !declared.isAwaited();
        return switch (row) {
            case SAME_FINISHED -> {
                startsNothing();
                require(answeredId.equals(id), "another id for the same run: %s", answeredId);
                yield identity;
            }
            case SAME_UNFINISHED_TAKEN_UP, SAME_UNFINISHED_ANEW ->
                startsAnewOrContinues(identity.current())
                        ? begun(isFinished)
                        : takenUp(identity.current(), identity.before());
            case BEFORE_UNFINISHED_TAKEN_UP, BEFORE_UNFINISHED_ANEW ->
                startsAnewOrContinues(identity.before())
                        ? begun(isFinished)
                        : takenUp(identity.before(), identity.left());
            case BEFORE_FROM_UNFINISHED -> {
                startsNothing();
                yield new Identity(identity.before().marked(isFinished), identity.current());
            }
            case BEFORE_FROM_FINISHED, BEFORE_CANCELED_ANEW ->
                startsAnewOrGoesBack()
                        ? begun(isFinished)
                        : new Identity(identity.before().marked(isFinished), identity.current());
            default -> begun(isFinished);
        };
    }

    private Identity begun(boolean isFinished) {
        boolean isNew =
                identity == null || request.get("RequestType").textValue().equals("Create");
        return new Identity(started().marked(isFinished), isNew ? null : identity.left());
    }

    /** It keeps its mark until isComplete has looked at it, also where nobody waits. */
    private static Identity takenUp(Past run, Past before) {
        return new Identity(run, before);
    }

    private boolean startsAnewOrContinues(Past past) {
        boolean wasDead = row == Row.SAME_UNFINISHED_ANEW || row == Row.BEFORE_UNFINISHED_ANEW;
        boolean anew = !seen(START).isEmpty();
        require(
                anew
                        ? wasRead(past, "FAILED", "CANCELED", "PARTIALLY_SUCCEEDED", "404")
                        : !wasDead || changedMeanwhile() || isPartial(past),
                anew ? "starts anew" : "takes up a dead run");
        return anew;
    }

    private boolean startsAnewOrGoesBack() {
        boolean anew = !seen(START).isEmpty();
        require(
                anew
                        ? wasRead(identity.before(), "CANCELED")
                        : row == Row.BEFORE_FROM_FINISHED || changedMeanwhile() || declared.clientToken() != null,
                anew ? "starts anew" : "does not start anew");
        return anew;
    }

    /** Whether the last that Get told of a run before anything was started is one of these. */
    private boolean wasRead(Past past, String... answers) {
        return seen().before(START).of(GET).stream()
                .filter(get -> past.runs().contains(get.run()))
                .filter(get -> get.isServed() || get.isUnknown())
                .map(get -> get.isServed() ? get.status() : "404")
                .reduce((earlier, later) -> later)
                .filter(List.of(answers)::contains)
                .isPresent();
    }

    /** Get did not tell what the run is, or told something else later on. */
    private boolean changedMeanwhile() {
        return !seen(GET).allServed()
                || row != row()
                || !Duration.between(began, lifecycle.time.now()).isZero();
    }

    /** Whether a run that succeeded in part has succeeded is not said. */
    private boolean isPartial(Past past) {
        return statuses(past).contains("PARTIALLY_SUCCEEDED");
    }

    private void startsNothing() {
        require(seen(START).isEmpty(), "calls Start");
        require(startedRuns().isEmpty(), "starts %s", startedRuns());
    }

    // Starting

    /** The run that a request which has to start one stands for. */
    private Past started() {
        judgeStarts();
        Seen.Call start = seen(START).last();
        require(start != null, "no Start");
        if (start.isServed()) {
            String run = byToken(token(start));
            lifecycle.isOurs(logicalId, run);
            boolean isNew = !runsBefore.contains(run);
            require(
                    isNew || !declared.isFailure(statusRead(run)) || !seen(GET).allServed(),
                    "goes on with %s, which is dead",
                    run);
            require(
                    isNew
                            || declared.clientToken() != null
                            || lifecycle.runsOfRequests.get(requestKey()).contains(run),
                    "goes on with %s, which another request has started",
                    run);
            lifecycle.count(isNew ? "Start starts a run" : "Start answers an earlier run");
            return Past.begun(Set.of(run), true, declared.fingerprint());
        }
        require(start.isConflict(), "adopts, though %s", start.call());
        Set<String> adoptable = adoptable();
        require(!adoptable.isEmpty(), "nothing started and nothing to adopt");
        excuseLost();
        lifecycle.count("adopts");
        return Past.begun(adoptable, false, declared.fingerprint());
    }

    private static String token(Seen.Call start) {
        return start.call().body().path("clientToken").asText();
    }

    /** What Get has told, if it was asked: since then the run may have become another. */
    private String statusRead(String run) {
        return seen(GET).stream()
                .filter(get -> get.run().equals(run))
                .map(Seen.Call::status)
                .reduce(lifecycle.status(run), (earlier, later) -> later);
    }

    /** The latest one: a token that was forgotten stands for another run then. */
    private String byToken(String token) {
        return lifecycle.dataZone.startedRuns().stream()
                .filter(run -> token.equals(run.clientToken()) && run.domain().equals(declared.domain()))
                .map(StandInRun::id)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("no run for the token " + token));
    }

    /** Each further run of a request only where the one before it is dead, and no more than three. */
    private void judgeStarts() {
        Set<String> runs = lifecycle.runsOfRequests.computeIfAbsent(requestKey(), key -> new LinkedHashSet<>());
        for (String run : startedRuns()) {
            lifecycle.isOurs(logicalId, run);
            for (String earlier : runs) {
                String status = lifecycle.status(earlier);
                require(
                        declared.isFailure(status) || lifecycle.isForgotten(earlier),
                        "%s is started beside %s, which is %s",
                        run,
                        earlier,
                        status);
                lifecycle.count("started anew as the earlier run is dead");
            }
            runs.add(run);
        }
        require(runs.size() <= 4, "%d runs for one request", runs.size());
        require(startedRuns().size() <= 1, "starts %s", startedRuns());
    }

    private Set<String> adoptable() {
        Set<String> adoptable = new HashSet<>();
        for (StandInRun run : lifecycle.dataZone.runs()) {
            boolean isNamed = identity != null && identity.names(run.id());
            if (declared.describes(run) && wasActive(run.id()) && !isNamed) {
                adoptable.add(run.id());
            }
        }
        return adoptable;
    }

    private boolean wasActive(String run) {
        return lifecycle.isKnownAsActive(run)
                || seen(LIST).stream().anyMatch(list -> list.status().contains(run));
    }

    /** A known limit: a run whose every answer was lost. */
    private void excuseLost() {
        if (seen(START).stream().anyMatch(start -> start.call().status() == 0)) {
            lifecycle.excused.addAll(startedRuns());
        }
    }

    // Refused by onEvent

    private void judgeRefusal(FunctionError error) {
        FailureLine line = FailureLine.of(error.getMessage());
        lifecycle.story.tell("FAILED: %s", line);
        require(!row.isDelete(), "a Delete fails: %s", line);
        boolean mayFail = switch (row) {
            case MALFORMED -> namesAMalformed(line) && seen().isEmpty();
            case SAME_CLIENT_TOKEN -> {
                line.mustSay("property clientToken is \"" + declared.clientToken() + '"');
                yield seen().isEmpty();
            }
            case SAME_FINISHED, BEFORE_FROM_UNFINISHED -> false;
            default -> mayFailToStart(line);
        };
        require(mayFail, "must not fail, or not after a call: %s", line);
        if (row != Row.MALFORMED && row != Row.SAME_CLIENT_TOKEN) {
            judgeStarts();
            excuseLost();
            line.mustNameTheSubject(declared);
            require(line.says(START) || !seen(LIST).allServed() && line.says(LIST), "no operation: %s", line);
        }
        String answered = id == null ? CREATE_FAILED : id;
        refusal = lifecycle.deployment.failed(request, answered, error, true, 0, began);
        lifecycle.count("refused by onEvent");
    }

    private boolean namesAMalformed(FailureLine line) {
        line.mustSay(": must be ");
        return declared.malformed().stream().anyMatch(name -> line.says("property " + name + " is "));
    }

    private boolean mayFailToStart(FailureLine line) {
        Seen.Call start = seen(START).last();
        require(start != null, "fails without a Start: %s", line);
        long passed = secondsSoFar();
        boolean patient = passed >= patience() - SLACK;
        boolean denied = seen().deniedFor(lifecycle.time.now()) >= 60 - SLACK;
        if (start.isServed()) {
            onlyDeadOnes(line);
            return true;
        }
        if (start.isTransient()) {
            require(patient, "gives up after %d s: %s", passed, line);
        } else if (start.isDenied()) {
            require(patient || denied, "gives up after %d s: %s", passed, line);
        } else if (start.isConflict()) {
            Seen.Call last = seen().last();
            boolean unlisted = !seen(LIST).allServed() && !last.isTransient() && !last.isDenied();
            require(
                    patient || declared.clientToken() != null || denied || unlisted,
                    "gives up after %d s: %s",
                    passed,
                    line);
            require(
                    !seen(LIST).allServed()
                            || isInItsOwnWay()
                            || adoptable().stream().noneMatch(run -> isListedSince(start, run)),
                    "does not adopt %s: %s",
                    adoptable(),
                    line);
        }
        line.mustSay(seen().without(CANCEL).last());
        return true;
    }

    /** All that Start has answered with: under the user's token, or under ours and each of its successors. */
    private void onlyDeadOnes(FailureLine line) {
        Set<String> tokens =
                seen(START).served().stream().map(Delivery::token).collect(Collectors.toCollection(LinkedHashSet::new));
        for (String token : tokens) {
            String run = byToken(token);
            require(runsBefore.contains(run), "fails after it has started %s: %s", run, line);
            require(declared.isFailure(statusRead(run)), "fails with %s, which is no failure: %s", run, line);
            require(line.says(run), "does not name %s: %s", run, line);
        }
        require(declared.clientToken() != null || tokens.size() == 4, "gives up with %s", tokens);
        lifecycle.count("only dead runs");
    }

    /** Whether a run that the request's id names is active: then Start is tried again, whoever else runs. */
    private boolean isInItsOwnWay() {
        return identity != null
                && lifecycle.dataZone.runs().stream()
                        .map(StandInRun::id)
                        .anyMatch(run -> identity.names(run) && wasActive(run));
    }

    /** At each look after a Start; a run in a status that this API does not have yet is in no such list. */
    private boolean isListedSince(Seen.Call start, String run) {
        Seen lists = seen().after(start).of(LIST);
        return !lists.isEmpty()
                && List.of("SUBMITTED", "IN_PROGRESS").contains(lifecycle.status(run))
                && lists.stream()
                        .allMatch(list -> List.of(list.status().split(" ")).contains(run));
    }

    private long patience() {
        long timeout = declared.timeout();
        return Math.min(540, timeout < 120 ? timeout - 30 : timeout - 60);
    }

    private long secondsSoFar() {
        return Duration.between(began, lifecycle.time.now()).toSeconds();
    }

    // Acceptance

    /**
     * By the request that starts a run, by one that goes on with the run of a failed request, or by one that asks for an
     * acceptance which the id does not have.
     */
    boolean mayAccept() {
        if (!declared.acceptsPredictions()) {
            return false;
        }
        boolean asks = switch (row) {
            case SAME_FINISHED -> !isAcceptedAlready && declared.asksForAnotherAcceptanceThan(old);
            default -> row.continuesAFailedRequest();
        };
        return !startedNothing || asks && !result.current().accepted().contains(declared.threshold());
    }

    // Delete

    private void judgeDelete() {
        Seen cancels = seen(CANCEL);
        require(
                cancels.served().stream().noneMatch(cancel -> lifecycle.isKeptRun(cancel.run())),
                "cancels the run that the resource goes on with");
        if (row == Row.DELETE_ANOTHERS_ID) {
            require(seen().isEmpty(), "calls DataZone for an id that is not ours");
            return;
        }
        lifecycle.deleted.add(id);
        require(secondsSoFar() <= 60 + SLACK + 60, "a Delete of %d s", secondsSoFar());
        if (!declared.cancelsOnDelete() || !identity.current().isOurs() || declared.domain() == null) {
            return;
        }
        identity.current().runs().stream()
                .filter(lifecycle::isKnownAsActive)
                .forEach(run -> triesToCancel(run, seen()));
    }

    /** In vain: until Cancel says what will not pass, or for a minute. */
    void triesToCancel(String run, Seen seen) {
        Seen cancels = seen.of(CANCEL);
        require(!cancels.isEmpty(), "leaves %s active", run);
        Seen.Call cancel = cancels.last();
        require(!cancel.isServed(), "cancels, and leaves %s active", run);
        boolean mayPass =
                cancel.isTransient() || cancel.isConflict() && seen.of(GET).allServed();
        boolean maybeLater = !row.isDelete() && cancel.isDenied();
        long tried = Seen.secondsSince(cancels.first(), lifecycle.time.now());
        require(!mayPass && !maybeLater || tried >= 60 - SLACK, "leaves %s active after %d s", run, tried);
    }
}
