package io.github.datazonecdk.metadatageneration;

import io.github.datazonecdk.metadatageneration.contract.BatchMessage;
import io.github.datazonecdk.metadatageneration.contract.PropertyName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.stepfunctions.CatchProps;
import software.amazon.awscdk.services.stepfunctions.Choice;
import software.amazon.awscdk.services.stepfunctions.Condition;
import software.amazon.awscdk.services.stepfunctions.Fail;
import software.amazon.awscdk.services.stepfunctions.IChainable;
import software.amazon.awscdk.services.stepfunctions.JitterType;
import software.amazon.awscdk.services.stepfunctions.JsonPath;
import software.amazon.awscdk.services.stepfunctions.Pass;
import software.amazon.awscdk.services.stepfunctions.RetryProps;
import software.amazon.awscdk.services.stepfunctions.Wait;
import software.amazon.awscdk.services.stepfunctions.WaitTime;
import software.amazon.awscdk.services.stepfunctions.tasks.CallAwsService;
import software.amazon.awscdk.services.stepfunctions.tasks.LambdaInvoke;
import software.constructs.Construct;

/**
 * What a batch's state machine does for one asset: it waits for the asset's turn, starts a run and waits until it has ended.
 * The turns are what keeps to the rate of starts, as they need no knowledge of how long runs take.
 */
final class AssetDefinition extends Construct {
    private static final String ACCESS_DENIED = "DataZone.AccessDeniedException";
    private static final String CONFLICT = "DataZone.ConflictException";

    /** Every other asset would be refused as well. */
    private static final List<String> REFUSED_FOR_ALL =
            List.of(ACCESS_DENIED, "DataZone.UnauthorizedException", "DataZone.ServiceQuotaExceededException");

    /** What another try does not change. */
    private static final List<String> FINAL = List.of(
            "DataZone.UnauthorizedException",
            "DataZone.ServiceQuotaExceededException",
            "DataZone.ValidationException",
            "DataZone.ResourceNotFoundException",
            "States.ParameterPathFailure");

    private static final Duration FIRST_WAIT = Duration.seconds(60);
    private static final Duration POLL_WAIT = Duration.seconds(30);
    private static final Duration CONFLICT_WAIT = Duration.seconds(60);
    private static final int MOST_CONFLICTS = 10;

    private final IFunction function;

    AssetDefinition(Construct scope, String id, IFunction function) {
        super(scope, id);
        this.function = function;
    }

    IChainable start(Map<String, Object> properties) {
        Wait firstWait = pause("FirstWait", WaitTime.duration(FIRST_WAIT));
        CallAwsService start = startRun(properties);
        CallAwsService stop = stopBatch();
        firstWait.next(get(stop));
        start.next(firstWait);
        start.addCatch(conflict(start, firstWait), caught(List.of(CONFLICT)));
        start.addCatch(stop, caught(REFUSED_FOR_ALL));
        return pause("Slot", WaitTime.timestampPath("$." + BatchMessage.AT)).next(start);
    }

