package io.github.datazonecdk.metadatageneration.provider.batch;

import static io.github.datazonecdk.metadatageneration.provider.batch.BatchDeployment.DESCRIBE;
import static io.github.datazonecdk.metadatageneration.provider.batch.BatchDeployment.START;
import static io.github.datazonecdk.metadatageneration.provider.batch.BatchDeployment.STOP;
import static io.github.datazonecdk.metadatageneration.provider.batch.BatchDeployment.event;
import static io.github.datazonecdk.metadatageneration.provider.batch.BatchDeployment.object;
import static io.github.datazonecdk.metadatageneration.provider.batch.BatchProperties.BUCKET;
import static io.github.datazonecdk.metadatageneration.provider.batch.BatchProperties.batch;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.provider.batch.BatchDeployment.Answer;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInStepFunctions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lifecycle of a batch, row by row of its table: what a run's has, with an execution for a run. */
class BatchTest {
    private static final String ARN = "arn:aws:states:eu-west-1:123456789012:execution:Batch:";
    private static final BatchProperties NOT_AWAITED = batch().with("waitForCompletion", false);
    private static final BatchProperties CHANGED = batch().with("rerunTrigger", "2");

    @AutoClose
    private final BatchDeployment deployment = new BatchDeployment();

    private List<StandInStepFunctions.Snapshot> executions() {
        return deployment.stepFunctions.executions();
    }

    private String last() {
        return executions().get(executions().size() - 1).name();
    }

    private long calls(String operation) {
        return deployment.stepFunctions.calls().stream()
                .filter(operation::equals)
                .count();
    }

    /** Starts one that does not end by itself, with a map run. */
    private ObjectNode begin(BatchProperties properties) {
        deployment.stepFunctions.executions(Duration.ofDays(1), "SUCCEEDED");
        ObjectNode event = event("Create", properties);
        return event.deepCopy().setAll((ObjectNode) deployment.invoke(event));
    }

    private String failed(String status, String error, String cause) {
        ObjectNode event = begin(batch());
        deployment.stepFunctions.end(last(), status, error, cause);
        return deployment.play(event).reason();
    }

    // Create

    @Test
    void startsAnExecutionAndTellsItsCounts() {
        ObjectNode event = begin(batch());
        deployment.s3.put(
                BUCKET,
                "executions/" + last() + "/selection.json",
                "{\"total\": 310, \"skipped\": 10, \"count\": 300}");
        deployment.stepFunctions.mapRun(last(), 0, 0, 290, 7, 3);
        deployment.stepFunctions.end(last(), "SUCCEEDED", null, null);

        Answer answer = deployment.play(event);

        assertTrue(answer.succeeded(), answer::reason);
        assertEquals(object("""
            {"ExecutionArn": "%s", "Status": "SUCCEEDED", "Total": "310", "Started": "300", "Succeeded": "290",
            "Failed": "10", "Skipped": "10", "ResultsUri": "s3://results-1a2b/results/map-run-of-%s/"}
            """.formatted(ARN + last(), last())), answer.data());
    }

    @Test
    void givesTheMachineAllThatDecidesWhatIsGenerated() {
        deployment.create(batch().with("acceptPredictions", true)
                .with("acceptanceThreshold", 0.8)
                .with("maxAssets", 50)
                .with("assets", Map.of("owner", "PROJECT", "namePrefix", "order")));

        assertEquals(object("""
            {"domainIdentifier": "dzd_4p2", "owningProjectIdentifier": "3jx9", "types": ["BUSINESS_DESCRIPTIONS"],
            "assets": {"owner": "PROJECT", "namePrefix": "order"}, "skipGenerated": true, "maxAssets": 50,
            "startsPerSecond": 10, "resultsBucket": "results-1a2b", "timeout": 1800, "acceptRule": {"Rule": "ALL", "Threshold": 0.8}}
            """), object(executions().get(0).input()));
    }

