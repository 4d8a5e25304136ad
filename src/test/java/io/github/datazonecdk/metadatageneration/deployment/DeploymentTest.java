package io.github.datazonecdk.metadatageneration.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.stage.Audience;
import io.github.datazonecdk.metadatageneration.stage.AwsEndpoint;
import io.github.datazonecdk.metadatageneration.stage.CloudFormationAnswer;
import io.github.datazonecdk.metadatageneration.stage.DeployedStack;
import io.github.datazonecdk.metadatageneration.stage.DeployedStack.Exchange;
import io.github.datazonecdk.metadatageneration.stage.DeployedStack.Status;
import io.github.datazonecdk.metadatageneration.stage.LambdaRuntime;
import io.github.datazonecdk.metadatageneration.stage.Stage;
import io.github.datazonecdk.metadatageneration.standin.StandInCall;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deployments of the example stack, played with what is deployed: the synthesized template, the Provider framework's
 * own code, the function's jar in a JVM of its own.
 */
final class DeploymentTest {
    /** 10 seconds between two polls become 5 ms. */
    private static final int HURRY = 2000;

    private static final Map<String, String> CONTEXT =
            Map.of("domainIdentifier", "dzd_4p2", "owningProjectIdentifier", "3jx9", "assetIdentifier", "5d4kq3x");

    private static StandInDataZone dataZone;
    private static CloudAssembly assembly;
    private static Stage stage;

    private DeployedStack stack;

    @BeforeAll
    static void open(@TempDir Path directory) {
        dataZone = new StandInDataZone();
        assembly = CloudAssembly.synthesize(directory.resolve("cdk.out"), CONTEXT);
        stage = new Stage(assembly, dataZone.endpoint(), HURRY, LambdaRuntime.canRunAwsClient(), Audience.NONE);
    }

    @AfterAll
    static void close() {
        stage.close();
        dataZone.close();
    }

    @BeforeEach
    void startAfresh() {
        dataZone.startAfresh();
        dataZone.onCall(call -> {});
        dataZone.runsTake(Duration.ofMillis(20), Duration.ofMillis(40));
        stack = stage.stack();
    }

    @AfterEach
    void endExecutions() {
        stage.endExecutions();
    }

    @Test
    void createStartsARunAndWaitsUntilItHasEnded() {
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.onCall(call -> {
            if (calls("GetMetadataGenerationRun") == 2) {
                dataZone.end("run0001", StandInOutcome.succeeds());
            }
        });

        CloudFormationAnswer answer = stack.create();

        assertEquals(1, runs());
        assertEquals("SUCCEEDED", answer.attribute("Status"));
        assertEquals(3, calls("GetMetadataGenerationRun"));
        assertEquals(
                Map.of("RunId", "run0001", "Status", "SUCCEEDED"),
                stage.template().outputs());
    }

    @Test
    void createDoesNotWaitWhereItIsToldNotTo() {
        dataZone.runs(StandInOutcome.neverEnds());

        CloudFormationAnswer answer = stack.create(with("waitForCompletion", "false"));

        assertEquals("run0001", answer.attribute("RunId"));
        assertEquals("SUBMITTED", answer.attribute("Status"));
    }

    @Test
    void startsOneRunWhenACreateIsDeliveredTwice() {
        List<CloudFormationAnswer> answers = stack.createDeliveredTwice();

        assertEquals(1, runs());
        assertTrue(answers.get(0).isSuccess());
        assertEquals(answers.get(0).physicalId(), answers.get(1).physicalId());
    }

    @Test
    void startsOneRunWhenTheFrameworkCallsTheFunctionTwice() {
        stage.aws().loseNextInvocation();

        CloudFormationAnswer answer = stack.create();

        assertTrue(answer.isSuccess());
        assertEquals(2, calls("StartMetadataGenerationRun"));
        assertEquals(1, runs());
    }

    @Test
    void startsOneRunWhenTheAnswerOfStartIsLost() {
        dataZone.fault("StartMetadataGenerationRun", StandInFault.loseAnswer());

        CloudFormationAnswer answer = stack.create();

        assertEquals("run0001", answer.attribute("RunId"));
        assertEquals(2, calls("StartMetadataGenerationRun"));
        assertEquals(1, runs());
    }

