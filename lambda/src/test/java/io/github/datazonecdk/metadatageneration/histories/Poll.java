package io.github.datazonecdk.metadatageneration.histories;

import static io.github.datazonecdk.metadatageneration.histories.Delivery.SLACK;
import static io.github.datazonecdk.metadatageneration.histories.Lifecycle.require;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.ACCEPT;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.histories.Identity.Past;
import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.provider.Deployment.FunctionError;
import io.github.datazonecdk.metadatageneration.standin.StandInRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** One call of isComplete for a request that onEvent has taken, judged. */
final class Poll {
    /** Faults in reading are borne for so long where nothing was started. */
    private static final int OUTAGE = 120;

    /** What a last call and a last pause may take. */
    private static final int LAST = 45;

    private final Delivery delivery;
    private final Lifecycle lifecycle;
    private final Declared declared;
    private final int from;
    private final Instant polled;

    Poll(Delivery delivery) {
        this.delivery = delivery;
        this.lifecycle = delivery.lifecycle;
        this.declared = delivery.declared;
        this.from = lifecycle.callsSoFar();
        this.polled = now();
    }

    /** What CloudFormation is told, null as long as it is not complete. */
    Answer judged(ObjectNode event) {
        lifecycle.count("polls");
        Answer failure = null;
        JsonNode complete = null;
        try {
            complete = lifecycle.deployment.isComplete(event);
        } catch (FunctionError e) {
            failure = lifecycle.deployment.failed(event, delivery.answeredId, e, false, delivery.polls, delivery.began);
        }
        judgeCalls();
        if (failure != null) {
            judgeFailure(failure.firstLine());
            return failure;
        }
        if (complete.get("IsComplete").booleanValue()) {
            Answer success = lifecycle.deployment.succeeded(event, complete, delivery.polls, delivery.began);
            judgeSuccess(success);
            return success;
        }
        judgeNotYet();
        return null;
    }

    private Seen seen() {
        return lifecycle.seenSince(from);
    }

    private Seen seen(String operation) {
        return seen().of(operation);
    }

    private Seen.Call lastServedGet() {
        return seen(GET).served().last();
    }

    private Instant now() {
        return lifecycle.time.now();
    }

    private boolean isPast(Instant instant) {
        return !instant.isBefore(delivery.began.plusSeconds(declared.timeout()));
    }

    private long tried() {
        return Duration.between(polled, now()).toSeconds();
    }

    private Past current() {
        return delivery.result.current();
    }

    private boolean startedNothing() {
        return delivery.startedNothing;
    }

    // Calls

    private void judgeCalls() {
        if (delivery.row.isDelete()) {
            require(seen().isEmpty(), "a Delete is polled, and calls DataZone");
            return;
        }
        delivery.callsInItsRegion(seen());
        require(seen(START).isEmpty(), "a poll starts a run");
        for (Seen.Call cancel : seen(CANCEL).calls()) {
            require(mayCancel(cancel.run()), "cancelled %s", cancel.run());
        }
        learnWhichIsAdopted();
        require(delivery.mayAccept() || seen(ACCEPT).isEmpty(), "accepts what nobody asked for in %s", delivery.row);
        require(
                !startedNothing() || !seen(ACCEPT).isEmpty() || tried() <= longestLook(),
                "holds up for %d s a request that starts nothing",
                tried());
    }

    private boolean mayCancel(String run) {
        return delivery.hasStarted(run)
                && current().isOurs()
                && current().runs().contains(run);
    }

    private long longestLook() {
        boolean isDenied = seen().stream().anyMatch(Seen.Call::isDenied);
        return OUTAGE + (isDenied ? 60 : 0) + SLACK + LAST;
    }

    /** Of several that might have been, it is the one that is asked for. */
    private void learnWhichIsAdopted() {
        Seen.Call get = seen(GET).last();
        if (get != null && current().runs().size() > 1) {
            require(current().runs().contains(get.run()), "asks for %s instead of %s", get.run(), current());
            delivery.result = delivery.result.with(current().of(get.run()));
            lifecycle.ids.put(delivery.answeredId, delivery.result);
        }
    }