    /** The same token each time that it is tried, so that an answer which is lost starts no second run. */
    private CallAwsService startRun(Map<String, Object> properties) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("DomainIdentifier", ofBatch(PropertyName.DOMAIN_IDENTIFIER));
        request.put("OwningProjectIdentifier", ofBatch(PropertyName.OWNING_PROJECT_IDENTIFIER));
        request.put("Target", Map.of("Type", "ASSET", "Identifier", JsonPath.stringAt("$." + BatchMessage.ID)));
        request.putAll(types(properties));
        request.put(
                "ClientToken",
                JsonPath.hash(
                        JsonPath.format("{}/{}", JsonPath.stringAt("$.seed"), JsonPath.stringAt("$.id")), "SHA-256"));
        CallAwsService start = dataZone("Start", "startMetadataGenerationRun", request, "$.run");
        retry(start, Stream.concat(FINAL.stream(), Stream.of(CONFLICT)).toList());
        return start;
    }

    /** Step Functions' copy of the API may not know Types yet, so it is asked for only where there are several. */
    private static Map<String, Object> types(Map<String, Object> properties) {
        return BatchResourceProperties.types(properties).size() > 1
                ? Map.of("Types", JsonPath.listAt("$.batch." + PropertyName.TYPES))
                : Map.of("Type", ofBatch(PropertyName.TYPES + "[0]"));
    }

    /** A run that does the same is as good as one of our own; anything else is waited for, some ten minutes. */
    private LambdaInvoke conflict(CallAwsService start, Wait firstWait) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put(BatchMessage.WANTED, BatchMessage.FIND_ACTIVE);
        message.put(BatchMessage.BATCH, JsonPath.objectAt("$.batch"));
        message.put(BatchMessage.ID, JsonPath.stringAt("$.id"));
        Map<String, Object> answer = Map.of("Id", JsonPath.stringAt("$.Payload." + BatchMessage.RUN_ID));
        LambdaInvoke conflict = FunctionTask.of(this, "Conflict", function, message, answer, "$.run");
        conflict.next(Choice.Builder.create(this, "SameRun?")
                .build()
                .when(Condition.not(Condition.stringEquals("$.run.Id", "")), firstWait)
                .when(Condition.numberGreaterThanEquals("$.conflicts.count", MOST_CONFLICTS), fail("InTheWay"))
                .otherwise(count().next(pause("ConflictWait", WaitTime.duration(CONFLICT_WAIT))
                        .next(start))));
        return conflict;
    }

    private Pass count() {
        return Pass.Builder.create(this, "CountConflict")
                .parameters(Map.of("count", JsonPath.mathAdd(JsonPath.numberAt("$.conflicts.count"), 1)))
                .resultPath("$.conflicts")
                .build();
    }

    /** The execution that all assets are part of. Should that fail, the assets fail one by one. */
    private CallAwsService stopBatch() {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("ExecutionArn", JsonPath.stringAt("$." + BatchMessage.EXECUTION));
        request.put("Error", JsonPath.stringAt("$.error.Error"));
        request.put(
                "Cause",
                JsonPath.format("{} (asset {})", JsonPath.stringAt("$.error.Cause"), JsonPath.stringAt("$.id")));
        CallAwsService stop = CallAwsService.Builder.create(this, "StopBatch")
                .service("sfn")
                .action("stopExecution")
                .parameters(request)
                .iamResources(List.of("*"))
                .resultPath(JsonPath.DISCARD)
                .build();
        stop.addRetry(RetryProps.builder()
                .interval(Duration.seconds(1))
                .backoffRate(2)
                .maxAttempts(3)
                .jitterStrategy(JitterType.FULL)
                .build());
        Fail refused = fail("Refused");
        stop.addCatch(
                refused,
                CatchProps.builder()
                        .errors(List.of("States.ALL"))
                        .resultPath(JsonPath.DISCARD)
                        .build());
        stop.next(refused);
        return stop;
    }

    private CallAwsService get(CallAwsService stop) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("DomainIdentifier", ofBatch(PropertyName.DOMAIN_IDENTIFIER));
        request.put("Identifier", JsonPath.stringAt("$.run.Id"));
        CallAwsService get = dataZone("Get", "getMetadataGenerationRun", request, "$.run");
        retry(get, FINAL);
        get.addCatch(stop, caught(REFUSED_FOR_ALL));
        get.next(ended(get, stop));
        return get;
    }

    /** An unknown status is one of a newer service, and of a run that is still active. */
    private Choice ended(CallAwsService get, CallAwsService stop) {
        Wait pollWait = pause("PollWait", WaitTime.duration(POLL_WAIT));
        pollWait.next(get);
        Pass done = done();
        Condition succeeded = status("SUCCEEDED", "PARTIALLY_SUCCEEDED");
        Condition accepts = Condition.isPresent("$.batch." + BatchMessage.ACCEPT_RULE);
        return Choice.Builder.create(this, "Ended?")
                .build()
                .when(Condition.not(Condition.isPresent("$.run.Status")), pollWait)
                .when(Condition.and(succeeded, accepts), accept(done, stop))
                .when(succeeded, done)
                .when(Condition.and(status("FAILED", "CANCELED"), reasons()), told())
                .when(status("FAILED", "CANCELED"), untold())
                .otherwise(pollWait);
    }

    private static Condition status(String one, String other) {
        return Condition.or(Condition.stringEquals("$.run.Status", one), Condition.stringEquals("$.run.Status", other));
    }

    private CallAwsService accept(Pass done, CallAwsService stop) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("DomainIdentifier", ofBatch(PropertyName.DOMAIN_IDENTIFIER));
        request.put("Identifier", JsonPath.stringAt("$." + BatchMessage.ID));
        request.put("AcceptRule", JsonPath.objectAt("$.batch." + BatchMessage.ACCEPT_RULE));
        request.put("ClientToken", JsonPath.format("accept-{}", JsonPath.stringAt("$.run.Id")));
        CallAwsService accept = dataZone("Accept", "acceptPredictions", request, "$.accepted");
        retry(accept, FINAL);
        accept.addCatch(stop, caught(REFUSED_FOR_ALL));
        accept.next(done);
        return accept;
    }

    /** What the results say of the asset. */
    private Pass done() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", JsonPath.stringAt("$.id"));
        result.put("run", JsonPath.stringAt("$.run.Id"));
        result.put("status", JsonPath.stringAt("$.run.Status"));
        return Pass.Builder.create(this, "Done").parameters(result).build();
    }

    /** A run may have one reason for each of its types, and the first may have none. */
    private static Condition reasons() {
        return Condition.or(
                Condition.isPresent("$.run.TypeStats[0].ErrorMessage"),
                Condition.isPresent("$.run.TypeStats[1].ErrorMessage"),
                Condition.isPresent("$.run.TypeStats[2].ErrorMessage"));
    }

    private IChainable told() {
        Fail told = Fail.Builder.create(this, "Failed")
                .errorPath("$.run.Status")
                .causePath("$.reason.text")
                .build();
        return Pass.Builder.create(this, "Reason")
                .parameters(Map.of("text", JsonPath.jsonToString(JsonPath.objectAt("$.run.TypeStats[*].ErrorMessage"))))
                .resultPath("$.reason")
                .build()
                .next(told);
    }

    private Fail untold() {
        return Fail.Builder.create(this, "FailedUntold")
                .errorPath("$.run.Status")
                .cause("Amazon DataZone gives no reason")
                .build();
    }

    private CallAwsService dataZone(String id, String action, Map<String, Object> request, String resultPath) {
        return CallAwsService.Builder.create(this, id)
                .service("datazone")
                .action(action)
                .parameters(request)
                .iamResources(List.of("*"))
                .resultPath(resultPath)
                .build();
    }

    private static String ofBatch(String property) {
        return JsonPath.stringAt("$." + BatchMessage.BATCH + "." + property);
    }

    private Wait pause(String id, WaitTime time) {
        return Wait.Builder.create(this, id).time(time).build();
    }

    /** Says what DataZone said. */
    private Fail fail(String id) {
        return Fail.Builder.create(this, id)
                .errorPath("$.error.Error")
                .causePath("$.error.Cause")
                .build();
    }

    private static CatchProps caught(List<String> errors) {
        return CatchProps.builder().errors(errors).resultPath("$.error").build();
    }

    /**
     * Whatever is not known to be final may pass: throttling, a fault of the service, a broken connection. A role that is
     * new, or new in the project, may be refused for a while.
     */
    private static void retry(CallAwsService task, List<String> last) {
        task.addRetry(RetryProps.builder().errors(last).maxAttempts(0).build());
        task.addRetry(RetryProps.builder()
                .errors(List.of(ACCESS_DENIED))
                .interval(Duration.seconds(3))
                .backoffRate(2)
                .maxAttempts(3)
                .build());
        task.addRetry(RetryProps.builder()
                .errors(List.of("States.ALL"))
                .interval(Duration.seconds(2))
                .backoffRate(2)
                .maxDelay(Duration.seconds(60))
                .maxAttempts(20)
                .jitterStrategy(JitterType.FULL)
                .build());
    }
}