    @Test
    void startsANewRunWhenTheRequestIdOfAFailedOneIsUsedAgain() {
        stack.reuseRequestId("7f2c");
        dataZone.nextRun(StandInOutcome.fails("The model is busy"));
        CloudFormationAnswer failed = stack.create();

        CloudFormationAnswer answer = stack.create();

        assertFalse(failed.isSuccess());
        assertEquals("run0002", answer.attribute("RunId"));
        assertEquals("SUCCEEDED", answer.attribute("Status"));
        assertEquals(2, runs());
    }

    @Test
    void deletesWhatAFailedCreateHasLeft() {
        dataZone.nextRun(StandInOutcome.fails("The model is busy"));

        CloudFormationAnswer answer = stack.create();

        assertFalse(answer.isSuccess());
        assertTrue(answer.reasonsFirstLine().contains("The model is busy"), answer.reason());
        assertEquals(answer.physicalId(), last().physicalId());
        assertEquals(Status.ROLLBACK_COMPLETE, stack.status());
        assertEquals(1, runs());
    }

    @Test
    void deletesNothingWhenTheStartWasRefused() {
        dataZone.fault("StartMetadataGenerationRun", StandInFault.quotaExceeded());

        CloudFormationAnswer answer = stack.create();

        assertEquals("AWSCDK::CustomResourceProviderFramework::CREATE_FAILED", answer.physicalId());
        assertEquals(Status.ROLLBACK_COMPLETE, stack.status());
        assertEquals(0, calls("CancelMetadataGenerationRun"));
        assertEquals(0, runs());
    }

    @Test
    void tellsWhatWasRefusedInTheFirstLineOfTheReason() {
        dataZone.fault("StartMetadataGenerationRun", StandInFault.invalid("Not supported: " + "äöü €".repeat(900)));

        CloudFormationAnswer answer = stack.create();

        String line = answer.reasonsFirstLine();
        assertFalse(answer.isSuccess());
        for (String part : List.of("StartMetadataGenerationRun", "5d4kq3x", "3jx9", "dzd_4p2", "Not supported: äöü")) {
            assertTrue(line.contains(part), line);
        }
    }

    @Test
    void namesTheRealLogGroup() {
        dataZone.fault("StartMetadataGenerationRun", StandInFault.quotaExceeded());

        CloudFormationAnswer answer = stack.create();

        assertTrue(answer.reason().contains(logGroupOfTheFunction()), answer.reason());
    }

    @Test
    void startsAgainWhenItIsThrottled() {
        dataZone.fault("StartMetadataGenerationRun", StandInFault.throttled(), 2);

        CloudFormationAnswer answer = stack.create();

        assertTrue(answer.isSuccess(), answer.reason());
        assertEquals(3, calls("StartMetadataGenerationRun"));
        assertEquals(1, runs());
    }

    @Test
    void keepsWaitingWhileTheServiceIsBroken() {
        dataZone.fault("GetMetadataGenerationRun", StandInFault.internalError(), 2);

        CloudFormationAnswer answer = stack.create();

        assertTrue(answer.isSuccess(), answer.reason());
        assertEquals("SUCCEEDED", answer.attribute("Status"));
    }

    @Test
    void answersWhenTheWaiterCannotBeStarted() {
        stage.aws().refuseNextExecution();

        CloudFormationAnswer answer = stack.create();

        assertFalse(answer.isSuccess());
        assertEquals(Status.ROLLBACK_COMPLETE, stack.status());
    }

    @Test
    void deletesTheRunWhenTheWaiterGivesUp() {
        dataZone.runs(StandInOutcome.neverEnds());

        CloudFormationAnswer answer = stack.create();

        assertTrue(answer.reasonsFirstLine().contains("Operation timed out"), answer.reason());
        assertEquals("CANCELED", dataZone.run("run0001").status());
        assertEquals(Status.ROLLBACK_COMPLETE, stack.status());
    }

