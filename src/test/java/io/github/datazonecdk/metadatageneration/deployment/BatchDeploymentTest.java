package io.github.datazonecdk.metadatageneration.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.MetadataGenerationAssets;
import io.github.datazonecdk.metadatageneration.MetadataGenerationBatch;
import io.github.datazonecdk.metadatageneration.MetadataGenerationType;
import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.stage.CloudFormationAnswer;
import io.github.datazonecdk.metadatageneration.stage.DeployedStack.Status;
import io.github.datazonecdk.metadatageneration.standin.StandInCall;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import io.github.datazonecdk.metadatageneration.standin.StandInRun;
import io.github.datazonecdk.metadatageneration.standin.StandInStepFunctions.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** Deployments of a stack with a batch, whose state machine is executed as the template has it. */
final class BatchDeploymentTest extends OnStage {
    private static final String START = "StartMetadataGenerationRun";
    private static final String GET = "GetMetadataGenerationRun";
    private static final int DECLARED = 300;
    private static final int FEW = 12;

    /** A start's turn comes every 100 ms on AWS. */
    private static final int HURRY = 30;

    private int executionsBefore;

    /** The app. */
    static final class Catalog {
        private Catalog() {}

        public static void main(String[] args) {
            App app = new App();
            MetadataGenerationBatch.Builder.create(new Stack(app, "Catalog"), "Catalog")
                    .domainIdentifier("dzd_4p2")
                    .owningProjectIdentifier("3jx9")
                    .assets(MetadataGenerationAssets.of(assets(0, DECLARED)))
                    .type(MetadataGenerationType.BUSINESS_DESCRIPTIONS)
                    .build();
            app.synth();
        }
    }

    @Override
    CloudAssembly synthesize(Path directory) {
        return CloudAssembly.synthesize(Catalog.class, directory, Map.of());
    }

    @Override
    int hurry() {
        return HURRY;
    }

    @BeforeEach
    void letStartsBeLimited() {
        dataZone.startsPerSecond(10 * HURRY);
        executionsBefore = stage.stepFunctions().executions().size();
    }

    @Test
    void endsEachAssetInOneWayWhateverHappens() {
        List.of(
                        StandInFault.throttled(),
                        StandInFault.loseAnswer(),
                        StandInFault.cutConnection(),
                        StandInFault.internalError())
                .forEach(fault -> dataZone.fault(START, fault, 15));
        List.of(StandInFault.throttled(), StandInFault.loseAnswer(), StandInFault.cutConnection())
                .forEach(fault -> dataZone.fault(GET, fault, 15));
        IntStream.range(0, 15).forEach(run -> dataZone.nextRun(StandInOutcome.fails("No columns")));

        CloudFormationAnswer answer = stack.create();

        assertTrue(answer.isSuccess(), answer::reason);
        assertEquals("SUCCEEDED", answer.attribute("Status"));
        assertEquals("300 300 285 15 0", counts(answer));
        assertEquals(Set.copyOf(assets(0, DECLARED)), generatedFor(0));
        assertEquals(DECLARED, runs());
    }

    @Test
    void startsNothingWhenNothingHasChanged() {
        stack.create(of(few()));

        CloudFormationAnswer answer = stack.update(with("timeout", "3000"));

        assertTrue(answer.isSuccess(), answer::reason);
        assertEquals("12 12 12 0 0", counts(answer));
        assertEquals(FEW, runs());
        assertEquals(1, executions().size());
    }

    @Test
    void startsOnlyWhatIsNewWhenTheListHasChanged() {
        stack.create(of(few()));

        CloudFormationAnswer answer = stack.update(of(assets(0, FEW + 3)));

        assertTrue(answer.isSuccess(), answer::reason);
        assertEquals("15 3 3 0 12", counts(answer));
        assertEquals(Set.copyOf(assets(FEW, FEW + 3)), generatedFor(FEW));
    }

    @Test
    void startsNothingForTheRollbackAfterASiblingHasFailed() {
        stack.create(of(few()));

        stack.updateThenSiblingFails(of(assets(0, FEW + 3)));

        assertEquals(Status.UPDATE_ROLLBACK_COMPLETE, stack.status());
        assertEquals(FEW + 3, runs());
        assertEquals(2, executions().size());
    }

    @Test
    void goesOnWithWhatAFailedDeploymentHasLeft() {
        IntStream.range(0, 4).forEach(run -> dataZone.nextRun(StandInOutcome.fails("No columns")));
        CloudFormationAnswer failed = stack.create(of(few()));

        CloudFormationAnswer answer = stage.stack().create(of(few()));

        assertFalse(failed.isSuccess());
        assertTrue(failed.reasonsFirstLine().contains(": FAILED: No columns"), failed::reason);
        assertTrue(answer.isSuccess(), answer::reason);
        assertEquals("0", answer.attribute("Failed"));
        assertEquals(List.of(), countedTwice());
    }

