package io.github.datazonecdk.metadatageneration.provider.run;

import io.github.datazonecdk.metadatageneration.provider.calls.Invocation;
import io.github.datazonecdk.metadatageneration.provider.calls.Retries;
import io.github.datazonecdk.metadatageneration.provider.calls.ServiceError;
import io.github.datazonecdk.metadatageneration.provider.datazone.Advice;
import io.github.datazonecdk.metadatageneration.provider.datazone.Asset;
import io.github.datazonecdk.metadatageneration.provider.datazone.DataZone;
import io.github.datazonecdk.metadatageneration.provider.datazone.Inventory;
import io.github.datazonecdk.metadatageneration.provider.datazone.Run;
import io.github.datazonecdk.metadatageneration.provider.datazone.RunRequest;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Generation.Started;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.PhysicalId;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Reference;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.TokenSeed;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import io.github.datazonecdk.metadatageneration.provider.text.Text;
import java.time.Duration;
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

    private static final String START = "StartMetadataGenerationRun";

    private final RunSettings settings;
    private final String fingerprint;
    private final DataZone dataZone;
    private final Advice advice;
    private final Invocation invocation;
    private final Optional<PhysicalId> replaced;
    private final Retries retries;
    private RunRequest request;
    private String inTheWay = "";

    /** A run to wait for, which is ours, or which somebody else started and we adopt. */
    private record Found(Run run, boolean ours) {}

    Starting(
            RunSettings settings,
            String fingerprint,
            DataZone dataZone,
            Advice advice,
            Invocation invocation,
            Optional<PhysicalId> replaced) {
        this.settings = settings;
        this.fingerprint = fingerprint;
        this.request = settings.request();
        this.dataZone = dataZone;
        this.advice = advice;
        this.invocation = invocation;
        this.replaced = replaced;
        this.retries = invocation.retriesToStart(settings.timeout());
    }

    Started start(TokenSeed seed) {
        request = request.assetIdentifier() == null ? found() : request;
        List<String> dead = new ArrayList<>();
        String clientToken = settings.clientToken();
        for (int salt = 0; salt <= SALTS; salt++) {
            Found found = startWith(clientToken == null ? seed.token(fingerprint, salt) : clientToken);
            Run run = found.run();
            if (isNew(run) || !settings.failOn().fails(run)) {
                return new Started(run.id(), found.ours(), RunAttributes.of(run));
            }
            dead.add(run.id());
            if (clientToken != null) {
                throw new Failure(START + " of no use for " + request.subject() + ": clientToken "
                        + Text.quoted(clientToken) + " stands for run " + run.id()
                        + ", which has ended without success. Change clientToken, or leave it out");
            }
        }
        throw new Failure(START + " of no use for " + request.subject() + ": it answers with runs "
                + String.join(", ", dead) + ", which have ended without success. Set rerunTrigger to another value");
    }

    private RunRequest found() {
        Inventory inventory = new Inventory(dataZone, request.domainIdentifier(), request.owningProjectIdentifier());
        try {
            Asset asset = inventory.named(request.assetName(), invocation);
            invocation.log("asset named " + Text.quoted(request.assetName()) + ": " + asset.id());
            return request.with(asset.id());
        } catch (SdkException e) {
            throw refused("Search", e);
        }
    }

    private Found startWith(String clientToken) {
        boolean adoptable = false;
        Optional<Run> other = Optional.empty();
        for (int attempt = 1; ; attempt++) {
            try {
                Run run = dataZone.start(request, clientToken);
                invocation.log(START + ": run " + run.id() + " " + run.status());
                return new Found(asItIsNow(run), true);
            } catch (ConflictException e) {
                other = invocation.hasTimeToLook() ? adoptableAfterMakingWay(e) : other;
                Optional<Duration> delay = retries.delayAfter(e, attempt, true);
                // Not at once if there is time: it may be ours, of an answer or a delivery that is still under way.
                if (other.isPresent() && (adoptable || delay.isEmpty())) {
                    return new Found(other.get(), false);
                }
                pause(delay, e);
                adoptable = other.isPresent();
            } catch (SdkException e) {
                pause(retries.delayAfter(e, attempt, ServiceError.isTransient(e)), e);
            }
        }
    }

    private void pause(Optional<Duration> delay, SdkException error) {
        retries.pause(delay.orElseThrow(() -> refused(START, error)), error);
    }

    private Failure refused(String operation, SdkException error) {
        return ServiceError.failure(operation, request.subject(), error, inTheWay + advice.on(error));
    }

    /**
     * Looks what a start is in conflict with. A run that this request replaces is cancelled and makes way. Any other that
     * does the same is returned for adoption.
     */
    private Optional<Run> adoptableAfterMakingWay(ConflictException conflict) {
        List<Run> active = activeRuns();
        inTheWay = active.isEmpty() ? "" : "Active: run " + active.get(0).id() + ". ";
        List<Reference> replacedRuns = active.stream()
                .flatMap(run -> replaced.flatMap(id -> id.named(run.id())).stream())
                .toList();
        if (!replacedRuns.isEmpty()) {
            replacedRuns.forEach(this::makeWay);
            return Optional.empty();
        }
        Optional<Run> same = active.stream().filter(request::isDoneBy).findFirst();
        if (same.isEmpty() && settings.clientToken() != null) {
            throw refused(START, conflict);
        }
        return same;
    }

    private List<Run> activeRuns() {
        try {
            return retries.call(() -> dataZone.active(request));
        } catch (SdkException e) {
            throw refused("ListMetadataGenerationRuns", e);
        }
    }

    private void makeWay(Reference run) {
        if (!run.ours() || !settings.cancelOnDelete()) {
            return;
        }
        try {
            dataZone.cancel(request.domainIdentifier(), run.id());
            invocation.log("CancelMetadataGenerationRun: run " + run.id() + " makes way");
        } catch (SdkException e) {
            invocation.log("run " + run.id() + " not cancelled: " + ServiceError.describe(e));
        }
    }

    /** The answer to a token that was used before may be as old as that: it is read again. */
    private Run asItIsNow(Run run) {
        if (isNew(run)) {
            return run;
        }
        try {
            return invocation.retriesForAMinute().call(() -> dataZone.get(request.domainIdentifier(), run.id()));
        } catch (SdkException e) {
            // The run is started: to fail now would leave it without an owner.
            invocation.log("run " + run.id() + " not read again: " + ServiceError.describe(e));
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
