package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.notAwaited;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
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

    /** The fingerprint's own test says what else does not define the run. */
    static Stream<RunProperties> sameRuns() {
        return Stream.of(
                run(),
                run().with("timeout", 60),
                run().with("somethingNew", "x"),
                run().without("target.type"),
                run().with("region", "eu-west-1"),
                run().without("types").with("type", "BUSINESS_DESCRIPTIONS"));
    }

    @ParameterizedTest
    @MethodSource("sameRuns")
    void startsNothingWhereTheRunIsTheSame(RunProperties changed) {
        Answer created = deployment.create(run());

        Answer updated = deployment.update(changed);

        updated.assertSucceeded();
        assertEquals(created.physicalId(), updated.physicalId());
        assertEquals(created.data(), updated.data());
        assertEquals(1, dataZone.calls(START).size());
    }

    @Test
    void readsTheAttributesBack() {
        Answer created = deployment.create(notAwaited());
        deployment.clock.sleep(Duration.ofMinutes(1));

        Answer updated = deployment.update(notAwaited());

        assertEquals("SUBMITTED", created.get("Status"));
        assertEquals("SUCCEEDED", updated.get("Status"));
    }

    /** The fingerprint's own test says what else defines the run. */
    static Stream<RunProperties> otherRuns() {
        return Stream.of(
                run().with("domainIdentifier", "dzd-other"),
                run().with("types", List.of("BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS")),
                run().with("clientToken", "mine"),
                run().with("rerunTrigger", ""),
                run().with("region", "us-east-1"));
    }

    @ParameterizedTest
    @MethodSource("otherRuns")
    void startsANewRunWhereTheRunIsAnother(RunProperties changed) {
        Answer created = deployment.create(run());

        Answer updated = deployment.update(changed);
        Answer cleanedUp = deployment.delete(created.physicalId(), run());

        updated.assertSucceeded();
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

    @ParameterizedTest
    @ValueSource(strings = {"target.identifier", "rerunTrigger"})
    void refusesAnotherRunUnderTheSameTokenOfTheUserBeforeAnyCall(String changed) {
        RunProperties properties = run().with("clientToken", "mine");
        deployment.create(properties);
        int calls = dataZone.calls().size();

        Answer updated = deployment.update(properties.with(changed, "other"));

        updated.assertRefusedByOnEvent("clientToken", "mine");
        assertEquals(calls, dataZone.calls().size());
    }

    @Test
    void startsAnotherRunUnderAnotherTokenOfTheUser() {
        deployment.create(run().with("clientToken", "mine"));

        Answer updated = deployment.update(run().with("clientToken", "mine-2").with("rerunTrigger", "2"));

        updated.assertSucceededWith("run0002");
    }

    @ParameterizedTest
    @ValueSource(strings = {Deployment.CREATE_FAILED, "MyStack-Orders-1ABCDEFGHIJK"})
    void treatsAnIdThatIsNotOursAsACreate(String id) {
        Answer updated = deployment.update(id, run(), run());

        updated.assertSucceededWith("run0001");
        assertNotEquals(id, updated.physicalId());
        assertEquals(1, dataZone.startedRuns().size());
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

        Answer updated = deployment.update(properties);

        updated.assertSucceeded();
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
    void neitherFailsNorWaitsForAForgottenRun() {
        Answer created = deployment.create(run());
        dataZone.forget("run0001");

        Answer updated = deployment.update(run());

        updated.assertSucceededWith("run0001");
        assertEquals(created.physicalId(), updated.physicalId());
        assertEquals("", updated.get("Status"));
        assertEquals(1, updated.polls());
        assertEquals(1, dataZone.calls(START).size());
    }

    /** An outage must not hold up a rollback. */
    @ParameterizedTest
    @MethodSource(WaitingTest.PASSING_FAULTS)
    void waitsOutNoMoreThanTwoMinutesOfFaultsWhereItStartsNothing(StandInFault fault) {
        deployment.create(run());
        dataZone.faultAlways(GET, fault);

        Answer updated = deployment.update(run());

        updated.assertSucceeded();
        updated.assertTook(Duration.ofSeconds(110), Duration.ofSeconds(130));
    }

    @Test
    void readsTheAttributesOnceAnOutageOfAMinuteIsOver() {
        Answer created = deployment.create(run());
        dataZone.faultFor(Duration.ofMinutes(1), GET, StandInFault.internalError());

        Answer updated = deployment.update(run());

        assertEquals(created.data(), updated.data());
    }

    @Test
    void waitsOutFaultsNoLongerThanItsTimeoutWhereItStartsNothing() {
        deployment.create(run());
        dataZone.faultAlways(GET, StandInFault.internalError());

        Answer updated = deployment.update(run().with("timeout", 60));

        updated.assertSucceeded();
        updated.assertTook(Duration.ZERO, Duration.ofSeconds(60));
    }

    @Test
    void waitsForARunThatWasNotAwaitedBefore() {
        Answer created = deployment.create(notAwaited());

        Answer updated = deployment.update(run());

        updated.assertSucceeded();
        assertEquals(created.physicalId(), updated.physicalId());
        assertEquals("SUCCEEDED", updated.get("Status"));
        assertTrue(updated.polls() > 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "CANCELED", "PARTIALLY_SUCCEEDED"})
    void succeedsWhateverTheOutcomeWhereItStartsNothing(String status) {
        dataZone.runs(StandInOutcome.ends(status));
        deployment.create(notAwaited());

        Answer updated = deployment.update(run().with("failOn", "PARTIALLY_SUCCEEDED"));

        updated.assertSucceeded();
        assertEquals(status, updated.get("Status"));
        assertEquals(1, dataZone.calls(START).size());
    }

    @Test
    void doesNotFailForARunThatOutlastsTheTimeoutWhereItStartsNothing() {
        dataZone.runs(StandInOutcome.neverEnds());
        Answer created = deployment.create(notAwaited());

        Answer updated = deployment.update(run().with("timeout", 120));

        updated.assertSucceeded();
        assertEquals(created.physicalId(), updated.physicalId());
        updated.assertTook(Duration.ZERO, Duration.ofSeconds(130));
    }

    @Test
    void doesNotWaitForARunWhereToldNotTo() {
        dataZone.runs(StandInOutcome.neverEnds());
        deployment.create(notAwaited());

        Answer updated = deployment.update(notAwaited().with("cancelOnDelete", false));

        updated.assertSucceeded();
        assertEquals(1, updated.polls());
        assertEquals(Duration.ZERO, updated.took());
    }
}