    @Test
    void deletesAnInventedIdWithoutACallWhenASiblingFailsDuringACreate() throws InterruptedException {
        CloudFormationAnswer answer = stack.createCancelled();
        awaitIdle();

        assertTrue(answer.isSuccess(), answer.reason());
        assertEquals(0, calls("CancelMetadataGenerationRun"));
        assertEquals(1, runs());
    }

    @Test
    void anUpdateThatChangesNothingOfTheRunStartsNone() {
        CloudFormationAnswer created = stack.create();

        CloudFormationAnswer answer = stack.update(with("timeout", "600"));

        assertTrue(answer.isSuccess(), answer.reason());
        assertEquals(created.physicalId(), answer.physicalId());
        assertEquals(created.data(), answer.data());
        assertEquals(1, runs());
    }

    @Test
    void asksForNothingWhenNoPropertyDiffers() {
        stack.create();

        assertNull(stack.update(properties -> {}));
    }

    @Test
    void aChangedUpdateStartsARunAndDeletesTheOldOne() {
        CloudFormationAnswer created = stack.create();

        CloudFormationAnswer answer = stack.update(with("rerunTrigger", "2"));

        assertEquals("run0002", answer.attribute("RunId"));
        assertNotEquals(created.physicalId(), answer.physicalId());
        assertEquals(created.physicalId(), last().physicalId());
        assertEquals(Status.UPDATE_COMPLETE, stack.status());
        assertEquals(2, runs());
    }

    @Test
    void rollsBackAFailedWaitFromTheNewIdWithoutARun() {
        stack.create();
        dataZone.nextRun(StandInOutcome.fails("The model is busy"));

        CloudFormationAnswer answer = stack.update(with("rerunTrigger", "2"));

        assertFalse(answer.isSuccess());
        assertRolledBackTo("run0001");
        assertEquals(2, runs());
    }

    @Test
    void rollsBackAFailedWaitFromTheOldIdWithoutARun() {
        stack.create();
        dataZone.nextRun(StandInOutcome.fails("The model is busy"));
        stack.rollBackWithOldId();

        CloudFormationAnswer answer = stack.update(with("rerunTrigger", "2"));

        assertFalse(answer.isSuccess());
        assertRolledBackTo("run0001");
        assertEquals(2, runs());
    }

    @Test
    void rollsBackARefusedStartWithoutARun() {
        stack.create();
        dataZone.fault("StartMetadataGenerationRun", StandInFault.quotaExceeded());

        CloudFormationAnswer answer = stack.update(with("rerunTrigger", "2"));

        assertFalse(answer.isSuccess());
        assertRolledBackTo("run0001");
        assertEquals(1, runs());
    }

    @Test
    void rollsBackWhenTheEarlierRunIsForgotten() {
        stack.create();
        dataZone.forget("run0001");
        dataZone.nextRun(StandInOutcome.fails("The model is busy"));

        stack.update(with("rerunTrigger", "2"));

        assertRolledBackTo("run0001");
        assertEquals(2, runs());
    }

    @Test
    void startsANewRunWhenARolledBackUpdateIsTriedAgain() {
        stack.create();
        dataZone.nextRun(StandInOutcome.fails("The model is busy"));
        stack.update(with("rerunTrigger", "2"));

        CloudFormationAnswer answer = stack.update(with("rerunTrigger", "2"));

        assertEquals("run0003", answer.attribute("RunId"));
        assertEquals(Status.UPDATE_COMPLETE, stack.status());
        assertEquals(3, runs());
    }

    @Test
    void takesUpARunThatSucceededWhenTheUpdateWasNotRolledBack() {
        stack.create();
        dataZone.fault("AcceptPredictions", StandInFault.invalid("Nothing to accept"));
        Consumer<ObjectNode> change = with("rerunTrigger", "2").andThen(with("acceptPredictions", "true"));
        CloudFormationAnswer failed = stack.updateWithoutRollback(change);

        CloudFormationAnswer answer = stack.updateWithoutRollback(change);

        assertFalse(failed.isSuccess());
        assertTrue(answer.isSuccess(), answer.reason());
        assertEquals("run0002", answer.attribute("RunId"));
        assertEquals(2, runs());
    }