    @Test
    void waitsForTheRunsThatAnEarlierExecutionHasLeftAtWork() throws InterruptedException {
        dataZone.runsTake(Duration.ofSeconds(1), Duration.ofSeconds(4));
        stack.create(of(few()).andThen(with("waitForCompletion", "false")));
        awaitRuns(FEW);
        stack.delete();

        CloudFormationAnswer answer = stage.stack().create(of(few()));

        assertTrue(answer.isSuccess(), answer::reason);
        assertEquals("12 12 12 0 0", counts(answer));
        assertEquals(FEW, runs());
    }

    @Test
    void stopsABatchAtWorkWhenTheStackIsDeleted() throws InterruptedException {
        dataZone.runs(StandInOutcome.neverEnds());
        stack.create(with("waitForCompletion", "false").andThen(with("startsPerSecond", "2")));
        awaitRuns(5);

        CloudFormationAnswer answer = stack.delete();

        assertTrue(answer.isSuccess(), answer::reason);
        assertEquals("ABORTED", executions().get(0).status());
        stage.awaitExecution(executions().get(0).name());
        assertTrue(runs() < DECLARED, "all were started");
    }

    @Test
    void endsWithinAMinuteWhereTheRoleIsNotPermitted() {
        dataZone.faultAlways(START, StandInFault.accessDenied());

        CloudFormationAnswer answer = stack.create(of(few()));

        assertFalse(answer.isSuccess());
        String line = answer.reasonsFirstLine();
        assertTrue(line.contains("ended ABORTED: 12 of 12 failed, 0 succeeded; "), line);
        assertFalse(line.contains("no reason given"), line);
        assertTrue(line.contains("AccessDenied: User is not permitted to perform operation: " + START), line);
        assertEquals(0, runs());
        List<StandInCall> starts = dataZone.calls(START);
        Duration took = Duration.between(
                starts.get(0).time(), starts.get(starts.size() - 1).time());
        assertTrue(took.multipliedBy(HURRY).compareTo(Duration.ofMinutes(1)) < 0, took::toString);
    }

    @Test
    void refusesTooManyAssetsBeforeAnyStart() {
        CloudFormationAnswer answer = stack.create(with("maxAssets", "299"));

        assertFalse(answer.isSuccess());
        String line = answer.reasonsFirstLine();
        assertTrue(line.contains("300 assets to generate for (300 selected, 0 generated before)"), line);
        assertTrue(line.contains("maxAssets is 299"), line);
        assertEquals(0, calls(START));
    }

    @Test
    void adoptsTheExecutionWhoseStartWasNotAnswered() {
        stage.stepFunctions().fault("StartExecution", StandInFault.loseAnswer(), 1);

        CloudFormationAnswer answer = stack.create(of(few()));

        assertEquals("12 12 12 0 0", counts(answer));
        assertEquals(1, executions().size());
    }

    @Test
    void generatesWhatIsDeclaredWhereAScheduleStartsTheStateMachine() throws InterruptedException {
        String machine = stage.template()
                .properties(stage.template().run())
                .path("stateMachineArn")
                .asText();

        stage.stepFunctions().start(machine, "scheduled", "{}");
        stage.awaitExecution("scheduled");

        assertEquals("SUCCEEDED", stage.stepFunctions().execution("scheduled").status());
        assertEquals(Set.copyOf(assets(0, DECLARED)), generatedFor(0));
        assertEquals(DECLARED, runs());
    }

    private static List<String> assets(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "asset" + i).toList();
    }

    private static List<String> few() {
        return assets(0, FEW);
    }

    /** Another list of assets, as another synthesis would ship it. */
    private Consumer<ObjectNode> of(List<String> assets) {
        return properties -> {
            ObjectNode list = properties.putObject("assets");
            list.put("bucket", "bootstrap").put("key", assets.size() + ".json").put("hash", "of" + assets.size());
            String ids = assets.stream().map(id -> '"' + id + '"').collect(Collectors.joining(",", "[", "]"));
            stage.s3().put("bootstrap", list.path("key").asText(), ids);
        };
    }

    private static String counts(CloudFormationAnswer answer) {
        return List.of("Total", "Started", "Succeeded", "Failed", "Skipped").stream()
                .map(answer::attribute)
                .collect(Collectors.joining(" "));
    }

    /** The assets of the runs that were started after so many. */
    private Set<String> generatedFor(int runsBefore) {
        return dataZone.startedRuns().stream()
                .skip(runsBefore)
                .map(StandInRun::asset)
                .collect(Collectors.toSet());
    }

    private List<String> countedTwice() {
        Set<String> counted = new HashSet<>();
        return dataZone.startedRuns().stream()
                .filter(run -> run.status().equals("SUCCEEDED"))
                .map(StandInRun::asset)
                .filter(asset -> !counted.add(asset))
                .toList();
    }

    private List<Snapshot> executions() {
        List<Snapshot> all = stage.stepFunctions().executions();
        return all.subList(executionsBefore, all.size());
    }

    private void awaitRuns(int count) throws InterruptedException {
        for (int i = 0; i < 1500 && runs() < count; i++) {
            Thread.sleep(5);
        }
        assertTrue(runs() >= count, () -> executions() + "\n" + String.join("\n", stage.log()));
    }
}