    // Not yet

    private void judgeNotYet() {
        require(!delivery.row.isDelete(), "a Delete waits");
        require(declared.isAwaited(), "waits, though it is told not to");
        require(!isPast(polled), "not yet, though its time is up");
        require(seen(CANCEL).served().isEmpty(), "cancels a run that it waits for");
        Seen.Call last = seen().last();
        require(last != null, "not yet, without a look");
        require(
                isWaitingForTheRun() || isAcceptedLater(last) || mayFailUnread() && isReadLater(last),
                "not yet, though %s",
                last.call());
        lifecycle.count("not yet");
    }

    private boolean isWaitingForTheRun() {
        Seen.Call get = lastServedGet();
        return get != null && Lifecycle.isActive(get.status());
    }

    /** Its outcome is that of the request, or there is something to accept. */
    private boolean mayFailUnread() {
        return !startedNothing() || delivery.mayAccept();
    }

    /** Another acceptance of the asset's predictions may be under way. */
    private static boolean isAcceptedLater(Seen.Call last) {
        return last.is(ACCEPT) && (last.isTransient() || last.isConflict());
    }

    /** A server of DataZone may not have heard of the run yet. */
    private boolean isReadLater(Seen.Call last) {
        boolean isNew = !polled.isAfter(delivery.answered.plusSeconds(30));
        return last.isTransient() || isNew && last.is(GET) && last.isUnknown();
    }

    // Success

    private void judgeSuccess(Answer answer) {
        lifecycle.count("succeeded");
        if (delivery.row.isDelete()) {
            return;
        }
        require(seen(CANCEL).served().isEmpty(), "success, though it cancelled the run");
        require(current().runs().contains(answer.runId()), "RunId %s for %s", answer.runId(), current());
        Seen.Call get = lastServedGet();
        if (startedNothing()) {
            triesToRead(get);
        } else if (declared.isAwaited()) {
            require(get != null, "success without a look");
            require(!declared.isFailure(get.status()), "success with %s", get.status());
        }
        if (get != null && declared.isAwaited()) {
            require(!Lifecycle.isActive(get.status()) || isPast(now()), "does not wait for the run");
        }
        judgeAttributes(answer, get);
        identify(answer, get, afterAcceptance(answer, get));
    }

    /** In vain: until Get says what will not pass, for two minutes, or until the time is up. */
    private void triesToRead(Seen.Call served) {
        Seen.Call get = seen(GET).last();
        require(get != null, "success without a look");
        if (served == null && !(declared.isAwaited() && isPast(now()))) {
            require(!get.isTransient() || tried() >= OUTAGE - SLACK, "gives up reading after %d s", tried());
            require(!get.isDenied() || seen().deniedFor(now()) >= 60 - SLACK, "gives up reading after %d s", tried());
            lifecycle.count("read in vain");
        }
    }

    private void judgeAttributes(Answer answer, Seen.Call get) {
        has(answer, "DomainId", declared.domain());
        has(answer, "OwningProjectId", declared.project());
        require(Set.of(answer.get("Types").split(",")).equals(declared.types()), "Types %s", answer.get("Types"));
        require(declared.types().contains(answer.get("Type")), "Type %s", answer.get("Type"));
        if (get != null) {
            has(answer, "Status", get.status());
        }
        if (get != null || !startedNothing()) {
            StandInRun run = lifecycle.dataZone.run(answer.runId());
            require(!answer.get("Status").isEmpty(), "no Status");
            require(
                    Instant.parse(answer.get("CreatedAt")).equals(run.createdAt()),
                    "CreatedAt %s",
                    answer.get("CreatedAt"));
            has(answer, "CreatedBy", run.createdBy());
        }
    }

    private static void has(Answer answer, String attribute, String value) {
        require(answer.get(attribute).equals(value), "%s %s instead of %s", attribute, answer.get(attribute), value);
    }

