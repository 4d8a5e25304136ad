package io.github.datazonecdk.metadatageneration.provider.lifecycle;

import io.github.datazonecdk.metadatageneration.contract.RunAttribute;
import io.github.datazonecdk.metadatageneration.contract.TimeLimit;
import io.github.datazonecdk.metadatageneration.provider.calls.Invocation;
import io.github.datazonecdk.metadatageneration.provider.calls.Retries;
import io.github.datazonecdk.metadatageneration.provider.calls.ServiceError;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import io.github.datazonecdk.metadatageneration.provider.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Looks whether what onEvent began has come to its end. */
public final class IsComplete {
    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final String TOO_SHORT =
            "Raise timeout (at most " + Text.words(TimeLimit.LONGEST_TIMEOUT) + "), or set waitForCompletion to false";

    private final Kind.Terms terms;
    private final Invocation invocation;
    private final Handover handover;
    private final Generation generation;
    private final PhysicalId id;
    private final String runId;

    private IsComplete(Event event, Kind kind, Invocation invocation) {
        this.terms = kind.terms();
        this.invocation = invocation;
        this.handover = event.handover().orElseThrow();
        this.generation = event.generation(kind, invocation);
        this.id = event.physicalId()
                .orElseThrow(() -> new Failure("PhysicalResourceId is " + Text.quoted(event.physicalResourceId())
                        + ": must be the one that onEvent has answered"));
        this.runId = id.current().id();
    }

    /** Answers an event that holds what onEvent has handed over. */
    public static Response answer(Event event, Kind kind, Invocation invocation) {
        return switch (event.type()) {
            case Create, Update -> new IsComplete(event, kind, invocation).answer();
            case Delete -> new Response.Done(event.physicalResourceId(), Map.of());
        };
    }

    private Response answer() {
        if (handover.started() && !generation.waitForCompletion()) {
            return done(id, knownAttributes());
        }
        try {
            Progress progress = retriesToRead().call(this::read);
            invocation.log(terms.noun() + " " + runId + " " + progress.status());
            if (progress.isActive()) {
                return active(progress);
            }
            return isToSettle(progress) ? new Response.NotYet() : ended(progress);
        } catch (SdkException e) {
            return unread(e);
        }
    }

    private boolean isToSettle(Progress progress) {
        return handover.started() && progress.settling() && !isLate();
    }

    /** Where nothing was started, retries end after two minutes: an outage must not hold up the stack, say in a rollback. */
    private Retries retriesToRead() {
        Instant end = generation.waitForCompletion() ? endOfWait() : invocation.deadline();
        return handover.started() ? invocation.retriesOfRefusals() : invocation.retriesForTwoMinutes(end);
    }

    private Progress read() {
        return generation.read(runId);
    }

    private Response active(Progress progress) {
        if (generation.waitForCompletion() && !isLate()) {
            return new Response.NotYet();
        }
        Progress left = generation.inDetail(runId, progress);
        String status = left.status() == null ? "in an unknown status" : left.status();
        return handover.started()
                ? giveUp("still " + status + " after " + Text.words(generation.timeout()), TOO_SHORT)
                : doneWhileActive(left.attributes());
    }

    private Response ended(Progress progress) {
        if (handover.started() && isCanceledByTimeout(progress)) {
            throw failure("still not ended after " + Text.words(generation.timeout()) + ", cancelled", TOO_SHORT);
        }
        if (handover.started() && progress.flaw().isPresent()) {
            Progress.Flaw flaw = progress.flaw().get();
            throw failure(flaw.why(), flaw.advice());
        }
        Optional<Acceptance> acceptance =
                generation.acceptance().filter(asked -> handover.acceptanceAsked() && progress.hasSucceeded());
        return acceptance.isPresent()
                ? accept(acceptance.get(), progress.attributes())
                : done(finished(), progress.attributes());
    }

    /** Most likely by a poll whose answer was lost. */
    private boolean isCanceledByTimeout(Progress progress) {
        return progress.isCanceled() && id.current().ours() && isLate();
    }

