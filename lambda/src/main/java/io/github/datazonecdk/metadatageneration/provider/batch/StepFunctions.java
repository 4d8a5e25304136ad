package io.github.datazonecdk.metadatageneration.provider.batch;

import java.util.Optional;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.MapRunItemCounts;
import software.amazon.awssdk.services.sfn.model.MapRunStatus;

/** The one class that calls AWS Step Functions: our terms in, our terms out, and no decision in between. */
final class StepFunctions {
    private final SfnClient client;

    StepFunctions(SfnClient client) {
        this.client = client;
    }

    void start(String stateMachineArn, String name, String input) {
        client.startExecution(
                start -> start.stateMachineArn(stateMachineArn).name(name).input(input));
    }

    Execution describe(String executionArn) {
        DescribeExecutionResponse execution = client.describeExecution(describe -> describe.executionArn(executionArn));
        return new Execution(
                executionArn, execution.statusAsString(), execution.error(), execution.cause(), execution.stopDate());
    }

    /** Answers alike where the execution has ended already. */
    void stop(String executionArn) {
        client.stopExecution(
                stop -> stop.executionArn(executionArn).cause("Stopped by the stack that had started this execution"));
    }

    /** The Distributed Map's run; empty where the execution has not come to it. */
    Optional<MapRun> mapRun(String executionArn) {
        return client.listMapRuns(list -> list.executionArn(executionArn)).mapRuns().stream()
                .findFirst()
                .map(found -> mapRun(client.describeMapRun(describe -> describe.mapRunArn(found.mapRunArn()))));
    }

    private static MapRun mapRun(DescribeMapRunResponse run) {
        MapRunItemCounts counts = run.itemCounts();
        String arn = run.mapRunArn();
        return new MapRun(
                arn.substring(arn.lastIndexOf(':') + 1),
                run.status() == MapRunStatus.RUNNING,
                counts.total(),
                counts.pending(),
                counts.running(),
                counts.succeeded(),
                counts.failed() + counts.timedOut() + counts.aborted());
    }
}
