package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.notAwaited;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The function's clock, and a service that takes its time. */
class ClockJumpsTest {
    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    /** An instance whose clock is behind the one that began. */
    @ParameterizedTest
    @ValueSource(strings = {"-PT1S", "-PT1H", "-P3650D"})
    void waitsOnWhereTheClockGoesBack(String jump) {
        ObjectNode begun = deployment.onEvent(deployment.createEvent(run()));
        deployment.clock.sleep(Duration.parse(jump));

        JsonNode first = deployment.isComplete(begun);
        deployment.clock.sleep(Duration.parse(jump).negated().plusMinutes(1));
        JsonNode second = deployment.isComplete(begun);

        assertFalse(first.get("IsComplete").booleanValue());
        assertTrue(second.get("IsComplete").booleanValue());
        assertEquals(0, dataZone.calls(CANCEL).size());
    }

    @Test
    void waitsOnWhereTheClockGoesForwardWithinTheTimeout() {
        dataZone.runs(StandInOutcome.neverEnds());
        ObjectNode begun = deployment.onEvent(deployment.createEvent(run()));
        deployment.clock.sleep(Duration.ofMinutes(29));

        JsonNode answer = deployment.isComplete(begun);

        assertFalse(answer.get("IsComplete").booleanValue());
        assertEquals(0, dataZone.calls(CANCEL).size());
    }

    @Test
    void takesARunThatHasSucceededHoweverFarTheClockGoesForward() {
        ObjectNode begun = deployment.onEvent(deployment.createEvent(run()));
        deployment.clock.sleep(Duration.ofDays(3650));

        JsonNode answer = deployment.isComplete(begun);

        assertEquals("SUCCEEDED", answer.at("/Data/Status").textValue());
    }

    @Test
    void endsItsTriesWhereTheClockGoesForward() {
        deployment.functionTimeout = Duration.ofHours(2);
        dataZone.faultAlways(START, StandInFault.throttled());
        jumpAtStart(3, Duration.ofHours(1));

        Answer created = deployment.create(run());

        assertEquals(3, dataZone.calls(START).size());
        created.assertFailed("Throttling");
    }

    @Test
    void keepsTryingWhereTheClockGoesBack() {
        dataZone.fault(START, StandInFault.throttled(), 9);
        jumpAtStart(3, Duration.ofMinutes(-5));

        Answer created = deployment.create(notAwaited());

        created.assertSucceeded();
        assertEquals(10, dataZone.calls(START).size());
        assertEquals(1, dataZone.startedRuns().size());
    }

    /** A replayed answer is told from a new one by the clock: a wrong one costs a call, no run. */
    @ParameterizedTest
    @ValueSource(strings = {"-PT1H", "PT1H"})
    void startsOneRunWhereTheClockJumpsBetweenTwoDeliveries(String jump) {
        Answer created = deployment.create(notAwaited(), "7f2c");
        deployment.clock.sleep(Duration.parse(jump));

        Answer again = deployment.create(notAwaited(), "7f2c");

        assertEquals(created.physicalId(), again.physicalId());
        assertEquals(1, dataZone.startedRuns().size());
    }

    /** Lambda would kill a function that does not; the deployment asserts that. */
    @Test
    void answersInTimeWhereEachCallTakesHalfAMinute() {
        dataZone.onCall(call -> deployment.clock.sleep(Duration.ofSeconds(29)));
        dataZone.faultAlways(START, StandInFault.internalError());

        Answer created = deployment.create(run());

        created.assertTook(Duration.ZERO, Duration.ofSeconds(9 * 60 + 30));
        created.assertFailed("InternalServer");
    }

    @Test
    void answersInTimeWhereEachCallTakesHalfAMinuteAndAnothersRunIsInTheWay() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, List.of("BUSINESS_NAMES"), "somebody");
        dataZone.onCall(call -> deployment.clock.sleep(Duration.ofSeconds(29)));

        Answer created = deployment.create(run());

        created.assertTook(Duration.ZERO, Duration.ofSeconds(9 * 60 + 45));
        created.assertFailed("Conflict");
    }

    @Test
    void answersInTimeWhereTheStartIsDeniedAtTheEndAndEachRefusalTakesHalfAMinute() {
        dataZone.faultFor(Duration.ofSeconds(535), START, StandInFault.throttled());
        dataZone.faultAlways(START, StandInFault.accessDenied());
        dataZone.onCall(call -> deployment.clock.sleep(call.status() == 403 ? Duration.ofSeconds(33) : Duration.ZERO));

        Answer created = deployment.create(run());

        created.assertTook(Duration.ZERO, Duration.ofMinutes(10));
        created.assertFailed("AccessDenied");
    }

    @Test
    void deletesInTimeWhereEachCallTakesHalfAMinute() {
        dataZone.runs(StandInOutcome.neverEnds());
        deployment.create(notAwaited());
        dataZone.onCall(call -> deployment.clock.sleep(Duration.ofSeconds(29)));
        dataZone.faultAlways(CANCEL, StandInFault.unavailable());

        Answer deleted = deployment.delete();

        deleted.assertSucceeded();
        deleted.assertTook(Duration.ZERO, Duration.ofSeconds(90));
    }

    private void jumpAtStart(int number, Duration jump) {
        dataZone.onCall(call -> {
            if (dataZone.calls(START).size() == number) {
                deployment.clock.sleep(jump);
            }
        });
    }
}
