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
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTest {
    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    @ParameterizedTest
    @CsvSource({
        "IN_PROGRESS, , 1800, IN_PROGRESS after 30 min",
        "IN_PROGRESS, 60, 60, IN_PROGRESS after 1 min",
        "IN_PROGRESS, 3300, 3300, IN_PROGRESS after 55 min",
        "IN_PROGRESS, 90, 90, IN_PROGRESS after 90 s",
        "SUBMITTED, 60, 60, SUBMITTED after 1 min",
        "PAUSED, 60, 60, PAUSED after 1 min",
        ", 60, 60, in an unknown status after 1 min"
    })
    void cancelsAndFailsAfterTheTimeout(String status, String timeout, int seconds, String still) {
        dataZone.runs(StandInOutcome.ends(status));

        Answer created = deployment.create(run().with("timeout", timeout));

        created.assertFailedAfterWaiting(
                "run0001", "still " + still + ", cancelled. Raise timeout (at most 55 min), or");
        assertEquals(Duration.ofSeconds(seconds), created.took());
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    @Test
    void failsAtTheFirstPollAfterTheTimeout() {
        dataZone.runs(StandInOutcome.neverEnds());
        deployment.queryInterval = Duration.ofSeconds(20);

        Answer created = deployment.create(run().with("timeout", 90));

        created.assertFailed();
        assertEquals(Duration.ofSeconds(100), created.took());
        created.assertFailed("still IN_PROGRESS");
    }

    @Test
    void countsFromTheStartOfOnEventRetriesIncluded() {
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.faultFor(Duration.ofMinutes(3), START, StandInFault.throttled());

        Answer created = deployment.create(run().with("timeout", 300));

        created.assertFailedAfterWaiting();
        created.assertTook(Duration.ofSeconds(300), Duration.ofSeconds(305));
    }

    @Test
    void takesARunThatEndedByTheLastPoll() {
        dataZone.runsTake(Duration.ofSeconds(30), Duration.ofSeconds(30));

        Answer created = deployment.create(run().with("timeout", 60));

        created.assertSucceeded();
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

        created.assertFailed("still IN_PROGRESS after 1 min");
        assertFalse(created.firstLine().contains("min, cancelled"), created::reason);
        assertEquals(0, dataZone.calls(CANCEL).size());
    }

    static Stream<StandInFault> lastingAtCancel() {
        return Stream.of(StandInFault.accessDenied(), StandInFault.conflict());
    }

    @ParameterizedTest
    @MethodSource("lastingAtCancel")
    void doesNotClaimToHaveCancelledWhatItCouldNot(StandInFault.Refuse fault) {
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.faultAlways(CANCEL, fault);

        Answer created = deployment.create(run().with("timeout", 60));

        created.assertFailed(
                "still IN_PROGRESS after 1 min, not cancelled: " + fault.error().replace("Exception", ""));
    }

    @Test
    void cancelsAndFailsInTimeWhereTheRunCannotBeRead() {
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.faultAlways(GET, StandInFault.internalError());

        Answer created = deployment.create(run().with("timeout", 60));

        created.assertFailed("still in an unknown status after 1 min, as it failed", ", cancelled. ");
        created.assertTook(Duration.ofSeconds(60), Duration.ofMinutes(3));
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void succeedsWithARunThatSucceededJustBeforeItWasCancelled(int throttled) {
        endJustBeforeTheCancellation(StandInOutcome.succeeds());
        dataZone.fault(CANCEL, StandInFault.throttled(), throttled);

        Answer created = deployment.create(run().with("timeout", 60));

        created.assertSucceeded();
        assertEquals(throttled + 1, dataZone.calls(CANCEL).size());
        assertEquals("SUCCEEDED", created.get("Status"));
    }

    @Test
    void failsWithARunThatFailedJustBeforeItWasCancelled() {
        endJustBeforeTheCancellation(StandInOutcome.fails("no columns"));

        Answer created = deployment.create(run().with("timeout", 60));

        created.assertFailed("no columns");
        assertFalse(created.firstLine().contains("still IN_PROGRESS"), created::reason);
    }

    static Stream<StandInFault> passingAtCancel() {
        return Stream.of(StandInFault.loseAnswer(), StandInFault.conflict());
    }

    @ParameterizedTest
    @MethodSource("passingAtCancel")
    void claimsTheCancellationThatSucceedsInTheEnd(StandInFault fault) {
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.fault(CANCEL, fault);

        Answer created = deployment.create(run().with("timeout", 60));

        created.assertFailed("still IN_PROGRESS after 1 min, cancelled");
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    @Test
    void failsAtTheFirstPollAfterTheTimeoutThoughTheRunMayBeTooNewToBeKnown() {
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.onCall(call -> deployment.clock.sleep(Duration.ofSeconds(29)));
        dataZone.fault(START, StandInFault.throttled());
        dataZone.fault(GET, StandInFault.notFound("The given run doesn't exist."));

        Answer created = deployment.create(run().with("timeout", 60));

        created.assertFailed();
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
    void succeedsWithARunThatCouldNotBeReadUntilItHadSucceeded() {
        dataZone.faultFor(Duration.ofMinutes(1), GET, StandInFault.accessDenied());

        Answer created = deployment.create(run());

        assertEquals(1, dataZone.calls(CANCEL).size());
        created.assertSucceeded();
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
