package io.github.datazonecdk.metadatageneration.provider.batch;

import io.github.datazonecdk.metadatageneration.contract.BatchAttribute;
import io.github.datazonecdk.metadatageneration.provider.calls.Invocation;
import io.github.datazonecdk.metadatageneration.provider.calls.Retries;
import io.github.datazonecdk.metadatageneration.provider.datazone.Access;
import io.github.datazonecdk.metadatageneration.provider.datazone.Advice;
import io.github.datazonecdk.metadatageneration.provider.datazone.DataZone;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Generation;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Kind;
import io.github.datazonecdk.metadatageneration.provider.text.Properties;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The resources that stand for a batch. */
public final class Batches implements Kind {
    private static final Terms TERMS =
            new Terms("execution", "DescribeExecution", "StopExecution", BatchAttribute.NAMES);

    private final String functionRegion;
    private final Advice advice;
    private final Supplier<DataZone> dataZone;
    private final Supplier<SfnClient> sfn;
    private final Supplier<S3> s3;
    private StepFunctions stepFunctions;

    /**
     * @param functionRoleArn whom AWS sees, for messages
     * @param dataZone as this role reaches it
     * @param sfn called for batches alone, as is s3: a run's cold start is not to pay for these clients
     */
    public Batches(
            String functionRegion,
            String functionRoleArn,
            Supplier<DataZone> dataZone,
            Supplier<SfnClient> sfn,
            Supplier<S3> s3) {
        this.functionRegion = functionRegion;
        this.advice = new Advice(new Access(functionRegion, null, null), functionRoleArn, false);
        this.dataZone = dataZone;
        this.sfn = sfn;
        this.s3 = s3;
    }

    /** What the state machine asks of this function. */
    public Tasks tasks() {
        return new Tasks(dataZone.get(), s3, advice);
    }

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public Generation generation(Map<String, JsonNode> properties, Invocation invocation) {
        BatchSettings settings = BatchSettings.of(properties);
        Results results =
                new Results(stepFunctions(), s3.get(), settings.input().resultsBucket(), invocation);
        return new BatchGeneration(settings, functionRegion, stepFunctions(), results, advice, invocation);
    }

    @Override
    public void cancel(String id, Map<String, JsonNode> properties, Retries retries) {
        String executionArn = Execution.arn(BatchSettings.stateMachineArn(new Properties(properties)), id);
        retries.call(() -> {
            stepFunctions().stop(executionArn);
            return null;
        });
    }

    private StepFunctions stepFunctions() {
        stepFunctions = stepFunctions == null ? new StepFunctions(sfn.get()) : stepFunctions;
        return stepFunctions;
    }
}
