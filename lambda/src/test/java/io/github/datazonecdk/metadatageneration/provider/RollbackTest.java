package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.ACCEPT;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rollbacks, going back, and failed updates that are tried again. Run 1 is always the old one, run 2 the changed one. */
class RollbackTest {
    private static final RunProperties OLD = run();
    private static final RunProperties CHANGED = run().with("rerunTrigger", "2");
    private static final RunProperties THIRD = run().with("rerunTrigger", "3");
    private static final RunProperties ACCEPTING = CHANGED.with("acceptPredictions", true);

    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    /** An update whose onEvent threw: the framework reports the old id. */
    @Test
    void keepsTheRunWhenAnUpdateThatStartedNothingIsRolledBack() {
        Answer created = deployment.create(OLD);
        dataZone.fault(START, StandInFault.quotaExceeded());
        Answer failed = deployment.update(CHANGED);

        Answer back = deployment.update(OLD);

        failed.assertFailed();
        assertEquals(created.physicalId(), failed.physicalId());
        assertBackAt(created, back, 1);
    }

    @Test
    void returnsToTheEarlierRunWhenAFailedWaitIsRolledBack() {
        Answer created = deployment.create(OLD);
        Answer failed = failedUpdate(CHANGED);

        Answer back = deployment.update(OLD);

        assertNotEquals(created.physicalId(), failed.physicalId());
        assertBackAt(created, back, 2);
    }

    @Test
    void keepsTheRunWhenAFailedWaitIsRolledBackWithTheOldId() {
        Answer created = deployment.create(OLD);
        failedUpdate(CHANGED);

        Answer back = deployment.update(created.physicalId(), CHANGED, OLD);

        assertBackAt(created, back, 2);
        assertEquals(created.physicalId(), back.physicalId());
    }

    @Test
    void startsAnewWhenTheSameUpdateIsTriedAgainAfterItsRollback() {
        deployment.create(OLD);
        Answer failed = failedUpdate(CHANGED);
        deployment.update(OLD);
        deployment.delete(failed.physicalId(), CHANGED);

        Answer again = deployment.update(CHANGED);

        assertEndsAt("run0003", 3, again);
    }

    /**
     * The run has succeeded and is paid for: what failed its update was the acceptance. CloudFormation need not roll
     * back before it tries again.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesUpTheRunWhenTheSameUpdateIsTriedAgain(boolean rolledBack) {
        deployment.create(OLD);
        dataZone.faultAlways(ACCEPT, StandInFault.accessDenied());
        Answer failed = deployment.update(ACCEPTING);
        Answer left = rolledBack ? deployment.update(OLD) : failed;
        dataZone.faultNoMore();

        Answer again = deployment.update(left.physicalId(), OLD, ACCEPTING);

        failed.assertFailed();
        assertEndsAt("run0002", 2, again);
        assertEquals("2", again.get("AssetRevision"));
    }

    @Test
    void failsWhenTheAcceptanceOfTheRunTakenUpIsRefusedAgain() {
        deployment.create(OLD.with("acceptPredictions", true));
        dataZone.faultAlways(ACCEPT, StandInFault.accessDenied());
        deployment.update(ACCEPTING);
        Answer back = deployment.update(OLD.with("acceptPredictions", true));

        Answer again = deployment.update(ACCEPTING);

        back.assertSucceeded();
        again.assertFailed("AcceptPredictions refused");
        assertEquals(2, dataZone.startedRuns().size());
    }

    @Test
    void rollsBackOnceMoreWhenTheRunTakenUpAfterARollbackFails() {
        Answer created = deployment.create(OLD);
        updateThatLostItsRun();
        deployment.update(OLD);
        dataZone.faultNoMore();
        Answer again = deployment.update(CHANGED);

        Answer backAgain = deployment.update(OLD);

        assertEquals("run0002", again.runId());
        assertBackAt(created, backAgain, 2);
    }

    /** What a Create left that failed, and was not rolled back. */
    @Test
    void takesUpTheRunOfAFailedCreateAfterAnotherUpdateHasFailed() {
        RunProperties accepting = OLD.with("acceptPredictions", true);
        dataZone.faultAlways(ACCEPT, StandInFault.accessDenied());
        Answer created = deployment.create(accepting);
        failedUpdate(CHANGED);
        dataZone.faultNoMore();

        Answer back = deployment.update(accepting);

        created.assertFailed();
        assertEndsAt("run0001", 2, back);
    }

