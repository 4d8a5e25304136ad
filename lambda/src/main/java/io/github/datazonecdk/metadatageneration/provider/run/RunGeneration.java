package io.github.datazonecdk.metadatageneration.provider.run;

import io.github.datazonecdk.metadatageneration.contract.PropertyName;
import io.github.datazonecdk.metadatageneration.provider.calls.Invocation;
import io.github.datazonecdk.metadatageneration.provider.calls.Retries;
import io.github.datazonecdk.metadatageneration.provider.datazone.Advice;
import io.github.datazonecdk.metadatageneration.provider.datazone.Cancellation;
import io.github.datazonecdk.metadatageneration.provider.datazone.DataZone;
import io.github.datazonecdk.metadatageneration.provider.datazone.Run;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Acceptance;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Generation;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.PhysicalId;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Progress;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Progress.State;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.TokenSeed;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import io.github.datazonecdk.metadatageneration.provider.text.Json;
import io.github.datazonecdk.metadatageneration.provider.text.Text;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.datazone.model.ConflictException;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationRunStatus;
import software.amazon.awssdk.services.datazone.model.ResourceNotFoundException;
import software.amazon.awssdk.services.datazone.model.ValidationException;

/** Generates metadata for one asset, by a metadata generation run of DataZone. */
record RunGeneration(RunSettings settings, DataZone dataZone, Advice advice, Invocation invocation)
        implements Generation {
    @Override
    public String subject() {
        return settings.request().subject();
    }

    @Override
    public String fingerprint() {
        return Fingerprint.of(settings);
    }

    @Override
    public boolean waitForCompletion() {
        return settings.waitForCompletion();
    }

    @Override
    public Duration timeout() {
        return settings.timeout();
    }

    @Override
    public Optional<Acceptance> acceptance() {
        return settings.acceptPredictions()
                ? Optional.of(new RunAcceptance(dataZone, settings.request(), settings.acceptanceThreshold(), advice))
                : Optional.empty();
    }

    @Override
    public boolean canStartAgain() {
        return settings.clientToken() == null;
    }

    /** With the same client token, Start would answer the earlier run or a conflict, and neither is what the user wants. */
    @Override
    public void checkReplaces(Map<String, JsonNode> oldProperties) {
        String clientToken = settings.clientToken();
        if (clientToken != null && clientToken.equals(Json.text(oldProperties, PropertyName.CLIENT_TOKEN))) {
            throw new Failure("Update refused before any call for " + subject() + ": property clientToken is "
                    + Text.quoted(clientToken) + ", as before, but other properties ask for another run:"
                    + " change clientToken too, or leave it out");
        }
    }

    @Override
    public Started start(TokenSeed seed, Optional<PhysicalId> replaced) {
        return new Starting(settings, fingerprint(), dataZone, advice, invocation, replaced).start(seed);
    }

    @Override
    public Progress read(String id) {
        Run run = dataZone.get(settings.request().domainIdentifier(), id);
        return new Progress(run.status(), state(run), flaw(run), RunAttributes.of(run));
    }

    /** All is told at once. */
    @Override
    public Progress inDetail(String id, Progress active) {
        return active;
    }

    private static State state(Run run) {
        return switch (run.knownStatus()) {
            case SUBMITTED, IN_PROGRESS, UNKNOWN_TO_SDK_VERSION -> State.ACTIVE;
            case SUCCEEDED, PARTIALLY_SUCCEEDED -> State.SUCCEEDED;
            case FAILED -> State.FAILED;
            case CANCELED -> State.CANCELED;
        };
    }

    private Optional<Progress.Flaw> flaw(Run run) {
        if (!settings.failOn().fails(run)) {
            return Optional.empty();
        }
        String reason = run.errors().isEmpty() ? "no reason given" : String.join("; ", run.errors());
        return Optional.of(new Progress.Flaw("ended " + run.status() + ": " + reason, adviceAfter(run)));
    }

    private static String adviceAfter(Run run) {
        if (run.knownStatus() == MetadataGenerationRunStatus.CANCELED) {
            return "Somebody cancelled it: deploy again to start another run";
        }
        String first = run.errors().isEmpty() ? "Look at the asset in DataZone" : "Correct what DataZone names";
        String tolerant = run.knownStatus() == MetadataGenerationRunStatus.FAILED ? "NOTHING" : "FAILED";
        return first + " and deploy again, or set failOn to " + tolerant + " to deploy all the same";
    }

    @Override
    public void cancel(String id, Retries retries) {
        new Cancellation(dataZone, settings.request().domainIdentifier(), id).callWith(retries);
    }

    @Override
    public boolean isForgotten(SdkException error) {
        return error instanceof ResourceNotFoundException;
    }

    @Override
    public boolean hasEnded(SdkException error) {
        return error instanceof ValidationException || error instanceof ConflictException;
    }

    @Override
    public String advice(SdkException error) {
        return advice.on(error);
    }

    @Override
    public Map<String, String> attributes(String id) {
        return RunAttributes.of(id, settings.request());
    }
}