    @Test
    void givesTheMachineASingleTypeAsAListOfOne() {
        deployment.create(batch().without("types").with("type", "BUSINESS_NAMES"));

        ObjectNode input = object(executions().get(0).input());

        assertEquals("[\"BUSINESS_NAMES\"]", input.path("types").toString());
        assertFalse(input.has("type"), input::toString);
    }

    @Test
    void givesTheMachineNoRuleWhereNothingIsAcceptedAndNoTimeoutWhereNobodyWaits() {
        deployment.create(NOT_AWAITED);

        ObjectNode input = object(executions().get(0).input());

        assertFalse(input.has("acceptRule") || input.has("timeout"), input::toString);
    }

    @Test
    void namesTheExecutionSoThatAPhysicalIdHasRoomForIt() {
        Answer answer = deployment.create(batch());

        assertTrue(last().matches("[0-9a-f]{36}"), last());
        assertTrue(answer.physicalId().matches("v1:ours:" + last() + ":[0-9a-f]{32}:finished"), answer.physicalId());
    }

    @Test
    void startsOneExecutionThoughItsAnswerIsLost() {
        deployment.stepFunctions.fault(START, StandInFault.loseAnswer(), 2);

        Answer answer = deployment.create(batch());

        assertTrue(answer.succeeded(), answer::reason);
        assertEquals(1, executions().size());
    }

    @Test
    void startsOneExecutionThoughCreateIsDeliveredTwice() {
        ObjectNode event = event("Create", batch());
        Answer first = deployment.play(event);

        Answer second = deployment.play(event);

        assertEquals(first.physicalId(), second.physicalId());
        assertEquals(1, executions().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "TIMED_OUT", "ABORTED"})
    void startsAnewWhereTheSameRequestsExecutionIsDead(String status) {
        ObjectNode event = event("Create", batch());
        deployment.stepFunctions.executions(Duration.ofMinutes(1), status);
        deployment.play(event);
        deployment.stepFunctions.executions(Duration.ofMinutes(1), "SUCCEEDED");

        Answer again = deployment.play(event);

        assertTrue(again.succeeded(), again::reason);
        assertEquals(2, executions().size());
    }

    @Test
    void givesUpAfterThreeSalts() {
        ObjectNode event = event("Create", batch());
        deployment.stepFunctions.executions(Duration.ofMinutes(1), "FAILED");
        for (int i = 0; i < 4; i++) {
            deployment.play(event);
        }

        Answer fifth = deployment.play(event);

        assertTrue(
                fifth.reason().startsWith("StartExecution of no use for project 3jx9 (domain dzd_4p2): executions "));
        assertTrue(fifth.reason().endsWith(" have ended without success. Set rerunTrigger to another value"));
        assertEquals(4, executions().size());
    }

    @Test
    void startsAgainWhereStepFunctionsThrottlesOrIsDenied() {
        deployment.stepFunctions.fault(START, StandInFault.throttled(), 4);
        deployment.stepFunctions.fault(START, StandInFault.accessDenied(), 3);
        deployment.stepFunctions.fault(START, StandInFault.internalError(), 2);

        assertTrue(deployment.create(batch()).succeeded());
        assertEquals(1, executions().size());
    }

    @Test
    void takesADenialOfTheStartForFinalAfterAMinute() {
        deployment.stepFunctions.faultFor(Duration.ofHours(1), START, StandInFault.accessDenied());

        Answer answer = deployment.create(batch());

        assertTrue(
                answer.reason().startsWith("StartExecution refused for project 3jx9 (domain dzd_4p2): AccessDenied: "),
                answer::reason);
        assertTrue(answer.reason().contains("Allow role arn:aws:iam::123456789012:role/provider this action"));
        assertTrue(answer.took().toSeconds() <= 60, () -> answer.took().toString());
    }