    @Test
    void rollsBackTheSecondFailureOfTheSameUpdateToo() {
        Answer created = deployment.create(OLD);
        failedUpdate(CHANGED);
        deployment.update(OLD);
        failedUpdate(CHANGED);

        Answer backAgain = deployment.update(OLD);

        assertBackAt(created, backAgain, 3);
    }

    @Test
    void returnsToTheEarlierRunWhenASiblingFails() {
        Answer created = deployment.create(OLD);
        Answer updated = deployment.update(CHANGED);

        Answer back = deployment.update(OLD);
        Answer cleanedUp = deployment.delete(updated.physicalId(), CHANGED);

        assertBackAt(created, back, 2);
        cleanedUp.assertSucceeded();
    }

    @Test
    void returnsToTheRunLeftWhenSomebodyGoesForwardAgain() {
        Answer created = deployment.create(OLD);
        deployment.update(CHANGED);
        deployment.update(OLD);

        Answer forward = deployment.update(CHANGED);
        Answer backAgain = deployment.update(OLD);

        forward.assertSucceededWith("run0002");
        assertBackAt(created, backAgain, 2);
    }

    @Test
    void startsAnewWhenTheRunToGoBackToIsCanceled() {
        deployment.create(OLD);
        deployment.update(CHANGED);
        dataZone.end("run0001", StandInOutcome.isCanceled());

        Answer back = deployment.update(OLD);

        assertEndsAt("run0003", 3, back);
    }

    @Test
    void returnsToTheRunLeftWhenTheRunStartedAnewFails() {
        deployment.create(OLD);
        deployment.update(CHANGED);
        dataZone.end("run0001", StandInOutcome.isCanceled());
        failedUpdate(OLD);

        Answer back = deployment.update(CHANGED);

        assertEndsAt("run0002", 3, back);
    }

    /** Its token would only answer the cancelled run. */
    @Test
    void returnsToACanceledRunUnderTheUsersToken() {
        RunProperties old = OLD.with("clientToken", "mine");
        deployment.create(old);
        deployment.update(OLD.with("clientToken", "mine-2"));
        dataZone.end("run0001", StandInOutcome.isCanceled());

        Answer back = deployment.update(old);

        assertEndsAt("run0001", 2, back);
    }

    /** A failed wait, or a sibling that failed after a success. */
    @ParameterizedTest
    @CsvSource({
        "FAILED, CANCELED",
        "FAILED, FAILED",
        "SUCCEEDED, FAILED",
        "SUCCEEDED, PARTIALLY_SUCCEEDED",
        "SUCCEEDED, SUCCEEDED",
        "SUCCEEDED, PAUSED"
    })
    void returnsToTheEarlierRunWhateverHasBecomeOfIt(String changed, String status) {
        deployment.create(OLD);
        dataZone.nextRun(StandInOutcome.ends(changed));
        deployment.update(CHANGED);
        dataZone.end("run0001", StandInOutcome.ends(status));

        Answer back = deployment.update(OLD);

        assertEndsAt("run0001", 2, back);
        assertEquals(status, back.get("Status"));
    }

    static Stream<Arguments> outcomesAndAnswers() {
        return Stream.of("FAILED", "SUCCEEDED")
                .flatMap(changed -> UpdateTest.answers().map(fault -> Arguments.of(changed, fault)));
    }

