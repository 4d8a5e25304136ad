package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Json.text;

import io.github.datazonecdk.metadatageneration.provider.Awaited.Course;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationRunStatus;
import software.amazon.awssdk.services.datazone.model.ResourceNotFoundException;

/** Begins what CloudFormation asks for: decides whether a run is started, kept, gone back to, or cancelled. */
final class OnEvent {
    private final Invocation invocation;
    private final Event event;

    OnEvent(Invocation invocation) {
        this.invocation = invocation;
        this.event = invocation.event();
    }

    Response answer() {
        return switch (event.type()) {
            case Create -> start(invocation.request(), Optional.empty());
            case Update -> update(invocation.request());
            case Delete -> delete();
        };
    }

    private Response update(RunRequest request) {
        Optional<PhysicalId> id = event.physicalId();
        return id.isEmpty() ? start(request, id) : update(request, id.get());
    }

    private Response update(RunRequest request, PhysicalId id) {
        PhysicalId.Run current = id.current();
        if (current.fingerprint().equals(request.fingerprint())) {
            return current.finished()
                    ? keep(request, id, Course.KEPT, turnsAcceptanceOn(request) && isNotAccepted(request, current))
                    : resume(request, id, id);
        }
        Optional<PhysicalId.Run> before =
                id.before().filter(run -> run.fingerprint().equals(request.fingerprint()));
        if (before.isPresent()) {
            PhysicalId swapped = new PhysicalId(before.get(), Optional.of(current));
            return before.get().finished() ? goBack(request, id, swapped) : resume(request, id, swapped);
        }
        refuseUsedClientToken(request);
        return start(request, Optional.of(id));
    }

    /** A failed update is tried again: the run that it left is taken up where it is of use. */
    private Response resume(RunRequest request, PhysicalId id, PhysicalId resumed) {
        return isOfUse(request, resumed.current())
                ? keep(request, resumed, Course.RESUMED, isNotAccepted(request, resumed.current()))
                : start(request, Optional.of(id));
    }

    /** This may be a rollback, so it accepts nothing. */
    private Response goBack(RunRequest request, PhysicalId id, PhysicalId swapped) {
        PhysicalId.Run earlier = swapped.current();
        // From a failed wait, nothing is started, whatever has become of the earlier run. And a user's own token stands
        // for the earlier run: to start with it again would only answer that run.
        boolean mayStart = id.current().finished() && request.clientToken() == null;
        if (mayStart && isCanceled(request, earlier)) {
            return start(request, Optional.of(id));
        }
        return keep(request, swapped.with(earlier.marked(!request.waitForCompletion())), Course.KEPT, false);
    }

    /** Active or succeeded; a run that cannot be read is not paid for again. */
    private boolean isOfUse(RunRequest request, PhysicalId.Run run) {
        try {
            Run found = read(request, run, invocation.patienceToStart(request));
            return !FailOn.FAILED.fails(found) && !request.failOn().fails(found);
        } catch (ResourceNotFoundException e) {
            return false;
        } catch (SdkException e) {
            invocation.log().accept("run " + run.id() + " taken up unread: " + Failure.describe(e));
            return true;
        }
    }

    private boolean isCanceled(RunRequest request, PhysicalId.Run run) {
        try {
            Run found = read(request, run, invocation.patienceOfAMinute());
            return found.knownStatus() == MetadataGenerationRunStatus.CANCELED;
        } catch (SdkException e) {
            invocation.log().accept("run " + run.id() + " gone back to unread: " + Failure.describe(e));
            return false;
        }
    }

    private Run read(RunRequest request, PhysicalId.Run run, Patience patience) {
        return patience.call(() -> invocation.dataZone(request).get(request.domainIdentifier(), run.id()));
    }

    /** Start would answer the earlier run or a conflict, and neither is what the user wants. */
    private void refuseUsedClientToken(RunRequest request) {
        if (request.clientToken() != null && request.clientToken().equals(text(event.oldProperties(), "clientToken"))) {
            throw new Failure("Update refused before any call for " + request.subject() + ": property clientToken is "
                    + Failure.quoted(request.clientToken()) + ", as before, but other properties ask for another run:"
                    + " change clientToken too, or leave it out");
        }
    }

    /** An update that changes something else accepts nothing: what is predicted by now may be for people to review. */
    private boolean turnsAcceptanceOn(RunRequest request) {
        return request.acceptPredictions() && (changed("acceptPredictions") || changed("acceptanceThreshold"));
    }

    private static boolean isNotAccepted(RunRequest request, PhysicalId.Run run) {
        return request.acceptPredictions() && !run.accepted().has(request.acceptanceRule());
    }

    private boolean changed(String property) {
        return !Objects.equals(text(event.properties(), property), text(event.oldProperties(), property));
    }

    private Response start(RunRequest request, Optional<PhysicalId> replaced) {
        Starting.Started started = new Starting(invocation, request, replaced).start();
        PhysicalId.Run run = new PhysicalId.Run(
                started.run().id(),
                started.ours(),
                request.fingerprint(),
                !request.waitForCompletion(),
                Accepted.NOTHING);
        PhysicalId id = new PhysicalId(run, replaced.map(PhysicalId::toGoBackTo));
        return begun(id, Course.STARTED, request.acceptPredictions(), Attributes.of(started.run()));
    }

    /** Starts nothing, and so must not fail: what DataZone says of the run is left to isComplete. */
    private Response keep(RunRequest request, PhysicalId id, Course course, boolean acceptanceAsked) {
        invocation.log().accept("no run to start: run " + id.current().id() + " stays");
        return begun(id, course, acceptanceAsked, Attributes.of(id.current().id(), request));
    }

    private Response begun(PhysicalId id, Course course, boolean acceptanceAsked, Map<String, String> attributes) {
        Instant answered = invocation.place().time().now();
        return new Response.Begun(
                id.toString(), new Awaited(invocation.began(), answered, course, acceptanceAsked, attributes));
    }

    /** Never fails: a failed Delete would leave the stack stuck, and a run ends by itself. */
    private Response delete() {
        try {
            invocation.log().accept(new Deletion(invocation).outcome());
        } catch (RuntimeException | LinkageError e) {
            invocation.log().accept("deleted without cancelling: " + Failure.line(e.toString(), Failure.LINE));
        }
        return new Response.Begun(event.physicalResourceId(), Awaited.nothing(invocation.began()));
    }
}
