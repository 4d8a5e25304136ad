package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.notAwaited;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
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

class WaitingTest {
    /** Of other tests too. */
    static final String PASSING_FAULTS = "io.github.datazonecdk.metadatageneration.provider.WaitingTest#passingFaults";

    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    @ParameterizedTest
    @ValueSource(strings = {"SUBMITTED", "IN_PROGRESS", "PAUSED"})
    void answersNotYetAtOnceWhileTheRunHasNotEnded(String status) {
        ObjectNode event = deployment.onEvent(deployment.createEvent(run()));
        dataZone.end("run0001", StandInOutcome.ends(status));
        Instant before = deployment.clock.now();

        JsonNode answer = deployment.isComplete(event);

        assertFalse(answer.get("IsComplete").booleanValue());
        assertEquals("run0001", dataZone.calls(GET).get(0).identifier());
        assertEquals(before, deployment.clock.now());
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED,",
        "CANCELED,",
        "FAILED, PARTIALLY_SUCCEEDED",
        "CANCELED, PARTIALLY_SUCCEEDED",
        "PARTIALLY_SUCCEEDED, PARTIALLY_SUCCEEDED"
    })
    void failsWithWhatIsAFailure(String status, String failOn) {
        dataZone.runs(StandInOutcome.ends(status, "no columns", "no glossary"));

        Answer created = deployment.create(run().with("types", List.of("BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS"))
                .with("failOn", failOn));

        created.assertFailedAfterWaiting(status);
        assertTrue(created.reason().contains("no glossary"), created::reason);
        assertEquals(0, dataZone.calls(CANCEL).size());
    }

    @ParameterizedTest
    @CsvSource({
        "PARTIALLY_SUCCEEDED,",
        "FAILED, NOTHING",
        "CANCELED, NOTHING",
        "PARTIALLY_SUCCEEDED, NOTHING",
        "SUCCEEDED, NOTHING",
        "SUCCEEDED, FAILED",
        "SUCCEEDED, PARTIALLY_SUCCEEDED",
        "PARTIALLY_SUCCEEDED, FAILED"
    })
    void succeedsWithWhatIsNoFailure(String status, String failOn) {
        dataZone.runs(StandInOutcome.ends(status));

        Answer created = deployment.create(run().with("failOn", failOn));

        created.assertSucceeded();
        assertEquals(status, created.get("Status"));
    }

    static Stream<StandInFault> passingFaults() {
        return Stream.of(
                StandInFault.throttled(),
                StandInFault.internalError(),
                StandInFault.unavailable(),
                StandInFault.cutConnection(),
                StandInFault.loseAnswer());
    }

    @ParameterizedTest
    @MethodSource("passingFaults")
    void waitsOutWhatPasses(StandInFault fault) {
        dataZone.faultFor(Duration.ofMinutes(15), GET, fault);

        Answer created = deployment.create(run());

        created.assertSucceeded();
        assertEquals("SUCCEEDED", created.get("Status"));
    }

    @Test
    void retriesAccessDeniedInsideThePoll() {
        ObjectNode event = deployment.onEvent(deployment.createEvent(run()));
        dataZone.end("run0001", StandInOutcome.succeeds());
        dataZone.faultFor(Duration.ofSeconds(45), GET, StandInFault.accessDenied());

        JsonNode answer = deployment.isComplete(event);

        assertTrue(answer.get("IsComplete").booleanValue());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failsAfterAMinuteOfAccessDeniedAndCancelsTheRun(boolean cancelOnDelete) {
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.faultAlways(GET, StandInFault.accessDenied());

        Answer created = deployment.create(run().with("cancelOnDelete", cancelOnDelete));

        created.assertFailedAfterWaiting("): failed: AccessDenied", "contributor or owner");
        created.assertTook(Duration.ofSeconds(46), Duration.ofSeconds(65));
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    @Test
    void failsWhereTheRunIsForgotten() {
        ObjectNode event = deployment.onEvent(deployment.createEvent(run()));
        dataZone.forget("run0001");
        deployment.clock.sleep(Duration.ofSeconds(30));

        var failure = assertThrows(Deployment.FunctionError.class, () -> deployment.isComplete(event));

        assertTrue(failure.getMessage().contains("run0001"), failure::getMessage);
        assertTrue(failure.getMessage().contains("ResourceNotFound"), failure::getMessage);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 45})
    void asksAgainWhereANewRunIsNotKnownToEveryServerYet(int secondsUntilItsStart) {
        dataZone.faultFor(Duration.ofSeconds(secondsUntilItsStart), START, StandInFault.accessDenied());
        dataZone.fault(GET, StandInFault.notFound("The given run doesn't exist."));

        Answer created = deployment.create(run());

        created.assertSucceeded();
        assertEquals(0, dataZone.calls(CANCEL).size());
    }

    @Test
    void failsWhereARunIsNotKnownHalfAMinuteAfterItsStart() {
        dataZone.faultFor(Duration.ofSeconds(45), START, StandInFault.accessDenied());
        dataZone.faultAlways(GET, StandInFault.notFound("The given run doesn't exist."));

        Answer created = deployment.create(run());

        created.assertFailed();
        created.assertTook(Duration.ZERO, Duration.ofSeconds(90));
    }

    /** It only reads attributes back. */
    @ParameterizedTest
    @MethodSource("passingFaults")
    void doesNotWaitBeyondTwoMinutesForAnAnswerThatNoOneWaitsFor(StandInFault fault) {
        Answer created = deployment.create(notAwaited());
        dataZone.faultAlways(GET, fault);

        Answer updated = deployment.update(notAwaited().with("cancelOnDelete", false));

        updated.assertSucceeded();
        assertEquals(created.runId(), updated.runId());
        updated.assertTook(Duration.ZERO, Duration.ofSeconds(125));
    }

    /** Though onEvent, too, has read in vain for a minute. */
    @Test
    void readsTheAttributesOfARunThatNoOneWaitsForOnceDataZoneIsWellAgain() {
        RunProperties changed = notAwaited().with("rerunTrigger", "2");
        Answer created = deployment.create(notAwaited());
        deployment.clock.sleep(Duration.ofMinutes(1));
        deployment.update(changed);
        dataZone.faultFor(Duration.ofSeconds(65), GET, StandInFault.throttled());

        Answer back = deployment.update(notAwaited());

        assertEquals(created.runId(), back.runId());
        assertEquals("SUCCEEDED", back.get("Status"));
    }

    @Test
    void neverCancelsAnAdoptedRunWhateverTheFailure() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, List.of("BUSINESS_DESCRIPTIONS"), "somebody");
        dataZone.faultAlways(GET, StandInFault.accessDenied());

        Answer created = deployment.create(run());

        created.assertFailed();
        assertEquals(0, dataZone.calls(CANCEL).size());
    }
}
