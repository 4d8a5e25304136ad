package io.github.datazonecdk.metadatageneration.provider;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.datazone.model.ConflictException;

/**
 * Starts a run, once: the client token is derived from the request, so that neither a lost answer nor a request delivered
 * twice starts a second one.
 */
final class Starting {
    /** How often a request's token is salted, where DataZone answers it with a run that is dead already. */
    private static final int SALTS = 3;

    private final Invocation invocation;
    private final RunRequest request;
    private final Optional<PhysicalId> replaced;
    private final DataZone dataZone;
    private final Patience patience;
    private String inTheWay = "";

    /** A run to wait for, which is ours, or which somebody else started and we adopt. */
    record Started(Run run, boolean ours) {}

    Starting(Invocation invocation, RunRequest request, Optional<PhysicalId> replaced) {
        this.invocation = invocation;
        this.request = request;
        this.replaced = replaced;
        this.dataZone = invocation.dataZone(request);
        this.patience = invocation.patienceToStart(request);
    }

    Started start() {
        List<String> dead = new ArrayList<>();
        for (int salt = 0; salt <= SALTS; salt++) {
            Started started = startWith(clientToken(salt));
            if (isNew(started.run()) || !request.failOn().fails(started.run())) {
                return started;
            }
            dead.add(started.run().id());
            if (request.clientToken() != null) {
                throw new Failure("StartMetadataGenerationRun of no use for " + request.subject() + ": clientToken "
                        + Failure.quoted(request.clientToken()) + " stands for run " + dead.get(0)
                        + ", which has ended without success. Change clientToken, or leave it out");
            }
        }
        throw new Failure("StartMetadataGenerationRun of no use for " + request.subject() + ": it answers with runs "
                + String.join(", ", dead) + ", which have ended without success. Set rerunTrigger to another value");
    }

    /** CloudFormation is known to use a RequestId again, so a dead run's token must have successors: the salt. */
    private String clientToken(int salt) {
        Event event = invocation.event();
        return request.clientToken() != null
                ? request.clientToken()
                : Hash.of(
                        event.stackId(),
                        event.logicalResourceId(),
                        event.requestId(),
                        request.fingerprint(),
                        String.valueOf(salt));
    }

    private Started startWith(String clientToken) {
        boolean adoptable = false;
        Optional<Run> other = Optional.empty();
        for (int attempt = 1; ; attempt++) {
            try {
                Run run = dataZone.start(request, clientToken);
                invocation.log().accept("StartMetadataGenerationRun: run " + run.id() + " " + run.status());
                return new Started(asItIsNow(run), true);
            } catch (ConflictException e) {
                other = invocation.hasTimeToLook() ? runInTheWay(e) : other;
                // Not at once if there is time: it may be ours, of an answer or a delivery that is still under way.
                if (other.isPresent() && (adoptable || !patience.pausesAfter(e, attempt, true))) {
                    return new Started(other.get(), false);
                } else if (other.isEmpty()) {
                    pause(e, attempt);
                }
                adoptable = other.isPresent();
            } catch (SdkException e) {
                pause(e, attempt);
            }
        }
    }

    private void pause(SdkException error, int attempt) {
        boolean mayPass = error instanceof ConflictException || Patience.isTransient(error);
        if (!patience.pausesAfter(error, attempt, mayPass)) {
            throw refused("StartMetadataGenerationRun", error);
        }
    }

    private Failure refused(String operation, SdkException error) {
        String advice = Failure.advice(error, request, invocation.place().roleArn());
        return Failure.of(operation, request.subject(), error, inTheWay + advice);
    }

    /**
     * Looks what a start is in conflict with: a run that this request replaces is cancelled and makes way, any other that
     * does the same work is adopted.
     */
    private Optional<Run> runInTheWay(ConflictException conflict) {
        List<Run> active = activeRuns();
        inTheWay = active.isEmpty() ? "" : "Active: run " + active.get(0).id() + ". ";
        List<PhysicalId.Run> replacedRuns = active.stream()
                .flatMap(run -> replaced.flatMap(id -> id.named(run.id())).stream())
                .toList();
        if (!replacedRuns.isEmpty()) {
            replacedRuns.forEach(this::makeWay);
            return Optional.empty();
        }
        Optional<Run> same = active.stream().filter(request::describes).findFirst();
        if (same.isEmpty() && request.clientToken() != null) {
            throw refused("StartMetadataGenerationRun", conflict);
        }
        return same;
    }

    private List<Run> activeRuns() {
        try {
            return patience.call(() -> dataZone.active(request));
        } catch (SdkException e) {
            throw refused("ListMetadataGenerationRuns", e);
        }
    }

    private void makeWay(PhysicalId.Run run) {
        if (!run.ours() || !request.cancelOnDelete()) {
            return;
        }
        try {
            dataZone.cancel(request.domainIdentifier(), run.id());
            invocation.log().accept("CancelMetadataGenerationRun: run " + run.id() + " makes way");
        } catch (SdkException e) {
            invocation.log().accept("run " + run.id() + " not cancelled: " + Failure.describe(e));
        }
    }

    /** The answer to a token that was used before may be as old as that: it is read again. */
    private Run asItIsNow(Run run) {
        if (isNew(run)) {
            return run;
        }
        try {
            return invocation.patienceOfAMinute().call(() -> dataZone.get(request.domainIdentifier(), run.id()));
        } catch (SdkException e) {
            // The run is started: to fail now would leave it without an owner.
            invocation.log().accept("run " + run.id() + " not read again: " + Failure.describe(e));
            return run;
        }
    }

    private boolean isNew(Run run) {
        if (run.createdAt() == null) {
            return false;
        }
        // A time in whole seconds says no more.
        Instant since = run.createdAt().getNano() == 0
                ? invocation.began().truncatedTo(ChronoUnit.SECONDS)
                : invocation.began();
        return !run.createdAt().isBefore(since);
    }
}
