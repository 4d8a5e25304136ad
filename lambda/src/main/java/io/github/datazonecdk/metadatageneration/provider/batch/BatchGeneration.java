package io.github.datazonecdk.metadatageneration.provider.batch;

import io.github.datazonecdk.metadatageneration.provider.calls.Invocation;
import io.github.datazonecdk.metadatageneration.provider.calls.Retries;
import io.github.datazonecdk.metadatageneration.provider.calls.ServiceError;
import io.github.datazonecdk.metadatageneration.provider.datazone.Advice;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Acceptance;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Generation;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.PhysicalId;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Progress;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Progress.State;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.TokenSeed;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

/** Generates metadata for many assets, by an execution of the state machine. */
record BatchGeneration(
        BatchSettings settings,
        String functionRegion,
        StepFunctions stepFunctions,
        Results results,
        Advice advice,
        Invocation invocation)
        implements Generation {
    /** How often a request's token is salted, where its execution is dead already. */
    private static final int SALTS = 3;

    private static final Duration SETTLING = Duration.ofMinutes(1);

    /** Called for batches alone, as endpoints name them. */
    static final String SERVICES = "states and s3";

    private static final String START = "StartExecution";

    /** StopExecution does not say that an execution had ended before: we do. */
    private static final class HasEnded extends SdkClientException {
        private static final long serialVersionUID = 1L;

        HasEnded() {
            super(SdkClientException.builder().message("the execution has ended"));
        }
    }

    @Override
    public String subject() {
        return settings.input().subject();
    }

    @Override
    public String fingerprint() {
        return settings.fingerprint(functionRegion);
    }

    @Override
    public boolean waitForCompletion() {
        return settings.waitForCompletion();
    }

    @Override
    public Duration timeout() {
        return settings.timeout();
    }

    /** The machine accepts, asset by asset. */
    @Override
    public Optional<Acceptance> acceptance() {
        return Optional.empty();
    }

    @Override
    public boolean canStartAgain() {
        return true;
    }

    @Override
    public void checkReplaces(Map<String, JsonNode> oldProperties) {
        // An execution is in nobody's way.
    }

    @Override
    public Started start(TokenSeed seed, Optional<PhysicalId> replaced) {
        Retries retries = invocation.retriesToStart(timeout());
        List<String> dead = new ArrayList<>();
        for (int salt = 0; salt <= SALTS; salt++) {
            String name = Execution.name(seed.token(fingerprint(), salt));
            Execution execution = start(name, retries);
            if (!execution.isDead()) {
                invocation.log(START + ": execution " + name + " " + execution.status());
                return new Started(name, true, Results.attributes(execution));
            }
            dead.add(name);
        }
        throw new Failure(START + " of no use for " + subject() + ": executions " + String.join(", ", dead)
                + " have ended without success. Set rerunTrigger to another value");
    }

    private Execution start(String name, Retries retries) {
        try {
            retries.call(() -> {
                stepFunctions.start(settings.stateMachineArn(), name, settings.inputJson());
                return name;
            });
            return new Execution(arn(name), "RUNNING");
        } catch (ExecutionAlreadyExistsException e) {
            // Of this request, delivered twice or answered in vain; or of an earlier one with the same RequestId.
            return describe(name, retries);
        } catch (SdkException e) {
            throw ServiceError.failure(START, subject(), e, advice(e));
        }
    }

    private Execution describe(String name, Retries retries) {
        try {
            return retries.call(() -> stepFunctions.describe(arn(name)));
        } catch (SdkException e) {
            // It is there: to fail now would leave it without an owner.
            invocation.log("execution " + name + " not read: " + ServiceError.describe(e));
            return new Execution(arn(name), null);
        }
    }

    @Override
    public Progress read(String name) {
        Execution execution = stepFunctions.describe(arn(name));
        return switch (execution.knownStatus()) {
            case RUNNING, PENDING_REDRIVE, UNKNOWN_TO_SDK_VERSION ->
                new Progress(execution.status(), State.ACTIVE, Optional.empty(), Results.attributes(execution));
            case SUCCEEDED -> succeeded(execution);
            case FAILED, TIMED_OUT -> ended(execution, State.FAILED);
            case ABORTED -> ended(execution, State.CANCELED);
        };
    }

    private Progress succeeded(Execution execution) {
        Map<String, String> attributes = results.counts(execution).attributes();
        return new Progress(execution.status(), State.SUCCEEDED, Optional.empty(), attributes);
    }

    private Progress ended(Execution execution, State state) {
        Results.Counts counts = results.counts(execution);
        boolean settling = isSettling(execution, counts);
        List<AssetFailure> first = settling ? List.of() : results.firstFailures(counts);
        Progress.Flaw flaw = new Ending(execution, counts, first, settings).flaw(advice);
        return new Progress(execution.status(), state, Optional.of(flaw), counts.attributes(), settling);
    }

    /** The children in progress may go on after the execution has ended, and the results are written after them. */
    private boolean isSettling(Execution execution, Results.Counts counts) {
        return counts.mapRun().filter(MapRun::active).isPresent()
                && execution.ended() != null
                && invocation.time().now().isBefore(execution.ended().plus(SETTLING));
    }

    /** How far the map run has come is asked here alone, not by each poll. */
    @Override
    public Progress inDetail(String name, Progress active) {
        Results.Counts counts = results.counts(new Execution(arn(name), active.status()));
        return new Progress(counts.describe(active.status()), active.state(), active.flaw(), counts.attributes());
    }

    @Override
    public void cancel(String name, Retries retries) {
        Execution left = retries.call(() -> {
            stepFunctions.stop(arn(name));
            return stepFunctions.describe(arn(name));
        });
        switch (left.knownStatus()) {
            case SUCCEEDED, FAILED, TIMED_OUT -> throw new HasEnded();
            case ABORTED, RUNNING, PENDING_REDRIVE, UNKNOWN_TO_SDK_VERSION -> {}
        }
    }

    @Override
    public boolean isForgotten(SdkException error) {
        return error instanceof ExecutionDoesNotExistException;
    }

    @Override
    public boolean hasEnded(SdkException error) {
        return error instanceof HasEnded;
    }

    @Override
    public String advice(SdkException error) {
        if (error instanceof StateMachineDoesNotExistException || error instanceof ExecutionDoesNotExistException) {
            return "Somebody has deleted it outside the stack: give the batch another construct id, or restore it";
        } else if (ServiceError.isAccessDenied(error)) {
            return "Allow " + advice.role() + " this action on the state machine and its executions";
        }
        if (!(error instanceof SdkServiceException)) {
            return advice.reach(SERVICES);
        }
        return ServiceError.isTransient(error)
                ? "Deploy again later"
                : "Check the state machine " + settings.stateMachineArn();
    }

    @Override
    public Map<String, String> attributes(String name) {
        return Results.attributes(new Execution(arn(name), null));
    }

    private String arn(String name) {
        return Execution.arn(settings.stateMachineArn(), name);
    }
}