    @Test
    void startsAnewWhenTheRunOfAnUpdateThatWasNotRolledBackIsDead() {
        stack.create();
        dataZone.nextRun(StandInOutcome.fails("The model is busy"));
        CloudFormationAnswer failed = stack.updateWithoutRollback(with("rerunTrigger", "2"));

        CloudFormationAnswer answer = stack.updateWithoutRollback(with("rerunTrigger", "2"));

        assertFalse(failed.isSuccess());
        assertEquals("run0003", answer.attribute("RunId"));
        assertEquals(3, runs());
    }

    @Test
    void rollsBackWithoutARunWhenASiblingFails() {
        stack.create();

        CloudFormationAnswer answer = stack.updateThenSiblingFails(with("rerunTrigger", "2"));

        assertTrue(answer.isSuccess(), answer.reason());
        assertRolledBackTo("run0001");
        assertEquals(2, runs());
    }

    @Test
    void deleteCancelsAnActiveRun() {
        dataZone.runs(StandInOutcome.neverEnds());
        stack.create(with("waitForCompletion", "false"));

        stack.delete();

        assertEquals(Status.DELETE_COMPLETE, stack.status());
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    @Test
    void deleteSucceedsWhenTheRunHasEnded() {
        stack.create();

        stack.delete();

        assertEquals(Status.DELETE_COMPLETE, stack.status());
        assertEquals("SUCCEEDED", dataZone.run("run0001").status());
    }

    @Test
    void deleteSucceedsWhenTheRunIsMissing() {
        stack.create();
        dataZone.forget("run0001");

        stack.delete();

        assertEquals(Status.DELETE_COMPLETE, stack.status());
    }

    @Test
    void deleteSucceedsTwice() {
        dataZone.runs(StandInOutcome.neverEnds());
        stack.create(with("waitForCompletion", "false"));
        stack.delete();

        CloudFormationAnswer again = stack.delete();

        assertTrue(again.isSuccess(), again.reason());
    }

    @Test
    void deleteMakesNoCallForAForeignId() {
        CloudFormationAnswer answer = stack.delete("MetadataGenerationExample-Run-1GZM6UDYI9X2K");

        assertTrue(answer.isSuccess(), answer.reason());
        assertEquals(List.of(), dataZone.calls());
    }

    @Test
    void needsNothingThatAnEarlierInstanceOfTheFunctionKnew() {
        CloudFormationAnswer created = stack.create();
        stage.coolDown();

        CloudFormationAnswer answer = stack.update(with("timeout", "600"));

        assertEquals(created.data(), answer.data());
        assertEquals(1, runs());
    }

    @Test
    void callsDataZoneAsTheRoleThatItAssumesAndInTheRegionGiven() {
        String role = "arn:aws:iam::210987654321:role/data/Steward";

        CloudFormationAnswer answer = stack.create(properties -> properties
                .put("assumedRoleArn", role)
                .put("externalId", "orders-7")
                .put("region", "us-east-1"));

        assertTrue(answer.isSuccess(), answer::reason);
        StandInCall start = dataZone.calls("StartMetadataGenerationRun").get(0);
        assertEquals(AwsEndpoint.ASSUMED_ACCESS_KEY_ID, start.accessKeyId());
        assertEquals("us-east-1", start.region());
        String assumption = stage.aws().assumptions().get(0);
        assertTrue(assumption.contains("RoleArn=" + URLEncoder.encode(role, StandardCharsets.UTF_8)), assumption);
        assertTrue(assumption.contains("ExternalId=orders-7"), assumption);
    }

    @Test
    void acceptsThePredictionsOfARunThatSucceeded() {
        CloudFormationAnswer answer =
                stack.create(with("acceptPredictions", "true").andThen(with("acceptanceThreshold", "0.5")));

        assertEquals("2", answer.attribute("AssetRevision"));
        StandInCall accepted = dataZone.calls("AcceptPredictions").get(0);
        assertEquals("ALL", accepted.body().path("acceptRule").path("rule").asText());
        assertEquals(0.5, accepted.body().path("acceptRule").path("threshold").asDouble());
    }

    @Test
    void acceptsWithoutANewRunWhenAnUpdateOnlyTurnsAcceptanceOn() {
        stack.create();

        CloudFormationAnswer answer = stack.update(with("acceptPredictions", "true"));

        assertEquals("2", answer.attribute("AssetRevision"));
        assertEquals(1, runs());
    }

    @Test
    void rollsBackWhenThePredictionsCannotBeAccepted() {
        stack.create();
        dataZone.fault("AcceptPredictions", StandInFault.invalid("There is nothing to accept."));

        CloudFormationAnswer answer = stack.update(with("acceptPredictions", "true"));

        assertFalse(answer.isSuccess());
        assertTrue(answer.reason().contains("AcceptPredictions"), answer::reason);
        assertEquals(Status.UPDATE_ROLLBACK_COMPLETE, stack.status());
        assertEquals(1, runs());
    }

    @Test
    void goesOnAfterPartialSuccessAndTellsIt() {
        dataZone.runs(StandInOutcome.succeedsPartially("No name for column 7"));

        CloudFormationAnswer answer = stack.create();

        assertEquals("PARTIALLY_SUCCEEDED", answer.attribute("Status"));
    }

    @Test
    void failsAfterPartialSuccessWhereThatCountsAsFailure() {
        dataZone.runs(StandInOutcome.succeedsPartially("No name for column 7"));

        CloudFormationAnswer answer = stack.create(with("failOn", "PARTIALLY_SUCCEEDED"));

        assertFalse(answer.isSuccess());
        assertTrue(answer.reason().contains("No name for column 7"), answer::reason);
    }

    @Test
    void goesOnAfterAFailedRunWhereNothingCountsAsFailure() {
        dataZone.runs(StandInOutcome.fails("The model could not describe this asset"));

        CloudFormationAnswer answer = stack.create(with("failOn", "NOTHING"));

        assertEquals("FAILED", answer.attribute("Status"));
    }

    @Test
    void logsNoResponseUrlAndNoCredential() {
        stack.create();
        dataZone.nextRun(StandInOutcome.fails("The model is busy"));
        stack.update(with("rerunTrigger", "2"));
        dataZone.fault("StartMetadataGenerationRun", StandInFault.invalid("No"));
        stack.update(with("rerunTrigger", "3"));
        stack.delete();

        String log = String.join("\n", stage.log());

        assertTrue(log.contains("run0002"), "the log must say something");
        assertFalse(log.contains("Signature="));
        stage.secrets().forEach(secret -> assertFalse(log.contains(secret)));
    }

    @Test
    void runsWhereTheRuntimeInterfaceClientCannot() {
        try (Stage elsewhere = new Stage(assembly, dataZone.endpoint(), HURRY, false, Audience.NONE)) {
            CloudFormationAnswer answer = elsewhere.stack().create();
            dataZone.fault("StartMetadataGenerationRun", StandInFault.invalid("Not supported"));
            CloudFormationAnswer refused = elsewhere.stack().create();

            assertEquals("SUCCEEDED", answer.attribute("Status"));
            assertTrue(refused.reasonsFirstLine().contains("Not supported"), refused.reason());
        }
    }

    private void assertRolledBackTo(String runId) {
        assertEquals(Status.UPDATE_ROLLBACK_COMPLETE, stack.status());
        assertEquals(runId, stage.template().outputs().get("RunId"));
    }

    private Exchange last() {
        List<Exchange> history = stack.history();
        return history.get(history.size() - 1);
    }

    private static Consumer<ObjectNode> with(String property, String value) {
        return properties -> properties.put(property, value);
    }

    private static int runs() {
        return dataZone.startedRuns().size();
    }

    private static long calls(String operation) {
        return dataZone.calls().stream()
                .map(StandInCall::operation)
                .filter(operation::equals)
                .count();
    }

    private static String logGroupOfTheFunction() {
        return stage.template().functions().stream()
                .filter(function -> function.runtime().startsWith("java"))
                .findFirst()
                .orElseThrow()
                .logGroup();
    }

    private static void awaitIdle() throws InterruptedException {
        while (!stage.isIdle()) {
            Thread.sleep(5);
        }
    }
}