    @Test
    void doesNotAwaitWhatIsNotToBeAwaited() {
        deployment.stepFunctions.executions(Duration.ofDays(1), "SUCCEEDED");

        Answer answer = deployment.create(NOT_AWAITED);

        assertEquals("RUNNING", answer.get("Status"));
        assertEquals(ARN + last(), answer.get("ExecutionArn"));
        assertEquals("", answer.get("Total"));
        assertEquals(Duration.ZERO, answer.took());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        stateMachineArn | arn:aws:lambda:eu-west-1:123456789012:function:x | must be the ARN of a state machine
        resultsBucket   |                                                  | must be not blank
        maxAssets       | many                                             | must be a whole number from 1 to
        startsPerSecond | 101                                              | must be a whole number from 1 to 100
        timeout         | 3301                                             | must be whole seconds from 60 to 3300
        assets          | all                                              | must be an object
        types           | BUSINESS_NAMES                                   | must be a list of 1 to 3 different ones of
        """)
    void refusesAPropertyBeforeAnyCall(String name, String value, String allowed) {
        Answer answer = deployment.create(value == null ? batch().without(name) : batch().with(name, value));

        assertTrue(answer.reason().contains("refused before any call: property " + name + " is "), answer::reason);
        assertTrue(answer.reason().contains(allowed), answer::reason);
        assertEquals(List.of(), deployment.stepFunctions.calls());
    }

    // Update

    @Test
    void startsNothingWhereNothingChanges() {
        Answer created = deployment.create(batch());

        Answer updated = deployment.update(created.physicalId(), batch(), batch());

        assertEquals(created.physicalId(), updated.physicalId());
        assertEquals("SUCCEEDED", updated.get("Status"));
        assertEquals(1, calls(START));
    }

    @Test
    void startsNothingForWhatDoesNotDefineTheBatch() {
        Answer created = deployment.create(batch());
        BatchProperties other = batch().with("maxAssets", 9)
                .with("startsPerSecond", 5)
                .with("toleratedFailurePercentage", 50)
                .with("acceptPredictions", true)
                .with("timeout", 600)
                .with("cancelOnDelete", false);

        Answer updated = deployment.update(created.physicalId(), batch(), other);

        assertEquals(created.physicalId(), updated.physicalId());
        assertEquals(1, calls(START));
    }

    @Test
    void startsAnotherExecutionForAnotherBatch() {
        Answer created = deployment.create(batch());
        String first = last();

        Answer updated = deployment.update(created.physicalId(), batch(), CHANGED);

        assertEquals(2, calls(START));
        assertNotEquals(first, last());
        assertTrue(updated.physicalId().startsWith("v1:ours:" + last()), updated.physicalId());
        assertTrue(updated.physicalId().contains(":ours:" + first), updated.physicalId());
    }

    @Test
    void startsNothingInARollbackFromAFailedWait() {
        Answer created = deployment.create(batch());
        String first = last();
        ObjectNode update = deployment.updateEvent(created.physicalId(), batch(), CHANGED);
        ObjectNode begun = update.deepCopy().setAll((ObjectNode) deployment.invoke(update));
        String unfinished = begun.get("PhysicalResourceId").textValue();
        deployment.stepFunctions.end(last(), "FAILED", "E", "C");
        deployment.stepFunctions.forget(first);

        Answer rolledBack = deployment.update(unfinished, CHANGED, batch());

        assertTrue(rolledBack.succeeded(), rolledBack::reason);
        assertTrue(rolledBack.physicalId().startsWith("v1:ours:" + first), rolledBack.physicalId());
        assertEquals(2, calls(START));
    }

    @Test
    void startsNothingInARollbackFromASiblingsFailure() {
        Answer created = deployment.create(batch());
        Answer updated = deployment.update(created.physicalId(), batch(), CHANGED);

        Answer rolledBack = deployment.update(updated.physicalId(), CHANGED, batch());

        assertTrue(rolledBack
                .physicalId()
                .startsWith("v1:ours:" + executions().get(0).name()));
        assertEquals(2, calls(START));
    }

    @Test
    void takesUpWhatAFailedUpdateHasLeftRunning() {
        Answer created = deployment.create(batch());
        ObjectNode update = deployment.updateEvent(created.physicalId(), batch(), CHANGED);
        String unfinished = deployment.invoke(update).get("PhysicalResourceId").textValue();

        Answer again = deployment.update(unfinished, batch(), CHANGED);

        assertTrue(again.succeeded(), again::reason);
        assertEquals(2, calls(START));
    }

    @Test
    void startsAnewWhatAFailedUpdateHasLeftDead() {
        Answer created = deployment.create(batch());
        ObjectNode update = deployment.updateEvent(created.physicalId(), batch(), CHANGED);
        String unfinished = deployment.invoke(update).get("PhysicalResourceId").textValue();
        deployment.stepFunctions.end(last(), "FAILED", null, null);

        Answer again = deployment.update(unfinished, batch(), CHANGED);

        assertTrue(again.succeeded(), again::reason);
        assertEquals(3, calls(START));
    }

    @Test
    void succeedsThoughStepFunctionsHasForgottenTheExecution() {
        Answer created = deployment.create(batch());
        deployment.stepFunctions.forget(last());

        Answer updated = deployment.update(created.physicalId(), batch(), batch().with("timeout", 600));

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals("", updated.get("Status"));
        assertTrue(updated.get("ExecutionArn").startsWith(ARN), updated.get("ExecutionArn"));
    }

    @Test
    void startsAfterAnIdThatIsNotOurs() {
        Answer updated = deployment.update("AWSCDK::CustomResourceProviderFramework::CREATE_FAILED", batch(), batch());

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals(1, calls(START));
    }

    // Waiting

    @Test
    void fails() {
        String reason = failed("FAILED", "Boom", "of the machine");

        assertEquals(
                "DescribeExecution of execution " + last()
                        + " for project 3jx9 (domain dzd_4p2): ended FAILED: Boom: of"
                        + " the machine; " + ARN + last()
                        + ". Correct what DataZone names, or raise toleratedFailurePercentage, and deploy again:"
                        + " assets that have succeeded are passed over",
                reason);
    }

    @Test
    void failsWithTheCountsAndTheFirstThreeAssetsThatFailed() {
        ObjectNode event = begin(batch());
        deployment.stepFunctions.mapRun(last(), 69, 0, 200, 29, 2);
        results(child("a", 1), child("b", 2), child("c", 3), child("d", 4));

        String reason = failedTooOften(event);

        assertEquals(
                "DescribeExecution of execution " + last()
                        + " for project 3jx9 (domain dzd_4p2): ended FAILED: 31 of 300 failed, 200 succeeded, 69 not"
                        + " started; a: Validation: The asset of type 1 is not supported; b: Validation: The asset of"
                        + " type 2 is not supported; c: Validation: The asset of type 3 is not supported;"
                        + " s3://results-1a2b/results/map-run-of-" + last()
                        + "/. Correct what DataZone names, or raise toleratedFailurePercentage, and deploy again:"
                        + " assets that have succeeded are passed over. Set resultsBucket to keep all reasons",
                reason);
    }

    private String failedTooOften(ObjectNode event) {
        deployment.stepFunctions.end(last(), "FAILED", "States.ExceedToleratedFailureThreshold", "The threshold");
        return deployment.play(event).reason();
    }

    /** As a map run leaves them. */
    private void results(String... children) {
        String folder = "results/" + StandInStepFunctions.mapRunId(last());
        deployment.s3.put(BUCKET, folder + "/manifest.json", """
            {"DestinationBucket": "results-1a2b", "ResultFiles": {"FAILED": [{"Key": "%s/FAILED_0.json", "Size": 900}],
            "PENDING": [], "SUCCEEDED": []}}\
            """.formatted(folder));
        deployment.s3.put(BUCKET, folder + "/FAILED_0.json", "[" + String.join(",", children) + "]");
    }

    private static String child(String asset, int type) {
        return """
            {"Name": "x", "Status": "FAILED", "Input": "{\\"id\\": \\"%s\\", \\"at\\": \\"x\\"}",
            "Error": "DataZone.ValidationException", "Cause": "The asset of type %s is not supported"}\
            """.formatted(asset, type);
    }

    private static String child(String asset, String status) {
        return """
            {"Name": "x", "Status": "%s", "Input": "{\\"id\\": \\"%s\\", \\"batch\\": {\\"assets\\": {}}}"}\
            """.formatted(status, asset);
    }

    @Test
    void givesTheReasonsOfARunInWords() {
        ObjectNode event = begin(batch());
        deployment.stepFunctions.mapRun(last(), 0, 0, 0, 2, 0);
        results("""
            {"Status": "FAILED", "Input": "{\\"id\\": \\"a\\"}", "Error": "FAILED",
            "Cause": "[\\"No columns\\",\\"No name\\"]"}\
            """, """
            {"Status": "FAILED", "Input": "{\\"id\\": \\"b\\"}", "Error": "FAILED", "Cause": "[no JSON"}\
            """);

        String reason = failedTooOften(event);

        assertTrue(reason.contains("; a: FAILED: No columns; No name; b: FAILED: [no JSON;"), reason);
    }

    @Test
    void namesNoAssetsThatWereStoppedAmongThoseThatFailed() {
        ObjectNode event = begin(batch());
        deployment.stepFunctions.mapRun(last(), 0, 0, 0, 2, 3);
        results(
                child("a", "ABORTED"),
                child("b", "ABORTED"),
                child("c", "ABORTED"),
                child("d", 1),
                child("e", "TIMED_OUT"));

        String reason = failedTooOften(event);

        assertTrue(
                reason.contains("succeeded; d: Validation: The asset of type 1 is not supported; e: TIMED_OUT; s3://"),
                reason);
    }

    @Test
    void namesWhatFailedInTheBeginningOfALargeFile() {
        ObjectNode event = begin(batch());
        deployment.stepFunctions.mapRun(last(), 0, 0, 0, 2, 100_000);
        List<String> children = new ArrayList<>(Collections.nCopies(100_000, child("stopped", "ABORTED")));
        children.set(7, child("a", 1));
        children.set(99_999, child("b", 2));
        results(children.toArray(String[]::new));

        String reason = failedTooOften(event);

        assertTrue(reason.contains("succeeded; a: Validation: The asset of type 1 is not supported; s3://"), reason);
    }

    @ParameterizedTest
    @CsvSource({"FAILED, 20, 20", "ABORTED, 20, 20", "FAILED, 3600, 60", "FAILED, 0, 0"})
    void waitsAMinuteAtMostForAMapRunThatGoesOn(String status, int mapRunSeconds, int seconds) {
        ObjectNode event = begin(batch());
        deployment.stepFunctions.mapRun(last(), 0, 5, 0, 1, 0);
        results(child("a", 1));
        deployment.stepFunctions.mapRunEndsAt(last(), deployment.clock.now().plusSeconds(mapRunSeconds));
        deployment.stepFunctions.end(last(), status, null, null);

        Answer answer = deployment.play(event);

        assertTrue(answer.reason().contains("a: Validation: The asset of type 1"), answer::reason);
        assertEquals(Duration.ofSeconds(seconds), answer.took());
    }

    @Test
    void waitsForNoMapRunBeyondTheTimeout() {
        ObjectNode event = begin(batch().with("timeout", 60));
        deployment.stepFunctions.mapRun(last(), 0, 5, 0, 1, 0);
        deployment.clock.sleep(Duration.ofSeconds(50));
        deployment.stepFunctions.mapRunEndsAt(last(), deployment.clock.now().plusSeconds(3600));
        deployment.stepFunctions.end(last(), "FAILED", null, null);

        Answer answer = deployment.play(event);

        assertTrue(answer.reason().contains("ended FAILED: 1 of 6 failed, 0 succeeded, 5 running; "), answer::reason);
        assertEquals(Duration.ofSeconds(10), answer.took());
    }

    @Test
    void waitsForNoMapRunThatItCannotRead() {
        ObjectNode event = begin(batch());
        deployment.stepFunctions.mapRun(last(), 0, 5, 0, 1, 0);
        deployment.stepFunctions.mapRunEndsAt(last(), deployment.clock.now().plusSeconds(3600));
        deployment.stepFunctions.fault("DescribeMapRun", StandInFault.throttled(), 1);
        deployment.stepFunctions.end(last(), "FAILED", null, null);

        assertEquals(Duration.ZERO, deployment.play(event).took());
    }

    @Test
    void takesUpNothingDeadThoughItsMapRunGoesOn() {
        Answer created = deployment.create(batch());
        ObjectNode update = deployment.updateEvent(created.physicalId(), batch(), CHANGED);
        String unfinished = deployment.invoke(update).get("PhysicalResourceId").textValue();
        deployment.stepFunctions.mapRun(last(), 0, 5, 0, 1, 0);
        deployment.stepFunctions.mapRunEndsAt(last(), deployment.clock.now().plusSeconds(3600));
        deployment.stepFunctions.end(last(), "FAILED", null, null);

        Answer again = deployment.update(unfinished, batch(), CHANGED);

        assertTrue(again.succeeded(), again::reason);
        assertEquals(3, calls(START));
    }

    @Test
    void asksForNoCountsBeforeItHasEnded() {
        Answer answer = deployment.create(batch());

        assertTrue(answer.took().compareTo(Duration.ofMinutes(2)) >= 0);
        assertTrue(calls(DESCRIBE) > 20, () -> calls(DESCRIBE) + " calls");
        assertEquals(1, calls("ListMapRuns"));
        assertEquals(List.of("GET " + BUCKET + "/executions/" + last() + "/selection.json"), deployment.s3.calls());
    }

    @Test
    void countsHowFarItIsWhereAnUpdateStartsNothing() {
        deployment.stepFunctions.executions(Duration.ofDays(1), "SUCCEEDED");
        Answer created = deployment.create(NOT_AWAITED);
        deployment.stepFunctions.mapRun(last(), 50, 20, 200, 30, 0);

        Answer updated = deployment.update(created.physicalId(), NOT_AWAITED, NOT_AWAITED);

        assertEquals("200", updated.get("Succeeded"));
    }

    @Test
    void saysThatPredictionsOfWhatIsPassedOverAreNotAccepted() {
        ObjectNode event = begin(batch().with("acceptPredictions", true));
        deployment.stepFunctions.end(last(), "FAILED", "Boom", null);

        String reason = deployment.play(event).reason();

        assertTrue(
                reason.endsWith("deploy again: assets that have succeeded are passed over, but their predictions are"
                        + " not accepted"),
                reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"States.ResultWriterFailed", "States.ItemReaderFailed", "States.Timeout", "Lambda.Unknown"})
    void advisesToLookAtTheMachineWhereThatFailed(String error) {
        String reason = failed("FAILED", error, "of the machine");

        assertTrue(
                reason.endsWith(
                        "ended FAILED: " + error + ": of the machine. The state machine failed: look at execution "
                                + ARN + last() + ", then deploy again: assets that have succeeded are passed over"),
                reason);
    }

    @Test
    void advisesToDeployAgainWhereTheDefinitionWasTheOneOfBefore() {
        String reason = failed("FAILED", "StaleDefinition", null);

        assertTrue(
                reason.endsWith(". Deploy again: Step Functions still had the state machine's definition of before"),
                reason);
    }

    @Test
    void advisesWhereStepFunctionsIsNotReached() {
        deployment.stepFunctions.faultFor(Duration.ofDays(1), START, StandInFault.cutConnection());

        String reason = deployment.create(batch()).reason();

        assertTrue(reason.startsWith("StartExecution failed for project 3jx9 (domain dzd_4p2): no answer: "), reason);
        assertTrue(reason.endsWith(". Check that the function reaches states and s3 in eu-west-1"), reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{\"ResultFiles\": {\"FAILED\": [{\"Key\": \"nowhere\", \"Size\": 1}]}}",
                "{\"ResultFiles\": {\"FAILED\": [{\"Key\": \"nowhere\"}]}}",
                "{\"ResultFiles\": {\"FAILED\": [{\"Size\": 1}]}}"
            })
    void tellsWhatItCanWhereTheResultsCannotBeRead(String manifest) {
        ObjectNode event = begin(batch());
        deployment.stepFunctions.mapRun(last(), 0, 0, 200, 100, 0);
        deployment.s3.put(BUCKET, "results/" + StandInStepFunctions.mapRunId(last()) + "/manifest.json", manifest);
        deployment.s3.put(BUCKET, "executions/" + last() + "/selection.json", manifest);
        deployment.stepFunctions.end(last(), "FAILED", "States.ExceedToleratedFailureThreshold", "The threshold");

        String reason = deployment.play(event).reason();

        assertTrue(
                reason.contains(
                        "ended FAILED: 100 of 300 failed, 200 succeeded; States.ExceedToleratedFailureThreshold:"
                                + " The threshold; s3://results-1a2b/results/"),
                reason);
    }

    @Test
    void showsWhatTheSelectionSaysWhereItFailed() {
        String reason = failed("FAILED", "Failure", """
            {"errorMessage": "Batch refused before any start: 5 assets, but maxAssets is 4. Raise it\\nLog group x",
            "errorType": "Failure", "stackTrace": []}\
            """);

        assertTrue(
                reason.endsWith("ended FAILED: Batch refused before any start: 5 assets, but maxAssets is 4. Raise it."
                        + " Then deploy again"),
                reason);
    }

    @Test
    void advisesWhereADenialHasStoppedTheMachine() {
        String reason = failed(
                "ABORTED",
                "DataZone.AccessDeniedException",
                "User is not permitted to perform operation: StartMetadataGenerationRun (Service: DataZone)");

        assertTrue(reason.contains("ended ABORTED: AccessDenied: User is not permitted to perform"), reason);
        assertTrue(reason.contains("Add role arn:aws:iam::123456789012:role/provider to the project"), reason);
    }

    @Test
    void advisesWhereTheQuotaHasEnded() {
        String reason =
                failed("ABORTED", "DataZone.ServiceQuotaExceededException", "The request has exceeded the quota");

        assertTrue(reason.contains("Wait until the quota is free again"), reason);
    }

    @Test
    void saysThatSomebodyHasStoppedIt() {
        assertTrue(failed("ABORTED", null, null).contains("Somebody stopped it: deploy again"));
    }

    @Test
    void waitsThroughOutagesOfStepFunctions() {
        ObjectNode event = begin(batch());
        deployment.stepFunctions.faultFor(Duration.ofMinutes(5), DESCRIBE, StandInFault.unavailable());
        deployment.stepFunctions.end(last(), "SUCCEEDED", null, null);

        assertTrue(deployment.play(event).succeeded());
    }

    @Test
    void failsWithoutItsCountsWhereTheseAreDenied() {
        ObjectNode event = begin(batch());
        deployment.stepFunctions.mapRun(last(), 0, 0, 3, 0, 0);
        deployment.stepFunctions.faultFor(Duration.ofHours(1), "ListMapRuns", StandInFault.accessDenied());
        deployment.stepFunctions.end(last(), "SUCCEEDED", null, null);

        Answer answer = deployment.play(event);

        assertTrue(answer.succeeded(), answer::reason);
        assertEquals("", answer.get("Succeeded"));
    }

    @Test
    void countsNothingWhereNothingWasLeftToGenerate() {
        ObjectNode event = begin(batch());
        deployment.s3.put(
                BUCKET, "executions/" + last() + "/selection.json", "{\"total\": 5, \"skipped\": 5, \"count\": 0}");
        deployment.stepFunctions.end(last(), "SUCCEEDED", null, null);

        Answer answer = deployment.play(event);

        assertEquals(
                List.of("5", "5", "0", ""),
                List.of(answer.get("Total"), answer.get("Skipped"), answer.get("Started"), answer.get("ResultsUri")));
    }

    @Test
    void stopsWhatTakesTooLongAndSaysHowFarItCame() {
        ObjectNode event = begin(batch());
        deployment.stepFunctions.mapRun(last(), 50, 20, 200, 30, 0);

        Answer answer = deployment.play(event);

        assertTrue(
                answer.reason()
                        .endsWith("still RUNNING (30 of 300 failed, 200 succeeded, 20 running, 50 not started) after 30"
                                + " min, cancelled. Raise timeout (at most 55 min), or set waitForCompletion to"
                                + " false"),
                answer::reason);
        assertEquals("ABORTED", executions().get(0).status());
        assertEquals(Duration.ofMinutes(30), answer.took());
    }

    @Test
    void succeedsWhereTheExecutionDoesAsItIsStopped() {
        ObjectNode event = begin(batch());
        deployment.clock.sleep(Duration.ofMinutes(31));
        deployment.stepFunctions.fault(STOP, StandInFault.throttled(), 1);
        deployment.stepFunctions.executions(Duration.ofDays(1), "SUCCEEDED");
        endDuringTheNextStop();

        Answer answer = deployment.play(event);

        assertTrue(answer.succeeded(), answer::reason);
    }

    private void endDuringTheNextStop() {
        deployment.stepFunctions.endAt(last(), deployment.clock.now().plusMillis(1));
    }

    // Delete

    @Test
    void deletesByStoppingWhatRuns() {
        deployment.stepFunctions.executions(Duration.ofDays(1), "SUCCEEDED");
        Answer created = deployment.create(NOT_AWAITED);

        Answer deleted = deployment.delete(created.physicalId(), NOT_AWAITED);

        assertTrue(deleted.succeeded());
        assertEquals("ABORTED", executions().get(0).status());
    }

    @Test
    void deletesAnEndedOneAndLeavesItAsItIs() {
        Answer created = deployment.create(batch());

        assertTrue(deployment.delete(created.physicalId(), batch()).succeeded());
        assertTrue(deployment.delete(created.physicalId(), batch()).succeeded());
        assertEquals("SUCCEEDED", executions().get(0).status());
    }

    @Test
    void leavesItRunningWhereCancelOnDeleteIsFalse() {
        deployment.stepFunctions.executions(Duration.ofDays(1), "SUCCEEDED");
        BatchProperties kept = NOT_AWAITED.with("cancelOnDelete", false);
        Answer created = deployment.create(kept);

        deployment.delete(created.physicalId(), kept);

        assertEquals("RUNNING", executions().get(0).status());
        assertEquals(0, calls(STOP));
    }

    @Test
    void deletesWithNoCallWhereTheIdIsNotOurs() {
        assertTrue(deployment.delete("MyStack-Orders-1ABC", batch()).succeeded());
        assertEquals(List.of(), deployment.stepFunctions.calls());
    }

    @Test
    void deletesWhateverStepFunctionsAnswers() {
        Answer created = deployment.create(batch());
        deployment.stepFunctions.faultFor(Duration.ofHours(1), STOP, StandInFault.unavailable());

        Answer deleted = deployment.delete(created.physicalId(), batch());

        assertTrue(deleted.succeeded());
        assertTrue(deleted.took().toSeconds() <= 60, () -> deleted.took().toString());
    }

    @Test
    void deletesThoughItsPropertiesAreUnusable() {
        Answer created = deployment.create(batch());

        assertTrue(deployment
                .delete(created.physicalId(), batch().without("stateMachineArn"))
                .succeeded());
        assertEquals(0, calls(STOP));
    }

    @Test
    void keepsEachFailureWithinItsLine() {
        String reason = failed("FAILED", "Boom", "é".repeat(5_000));

        assertTrue(reason.getBytes(StandardCharsets.UTF_8).length <= 1_000, reason);
        assertTrue(reason.endsWith("and deploy again: assets that have succeeded are passed over"), reason);
    }
}