    private Response accept(Acceptance acceptance, Map<String, String> attributes) {
        try {
            String revision = invocation.retriesOfRefusals().call(() -> acceptance.accept(runId));
            Accepted accepted = id.current().accepted().and(acceptance.rule(), Text.attribute(revision));
            return done(id.with(finished().current().with(accepted)), attributes);
        } catch (SdkException e) {
            if (acceptance.mayPass(e) && !isLate()) {
                return new Response.NotYet();
            }
            throw acceptance.failure(e);
        }
    }

    private PhysicalId finished() {
        return id.with(id.current().marked(true));
    }

    /**
     * A run of ours that was taken up keeps its unfinished mark while it may be active. Without the mark the id would be
     * another one: CloudFormation would delete the old id, which names the same run, and so cancel it.
     */
    private Response doneWhileActive(Map<String, String> attributes) {
        boolean mayBeCancelled =
                handover.course() == Handover.Course.RESUMED && id.current().ours();
        return done(mayBeCancelled ? id : finished(), attributes);
    }

    private static Response done(PhysicalId id, Map<String, String> attributes) {
        attributes.replace(RunAttribute.ASSET_REVISION, id.current().accepted().revision());
        return new Response.Done(id.toString(), attributes);
    }

    /** What onEvent has told of them: always all attributes, whatever came back. */
    private Map<String, String> knownAttributes() {
        Map<String, String> known = new LinkedHashMap<>();
        terms.attributes()
                .forEach(name ->
                        known.put(name, Text.attribute(handover.attributes().get(name))));
        return known;
    }

    private Response unread(SdkException error) {
        invocation.log(terms.noun() + " " + runId + " not read: " + ServiceError.describe(error));
        boolean forgotten = generation.isForgotten(error);
        if (!handover.started()) {
            return forgotten ? done(finished(), knownAttributes()) : doneWhileActive(knownAttributes());
        }
        if ((ServiceError.isTransient(error) || forgotten && mayBeTooNew()) && !isLate()) {
            return new Response.NotYet();
        }
        String late =
                isLate() ? "still in an unknown status after " + Text.words(generation.timeout()) + ", as it " : "";
        return giveUp(late + "failed: " + ServiceError.describe(error), generation.advice(error));
    }

    /** Not every server of the service need know yet what a start has answered. */
    private boolean mayBeTooNew() {
        return invocation.began().isBefore(handover.answered().plus(SETTLING));
    }

    /** Fails, but leaves no run of ours behind: it would be in the way of the next deployment, and be paid for. */
    private Response giveUp(String why, String advice) {
        if (!id.current().ours()) {
            throw failure(why + ", left to run as somebody else started it", advice);
        }
        try {
            generation.cancel(runId, invocation.retriesForAMinute());
        } catch (SdkException e) {
            if (generation.hasEnded(e)) {
                return decide(why, advice, e);
            }
            throw failure(generation.isForgotten(e) ? why : why + ", not cancelled: " + ServiceError.name(e), advice);
        }
        throw failure(why + ", cancelled", advice);
    }

    /** The run has ended before Cancel: it may have succeeded just now, or been cancelled by a Cancel unanswered. */
    private Response decide(String why, String advice, SdkException notCancelled) {
        try {
            Progress progress = invocation.retriesForAMinute().call(this::read);
            if (progress.isCanceled()) {
                throw failure(why + ", cancelled", advice);
            } else if (!progress.isActive()) {
                return ended(progress);
            }
        } catch (SdkException e) {
            invocation.log(terms.noun() + " " + runId + " not read: " + ServiceError.describe(e));
        }
        throw failure(why + ", not cancelled: " + ServiceError.name(notCancelled), advice);
    }

    /** Whether the time to wait is over; where nobody waits for the run, there is none. */
    private boolean isLate() {
        return !generation.waitForCompletion() || !invocation.time().now().isBefore(endOfWait());
    }

    private Instant endOfWait() {
        return handover.since().plus(generation.timeout());
    }

    private Failure failure(String why, String advice) {
        String head = terms.get() + " of " + terms.noun() + " " + runId + " for " + generation.subject();
        return Failure.of(head, why, (why.endsWith(".") ? " " : ". ") + advice);
    }
}