    /** What the id says from now on of the predictions, and so the asset's revision. */
    private Past afterAcceptance(Answer answer, Seen.Call get) {
        Seen.Call accept = seen(ACCEPT).served().last();
        boolean mustAccept = delivery.mayAccept() && get != null && get.status().equals("SUCCEEDED");
        require(!mustAccept || accept != null, "does not accept the predictions");
        Past past = current().of(answer.runId());
        if (accept != null) {
            past = past.accepted(declared.threshold(), revision(accept));
            lifecycle.count(startedNothing() ? "accepts predictions of a run kept" : "accepts predictions");
        }
        has(answer, "AssetRevision", past.revision());
        return past;
    }

    /** A token known is answered with what it has done the last time. */
    private String revision(Seen.Call accept) {
        String token = accept.call().body().path("clientToken").asText();
        return lifecycle.dataZone.acceptances().stream()
                .filter(one -> one.clientToken().equals(token)
                        && one.domain().equals(declared.domain())
                        && one.asset().equals(declared.asset()))
                .map(one -> String.valueOf(one.revision()))
                .reduce((earlier, later) -> later)
                .orElse("");
    }

    /** Success takes the mark away, and tells which run was adopted and what was accepted. */
    private void identify(Answer answer, Seen.Call get, Past past) {
        Identity result = delivery.result.with(past);
        if (answer.physicalId().equals(delivery.answeredId) && mayKeepItsMark(get)) {
            lifecycle.enter(answer.physicalId(), result);
            return;
        }
        if (delivery.row == Lifecycle.Row.SAME_FINISHED && seen(ACCEPT).served().isEmpty()) {
            require(answer.physicalId().equals(delivery.id), "another id for the same run: %s", answer.physicalId());
        }
        lifecycle.enter(answer.physicalId(), result.with(past.marked(true)));
    }

    /** Else the id would be another one, and whoever deletes the old one would cancel the run. */
    private boolean mayKeepItsMark(Seen.Call get) {
        boolean mayBeActive = get == null || Lifecycle.isActive(get.status());
        return startedNothing()
                && delivery.row.continuesAFailedRequest()
                && current().isOurs()
                && mayBeActive;
    }

    // Failure

    private void judgeFailure(String message) {
        lifecycle.count("failed after waiting");
        FailureLine line = FailureLine.of(message);
        lifecycle.story.tell("FAILED: %s", line);
        require(!delivery.row.isDelete(), "a Delete fails: %s", line);
        Seen.Call get = lastServedGet();
        Seen looks = seen().without(CANCEL);
        boolean acceptanceFails = delivery.mayAccept() && !seen(ACCEPT).allServed();
        require(
                acceptanceFails || mayFailUnread() && (get == null || !startedNothing()),
                "an Update that starts nothing fails: %s",
                line);
        boolean failed = get != null && declared.isFailure(get.status());
        boolean refused = looks.stream().anyMatch(call -> !call.isServed() && !call.isTransient());
        boolean timeIsUp = isPast(now());
        if (refused && looks.last().isDenied()) {
            require(timeIsUp || looks.deniedFor(now()) >= 60 - SLACK, "gives up early: %s", line);
        }
        require(failed || refused || timeIsUp || acceptanceFails, "fails without a reason: %s", line);
        line.mustNameTheSubject(declared);
        line.mustNameTheOperationOfAWait();
        line.mustNameACause(seen(), get);
        boolean timedOut = timeIsUp && get != null && get.status().equals("CANCELED");
        if (failed && !acceptanceFails && !refused && seen(CANCEL).isEmpty() && !timedOut) {
            line.mustSay(get.status());
        }
        if (!failed && !refused && !acceptanceFails) {
            line.mustSay("still ");
        }
        if (current().isOurs()) {
            current().runs().stream()
                    .filter(lifecycle::isKnownAsActive)
                    .forEach(run -> delivery.triesToCancel(run, seen()));
        }
    }
}