    @ParameterizedTest
    @MethodSource("outcomesAndAnswers")
    void neverFailsARollbackForWhatDataZoneAnswers(String changed, StandInFault fault) {
        deployment.create(OLD);
        dataZone.nextRun(StandInOutcome.ends(changed));
        deployment.update(CHANGED);
        dataZone.faultAlways(GET, fault);
        dataZone.faultAlways(START, fault);

        Answer back = deployment.update(OLD);

        assertEndsAt("run0001", 2, back);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesUpAnActiveOrSucceededRunOfAFailedUpdate(boolean succeeded) {
        deployment.create(OLD);
        Answer failed = updateThatLostItsRun();
        dataZone.faultNoMore();
        if (succeeded) {
            dataZone.end("run0002", StandInOutcome.succeeds());
        }

        Answer again = deployment.update(failed.physicalId(), OLD, CHANGED);

        assertEndsAt("run0002", 2, again);
        assertEquals("SUCCEEDED", again.get("Status"));
    }

    /** A dead run is dead to the update that failed for it, even if the next one would take it for a success. */
    @ParameterizedTest
    @CsvSource({
        "FAILED, FAILED, FAILED",
        "CANCELED, FAILED, FAILED",
        "FAILED, FAILED, NOTHING",
        "PARTIALLY_SUCCEEDED, PARTIALLY_SUCCEEDED, PARTIALLY_SUCCEEDED"
    })
    void startsAnewForADeadRunOfAFailedUpdate(String status, String failOn, String failOnThen) {
        deployment.create(OLD);
        dataZone.nextRun(StandInOutcome.ends(status));
        Answer failed = deployment.update(CHANGED.with("failOn", failOn));

        Answer again = deployment.update(failed.physicalId(), OLD, CHANGED.with("failOn", failOnThen));

        failed.assertFailed();
        assertEndsAt("run0003", 3, again);
    }

    @Test
    void startsAnewForAForgottenRunOfAFailedUpdate() {
        deployment.create(OLD);
        Answer failed = failedUpdate(CHANGED);
        dataZone.forget("run0002");

        Answer again = deployment.update(failed.physicalId(), OLD, CHANGED);

        again.assertSucceededWith("run0003");
    }

    @Test
    void succeedsWhateverTheOutcomeOfARunTakenUp() {
        deployment.create(OLD);
        Answer failed = updateThatLostItsRun();
        dataZone.faultNoMore();
        var event = deployment.onEvent(deployment.updateEvent(failed.physicalId(), OLD, CHANGED));
        dataZone.end("run0002", StandInOutcome.fails("no columns"));

        var complete = deployment.isComplete(event);

        assertTrue(complete.get("IsComplete").booleanValue());
        assertEquals("FAILED", complete.at("/Data/Status").textValue());
        assertEquals(2, dataZone.startedRuns().size());
    }

    /** CloudFormation deletes the id that an update has left. */
    @Test
    void doesNotHaveCloudFormationCancelTheRunThatWasTakenUp() {
        deployment.create(OLD);
        Answer failed = updateThatLostItsRun();
        dataZone.faultNoMore();
        dataZone.end("run0002", StandInOutcome.neverEnds());

        Answer again = deployment.update(CHANGED.with("waitForCompletion", false));
        if (!again.physicalId().equals(failed.physicalId())) {
            deployment.delete(failed.physicalId(), CHANGED);
        }

        again.assertSucceededWith("run0002");
        assertEquals("IN_PROGRESS", dataZone.run("run0002").status());
    }

    @Test
    void doesNotHaveCloudFormationCancelTheRunThatWasTakenUpUnread() {
        deployment.create(OLD);
        Answer failed = updateThatLostItsRun();

        Answer again = deployment.update(failed.physicalId(), OLD, CHANGED);

        again.assertSucceeded();
        assertEquals(failed.physicalId(), again.physicalId());
    }

    /** Its id says finished then: an unfinished run would be looked at by the next update, and started anew. */
    @Test
    void startsNothingAfterARollbackToARunThatCouldNotBeRead() {
        deployment.create(OLD);
        failedUpdate(CHANGED);
        dataZone.faultAlways(GET, StandInFault.accessDenied());
        deployment.update(OLD);
        dataZone.faultNoMore();
        dataZone.end("run0001", StandInOutcome.isCanceled());

        Answer updated = deployment.update(OLD.with("timeout", 60));

        assertEndsAt("run0001", 2, updated);
    }

    /** It is not ours to cancel, so nothing is lost where CloudFormation deletes the id that names it as unfinished. */
    @Test
    void startsNothingOnARollbackToAnAdoptedRunThatWasTakenUp() {
        deployment.create(OLD);
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, List.of("BUSINESS_DESCRIPTIONS"), "somebody");
        Answer timedOut = deployment.update(CHANGED.with("timeout", 60));
        Answer again = deployment.update(timedOut.physicalId(), OLD, CHANGED.with("timeout", 61));
        dataZone.end("run0002", StandInOutcome.fails("no columns"));
        dataZone.fault(START, StandInFault.quotaExceeded());
        Answer third = deployment.update(again.physicalId(), CHANGED, THIRD);

        Answer back = deployment.update(CHANGED);

        timedOut.assertFailed();
        again.assertSucceeded();
        third.assertFailed();
        assertEndsAt("run0002", 1, back);
    }

