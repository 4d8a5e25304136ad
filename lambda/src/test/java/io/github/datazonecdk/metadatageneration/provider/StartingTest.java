package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.CREATE_FAILED;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.LIST;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.notAwaited;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.standin.StandInCall;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
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

    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

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
    void retriesWhatPasses(StandInFault fault) {
        dataZone.fault(START, fault, 5);

        Answer created = deployment.create(notAwaited());

        assertTrue(created.succeeded(), created::reason);
        assertEquals(6, dataZone.calls(START).size());
        assertEquals(1, dataZone.startedRuns().size());
    }

    @Test
    void retriesWithTheSameRequest() {
        dataZone.fault(START, StandInFault.throttled(), 3);

        deployment.create(notAwaited());

        assertEquals(
                1,
                dataZone.calls(START).stream().map(StandInCall::body).distinct().count());
    }

    @Test
    void backsOffWithJitter() {
        dataZone.fault(START, StandInFault.throttled(), 8);

        deployment.create(notAwaited());

        List<Instant> times =
                dataZone.calls(START).stream().map(StandInCall::time).toList();
        Duration all = Duration.between(times.get(0), times.get(8));
        assertTrue(all.compareTo(Duration.ofSeconds(2)) > 0, times::toString);
        assertTrue(
                Stream.iterate(1, i -> i < times.size(), i -> i + 1)
                                .map(i -> Duration.between(times.get(i - 1), times.get(i)))
                                .distinct()
                                .count()
                        > 4,
                times::toString);
    }

    /** Longer ones would leave starts unused when the last of a fleet is to start. */
    @Test
    void pausesForFiveSecondsAtMost() {
        dataZone.fault(START, StandInFault.throttled(), 60);

        deployment.create(notAwaited());

        List<Instant> times =
                dataZone.calls(START).stream().map(StandInCall::time).toList();
        assertEquals(61, times.size());
        for (int i = 1; i < times.size(); i++) {
            Duration pause = Duration.between(times.get(i - 1), times.get(i));
            assertTrue(pause.compareTo(Duration.ofSeconds(5)) <= 0, pause::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("passingFaults")
    void retriesForEightMinutes(StandInFault fault) {
        dataZone.faultFor(Duration.ofMinutes(8), START, fault);

        Answer created = deployment.create(notAwaited());

        assertTrue(created.succeeded(), created::reason);
        assertEquals(1, dataZone.startedRuns().size());
    }

    @Test
    void stopsRetryingAMinuteBeforeTheFunctionsDeadline() {
        dataZone.faultAlways(START, StandInFault.throttled());

        Answer created = deployment.create(run());

        assertRefusedByOnEvent(created);
        assertTook(created, Duration.ofMinutes(8), Duration.ofMinutes(9));
        assertTrue(created.firstLine().contains("ThrottlingException")
                || created.firstLine().contains("Throttling"));
    }

    @Test
    void stopsRetryingAMinuteBeforeAShorterFunctionsDeadline() {
        deployment.functionTimeout = Duration.ofMinutes(4);
        dataZone.faultAlways(START, StandInFault.internalError());

        Answer created = deployment.create(run());

        assertRefusedByOnEvent(created);
        assertTook(created, Duration.ofMinutes(2), Duration.ofMinutes(3));
    }

    @Test
    void stopsRetryingAMinuteBeforeTheRunsDeadline() {
        dataZone.faultAlways(START, StandInFault.throttled());

        Answer created = deployment.create(run().with("timeout", 180));

        assertRefusedByOnEvent(created);
        assertTook(created, Duration.ofSeconds(110), Duration.ofMinutes(2));
    }

    @Test
    void retriesForHalfOfATimeoutBelowTwoMinutes() {
        dataZone.faultAlways(START, StandInFault.throttled());

        Answer created = deployment.create(run().with("timeout", 60));

        assertRefusedByOnEvent(created);
        assertTook(created, Duration.ofSeconds(20), Duration.ofSeconds(30));
    }

    @Test
    void doesNotReadARunThatItHasJustStarted() {
        deployment.create(notAwaited());

        assertEquals(0, dataZone.calls(GET).size());
    }

    @Test
    void triesOnceAtLeastHoweverShortTheTimeout() {
        Answer created = deployment.create(run().with("timeout", 60));

        assertTrue(created.succeeded(), created::reason);
    }

    @Test
    void retriesAccessDeniedWhileARoleSpreads() {
        dataZone.faultFor(Duration.ofSeconds(45), START, StandInFault.accessDenied());

        Answer created = deployment.create(notAwaited());

        assertTrue(created.succeeded(), created::reason);
        assertEquals(1, dataZone.startedRuns().size());
    }

    @Test
    void retriesAccessDeniedAfterMinutesOfThrottlingToo() {
        dataZone.faultFor(Duration.ofMinutes(2), START, StandInFault.throttled());
        dataZone.fault(START, StandInFault.accessDenied(), 2);

        Answer created = deployment.create(notAwaited());

        assertTrue(created.succeeded(), created::reason);
    }

    @Test
    void failsAfterAMinuteOfAccessDenied() {
        dataZone.faultAlways(START, StandInFault.accessDenied());

        Answer created = deployment.create(run());

        assertRefusedByOnEvent(created);
        assertTook(created, Duration.ofSeconds(46), Duration.ofSeconds(60));
    }

    @Test
    void stopsRetryingAccessDeniedFortySecondsBeforeTheFunctionsEnd() {
        deployment.functionTimeout = Duration.ofSeconds(70);
        dataZone.faultAlways(START, StandInFault.accessDenied());

        Answer created = deployment.create(run());

        assertRefusedByOnEvent(created);
        assertTook(created, Duration.ofSeconds(20), Duration.ofSeconds(30));
    }

    @Test
    void adoptsARunEvenWhenThereIsNoTimeToTryAgain() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");
        dataZone.onCall(call -> deployment.clock.sleep(Duration.ofSeconds(29)));

        Answer created = deployment.create(notAwaited().with("timeout", 60));

        assertTrue(created.succeeded(), created::reason);
        assertEquals("run0001", created.runId());
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

        assertTrue(created.succeeded(), created::reason);
        assertEquals("run0001", created.runId());
        assertEquals(2, dataZone.calls(START).size());
    }

    static Stream<Arguments> finalRefusals() {
        return Stream.of(
                Arguments.of(StandInFault.quotaExceeded(), "ServiceQuotaExceeded"),
                Arguments.of(
                        StandInFault.invalid("Metadata Descriptions Generation is not supported for input asset type"),
                        "Validation"),
                Arguments.of(
                        StandInFault.notFound("The given Asset doesn't exist. Try creating Asset before accessing it."),
                        "ResourceNotFound"),
                Arguments.of(StandInFault.unauthorized(), "Unauthorized"));
    }

    @ParameterizedTest
    @MethodSource("finalRefusals")
    void failsAtOnceForWhatDoesNotPass(StandInFault fault, String error) {
        dataZone.faultAlways(START, fault);

        Answer created = deployment.create(run());

        assertRefusedByOnEvent(created);
        assertEquals(CREATE_FAILED, created.physicalId());
        assertEquals(Duration.ZERO, created.took());
        assertEquals(1, dataZone.calls(START).size());
        assertTrue(created.firstLine().contains(error), created::reason);
    }

    @Test
    void failsAtOnceForMoreTypesThanTheServiceTakes() {
        Answer created = deployment.create(run().with(
                        "types", List.of("BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS", "BUSINESS_GLOSSARY_ASSOCIATIONS")));

        assertRefusedByOnEvent(created);
        assertEquals(1, dataZone.calls(START).size());
        assertTrue(created.firstLine().contains("types"), created::reason);
    }

    @Test
    void neverThrowsFromOnEventOnceTheRunIsStarted() {
        List.of(GET, LIST, CANCEL).forEach(operation -> dataZone.faultAlways(operation, StandInFault.internalError()));

        var event = deployment.onEvent(deployment.createEvent(run()));

        assertTrue(event.hasNonNull("PhysicalResourceId"));
        assertEquals(1, dataZone.startedRuns().size());
    }

    // A conflict with the run that the request's own id names

    @Test
    void cancelsTheOwnRunThatIsInTheWay() {
        dataZone.runs(StandInOutcome.neverEnds());
        RunProperties changed = notAwaited().with("types", BOTH);
        Answer created = deployment.create(notAwaited());

        Answer updated = deployment.update(created.physicalId(), notAwaited(), changed);

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals("run0002", updated.runId());
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    @Test
    void neverAdoptsTheOwnRunThatIsInTheWay() {
        dataZone.runs(StandInOutcome.neverEnds());
        RunProperties changed = notAwaited().with("rerunTrigger", "2");
        Answer created = deployment.create(notAwaited());

        Answer updated = deployment.update(created.physicalId(), notAwaited(), changed);

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals("run0002", updated.runId());
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

        assertTrue(created.firstLine().contains("Active: run run0001. "), created::reason);
    }

    /** List takes no such id to look for. */
    @Test
    void cancelsTheOwnRunThatIsInTheWayOfAnAssetWithAnUncommonId() {
        RunProperties uncommon = notAwaited().with("target.identifier", "sales/orders");
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.startByHand("dzd_4p2", "3jx9", "other", null, List.of("BUSINESS_DESCRIPTIONS"), "somebody");
        Answer created = deployment.create(uncommon);

        Answer updated = deployment.update(created.physicalId(), uncommon, uncommon.with("rerunTrigger", "2"));

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals("CANCELED", dataZone.run("run0002").status());
        assertEquals("run0003", updated.runId());
    }

    @Test
    void waitsForTheOwnRunThatIsInTheWayWhereItIsNotToBeCancelled() {
        dataZone.runsTake(Duration.ofMinutes(1), Duration.ofMinutes(4));
        RunProperties old = notAwaited().with("cancelOnDelete", false);
        Answer created = deployment.create(old);

        Answer updated = deployment.update(created.physicalId(), old, old.with("rerunTrigger", "2"));

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals("run0002", updated.runId());
        assertEquals("SUCCEEDED", dataZone.run("run0001").status());
        assertEquals(0, dataZone.calls(CANCEL).size());
    }

    @Test
    void failsWhereTheOwnRunThatIsNotToBeCancelledStaysInTheWay() {
        dataZone.runs(StandInOutcome.neverEnds());
        RunProperties old = notAwaited().with("cancelOnDelete", false);
        Answer created = deployment.create(old);

        Answer updated = deployment.update(created.physicalId(), old, old.with("rerunTrigger", "2"));

        assertRefusedByOnEvent(updated);
        assertEquals(created.physicalId(), updated.physicalId());
        assertTook(updated, Duration.ofMinutes(8), Duration.ofMinutes(9));
        assertEquals("IN_PROGRESS", dataZone.run("run0001").status());
        assertTrue(updated.firstLine().contains("Conflict"), updated::reason);
    }

    @Test
    void neverCancelsAnAdoptedRunThatIsInTheWay() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");
        Answer created = deployment.create(notAwaited());

        Answer updated = deployment.update(
                created.physicalId(), notAwaited(), notAwaited().with("rerunTrigger", "2"));

        assertEquals("run0001", created.runId());
        assertFalse(updated.succeeded());
        assertEquals("IN_PROGRESS", dataZone.run("run0001").status());
    }

    // A conflict with any other run

    @Test
    void adoptsSomebodyElsesRunOfTheSame() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");
        dataZone.onCall(endsAtPoll(4));

        Answer created = deployment.create(run());

        assertTrue(created.succeeded(), created::reason);
        assertEquals("run0001", created.runId());
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

        assertFalse(created.succeeded());
        assertTrue(created.firstLine().contains("Conflict"), created::reason);
    }

    /** Not at the first: it may be ours, of an answer or a delivery that is still under way. */
    @Test
    void adoptsAtTheSecondConflict() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");

        deployment.create(notAwaited());

        assertEquals(2, dataZone.calls(START).size());
        assertEquals(2, deployment.logs().split("again in").length, deployment::logs);
    }

    @Test
    void adoptsARunWithTheSameSetOfTypesAndTheSameRevision() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", "7", BOTH, "somebody");

        Answer created = deployment.create(notAwaited()
                .with("target.revision", "7")
                .with("types", List.of("BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES")));

        assertTrue(created.succeeded(), created::reason);
        assertEquals("run0001", created.runId());
    }

    @Test
    void adoptsARunForTheOlderSingleType() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");

        Answer created = deployment.create(notAwaited().without("types").with("type", "BUSINESS_DESCRIPTIONS"));

        assertTrue(created.succeeded(), created::reason);
        assertEquals("run0001", created.runId());
    }

    @Test
    void findsTheRunToAdoptOnALaterPage() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");
        dataZone.startByHand("dzd_4p2", "other", "5d4kq3x", null, DESCRIPTIONS, "somebody");
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, BOTH, "somebody");
        dataZone.pageSize(1);

        Answer created = deployment.create(notAwaited());

        assertTrue(created.succeeded(), created::reason);
        assertEquals("run0001", created.runId());
    }

    /** DataZone fills in the revision that was the latest when the run began. */
    @Test
    void adoptsARunOfAnyRevisionWhereTheRequestPinsNone() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", "7", DESCRIPTIONS, "somebody");

        Answer created = deployment.create(notAwaited());

        assertTrue(created.succeeded(), created::reason);
        assertEquals("run0001", created.runId());
        assertEquals(0, dataZone.startedRuns().size());
    }

    @Test
    void adoptsTheRunOfAnotherResource() {
        dataZone.runsTake(Duration.ofMinutes(1), Duration.ofMinutes(1));
        deployment.create(notAwaited());

        Answer other = deployment.create(run());
        Answer deleted = deployment.delete(other.physicalId(), run());

        assertTrue(other.succeeded(), other::reason);
        assertEquals("run0001", other.runId());
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

        assertTrue(created.succeeded(), created::reason);
        assertEquals("run0002", created.runId());
        assertEquals(1, dataZone.startedRuns().size());
    }

    @ParameterizedTest
    @MethodSource("otherRuns")
    void failsWhereARunOfAnotherKindStaysInTheWay(
            RunProperties asked, String project, String revision, List<String> types) {
        dataZone.startByHand("dzd_4p2", project, "5d4kq3x", revision, types, "somebody");

        Answer created = deployment.create(asked);

        assertRefusedByOnEvent(created);
        assertTook(created, Duration.ofMinutes(8), Duration.ofMinutes(9));
        assertTrue(created.firstLine().contains("Conflict"), created::reason);
        assertEquals("IN_PROGRESS", dataZone.run("run0001").status());
    }

    @Test
    void failsAtOnceUnderTheUsersTokenWhereThereIsNoRunToAdopt() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, BOTH, "somebody");

        Answer created = deployment.create(run().with("clientToken", "mine"));

        assertRefusedByOnEvent(created);
        assertEquals(Duration.ZERO, created.took());
        assertTrue(created.firstLine().contains("Conflict"), created::reason);
        assertTrue(created.firstLine().contains("clientToken"), created::reason);
    }

    @Test
    void failsAtOnceUnderATokenThatWasUsedForAnotherRun() {
        deployment.create(run().with("clientToken", "mine"));

        Answer created = deployment.create(run().with("clientToken", "mine").with("target.identifier", "other"));

        assertRefusedByOnEvent(created);
        assertEquals(Duration.ZERO, created.took());
        assertTrue(created.firstLine().contains("clientToken"), created::reason);
    }

    @Test
    void adoptsUnderTheUsersTokenToo() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");

        Answer created = deployment.create(notAwaited().with("clientToken", "mine"));

        assertTrue(created.succeeded(), created::reason);
        assertEquals("run0001", created.runId());
    }

    @Test
    void looksIntoAConflictOnceDataZoneIsWellAgain() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");
        dataZone.faultFor(Duration.ofMinutes(2), LIST, StandInFault.throttled());

        Answer created = deployment.create(notAwaited());

        assertTrue(created.succeeded(), created::reason);
        assertEquals("run0001", created.runId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCEEDED", "CANCELED", "FAILED", "PARTIALLY_SUCCEEDED"})
    void doesNotAdoptAnEndedRun(String status) {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, DESCRIPTIONS, "somebody");
        dataZone.end("run0001", StandInOutcome.ends(status));
        dataZone.fault(START, StandInFault.conflict());

        Answer created = deployment.create(notAwaited());

        assertTrue(created.succeeded(), created::reason);
        assertEquals("run0002", created.runId());
    }

    private Consumer<StandInCall> endsAtPoll(int number) {
        return call -> {
            if (dataZone.calls(GET).size() >= number) {
                dataZone.end("run0001", StandInOutcome.succeeds());
            }
        };
    }

    private static void assertRefusedByOnEvent(Answer answer) {
        assertFalse(answer.succeeded());
        assertTrue(answer.refusedByOnEvent(), answer::reason);
    }

    private static void assertTook(Answer answer, Duration least, Duration most) {
        assertTrue(answer.took().compareTo(least) >= 0, () -> "only " + answer.took());
        assertTrue(answer.took().compareTo(most) <= 0, () -> "even " + answer.took());
    }
}
