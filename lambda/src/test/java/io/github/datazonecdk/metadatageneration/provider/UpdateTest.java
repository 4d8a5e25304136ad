package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.notAwaited;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateTest {
    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    static Stream<RunProperties> sameRuns() {
        return Stream.of(
                run(),
                run().with("waitForCompletion", false),
                run().with("waitForCompletion", true),
                run().with("timeout", 60),
                run().with("cancelOnDelete", false),
                run().with("failOn", "NOTHING"),
                run().with("ServiceTimeout", 400),
                run().with("somethingNew", "x"),
                run().with("ServiceToken", "arn:aws:lambda:eu-west-1:123456789012:function:other"),
                run().without("target.type"),
                run().with("region", "eu-west-1"),
                run().without("types").with("type", "BUSINESS_DESCRIPTIONS"));
    }

    @ParameterizedTest
    @MethodSource("sameRuns")
    void startsNothingWhereTheRunIsTheSame(RunProperties changed) {
        Answer created = deployment.create(run());

        Answer updated = deployment.update(created.physicalId(), run(), changed);

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals(created.physicalId(), updated.physicalId());
        assertEquals(created.data(), updated.data());
        assertEquals(1, dataZone.calls(START).size());
    }

    @Test
    void startsNothingWhereTheTypesAreTheSameSet() {
        RunProperties properties = run().with("types", List.of("BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS"));
        Answer created = deployment.create(properties);

        Answer updated = deployment.update(
                created.physicalId(),
                properties,
                run().with("types", List.of("BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES")));

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals(created.physicalId(), updated.physicalId());
        assertEquals(1, dataZone.calls(START).size());
    }

    @Test
    void readsTheAttributesBack() {
        Answer created = deployment.create(notAwaited());
        deployment.clock.sleep(Duration.ofMinutes(1));

        Answer updated = deployment.update(created.physicalId(), notAwaited(), notAwaited());

        assertEquals("SUBMITTED", created.get("Status"));
        assertEquals("SUCCEEDED", updated.get("Status"));
    }

    static Stream<RunProperties> otherRuns() {
        return Stream.of(
                run().with("domainIdentifier", "dzd-other"),
                run().with("owningProjectIdentifier", "other"),
                run().with("target.identifier", "other"),
                run().with("target.revision", "2"),
                run().with("types", List.of("BUSINESS_NAMES")),
                run().with("types", List.of("BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS")),
                run().with("clientToken", "mine"),
                run().with("rerunTrigger", "2026-03-01"),
                run().with("rerunTrigger", ""),
                run().with("region", "us-east-1"));
    }

    @ParameterizedTest
    @MethodSource("otherRuns")
    void startsANewRunWhereTheRunIsAnother(RunProperties changed) {
        Answer created = deployment.create(run());

        Answer updated = deployment.update(created.physicalId(), run(), changed);
        Answer cleanedUp = deployment.delete(created.physicalId(), run());

        assertTrue(updated.succeeded(), updated::reason);
        assertNotEquals(created.physicalId(), updated.physicalId());
        assertEquals("run0002", updated.runId());
        assertTrue(cleanedUp.succeeded());
        assertEquals("SUCCEEDED", dataZone.run("run0002").status());
        assertEquals(2, dataZone.startedRuns().size());
    }

    @Test
    void startsOneRunWhenAnUpdateIsDeliveredTwice() {
        Answer created = deployment.create(run());
        var request = deployment.updateEvent(created.physicalId(), run(), run().with("rerunTrigger", "2"));

        Answer first = deployment.play(request);
        Answer second = deployment.play(request);

        assertEquals(first.physicalId(), second.physicalId());
        assertEquals(2, dataZone.startedRuns().size());
    }

    @Test
    void refusesAnotherRunUnderTheSameTokenOfTheUserBeforeAnyCall() {
        RunProperties properties = run().with("clientToken", "mine");
        Answer created = deployment.create(properties);
        int calls = dataZone.calls().size();

        Answer updated =
                deployment.update(created.physicalId(), properties, properties.with("target.identifier", "other"));

        assertFalse(updated.succeeded());
        assertTrue(updated.refusedByOnEvent());
        assertTrue(updated.firstLine().contains("clientToken"), updated::reason);
        assertTrue(updated.firstLine().contains("mine"), updated::reason);
        assertEquals(calls, dataZone.calls().size());
    }

    @Test
    void refusesAnotherTriggerUnderTheSameTokenOfTheUserBeforeAnyCall() {
        RunProperties properties = run().with("clientToken", "mine");
        Answer created = deployment.create(properties);
        int calls = dataZone.calls().size();

        Answer updated = deployment.update(created.physicalId(), properties, properties.with("rerunTrigger", "2"));

        assertFalse(updated.succeeded());
        assertEquals(calls, dataZone.calls().size());
    }

    @Test
    void startsAnotherRunUnderAnotherTokenOfTheUser() {
        Answer created = deployment.create(run().with("clientToken", "mine"));

        Answer updated = deployment.update(
                created.physicalId(),
                run().with("clientToken", "mine"),
                run().with("clientToken", "mine-2").with("rerunTrigger", "2"));

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals("run0002", updated.runId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Deployment.CREATE_FAILED,
                Deployment.MISSING_PHYSICAL_ID,
                "MyStack-Orders-1ABCDEFGHIJK",
                "2026/03/01/[$LATEST]58419525dade4d17a495dceeeed44708",
                "11111111-2222-3333-4444-555555555555",
                "1",
                "{}",
                " "
            })
    void treatsAnIdThatIsNotOursAsACreate(String id) {
        Answer updated = deployment.update(id, run(), run());

        assertTrue(updated.succeeded(), updated::reason);
        assertNotEquals(id, updated.physicalId());
        assertEquals("run0001", updated.runId());
        assertEquals(1, dataZone.startedRuns().size());
    }

    @Test
    void treatsAPieceOfAnIdOfOursAsACreate() {
        Answer created = deployment.create(run());

        Answer updated = deployment.update(created.physicalId().substring(0, 5), run(), run());

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals("run0002", updated.runId());
    }

    static Stream<StandInFault> answers() {
        return Stream.of(
                StandInFault.throttled(),
                StandInFault.internalError(),
                StandInFault.unavailable(),
                StandInFault.accessDenied(),
                StandInFault.unauthorized(),
                StandInFault.invalid("no"),
                StandInFault.notFound("no such domain"),
                StandInFault.conflict(),
                StandInFault.cutConnection(),
                StandInFault.answerGarbage());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void neverFailsForWhatDataZoneAnswersWhereItStartsNothing(StandInFault fault) {
        RunProperties properties = run().with("types", List.of("BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS"));
        Answer created = deployment.create(properties);
        dataZone.faultAlways(GET, fault);

        Answer updated = deployment.update(created.physicalId(), properties, properties);

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals(created.physicalId(), updated.physicalId());
        assertEquals(1, dataZone.calls(START).size());
        assertEquals(0, dataZone.calls(CANCEL).size());
        assertEquals(
                Map.of(
                        "RunId", "run0001",
                        "Status", "",
                        "CreatedAt", "",
                        "CreatedBy", "",
                        "DomainId", "dzd_4p2",
                        "OwningProjectId", "3jx9",
                        "Type", "BUSINESS_NAMES",
                        "Types", "BUSINESS_NAMES,BUSINESS_DESCRIPTIONS",
                        "AssetRevision", ""),
                AttributesTest.map(updated));
    }

    @Test
    void neverFailsForAForgottenRun() {
        Answer created = deployment.create(run());
        dataZone.forget("run0001");

        Answer updated = deployment.update(created.physicalId(), run(), run());

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals(created.physicalId(), updated.physicalId());
        assertEquals("run0001", updated.runId());
        assertEquals("", updated.get("Status"));
        assertEquals(1, dataZone.calls(START).size());
    }

    @Test
    void doesNotWaitForAForgottenRunToTurnUp() {
        Answer created = deployment.create(run());
        dataZone.forget("run0001");

        Answer updated = deployment.update(created.physicalId(), run(), run());

        assertEquals(1, updated.polls());
    }

    @Test
    void readsTheAttributesOnceDataZoneIsWellAgain() {
        Answer created = deployment.create(run());
        dataZone.fault(GET, StandInFault.throttled(), 2);

        Answer updated = deployment.update(created.physicalId(), run(), run());

        assertEquals(created.data(), updated.data());
    }

    /** An outage must not hold up a rollback. */
    @ParameterizedTest
    @MethodSource("io.github.datazonecdk.metadatageneration.provider.WaitingTest#passingFaults")
    void waitsOutNoMoreThanTwoMinutesOfFaultsWhereItStartsNothing(StandInFault fault) {
        Answer created = deployment.create(run());
        dataZone.faultAlways(GET, fault);

        Answer updated = deployment.update(created.physicalId(), run(), run());

        assertTrue(updated.succeeded(), updated::reason);
        assertTrue(updated.took().compareTo(Duration.ofSeconds(110)) > 0, () -> "" + updated.took());
        assertTrue(updated.took().compareTo(Duration.ofSeconds(130)) < 0, () -> "" + updated.took());
    }

    @Test
    void readsTheAttributesOnceAnOutageOfAMinuteIsOver() {
        Answer created = deployment.create(run());
        dataZone.faultFor(Duration.ofMinutes(1), GET, StandInFault.internalError());

        Answer updated = deployment.update(created.physicalId(), run(), run());

        assertEquals(created.data(), updated.data());
    }

    @Test
    void waitsOutFaultsNoLongerThanItsTimeoutWhereItStartsNothing() {
        Answer created = deployment.create(run());
        dataZone.faultAlways(GET, StandInFault.internalError());

        Answer updated = deployment.update(created.physicalId(), run(), run().with("timeout", 60));

        assertTrue(updated.succeeded(), updated::reason);
        assertTrue(updated.took().compareTo(Duration.ofSeconds(60)) <= 0, () -> "" + updated.took());
    }

    @Test
    void waitsForARunThatWasNotAwaitedBefore() {
        Answer created = deployment.create(notAwaited());

        Answer updated = deployment.update(created.physicalId(), notAwaited(), run());

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals(created.physicalId(), updated.physicalId());
        assertEquals("SUCCEEDED", updated.get("Status"));
        assertTrue(updated.polls() > 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "CANCELED", "PARTIALLY_SUCCEEDED"})
    void succeedsWhateverTheOutcomeWhereItStartsNothing(String status) {
        dataZone.runs(StandInOutcome.ends(status));
        Answer created = deployment.create(notAwaited());

        Answer updated =
                deployment.update(created.physicalId(), notAwaited(), run().with("failOn", "PARTIALLY_SUCCEEDED"));

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals(status, updated.get("Status"));
        assertEquals(1, dataZone.calls(START).size());
    }

    @Test
    void doesNotFailForARunThatOutlastsTheTimeoutWhereItStartsNothing() {
        dataZone.runs(StandInOutcome.neverEnds());
        Answer created = deployment.create(notAwaited());

        Answer updated = deployment.update(created.physicalId(), notAwaited(), run().with("timeout", 120));

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals(created.physicalId(), updated.physicalId());
        assertTrue(updated.took().compareTo(Duration.ofSeconds(130)) < 0, () -> "" + updated.took());
    }

    @Test
    void doesNotWaitForARunWhereToldNotTo() {
        dataZone.runs(StandInOutcome.neverEnds());
        Answer created = deployment.create(notAwaited());

        Answer updated = deployment.update(
                created.physicalId(), notAwaited(), notAwaited().with("cancelOnDelete", false));

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals(1, updated.polls());
        assertEquals(Duration.ZERO, updated.took());
    }
}
