package io.github.datazonecdk.metadatageneration.provider.lifecycle;

import static io.github.datazonecdk.metadatageneration.provider.text.Json.text;

import io.github.datazonecdk.metadatageneration.contract.PropertyName;
import io.github.datazonecdk.metadatageneration.provider.calls.Invocation;
import io.github.datazonecdk.metadatageneration.provider.calls.Retries;
import io.github.datazonecdk.metadatageneration.provider.calls.ServiceError;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Handover.Course;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import io.github.datazonecdk.metadatageneration.provider.text.Text;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Begins what CloudFormation asks for: decides whether a run is started, kept, gone back to, or cancelled. */
public record OnEvent(Event event, Kind kind, Invocation invocation) {
    public Response answer() {
        return switch (event.type()) {
            case Create -> start(event.generation(kind, invocation), Optional.empty());
            case Update -> update(event.generation(kind, invocation));
            case Delete -> delete();
        };
    }

    private Response update(Generation asked) {
        Optional<PhysicalId> id = event.physicalId();
        return id.isEmpty() ? start(asked, id) : update(asked, id.get());
    }

    private Response update(Generation asked, PhysicalId id) {
        Reference current = id.current();
        if (current.fingerprint().equals(asked.fingerprint())) {
            return current.finished()
                    ? keep(id, Course.KEPT, turnsAcceptanceOn(asked, current), asked)
                    : resume(asked, id, id);
        }
        Optional<Reference> before = id.before().filter(run -> run.fingerprint().equals(asked.fingerprint()));
        if (before.isPresent()) {
            PhysicalId swapped = new PhysicalId(before.get(), Optional.of(current));
            return before.get().finished() ? goBack(asked, id, swapped) : resume(asked, id, swapped);
        }
        asked.checkReplaces(event.oldProperties());
        return start(asked, Optional.of(id));
    }

    /** An update that changes something else accepts nothing: what is predicted by now may be for people to review. */
    private boolean turnsAcceptanceOn(Generation asked, Reference current) {
        boolean changed = changed(PropertyName.ACCEPT_PREDICTIONS) || changed(PropertyName.ACCEPTANCE_THRESHOLD);
        return changed && isToBeAccepted(asked, current);
    }

    private boolean changed(String property) {
        return !Objects.equals(text(event.properties(), property), text(event.oldProperties(), property));
    }

    private static boolean isToBeAccepted(Generation asked, Reference run) {
        return asked.acceptance()
                .filter(acceptance -> !run.accepted().has(acceptance.rule()))
                .isPresent();
    }

    /** A failed update is tried again: the run that it left is taken up where it is of use. */
    private Response resume(Generation asked, PhysicalId id, PhysicalId resumed) {
        Reference left = resumed.current();
        return isOfUse(asked, left)
                ? keep(resumed, Course.RESUMED, isToBeAccepted(asked, left), asked)
                : start(asked, Optional.of(id));
    }

    /** Active or succeeded; a run that cannot be read is not paid for again. */
    private boolean isOfUse(Generation asked, Reference run) {
        try {
            return read(asked, run, invocation.retriesToStart(asked.timeout())).isOfUse();
        } catch (SdkException e) {
            if (asked.isForgotten(e)) {
                return false;
            }
            logUnread(run, "taken up", e);
            return true;
        }
    }

    /** This may be a rollback, so it accepts nothing. */
    private Response goBack(Generation asked, PhysicalId id, PhysicalId swapped) {
        Reference earlier = swapped.current();
        // From a failed wait, nothing is started, whatever has become of the earlier run.
        boolean mayStart = id.current().finished() && asked.canStartAgain();
        if (mayStart && isCanceled(asked, earlier)) {
            return start(asked, Optional.of(id));
        }
        return keep(swapped.with(earlier.marked(!asked.waitForCompletion())), Course.KEPT, false, asked);
    }

    private boolean isCanceled(Generation asked, Reference run) {
        try {
            return read(asked, run, invocation.retriesForAMinute()).isCanceled();
        } catch (SdkException e) {
            logUnread(run, "gone back to", e);
            return false;
        }
    }

    private static Progress read(Generation asked, Reference run, Retries retries) {
        return retries.call(() -> asked.read(run.id()));
    }

    private void logUnread(Reference run, String done, SdkException error) {
        String what = kind.terms().noun() + " " + run.id() + " " + done + " unread: ";
        invocation.log(what + ServiceError.describe(error));
    }

    private Response start(Generation asked, Optional<PhysicalId> replaced) {
        Generation.Started started = asked.start(event.seed(), replaced);
        Reference run = new Reference(
                started.id(), started.ours(), asked.fingerprint(), !asked.waitForCompletion(), Accepted.NOTHING);
        PhysicalId id = new PhysicalId(run, replaced.map(PhysicalId::toGoBackTo));
        return begun(id, Course.STARTED, asked.acceptance().isPresent(), started.attributes());
    }

    /** Starts nothing, and so must not fail: what the service says of the run is left to isComplete. */
    private Response keep(PhysicalId id, Course course, boolean acceptanceAsked, Generation asked) {
        String noun = kind.terms().noun();
        String kept = id.current().id();
        invocation.log("no " + noun + " to start: " + noun + " " + kept + " stays");
        return begun(id, course, acceptanceAsked, asked.attributes(kept));
    }

    private Response begun(PhysicalId id, Course course, boolean acceptanceAsked, Map<String, String> attributes) {
        Handover handover =
                new Handover(invocation.began(), invocation.time().now(), course, acceptanceAsked, attributes);
        return new Response.Begun(id.toString(), handover);
    }

    /** Never fails: a failed Delete would leave the stack stuck, and a run ends by itself. */
    private Response delete() {
        try {
            new Deletion(event, kind, invocation).cancel();
        } catch (RuntimeException | LinkageError e) {
            invocation.log("deleted without cancelling: " + Text.line(e.toString(), Failure.LINE));
        }
        return new Response.Begun(event.physicalResourceId(), Handover.nothing(invocation.began()));
    }
}
