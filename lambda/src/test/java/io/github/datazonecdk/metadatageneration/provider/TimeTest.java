package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.provider.Deployment.FunctionError;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTest {
    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    @Test
    void cancelsAndFailsAfterThirtyMinutes() {
        dataZone.runs(StandInOutcome.neverEnds());

        Answer created = deployment.create(run());

        assertFalse(created.succeeded());
        assertEquals(Duration.ofMinutes(30), created.took());
        assertTrue(created.firstLine().contains("still IN_PROGRESS after 30 min, cancelled"), created::reason);
        assertTrue(created.firstLine().contains("run0001"), created::reason);
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 3300})
    void cancelsAndFailsAfterTheTimeoutThatIsAskedFor(int seconds) {
        dataZone.runs(StandInOutcome.neverEnds());

        Answer created = deployment.create(run().with("timeout", seconds));

        assertFalse(created.succeeded());
        assertEquals(Duration.ofSeconds(seconds), created.took());
        assertTrue(
                created.firstLine().contains("still IN_PROGRESS after " + seconds / 60 + " min, cancelled"),
                created::reason);
    }

    @Test
    void tellsATimeoutThatIsNoWholeMinutesInSeconds() {
        dataZone.runs(StandInOutcome.neverEnds());

        Answer created = deployment.create(run().with("timeout", 90));

        assertTrue(created.firstLine().contains("still IN_PROGRESS after 90 s, cancelled"), created::reason);
    }

    @Test
    void failsAtTheFirstPollAfterTheTimeout() {
        dataZone.runs(StandInOutcome.neverEnds());
        deployment.queryInterval = Duration.ofSeconds(20);

        Answer created = deployment.create(run().with("timeout", 90));

        assertFalse(created.succeeded());
        assertEquals(Duration.ofSeconds(100), created.took());
        assertTrue(created.firstLine().contains("still IN_PROGRESS"), created::reason);
    }

    @Test
    void tellsThatTheRunIsStillSubmitted() {
        dataZone.runs(StandInOutcome.ends("SUBMITTED"));

        Answer created = deployment.create(run().with("timeout", 60));

        assertTrue(created.firstLine().contains("still SUBMITTED after 1 min, cancelled"), created::reason);
    }

    @Test
    void countsFromTheStartOfOnEventRetriesIncluded() {
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.faultFor(Duration.ofMinutes(3), START, StandInFault.throttled());

        Answer created = deployment.create(run().with("timeout", 300));

        assertFalse(created.succeeded());
        assertFalse(created.refusedByOnEvent());
        assertTrue(created.took().compareTo(Duration.ofSeconds(300)) >= 0, () -> "" + created.took());
        assertTrue(created.took().compareTo(Duration.ofSeconds(305)) <= 0, () -> "" + created.took());
    }

    @Test
    void takesARunThatEndedByTheLastPoll() {
        dataZone.runsTake(Duration.ofSeconds(30), Duration.ofSeconds(30));

        Answer created = deployment.create(run().with("timeout", 60));

        assertTrue(created.succeeded(), created::reason);
        assertEquals(Duration.ofSeconds(60), created.took());
    }

    @Test
    void cancelsRegardlessOfCancelOnDelete() {
        dataZone.runs(StandInOutcome.neverEnds());

        deployment.create(run().with("timeout", 60).with("cancelOnDelete", false));

        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    @Test
    void doesNotCancelAnAdoptedRun() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, List.of("BUSINESS_DESCRIPTIONS"), "somebody");

        Answer created = deployment.create(run().with("timeout", 60));

        assertFalse(created.succeeded());
        assertTrue(created.firstLine().contains("still IN_PROGRESS after 1 min"), created::reason);
        assertFalse(created.firstLine().contains("min, cancelled"), created::reason);
        assertEquals(0, dataZone.calls(CANCEL).size());
    }

    @Test
    void doesNotClaimToHaveCancelledWhatItCouldNot() {
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.faultAlways(CANCEL, StandInFault.accessDenied());

        Answer created = deployment.create(run().with("timeout", 60));

        assertFalse(created.succeeded());
        assertTrue(created.firstLine().contains("still IN_PROGRESS after 1 min"), created::reason);
        assertFalse(created.firstLine().contains("min, cancelled"), created::reason);
    }

    @Test
    void cancelsAndFailsInTimeWhereTheRunCannotBeRead() {
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.faultAlways(GET, StandInFault.internalError());

        Answer created = deployment.create(run().with("timeout", 120));

        assertFalse(created.succeeded());
        assertTrue(created.took().compareTo(Duration.ofMinutes(4)) <= 0, () -> "" + created.took());
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    @Test
    void succeedsWithARunThatSucceededJustBeforeItWasCancelled() {
        endJustBeforeTheCancellation(StandInOutcome.succeeds());

        Answer created = deployment.create(run().with("timeout", 60));

        assertEquals(1, dataZone.calls(CANCEL).size());
        assertTrue(created.succeeded(), created::reason);
        assertEquals("SUCCEEDED", created.get("Status"));
    }

    @Test
    void failsWithARunThatFailedJustBeforeItWasCancelled() {
        endJustBeforeTheCancellation(StandInOutcome.fails("no columns"));

        Answer created = deployment.create(run().with("timeout", 60));

        assertFalse(created.succeeded());
        assertTrue(created.firstLine().contains("no columns"), created::reason);
        assertFalse(created.firstLine().contains("still IN_PROGRESS"), created::reason);
    }

    @Test
    void readsWithRetriesWhatBecameOfARunThatCouldNotBeCancelled() {
        endJustBeforeTheCancellation(StandInOutcome.succeeds());
        dataZone.fault(CANCEL, StandInFault.throttled(), 2);

        Answer created = deployment.create(run().with("timeout", 60));

        assertTrue(created.succeeded(), created::reason);
    }

    @Test
    void tellsOfARunInAnUnknownStatus() {
        dataZone.runs(StandInOutcome.ends(null));

        Answer created = deployment.create(run().with("timeout", 60));

        assertTrue(created.firstLine().contains("still in an unknown status after 1 min, cancelled"), created::reason);
    }

    @Test
    void saysWhatToDoAboutTheTimeout() {
        dataZone.runs(StandInOutcome.neverEnds());

        Answer created = deployment.create(run().with("timeout", 60));

        assertTrue(created.firstLine().contains("cancelled. Raise timeout (at most 55 min), or"), created::reason);
    }

    @Test
    void claimsTheCancellationWhoseAnswerIsLost() {
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.fault(CANCEL, StandInFault.loseAnswer());

        Answer created = deployment.create(run().with("timeout", 60));

        assertTrue(created.firstLine().contains("still IN_PROGRESS after 1 min, cancelled"), created::reason);
    }

    @Test
    void failsAtTheFirstPollAfterTheTimeoutThoughTheRunMayBeTooNewToBeKnown() {
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.onCall(call -> deployment.clock.sleep(Duration.ofSeconds(29)));
        dataZone.fault(START, StandInFault.throttled());
        dataZone.fault(GET, StandInFault.notFound("The given run doesn't exist."));

        Answer created = deployment.create(run().with("timeout", 60));

        assertFalse(created.succeeded());
        assertEquals(1, created.polls());
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    /** As the framework asks again where an answer is lost. */
    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "NOTHING"})
    void failsOnceMoreWhereThePollThatCancelledComesAgain(String failOn) {
        dataZone.runs(StandInOutcome.neverEnds());
        ObjectNode event = deployment.onEvent(deployment.createEvent(run().with("failOn", failOn)));
        deployment.clock.sleep(Duration.ofMinutes(30));
        assertThrows(FunctionError.class, () -> deployment.isComplete(event));

        FunctionError again = assertThrows(FunctionError.class, () -> deployment.isComplete(event));

        assertTrue(
                again.getMessage().contains("still not ended after 30 min, cancelled. Raise timeout"),
                again::getMessage);
    }

    @Test
    void keepsACanceledRunHoweverLateItIsRead() {
        Answer created = deployment.create(run());
        dataZone.end("run0001", StandInOutcome.isCanceled());
        ObjectNode event = deployment.onEvent(
                deployment.updateEvent(created.physicalId(), run(), run().with("cancelOnDelete", false)));
        deployment.clock.sleep(Duration.ofMinutes(31));

        assertEquals("CANCELED", deployment.isComplete(event).at("/Data/Status").textValue());
    }

    @Test
    void saysOfAnAdoptedRunThatItWasCanceledHoweverLateItIsRead() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, List.of("BUSINESS_DESCRIPTIONS"), "somebody");
        ObjectNode event = deployment.onEvent(deployment.createEvent(run()));
        dataZone.end("run0001", StandInOutcome.isCanceled());
        deployment.clock.sleep(Duration.ofMinutes(31));

        FunctionError error = assertThrows(FunctionError.class, () -> deployment.isComplete(event));

        assertTrue(error.getMessage().contains("ended CANCELED"), error::getMessage);
    }

    @Test
    void cancelsARunThatCancelIsInConflictWithAtFirst() {
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.fault(CANCEL, StandInFault.conflict(), 3);

        Answer created = deployment.create(run().with("timeout", 60));

        assertTrue(created.firstLine().contains("still IN_PROGRESS after 1 min, cancelled"), created::reason);
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    @Test
    void tellsThatTheTimeIsUpWhereTheRunCannotBeRead() {
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.faultAlways(GET, StandInFault.throttled());

        Answer created = deployment.create(run().with("timeout", 60));

        assertTrue(
                created.firstLine().contains("still in an unknown status after 1 min, as it failed"), created::reason);
        assertTrue(created.firstLine().contains(", cancelled. "), created::reason);
    }

    @Test
    void failsWhereTheRunGoesOnThoughItCannotBeCancelled() {
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.faultAlways(CANCEL, StandInFault.conflict());

        Answer created = deployment.create(run().with("timeout", 60));

        assertFalse(created.succeeded());
        assertTrue(created.firstLine().contains("after 1 min, not cancelled: Conflict"), created::reason);
    }

    @Test
    void succeedsWithARunThatCouldNotBeReadUntilItHadSucceeded() {
        dataZone.faultFor(Duration.ofMinutes(1), GET, StandInFault.accessDenied());

        Answer created = deployment.create(run());

        assertEquals(1, dataZone.calls(CANCEL).size());
        assertTrue(created.succeeded(), created::reason);
        assertEquals("SUCCEEDED", created.get("Status"));
    }

    /** The run is still active where the last poll reads it, and has ended where it is cancelled. */
    private void endJustBeforeTheCancellation(StandInOutcome outcome) {
        dataZone.runs(StandInOutcome.neverEnds());
        Instant deadline = deployment.clock.now().plusSeconds(60);
        dataZone.onCall(call -> {
            if (call.operation().equals(GET) && !call.time().isBefore(deadline)) {
                dataZone.end("run0001", outcome);
            }
        });
    }
}
