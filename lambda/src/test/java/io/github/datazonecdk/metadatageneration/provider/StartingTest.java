package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.CREATE_FAILED;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.LIST;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.notAwaited;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.standin.StandInCall;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartingTest {
    private static final List<String> DESCRIPTIONS = List.of("BUSINESS_DESCRIPTIONS");
    private static final List<String> BOTH = List.of("BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS");
    private static final List<String> REVERSED = List.of("BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES");

    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    @ParameterizedTest
    @MethodSource(WaitingTest.PASSING_FAULTS)
    void retriesWhatPassesWithTheSameRequest(StandInFault fault) {
        dataZone.fault(START, fault, 5);

        Answer created = deployment.create(notAwaited());

        created.assertSucceeded();
        List<JsonNode> bodies =
                dataZone.calls(START).stream().map(StandInCall::body).toList();
        assertEquals(Collections.nCopies(6, bodies.get(0)), bodies);
        assertEquals(1, dataZone.startedRuns().size());
    }

    /** Longer pauses would leave starts unused when the last of a fleet is to start. */
    @Test
    void backsOffWithJitterToPausesOfFiveSecondsAtMost() {
        dataZone.fault(START, StandInFault.throttled(), 60);

        deployment.create(notAwaited());

        List<Instant> times =
                dataZone.calls(START).stream().map(StandInCall::time).toList();
        List<Duration> pauses = IntStream.range(1, times.size())
                .mapToObj(i -> Duration.between(times.get(i - 1), times.get(i)))
                .toList();
        assertEquals(60, pauses.size());
        assertTrue(pauses.stream().allMatch(pause -> pause.compareTo(Duration.ofSeconds(5)) <= 0), pauses::toString);
        assertTrue(Duration.between(times.get(0), times.get(8)).toSeconds() >= 2, pauses::toString);
        assertTrue(pauses.stream().limit(8).distinct().count() > 4, pauses::toString);
    }

    /** A minute before the function's or the run's deadline, or after half of a timeout below two minutes. */
    static Stream<Arguments> deadlines() {
        return Stream.of(
                Arguments.of(StandInFault.throttled(), 600, 1800, 8 * 60, 9 * 60),
                Arguments.of(StandInFault.internalError(), 240, 1800, 2 * 60, 3 * 60),
                Arguments.of(StandInFault.throttled(), 600, 180, 110, 2 * 60),
                Arguments.of(StandInFault.throttled(), 600, 60, 20, 30),
                Arguments.of(StandInFault.accessDenied(), 600, 1800, 46, 60),
                Arguments.of(StandInFault.accessDenied(), 70, 1800, 20, 30));
    }

    @ParameterizedTest
    @MethodSource("deadlines")
    void stopsRetryingInTime(StandInFault.Refuse fault, int functionTimeout, int timeout, int least, int most) {
        deployment.functionTimeout = Duration.ofSeconds(functionTimeout);
        dataZone.faultAlways(START, fault);

        Answer created = deployment.create(run().with("timeout", timeout));

        created.assertRefusedByOnEvent(fault.error().replace("Exception", ""));
        created.assertTook(Duration.ofSeconds(least), Duration.ofSeconds(most));
    }

    @Test
    void doesNotReadARunThatItHasJustStarted() {
        deployment.create(notAwaited());

        assertEquals(0, dataZone.calls(GET).size());
    }

    @Test
    void retriesAccessDeniedWhileARoleSpreads() {
        dataZone.faultFor(Duration.ofSeconds(45), START, StandInFault.accessDenied());

        Answer created = deployment.create(notAwaited());

        created.assertSucceeded();
        assertEquals(1, dataZone.startedRuns().size());
    }

    @Test
    void retriesAccessDeniedAfterMinutesOfThrottlingToo() {
        dataZone.faultFor(Duration.ofMinutes(2), START, StandInFault.throttled());
        dataZone.fault(START, StandInFault.accessDenied(), 2);

        Answer created = deployment.create(notAwaited());

        created.assertSucceeded();
    }

    @Test
    void adoptsARunEvenWhenThereIsNoTimeToTryAgain() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");
        dataZone.onCall(call -> deployment.clock.sleep(Duration.ofSeconds(29)));

        Answer created = deployment.create(notAwaited().with("timeout", 60));

        created.assertSucceededWith("run0001");
        assertEquals(1, dataZone.calls(START).size());
    }

    @Test
    void adoptsTheRunOfTheLastLookWhereThereIsNoTimeForAnother() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");
        dataZone.onCall(call -> deployment.clock.sleep(
                switch (dataZone.calls(START).size()) {
                    case 1 -> call.operation().equals(START) ? Duration.ofSeconds(470) : Duration.ZERO;
                    default -> Duration.ofSeconds(15);
                }));

        Answer created = deployment.create(notAwaited());

        created.assertSucceededWith("run0001");
        assertEquals(2, dataZone.calls(START).size());
    }

    static Stream<StandInFault> finalRefusals() {
        return Stream.of(
                StandInFault.quotaExceeded(),
                StandInFault.invalid("not supported for input asset type"),
                StandInFault.notFound("The given Asset doesn't exist."),
                StandInFault.unauthorized());
    }

    @ParameterizedTest
    @MethodSource("finalRefusals")
    void failsAtOnceForWhatDoesNotPass(StandInFault.Refuse fault) {
        dataZone.faultAlways(START, fault);

        Answer created = deployment.create(run());

        created.assertRefusedByOnEvent(fault.error().replace("Exception", ""));
        assertEquals(CREATE_FAILED, created.physicalId());
        assertEquals(Duration.ZERO, created.took());
        assertEquals(1, dataZone.calls(START).size());
    }

    @Test
    void neverThrowsFromOnEventOnceTheRunIsStarted() {
        List.of(GET, LIST, CANCEL).forEach(operation -> dataZone.faultAlways(operation, StandInFault.internalError()));

        var event = deployment.onEvent(deployment.createEvent(run()));

        assertTrue(event.hasNonNull("PhysicalResourceId"));
        assertEquals(1, dataZone.startedRuns().size());
    }

    // A conflict with the run that the request's own id names

    static Stream<RunProperties> changes() {
        return Stream.of(notAwaited().with("types", BOTH), notAwaited().with("rerunTrigger", "2"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void cancelsTheOwnRunThatIsInTheWayAndNeverAdoptsIt(RunProperties changed) {
        dataZone.runs(StandInOutcome.neverEnds());
        deployment.create(notAwaited());

        Answer updated = deployment.update(changed);

        updated.assertSucceededWith("run0002");
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    @Test
    void looksForRunsOfTheAssetAlone() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");

        deployment.create(notAwaited());

        assertTrue(dataZone.calls(LIST).size() >= 2);
        assertTrue(dataZone.calls(LIST).stream()
                .allMatch(call -> "5d4kq3x".equals(call.query().get("targetIdentifier"))));
    }

    @Test
    void namesNoRunOfAnotherAssetAsTheOneInTheWay() {
        RunProperties uncommon = notAwaited().with("target.identifier", "sales/orders");
        dataZone.startByHand("dzd_4p2", "3jx9", "sales/orders", null, List.of("BUSINESS_NAMES"), "somebody");
        dataZone.startByHand("dzd_4p2", "3jx9", "other", null, DESCRIPTIONS, "somebody");

        Answer created = deployment.create(uncommon);

        created.assertFailed("Active: run run0001. ");
    }

    /** List takes no such id to look for. */
    @Test
    void cancelsTheOwnRunThatIsInTheWayOfAnAssetWithAnUncommonId() {
        RunProperties uncommon = notAwaited().with("target.identifier", "sales/orders");
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.startByHand("dzd_4p2", "3jx9", "other", null, List.of("BUSINESS_DESCRIPTIONS"), "somebody");
        deployment.create(uncommon);

        Answer updated = deployment.update(uncommon.with("rerunTrigger", "2"));

        updated.assertSucceeded();
        assertEquals("CANCELED", dataZone.run("run0002").status());
        assertEquals("run0003", updated.runId());
    }

    @Test
    void waitsForTheOwnRunThatIsInTheWayWhereItIsNotToBeCancelled() {
        dataZone.runsTake(Duration.ofMinutes(1), Duration.ofMinutes(4));
        RunProperties old = notAwaited().with("cancelOnDelete", false);
        deployment.create(old);

        Answer updated = deployment.update(old.with("rerunTrigger", "2"));

        updated.assertSucceededWith("run0002");
        assertEquals("SUCCEEDED", dataZone.run("run0001").status());
        assertEquals(0, dataZone.calls(CANCEL).size());
    }

    @Test
    void failsWhereTheOwnRunThatIsNotToBeCancelledStaysInTheWay() {
        dataZone.runs(StandInOutcome.neverEnds());
        RunProperties old = notAwaited().with("cancelOnDelete", false);
        Answer created = deployment.create(old);

        Answer updated = deployment.update(old.with("rerunTrigger", "2"));

        updated.assertRefusedByOnEvent("Conflict");
        updated.assertTook(Duration.ofMinutes(8), Duration.ofMinutes(9));
        assertEquals(created.physicalId(), updated.physicalId());
        assertEquals("IN_PROGRESS", dataZone.run("run0001").status());
    }

    @Test
    void neverCancelsAnAdoptedRunThatIsInTheWay() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");
        Answer created = deployment.create(notAwaited());

        Answer updated = deployment.update(notAwaited().with("rerunTrigger", "2"));

        assertEquals("run0001", created.runId());
        updated.assertFailed();
        assertEquals("IN_PROGRESS", dataZone.run("run0001").status());
    }

    // A conflict with any other run

    @Test
    void adoptsSomebodyElsesRunOfTheSame() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");
        dataZone.onCall(endsAtPoll(4));

        Answer created = deployment.create(run());

        created.assertSucceededWith("run0001");
        assertEquals("SUCCEEDED", created.get("Status"));
        assertEquals("somebody", created.get("CreatedBy"));
        assertEquals(0, dataZone.startedRuns().size());
        assertTrue(created.polls() > 1);
    }

    @Test
    void doesNotAdoptARunThatTheListTellsAsEnded() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");
        dataZone.faultAlways(
                LIST, StandInFault.answerAltered(answer -> answer.replaceAll("SUBMITTED|IN_PROGRESS", "SUCCEEDED")));

        Answer created = deployment.create(notAwaited());

        created.assertFailed("Conflict");
    }

    /** Not at the first: it may be ours, of an answer or a delivery that is still under way. */
    @Test
    void adoptsAtTheSecondConflict() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");

        deployment.create(notAwaited());

        assertEquals(2, dataZone.calls(START).size());
        assertEquals(2, deployment.logs().split("again in").length, deployment::logs);
    }

    /** DataZone may fill in the revision that was the latest when a run began. */
    static Stream<Arguments> sameRuns() {
        return Stream.of(
                Arguments.of(
                        "7", BOTH, notAwaited().with("target.revision", "7").with("types", REVERSED)),
                Arguments.of(null, DESCRIPTIONS, notAwaited().without("types").with("type", "BUSINESS_DESCRIPTIONS")),
                Arguments.of("7", DESCRIPTIONS, notAwaited()),
                Arguments.of(null, DESCRIPTIONS, notAwaited().with("clientToken", "mine")));
    }

    @ParameterizedTest
    @MethodSource("sameRuns")
    void adoptsARunThatDoesTheSame(String revision, List<String> types, RunProperties asked) {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", revision, types, "somebody");

        Answer created = deployment.create(asked);

        created.assertSucceededWith("run0001");
        assertEquals(0, dataZone.startedRuns().size());
    }

    @Test
    void findsTheRunToAdoptOnALaterPage() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");
        dataZone.startByHand("dzd_4p2", "other", "5d4kq3x", null, DESCRIPTIONS, "somebody");
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, BOTH, "somebody");
        dataZone.pageSize(1);

        Answer created = deployment.create(notAwaited());

        created.assertSucceededWith("run0001");
    }

    @Test
    void adoptsTheRunOfAnotherResource() {
        dataZone.runsTake(Duration.ofMinutes(1), Duration.ofMinutes(1));
        deployment.create(notAwaited());

        Answer other = deployment.create(run());
        Answer deleted = deployment.delete();

        other.assertSucceededWith("run0001");
        assertTrue(deleted.succeeded());
        assertEquals(0, dataZone.calls(CANCEL).size());
    }

    @Test
    void failsWithAnAdoptedRunThatFails() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");
        var event = deployment.onEvent(deployment.createEvent(run()));
        dataZone.end("run0001", StandInOutcome.fails("no columns"));

        var failure = assertThrows(Deployment.FunctionError.class, () -> deployment.isComplete(event));

        assertTrue(failure.getMessage().contains("no columns"), failure::getMessage);
    }

    static Stream<Arguments> otherRuns() {
        return Stream.of(
                Arguments.of(notAwaited().with("target.revision", "9"), "3jx9", "7", DESCRIPTIONS),
                Arguments.of(notAwaited().with("target.revision", "9"), "3jx9", null, DESCRIPTIONS),
                Arguments.of(notAwaited(), "other", null, DESCRIPTIONS),
                Arguments.of(notAwaited(), "3jx9", null, List.of("BUSINESS_NAMES")),
                Arguments.of(notAwaited(), "3jx9", null, BOTH));
    }

    @ParameterizedTest
    @MethodSource("otherRuns")
    void retriesWhileARunOfAnotherKindIsInTheWay(
            RunProperties asked, String project, String revision, List<String> types) {
        dataZone.startByHand("dzd_4p2", project, "5d4kq3x", revision, types, "somebody");
        Instant end = deployment.clock.now().plus(Duration.ofMinutes(4));
        dataZone.onCall(call -> {
            if (!call.time().isBefore(end)) {
                dataZone.end("run0001", StandInOutcome.succeeds());
            }
        });

        Answer created = deployment.create(asked);

        created.assertSucceededWith("run0002");
        assertEquals(1, dataZone.startedRuns().size());
    }

    @ParameterizedTest
    @MethodSource("otherRuns")
    void failsWhereARunOfAnotherKindStaysInTheWay(
            RunProperties asked, String project, String revision, List<String> types) {
        dataZone.startByHand("dzd_4p2", project, "5d4kq3x", revision, types, "somebody");

        Answer created = deployment.create(asked);

        created.assertRefusedByOnEvent("Conflict");
        created.assertTook(Duration.ofMinutes(8), Duration.ofMinutes(9));
        assertEquals("IN_PROGRESS", dataZone.run("run0001").status());
    }

    @Test
    void failsAtOnceUnderTheUsersTokenWhereThereIsNoRunToAdopt() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, BOTH, "somebody");

        Answer created = deployment.create(run().with("clientToken", "mine"));

        created.assertRefusedByOnEvent("Conflict", "clientToken");
        assertEquals(Duration.ZERO, created.took());
    }

    @Test
    void failsAtOnceUnderATokenThatWasUsedForAnotherRun() {
        deployment.create(run().with("clientToken", "mine"));

        Answer created = deployment.create(run().with("clientToken", "mine").with("target.identifier", "other"));

        created.assertRefusedByOnEvent("clientToken");
        assertEquals(Duration.ZERO, created.took());
    }

    @Test
    void looksIntoAConflictOnceDataZoneIsWellAgain() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");
        dataZone.faultFor(Duration.ofMinutes(2), LIST, StandInFault.throttled());

        Answer created = deployment.create(notAwaited());

        created.assertSucceededWith("run0001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCEEDED", "CANCELED", "FAILED", "PARTIALLY_SUCCEEDED"})
    void doesNotAdoptAnEndedRun(String status) {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");
        dataZone.end("run0001", StandInOutcome.ends(status));
        dataZone.fault(START, StandInFault.conflict());

        Answer created = deployment.create(notAwaited());

        created.assertSucceededWith("run0002");
    }

    private Consumer<StandInCall> endsAtPoll(int number) {
        return call -> {
            if (dataZone.calls(GET).size() >= number) {
                dataZone.end("run0001", StandInOutcome.succeeds());
            }
        };
    }
}
