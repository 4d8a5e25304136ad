package io.github.datazonecdk.metadatageneration;

import io.github.datazonecdk.metadatageneration.contract.BatchMessage;
import io.github.datazonecdk.metadatageneration.contract.PropertyName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.stepfunctions.Choice;
import software.amazon.awscdk.services.stepfunctions.Condition;
import software.amazon.awscdk.services.stepfunctions.DistributedMap;
import software.amazon.awscdk.services.stepfunctions.Fail;
import software.amazon.awscdk.services.stepfunctions.IChainable;
import software.amazon.awscdk.services.stepfunctions.JsonPath;
import software.amazon.awscdk.services.stepfunctions.Pass;
import software.amazon.awscdk.services.stepfunctions.Result;
import software.amazon.awscdk.services.stepfunctions.ResultWriterV2;
import software.amazon.awscdk.services.stepfunctions.RetryProps;
import software.amazon.awscdk.services.stepfunctions.S3JsonItemReader;
import software.amazon.awscdk.services.stepfunctions.Succeed;
import software.amazon.awscdk.services.stepfunctions.tasks.LambdaInvoke;
import software.constructs.Construct;

/**
 * What a batch's state machine does: it lets the function select the assets, and generates for each in an execution of its
 * own. An input without a domain is that of a schedule or of a rule: then the batch is as the stack declares it.
 */
final class BatchDefinition extends Construct {
    /** The Distributed Map's part in the ARNs of its map runs and of its child executions. */
    static final String LABEL = "Generate";

    private static final String RESULT_WRITER_V2 = "@aws-cdk/aws-stepfunctions:useDistributedMapResultWriterV2";

    private final IFunction function;
    private final IBucket results;

    BatchDefinition(Construct scope, String id, IFunction function, IBucket results) {
        super(scope, id);
        this.function = function;
        this.results = results;
        // The app's flag decides otherwise which writer is rendered, and the older one is deprecated.
        getNode().setContext(RESULT_WRITER_V2, true);
    }

    /**
     * @param declared the input of an execution that is given none
     * @param properties those of the custom resource
     */
    IChainable start(Map<String, Object> declared, Map<String, Object> properties) {
        LambdaInvoke select = select();
        select.next(Choice.Builder.create(this, "Any?")
                .build()
                .when(Condition.numberGreaterThan("$.selection.count", 0), generate(properties))
                .otherwise(Succeed.Builder.create(this, "NothingToGenerate").build()));
        Choice given = Choice.Builder.create(this, "Given?").build();
        if (BatchResourceProperties.types(properties).size() == 1) {
            given.when(Condition.isPresent("$." + PropertyName.TYPES + "[1]"), stale());
        }
        return given.when(Condition.isPresent("$." + PropertyName.DOMAIN_IDENTIFIER), select)
                .otherwise(Pass.Builder.create(this, "Declared")
                        .result(Result.fromObject(declared))
                        .build()
                        .next(select));
    }

    /** For seconds after an update, Step Functions may still use the definition of before, which asks for one type. */
    private Fail stale() {
        return Fail.Builder.create(this, "Stale")
                .error(BatchMessage.STALE_DEFINITION)
                .cause("this is still the definition of before, for one type")
                .build();
    }

    private LambdaInvoke select() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put(BatchMessage.WANTED, BatchMessage.SELECT);
        message.put(BatchMessage.EXECUTION, JsonPath.stringAt("$$.Execution.Id"));
        message.put(BatchMessage.NAME, JsonPath.stringAt("$$.Execution.Name"));
        message.put(BatchMessage.BATCH, JsonPath.objectAt("$"));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(BatchMessage.SEED, JsonPath.stringAt("$.Payload." + BatchMessage.SEED));
        answer.put(BatchMessage.COUNT, JsonPath.numberAt("$.Payload." + BatchMessage.COUNT));
        answer.put(BatchMessage.BUCKET, JsonPath.stringAt("$.Payload." + BatchMessage.BUCKET));
        answer.put(BatchMessage.KEY, JsonPath.stringAt("$.Payload." + BatchMessage.KEY));
        return FunctionTask.of(this, "Select", function, message, answer, "$.selection");
    }

    private DistributedMap generate(Map<String, Object> properties) {
        DistributedMap generate = DistributedMap.Builder.create(this, LABEL)
                .label(LABEL)
                .maxConcurrency((Number) properties.get(PropertyName.MAX_CONCURRENCY))
                .toleratedFailurePercentage((Number) properties.get(PropertyName.TOLERATED_FAILURE_PERCENTAGE))
                .itemReader(S3JsonItemReader.Builder.create()
                        .bucketNamePath(JsonPath.stringAt("$.selection.bucket"))
                        .key(JsonPath.stringAt("$.selection.key"))
                        .build())
                .itemSelector(item())
                .resultWriterV2(ResultWriterV2.Builder.create()
                        .bucket(results)
                        .prefix(BatchMessage.RESULTS_PREFIX)
                        .build())
                .resultPath(JsonPath.DISCARD)
                .build();
        // Of a policy that is seconds old. Should an asset have been started all the same, its client token is the
        // same.
        generate.addRetry(RetryProps.builder()
                .errors(List.of("States.ItemReaderFailed", "States.Permissions"))
                .interval(Duration.seconds(5))
                .backoffRate(2)
                .maxAttempts(3)
                .build());
        generate.itemProcessor(new AssetDefinition(this, "Asset", function).start(properties));
        generate.next(Succeed.Builder.create(this, "Generated").build());
        return generate;
    }

    /** What an asset's execution begins with. */
    private static Map<String, Object> item() {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put(BatchMessage.ID, JsonPath.stringAt("$$.Map.Item.Value." + BatchMessage.ID));
        item.put(BatchMessage.AT, JsonPath.stringAt("$$.Map.Item.Value." + BatchMessage.AT));
        item.put(BatchMessage.SEED, JsonPath.stringAt("$.selection." + BatchMessage.SEED));
        item.put(BatchMessage.EXECUTION, JsonPath.stringAt("$$.Execution.Id"));
        item.put(BatchMessage.BATCH, JsonPath.objectAt("$"));
        item.put("conflicts", Map.of("count", 0));
        return item;
    }
}
