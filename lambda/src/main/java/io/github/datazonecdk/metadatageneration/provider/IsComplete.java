package io.github.datazonecdk.metadatageneration.provider;

import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.datazone.model.ConflictException;
import software.amazon.awssdk.services.datazone.model.ResourceNotFoundException;
import software.amazon.awssdk.services.datazone.model.ValidationException;

/** Looks whether what onEvent began has come to its end. */
final class IsComplete {
    private final Invocation invocation;
    private final Awaited awaited;
    private final RunRequest request;
    private final PhysicalId id;
    private final DataZone dataZone;

    private IsComplete(Invocation invocation, Awaited awaited) {
        this.invocation = invocation;
        this.awaited = awaited;
        this.request = invocation.request();
        this.id = invocation.event().physicalId().orElseThrow();
        this.dataZone = invocation.dataZone(request);
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
            return new Response.Done(id.toString(), awaited.attributes());
        }
        try {
            Run run = invocation.patienceWithRefusals().call(this::read);
            invocation.log().accept("run " + run.id() + " " + run.status());
            return run.isActive() ? active(run) : ended(run);
        } catch (SdkException e) {
            return unread(e);
        }
    }

    private Run read() {
        return dataZone.get(request.domainIdentifier(), id.current().id());
    }

    private Response active(Run run) {
        if (request.waitForCompletion() && !isLate()) {
            return new Response.NotYet();
        }
        return awaited.started()
                ? giveUp("still " + run.status() + " after " + Failure.words(request.timeout()), tooShort())
                : new Response.Done(id.toString(), Attributes.of(run));
    }

    private static String tooShort() {
        return "Raise timeout (at most 55 min), or set waitForCompletion to false";
    }

    private Response ended(Run run) {
        if (awaited.started() && request.failOn().fails(run)) {
            throw failure(
                    "ended " + run.status() + ": " + (run.errors().isEmpty() ? "no reason given" : errors(run)),
                    "Mend the cause and deploy again");
        }
        boolean somethingToAccept = !FailOn.FAILED.fails(run);
        return request.acceptPredictions() && somethingToAccept ? accept(run) : done(run, "");
    }

    private static String errors(Run run) {
        return Failure.line(String.join("; ", run.errors()), 450);
    }

    private Response accept(Run run) {
        String clientToken =
                Hash.of(run.id(), request.assetRevision(), "ALL", String.valueOf(request.acceptanceThreshold()));
        try {
            return done(run, invocation.patienceWithRefusals().call(() -> dataZone.accept(request, clientToken)));
        } catch (SdkException e) {
            if ((Patience.isTransient(e) || e instanceof ConflictException) && !isLate()) {
                return new Response.NotYet();
            }
            if (awaited.acceptanceAsked()) {
                throw Failure.of("AcceptPredictions", request.subject(), e, advice(e));
            }
            invocation.log().accept("predictions not accepted again: " + Failure.describe(e));
            return done(run, "");
        }
    }

    private Response done(Run run, String assetRevision) {
        Map<String, String> attributes = Attributes.of(run);
        attributes.put(Attributes.ASSET_REVISION, assetRevision);
        return new Response.Done(id.withoutUnfinishedMark().toString(), attributes);
    }

    private Response unread(SdkException error) {
        invocation.log().accept("run " + id.current().id() + " not read: " + Failure.describe(error));
        if (Patience.isTransient(error) && !isLate()) {
            return new Response.NotYet();
        }
        if (!awaited.started()) {
            boolean forgotten = error instanceof ResourceNotFoundException;
            PhysicalId known = forgotten ? id.withoutUnfinishedMark() : id;
            return new Response.Done(known.toString(), awaited.attributes());
        }
        return giveUp("GetMetadataGenerationRun failed: " + Failure.describe(error), advice(error));
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
            invocation.patienceOfAMinute().call(this::cancel);
        } catch (ValidationException | ConflictException e) {
            return decide(why + ", not cancelled: " + Failure.describe(e), advice);
        } catch (ResourceNotFoundException e) {
            throw failure(why, advice);
        } catch (SdkException e) {
            throw failure(why + ", not cancelled: " + Failure.describe(e), advice);
        }
        throw failure(why + ", cancelled", advice);
    }

    private PhysicalId cancel() {
        dataZone.cancel(request.domainIdentifier(), id.current().id());
        return id;
    }

    /** Cancel says that the run has ended: it may have succeeded just now. */
    private Response decide(String why, String advice) {
        try {
            Run run = invocation.patienceOfAMinute().call(this::read);
            if (!run.isActive()) {
                return ended(run);
            }
        } catch (SdkException e) {
            invocation.log().accept("run " + id.current().id() + " not read: " + Failure.describe(e));
        }
        throw failure(why, advice);
    }

    private boolean isLate() {
        Instant end = awaited.since().plus(request.timeout());
        return !invocation.place().time().now().isBefore(end);
    }

    private Failure failure(String why, String advice) {
        return new Failure("StartMetadataGenerationRun of run " + id.current().id() + " for " + request.subject() + ": "
                + why + ". " + advice);
    }
}
