package io.github.datazonecdk.metadatageneration.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.stage.AwsEndpoint;
import io.github.datazonecdk.metadatageneration.stage.CloudFormationAnswer;
import io.github.datazonecdk.metadatageneration.stage.DeployedStack.Status;
import io.github.datazonecdk.metadatageneration.stage.Stage;
import io.github.datazonecdk.metadatageneration.standin.StandInCall;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What takes the Provider framework or a process of the function; the rest is told of the handler alone. */
final class DeploymentTest extends OnStage {
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
    void rollsBackAFailedWaitFromTheNewIdWithoutARun() {
        stack.create();
        dataZone.nextRun(StandInOutcome.fails("The model is busy"));

        CloudFormationAnswer answer = stack.update(with("rerunTrigger", "2"));

        assertFalse(answer.isSuccess());
        assertRolledBackTo("run0001");
        assertEquals(2, runs());
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
        try (Stage elsewhere = stage(stage.template().assembly(), false)) {
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

    private String logGroupOfTheFunction() {
        return stage.template().functions().stream()
                .filter(function -> function.runtime().startsWith("java"))
                .findFirst()
                .orElseThrow()
                .logGroup();
    }

    private void awaitIdle() throws InterruptedException {
        while (!stage.isIdle()) {
            Thread.sleep(5);
        }
    }
}
