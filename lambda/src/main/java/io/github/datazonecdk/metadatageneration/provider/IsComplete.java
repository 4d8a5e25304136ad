package io.github.datazonecdk.metadatageneration.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.datazone.model.ConflictException;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationRunStatus;
import software.amazon.awssdk.services.datazone.model.ResourceNotFoundException;
import software.amazon.awssdk.services.datazone.model.ValidationException;

/** Looks whether what onEvent began has come to its end. */
final class IsComplete {
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private final Invocation invocation;
    private final Awaited awaited;
    private final RunRequest request;
    private final PhysicalId id;
    private final DataZone dataZone;

    private IsComplete(Invocation invocation, Awaited awaited) {
        this.invocation = invocation;
        this.awaited = awaited;
        this.request = invocation.request();
        this.id = id(invocation.event());
        this.dataZone = invocation.dataZone(request);
    }

    private static PhysicalId id(Event event) {
        return event.physicalId()
                .orElseThrow(() -> new Failure("PhysicalResourceId is " + Failure.quoted(event.physicalResourceId())
                        + ": must be the one that onEvent has answered"));
    }

    static Response answer(Invocation invocation, Awaited awaited) {
        Event event = invocation.event();
        return switch (event.type()) {
            case Create, Update -> new IsComplete(invocation, awaited).answer();
            case Delete -> new Response.Done(event.physicalResourceId(), Map.of());
        };
    }

    private Response answer() {
        if (awaited.started() && !request.waitForCompletion()) {
            return done(id, awaited.attributes());
        }
        try {
            Run run = patienceToRead().call(this::read);
            invocation.log().accept("run " + run.id() + " " + run.status());
            return run.isActive() ? active(run) : ended(run);
        } catch (SdkException e) {
            return unread(e);
        }
    }

    /** Where nothing was started, this poll sees to it that an outage does not hold up the stack, say in a rollback. */
    private Patience patienceToRead() {
        Instant end = request.waitForCompletion() ? endOfWait() : invocation.deadline();
        return awaited.started() ? invocation.patienceWithRefusals() : invocation.patienceOfTwoMinutes(end);
    }

    private Run read() {
        return dataZone.get(request.domainIdentifier(), id.current().id());
    }

    private Response active(Run run) {
        if (request.waitForCompletion() && !isLate()) {
            return new Response.NotYet();
        }
        return awaited.started()
                ? giveUp("still " + orUnknown(run) + " after " + Failure.words(request.timeout()), tooShort())
                : doneWhileActive(Attributes.of(run));
    }

    private static String orUnknown(Run run) {
        return run.status() == null ? "in an unknown status" : run.status();
    }

    private static String tooShort() {
        return "Raise timeout (at most 55 min), or set waitForCompletion to false";
    }

    private Response ended(Run run) {
        if (awaited.started() && isCancelledByTimeout(run)) {
            throw failure("still not ended after " + Failure.words(request.timeout()) + ", cancelled", tooShort());
        }
        if (awaited.started() && request.failOn().fails(run)) {
            String reason = run.errors().isEmpty() ? "no reason given" : String.join("; ", run.errors());
            throw failure("ended " + run.status() + ": " + reason, adviceAfter(run));
        }
        boolean somethingToAccept = !FailOn.FAILED.fails(run);
        return awaited.acceptanceAsked() && somethingToAccept ? accept(run) : done(finished(), Attributes.of(run));
    }

    private static String adviceAfter(Run run) {
        if (run.knownStatus() == MetadataGenerationRunStatus.CANCELED) {
            return "Somebody cancelled it: deploy again to start another run";
        }
        String first = run.errors().isEmpty() ? "Look at the asset in DataZone" : "Correct what DataZone names";
        String tolerant = run.knownStatus() == MetadataGenerationRunStatus.FAILED ? "NOTHING" : "FAILED";
        return first + " and deploy again, or set failOn to " + tolerant + " to deploy all the same";
    }

    /** By a poll whose answer was lost, most likely. */
    private boolean isCancelledByTimeout(Run run) {
        return run.knownStatus() == MetadataGenerationRunStatus.CANCELED
                && id.current().ours()
                && isLate();
    }

    private Response accept(Run run) {
        String clientToken =
                Hash.of(run.id(), request.assetRevision(), "ALL", String.valueOf(request.acceptanceThreshold()));
        try {
            String revision = invocation.patienceWithRefusals().call(() -> dataZone.accept(request, clientToken));
            Accepted accepted = id.current().accepted().and(request.acceptanceRule(), Attributes.orEmpty(revision));
            return done(id.with(finished().current().with(accepted)), Attributes.of(run));
        } catch (SdkException e) {
            return notAccepted(e);
        }
    }

