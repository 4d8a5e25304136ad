package io.github.datazonecdk.metadatageneration.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.stage.CloudFormationAnswer;
import io.github.datazonecdk.metadatageneration.stage.DeployedStack.Status;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Deployments in which the function's process is killed after DataZone has done what it was asked for. */
final class KilledFunctionTest extends OnStage {
    private static final String START = "StartMetadataGenerationRun";
    private static final String GET = "GetMetadataGenerationRun";
    private static final String CANCEL = "CancelMetadataGenerationRun";

    @Test
    void startsOneRunWhereLambdaIsAskedAgain() {
        killAtNext(START);
        stage.aws().loseNextInvocation();

        CloudFormationAnswer answer = stack.create();

        assertTrue(answer.isSuccess(), answer.reason());
        assertEquals("run0001", answer.attribute("RunId"));
        assertEquals(2, calls(START));
        assertEquals(1, runs());
    }

    /** A known limit: nobody knows the run's id any more. */
    @Test
    void failsWhereTheAnswerOfStartDiesWithTheFunctionAndLeavesTheRunToEndByItself() {
        dataZone.runs(StandInOutcome.neverEnds());
        killAtNext(START);

        CloudFormationAnswer answer = stack.create();

        assertFalse(answer.isSuccess());
        assertTrue(answer.reasonsFirstLine().contains("Runtime exited"), answer.reason());
        assertEquals("AWSCDK::CustomResourceProviderFramework::CREATE_FAILED", answer.physicalId());
        assertEquals(Status.ROLLBACK_COMPLETE, stack.status());
        assertEquals(1, dataZone.calls().size());
        assertNotEquals("CANCELED", dataZone.run("run0001").status());
    }

    @Test
    void takesUpTheRunThatWasLeftWhereItIsDeployedAgain() {
        dataZone.runs(StandInOutcome.neverEnds());
        killAtNext(START);
        stack.create();

        CloudFormationAnswer answer = stack.create(with("waitForCompletion", "false"));

        assertTrue(answer.isSuccess(), answer.reason());
        assertEquals("run0001", answer.attribute("RunId"));
        assertEquals(1, runs());
    }

    @Test
    void rollsBackAnUpdateThatDiedWithTheFunctionToTheEarlierRun() {
        stack.create();
        killAtNext(START);

        CloudFormationAnswer answer = stack.update(with("rerunTrigger", "2"));

        assertFalse(answer.isSuccess());
        assertEquals(Status.UPDATE_ROLLBACK_COMPLETE, stack.status());
        assertTrue(stack.physicalId().contains("run0001"), stack.physicalId());
        assertEquals(2, runs());
    }

    @Test
    void cancelsTheRunWhereTheFunctionDiesInAPoll() {
        dataZone.runs(StandInOutcome.neverEnds());
        killAtNext(GET);

        CloudFormationAnswer answer = stack.create();

        assertFalse(answer.isSuccess());
        assertTrue(answer.reasonsFirstLine().contains("Runtime exited"), answer.reason());
        assertEquals(Status.ROLLBACK_COMPLETE, stack.status());
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    /** The Delete itself fails, as the framework has no answer; to delete the stack again does it. */
    @Test
    void deletesInTheEndWhereTheFunctionDiesInADelete() {
        dataZone.runs(StandInOutcome.neverEnds());
        stack.create(with("waitForCompletion", "false"));
        killAtNext(CANCEL);

        CloudFormationAnswer killed = stack.delete();
        CloudFormationAnswer again = stack.delete();

        assertFalse(killed.isSuccess());
        assertTrue(again.isSuccess(), again.reason());
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    private void killAtNext(String operation) {
        AtomicBoolean alive = new AtomicBoolean(true);
        dataZone.onCall(call -> {
            if (call.operation().equals(operation) && alive.getAndSet(false)) {
                stage.killFunction();
            }
        });
    }
}