    @Test
    void startsNothingAfterTheRunThatWasTakenUpIsForgotten() {
        deployment.create(OLD);
        Answer failed = updateThatLostItsRun();
        dataZone.faultNoMore();
        var event = deployment.onEvent(deployment.updateEvent(failed.physicalId(), OLD, CHANGED));
        dataZone.forget("run0002");
        String id = deployment.isComplete(event).get("PhysicalResourceId").textValue();

        Answer updated = deployment.update(id, CHANGED, CHANGED.with("timeout", 60));

        assertEndsAt("run0002", 2, updated);
    }

    @Test
    void rollsBackAnUpdateThatWasTakenUpWithoutARollbackAndFailedAgain() {
        Answer created = deployment.create(OLD);
        Answer failed = failedUpdate(CHANGED);
        dataZone.nextRun(StandInOutcome.fails("no columns"));
        Answer failedAgain = deployment.update(failed.physicalId(), OLD, CHANGED);

        Answer back = deployment.update(OLD);

        failedAgain.assertFailed();
        assertBackAt(created, back, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "SUCCEEDED"})
    void goesBackFromAThirdUpdatePastTheFailedSecond(String status) {
        Answer created = deployment.create(OLD);
        failedUpdate(CHANGED);
        dataZone.nextRun(StandInOutcome.ends(status));
        deployment.update(THIRD);

        Answer back = deployment.update(OLD);

        assertEquals(status, dataZone.run("run0003").status());
        assertBackAt(created, back, 3);
    }

    @Test
    void knowsNothingBeforeTheRunThatAFailedWaitWasRolledBackTo() {
        deployment.create(OLD);
        deployment.update(CHANGED);
        failedUpdate(THIRD);
        Answer back = deployment.update(CHANGED);

        Answer first = deployment.update(OLD);

        assertEquals("run0002", back.runId());
        assertEquals("run0004", first.runId());
    }

    private Answer failedUpdate(RunProperties to) {
        dataZone.nextRun(StandInOutcome.fails("no columns"));
        Answer failed = deployment.update(to);
        failed.assertFailedAfterWaiting();
        return failed;
    }

    /** Reading and cancelling are denied, so that the run goes on although its update has failed. */
    private Answer updateThatLostItsRun() {
        dataZone.runsTake(Duration.ofMinutes(5), Duration.ofMinutes(5));
        dataZone.faultAlways(GET, StandInFault.accessDenied());
        dataZone.faultAlways(CANCEL, StandInFault.accessDenied());
        Answer failed = deployment.update(CHANGED);
        failed.assertFailedAfterWaiting();
        assertEquals("SUBMITTED", dataZone.run("run0002").status());
        return failed;
    }

    private void assertBackAt(Answer created, Answer back, int runs) {
        back.assertSucceeded();
        assertEquals(created.data(), back.data());
        assertEquals(runs, dataZone.startedRuns().size());
    }

    private void assertEndsAt(String run, int runs, Answer answer) {
        answer.assertSucceededWith(run);
        assertEquals(runs, dataZone.startedRuns().size());
    }
}