    private Response notAccepted(SdkException error) {
        if ((Patience.isTransient(error) || error instanceof ConflictException) && !isLate()) {
            return new Response.NotYet();
        }
        throw Failure.of("AcceptPredictions", request.subject(), error, acceptanceAdvice(error));
    }

    /** What else there is to say about these two is about starts. */
    private String acceptanceAdvice(SdkException error) {
        if (error instanceof ConflictException) {
            return "Deploy again once nobody else changes the asset";
        }
        return error instanceof ValidationException ? "Check the asset and acceptanceThreshold" : advice(error);
    }

    private PhysicalId finished() {
        return id.with(id.current().marked(true));
    }

    /**
     * A run of ours that was taken up keeps its unfinished mark while it may be active: without it the id would be
     * another one, and CloudFormation would delete the old one, which names the same run, and so cancel it.
     */
    private Response doneWhileActive(Map<String, String> attributes) {
        boolean mayBeCancelled =
                awaited.course() == Awaited.Course.RESUMED && id.current().ours();
        return done(mayBeCancelled ? id : finished(), attributes);
    }

    private static Response done(PhysicalId id, Map<String, String> attributes) {
        attributes.put(Attributes.ASSET_REVISION, id.current().accepted().revision());
        return new Response.Done(id.toString(), attributes);
    }

    private Response unread(SdkException error) {
        invocation.log().accept("run " + id.current().id() + " not read: " + Failure.describe(error));
        boolean forgotten = error instanceof ResourceNotFoundException;
        if (!awaited.started()) {
            return forgotten ? done(finished(), awaited.attributes()) : doneWhileActive(awaited.attributes());
        }
        if ((Patience.isTransient(error) || forgotten && mayBeTooNew()) && !isLate()) {
            return new Response.NotYet();
        }
        String late =
                isLate() ? "still in an unknown status after " + Failure.words(request.timeout()) + ", as it " : "";
        return giveUp(late + "failed: " + Failure.describe(error), advice(error));
    }

    /** What Start has answered with need not be known to every server of DataZone yet. */
    private boolean mayBeTooNew() {
        return invocation.began().isBefore(awaited.answered().plus(SETTLING));
    }

    private String advice(SdkException error) {
        return Failure.advice(error, request, invocation.place().roleArn());
    }

    /** Fails, but leaves no run of ours behind: whoever deploys again shall not find it in the way, nor pay for it. */
    private Response giveUp(String why, String advice) {
        if (!id.current().ours()) {
            throw failure(why + ", left to run as somebody else started it", advice);
        }
        try {
            new Cancellation(dataZone, request.domainIdentifier(), id.current().id())
                    .callWith(invocation.patienceOfAMinute());
        } catch (ValidationException | ConflictException e) {
            return decide(why, advice, e);
        } catch (ResourceNotFoundException e) {
            throw failure(why, advice);
        } catch (SdkException e) {
            throw failure(why + ", not cancelled: " + Failure.name(e), advice);
        }
        throw failure(why + ", cancelled", advice);
    }

    /** Cancel says that the run has ended: it may have succeeded just now, or been cancelled by a Cancel unanswered. */
    private Response decide(String why, String advice, SdkException notCancelled) {
        try {
            Run run = invocation.patienceOfAMinute().call(this::read);
            if (run.knownStatus() == MetadataGenerationRunStatus.CANCELED) {
                throw failure(why + ", cancelled", advice);
            } else if (!run.isActive()) {
                return ended(run);
            }
        } catch (SdkException e) {
            invocation.log().accept("run " + id.current().id() + " not read: " + Failure.describe(e));
        }
        throw failure(why + ", not cancelled: " + Failure.name(notCancelled), advice);
    }

    /** Whether the time to wait is over; where nobody waits for the run, there is none. */
    private boolean isLate() {
        return !request.waitForCompletion() || !invocation.place().time().now().isBefore(endOfWait());
    }

    private Instant endOfWait() {
        return awaited.since().plus(request.timeout());
    }

    private Failure failure(String why, String advice) {
        String head = "GetMetadataGenerationRun of run " + id.current().id() + " for " + request.subject();
        return Failure.of(head, why, (why.endsWith(".") ? " " : ". ") + advice);
    }
}
