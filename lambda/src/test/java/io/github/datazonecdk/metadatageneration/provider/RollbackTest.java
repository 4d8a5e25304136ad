package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.ACCEPT;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rollbacks, going back, and failed updates that are tried again. Run 1 is always the old one, run 2 the changed one. */
class RollbackTest {
    private static final RunProperties OLD = run();
    private static final RunProperties CHANGED = run().with("rerunTrigger", "2");
    private static final RunProperties THIRD = run().with("rerunTrigger", "3");

    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    /** An update whose onEvent threw: the framework reports the old id. */
    @Test
    void keepsTheRunWhenAnUpdateThatStartedNothingIsRolledBack() {
        Answer created = deployment.create(OLD);
        dataZone.fault(START, StandInFault.quotaExceeded());
        Answer failed = deployment.update(created.physicalId(), OLD, CHANGED);

        Answer back = deployment.update(failed.physicalId(), CHANGED, OLD);

        assertFalse(failed.succeeded());
        assertEquals(created.physicalId(), failed.physicalId());
        assertBackAt(created, back, 1);
    }

    @Test
    void returnsToTheEarlierRunWhenAFailedWaitIsRolledBack() {
        Answer created = deployment.create(OLD);
        Answer failed = failedUpdate(created);

        Answer back = deployment.update(failed.physicalId(), CHANGED, OLD);

        assertNotEquals(created.physicalId(), failed.physicalId());
        assertBackAt(created, back, 2);
    }

    @Test
    void keepsTheRunWhenAFailedWaitIsRolledBackWithTheOldId() {
        Answer created = deployment.create(OLD);
        failedUpdate(created);

        Answer back = deployment.update(created.physicalId(), CHANGED, OLD);

        assertBackAt(created, back, 2);
        assertEquals(created.physicalId(), back.physicalId());
    }

    @Test
    void cleansUpAfterARollbackWithoutTouchingTheEarlierRun() {
        Answer created = deployment.create(OLD.with("waitForCompletion", false));
        dataZone.conflicts(false);
        dataZone.end("run0001", StandInOutcome.neverEnds());
        Answer failed = failedUpdate(created);
        Answer back = deployment.update(failed.physicalId(), CHANGED, OLD.with("waitForCompletion", false));

        Answer cleanedUp = deployment.delete(failed.physicalId(), CHANGED);

        assertTrue(back.succeeded(), back::reason);
        assertTrue(cleanedUp.succeeded(), cleanedUp::reason);
        assertEquals("IN_PROGRESS", dataZone.run("run0001").status());
    }

    @Test
    void startsAnewWhenTheSameUpdateIsTriedAgainAfterItsRollback() {
        Answer created = deployment.create(OLD);
        Answer failed = failedUpdate(created);
        Answer back = deployment.update(failed.physicalId(), CHANGED, OLD);
        deployment.delete(failed.physicalId(), CHANGED);

        Answer again = deployment.update(back.physicalId(), OLD, CHANGED);

        assertTrue(again.succeeded(), again::reason);
        assertEquals("run0003", again.runId());
        assertEquals(3, dataZone.startedRuns().size());
    }

    /** The run has succeeded and is paid for: what failed its update was the acceptance. */
    @Test
    void takesUpTheRunWhenTheSameUpdateIsTriedAgainAfterItsRollback() {
        RunProperties accepting = CHANGED.with("acceptPredictions", true);
        Answer created = deployment.create(OLD);
        dataZone.faultAlways(ACCEPT, StandInFault.accessDenied());
        Answer failed = deployment.update(created.physicalId(), OLD, accepting);
        Answer back = deployment.update(failed.physicalId(), accepting, OLD);
        dataZone.faultNoMore();

        Answer again = deployment.update(back.physicalId(), OLD, accepting);

        assertFalse(failed.succeeded());
        assertEquals("run0001", back.runId());
        assertTrue(again.succeeded(), again::reason);
        assertEquals("run0002", again.runId());
        assertEquals("2", again.get("AssetRevision"));
        assertEquals(2, dataZone.startedRuns().size());
    }

    /** So does CloudFormation without a rollback, where it does not roll back the failed resource by itself. */
    @Test
    void takesUpTheRunWhenTheSameUpdateIsTriedAgainWithoutARollback() {
        RunProperties accepting = CHANGED.with("acceptPredictions", true);
        Answer created = deployment.create(OLD);
        dataZone.faultAlways(ACCEPT, StandInFault.accessDenied());
        Answer failed = deployment.update(created.physicalId(), OLD, accepting);
        dataZone.faultNoMore();

        Answer again = deployment.update(failed.physicalId(), OLD, accepting);

        assertTrue(again.succeeded(), again::reason);
        assertEquals("run0002", again.runId());
        assertEquals("2", again.get("AssetRevision"));
        assertEquals(2, dataZone.startedRuns().size());
    }

    @Test
    void failsWhenTheAcceptanceOfTheRunTakenUpIsRefusedAgain() {
        RunProperties accepting = CHANGED.with("acceptPredictions", true);
        Answer created = deployment.create(OLD.with("acceptPredictions", true));
        dataZone.faultAlways(ACCEPT, StandInFault.accessDenied());
        Answer failed = deployment.update(created.physicalId(), OLD, accepting);
        Answer back = deployment.update(failed.physicalId(), accepting, OLD.with("acceptPredictions", true));

        Answer again = deployment.update(back.physicalId(), OLD.with("acceptPredictions", true), accepting);

        assertTrue(back.succeeded(), back::reason);
        assertFalse(again.succeeded());
        assertTrue(again.firstLine().contains("AcceptPredictions refused"), again::reason);
        assertEquals(2, dataZone.startedRuns().size());
    }

    @Test
    void rollsBackOnceMoreWhenTheRunTakenUpAfterARollbackFails() {
        Answer created = deployment.create(OLD);
        Answer failed = updateThatLostItsRun(created);
        Answer back = deployment.update(failed.physicalId(), CHANGED, OLD);
        dataZone.faultNoMore();
        Answer again = deployment.update(back.physicalId(), OLD, CHANGED);

        Answer backAgain = deployment.update(again.physicalId(), CHANGED, OLD);

        assertEquals("run0002", again.runId());
        assertBackAt(created, backAgain, 2);
    }

    /** What a Create left that failed, and was not rolled back. */
    @Test
    void takesUpTheRunOfAFailedCreateAfterAnotherUpdateHasFailed() {
        dataZone.faultAlways(ACCEPT, StandInFault.accessDenied());
        RunProperties accepting = OLD.with("acceptPredictions", true);
        Answer created = deployment.create(accepting);
        dataZone.nextRun(StandInOutcome.fails("no columns"));
        Answer failed = deployment.update(created.physicalId(), accepting, CHANGED);
        dataZone.faultNoMore();

        Answer back = deployment.update(failed.physicalId(), CHANGED, accepting);

        assertFalse(created.succeeded());
        assertFalse(failed.succeeded());
        assertTrue(back.succeeded(), back::reason);
        assertEquals("run0001", back.runId());
        assertEquals(2, dataZone.startedRuns().size());
    }

    @Test
    void rollsBackTheSecondFailureOfTheSameUpdateToo() {
        Answer created = deployment.create(OLD);
        Answer back = deployment.update(failedUpdate(created).physicalId(), CHANGED, OLD);
        dataZone.nextRun(StandInOutcome.fails("no columns"));
        Answer failedAgain = deployment.update(back.physicalId(), OLD, CHANGED);

        Answer backAgain = deployment.update(failedAgain.physicalId(), CHANGED, OLD);

        assertFalse(failedAgain.succeeded());
        assertBackAt(created, backAgain, 3);
    }

    @Test
    void returnsToTheEarlierRunWhenASiblingFails() {
        Answer created = deployment.create(OLD);
        Answer updated = deployment.update(created.physicalId(), OLD, CHANGED);

        Answer back = deployment.update(updated.physicalId(), CHANGED, OLD);
        Answer cleanedUp = deployment.delete(updated.physicalId(), CHANGED);

        assertBackAt(created, back, 2);
        assertTrue(cleanedUp.succeeded(), cleanedUp::reason);
    }

    @Test
    void returnsToTheRunLeftWhenSomebodyGoesForwardAgain() {
        Answer created = deployment.create(OLD);
        Answer updated = deployment.update(created.physicalId(), OLD, CHANGED);
        Answer back = deployment.update(updated.physicalId(), CHANGED, OLD);

        Answer forward = deployment.update(back.physicalId(), OLD, CHANGED);
        Answer backAgain = deployment.update(forward.physicalId(), CHANGED, OLD);

        assertTrue(forward.succeeded(), forward::reason);
        assertEquals("run0002", forward.runId());
        assertBackAt(created, backAgain, 2);
    }

    @Test
    void startsAnewWhenTheRunToGoBackToIsCanceled() {
        Answer created = deployment.create(OLD);
        Answer updated = deployment.update(created.physicalId(), OLD, CHANGED);
        dataZone.end("run0001", StandInOutcome.isCanceled());

        Answer back = deployment.update(updated.physicalId(), CHANGED, OLD);

        assertTrue(back.succeeded(), back::reason);
        assertEquals("run0003", back.runId());
        assertEquals(3, dataZone.startedRuns().size());
    }

    @Test
    void returnsToTheRunLeftWhenTheRunStartedAnewFails() {
        Answer created = deployment.create(OLD);
        Answer updated = deployment.update(created.physicalId(), OLD, CHANGED);
        dataZone.end("run0001", StandInOutcome.isCanceled());
        dataZone.nextRun(StandInOutcome.fails("no columns"));
        Answer failed = deployment.update(updated.physicalId(), CHANGED, OLD);

        Answer back = deployment.update(failed.physicalId(), OLD, CHANGED);

        assertFalse(failed.succeeded());
        assertTrue(back.succeeded(), back::reason);
        assertEquals("run0002", back.runId());
        assertEquals(3, dataZone.startedRuns().size());
    }

    /** Its token would only answer the cancelled run. */
    @Test
    void returnsToACanceledRunUnderTheUsersToken() {
        RunProperties old = OLD.with("clientToken", "mine");
        RunProperties changed = OLD.with("clientToken", "mine-2");
        Answer created = deployment.create(old);
        Answer updated = deployment.update(created.physicalId(), old, changed);
        dataZone.end("run0001", StandInOutcome.isCanceled());

        Answer back = deployment.update(updated.physicalId(), changed, old);

        assertTrue(back.succeeded(), back::reason);
        assertEquals("run0001", back.runId());
        assertEquals(2, dataZone.startedRuns().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "PARTIALLY_SUCCEEDED", "SUCCEEDED", "PAUSED"})
    void doesNotStartAnewForAnyOtherStatusOfTheRunToGoBackTo(String status) {
        Answer created = deployment.create(OLD);
        Answer updated = deployment.update(created.physicalId(), OLD, CHANGED);
        dataZone.end("run0001", StandInOutcome.ends(status));

        Answer back = deployment.update(updated.physicalId(), CHANGED, OLD);

        assertTrue(back.succeeded(), back::reason);
        assertEquals("run0001", back.runId());
        assertEquals(2, dataZone.startedRuns().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANCELED", "FAILED"})
    void doesNotStartAnewWhenAFailedWaitIsRolledBackWhateverBecameOfTheEarlierRun(String status) {
        Answer created = deployment.create(OLD);
        Answer failed = failedUpdate(created);
        dataZone.end("run0001", StandInOutcome.ends(status));

        Answer back = deployment.update(failed.physicalId(), CHANGED, OLD);

        assertTrue(back.succeeded(), back::reason);
        assertEquals("run0001", back.runId());
        assertEquals(status, back.get("Status"));
        assertEquals(2, dataZone.startedRuns().size());
    }

    @ParameterizedTest
    @MethodSource("io.github.datazonecdk.metadatageneration.provider.UpdateTest#answers")
    void neverFailsARollbackOfAFailedWaitForWhatDataZoneAnswers(StandInFault fault) {
        Answer created = deployment.create(OLD);
        Answer failed = failedUpdate(created);
        dataZone.faultAlways(GET, fault);
        dataZone.faultAlways(START, fault);

        Answer back = deployment.update(failed.physicalId(), CHANGED, OLD);

        assertTrue(back.succeeded(), back::reason);
        assertEquals("run0001", back.runId());
        assertEquals(2, dataZone.startedRuns().size());
    }

    @ParameterizedTest
    @MethodSource("io.github.datazonecdk.metadatageneration.provider.UpdateTest#answers")
    void neverFailsARollbackAfterASiblingForWhatDataZoneAnswers(StandInFault fault) {
        Answer created = deployment.create(OLD);
        Answer updated = deployment.update(created.physicalId(), OLD, CHANGED);
        dataZone.faultAlways(GET, fault);
        dataZone.faultAlways(START, fault);

        Answer back = deployment.update(updated.physicalId(), CHANGED, OLD);

        assertTrue(back.succeeded(), back::reason);
        assertEquals("run0001", back.runId());
        assertEquals(2, dataZone.startedRuns().size());
    }

    @Test
    void rollsBackToAForgottenRun() {
        Answer created = deployment.create(OLD);
        Answer updated = deployment.update(created.physicalId(), OLD, CHANGED);
        dataZone.forget("run0001");

        Answer back = deployment.update(updated.physicalId(), CHANGED, OLD);

        assertTrue(back.succeeded(), back::reason);
        assertEquals("run0001", back.runId());
        assertEquals("", back.get("Status"));
        assertEquals(2, dataZone.startedRuns().size());
    }

    @Test
    void takesUpAnActiveRunOfAFailedUpdate() {
        Answer created = deployment.create(OLD);
        Answer failed = updateThatLostItsRun(created);
        dataZone.faultNoMore();

        Answer again = deployment.update(failed.physicalId(), OLD, CHANGED);

        assertTrue(again.succeeded(), again::reason);
        assertEquals("run0002", again.runId());
        assertEquals("SUCCEEDED", again.get("Status"));
        assertEquals(2, dataZone.startedRuns().size());
    }

    @Test
    void takesUpASucceededRunOfAFailedUpdate() {
        Answer created = deployment.create(OLD);
        Answer failed = updateThatLostItsRun(created);
        dataZone.faultNoMore();
        dataZone.end("run0002", StandInOutcome.succeeds());

        Answer again = deployment.update(failed.physicalId(), OLD, CHANGED);

        assertTrue(again.succeeded(), again::reason);
        assertEquals("run0002", again.runId());
        assertEquals(2, dataZone.startedRuns().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "CANCELED"})
    void startsAnewForADeadRunOfAFailedUpdate(String status) {
        Answer created = deployment.create(OLD);
        dataZone.nextRun(StandInOutcome.ends(status));
        Answer failed = deployment.update(created.physicalId(), OLD, CHANGED);

        Answer again = deployment.update(failed.physicalId(), OLD, CHANGED);

        assertFalse(failed.succeeded());
        assertTrue(again.succeeded(), again::reason);
        assertEquals("run0003", again.runId());
        assertEquals(3, dataZone.startedRuns().size());
    }

    @Test
    void startsAnewForADeadRunOfAFailedUpdateThoughNothingCountsAsFailure() {
        RunProperties lenient = CHANGED.with("failOn", "NOTHING");
        Answer created = deployment.create(OLD);
        Answer failed = failedUpdate(created);

        Answer again = deployment.update(failed.physicalId(), OLD, lenient);

        assertEquals("run0003", again.runId());
    }

    @Test
    void startsAnewForAForgottenRunOfAFailedUpdate() {
        Answer created = deployment.create(OLD);
        Answer failed = failedUpdate(created);
        dataZone.forget("run0002");

        Answer again = deployment.update(failed.physicalId(), OLD, CHANGED);

        assertTrue(again.succeeded(), again::reason);
        assertEquals("run0003", again.runId());
    }

    @Test
    void startsAnewForAPartialSuccessThatIsAFailureToTheUpdate() {
        RunProperties strict = CHANGED.with("failOn", "PARTIALLY_SUCCEEDED");
        Answer created = deployment.create(OLD);
        dataZone.nextRun(StandInOutcome.succeedsPartially("no columns"));
        Answer failed = deployment.update(created.physicalId(), OLD, strict);

        Answer again = deployment.update(failed.physicalId(), OLD, strict);

        assertTrue(again.succeeded(), again::reason);
        assertEquals("run0003", again.runId());
    }

    @Test
    void succeedsWhateverTheOutcomeOfARunTakenUp() {
        Answer created = deployment.create(OLD);
        Answer failed = updateThatLostItsRun(created);
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
        Answer created = deployment.create(OLD);
        Answer failed = updateThatLostItsRun(created);
        dataZone.faultNoMore();
        dataZone.end("run0002", StandInOutcome.neverEnds());
        RunProperties notAwaited = CHANGED.with("waitForCompletion", false);
        Answer again = deployment.update(failed.physicalId(), CHANGED, notAwaited);

        if (!again.physicalId().equals(failed.physicalId())) {
            deployment.delete(failed.physicalId(), CHANGED);
        }

        assertTrue(again.succeeded(), again::reason);
        assertEquals("run0002", again.runId());
        assertEquals("IN_PROGRESS", dataZone.run("run0002").status());
    }

    /** Its id says finished then: an unfinished run would be looked at by the next update, and started anew. */
    @Test
    void startsNothingAfterARollbackToARunThatCouldNotBeRead() {
        Answer created = deployment.create(OLD);
        Answer failed = failedUpdate(created);
        dataZone.faultAlways(GET, StandInFault.accessDenied());
        Answer back = deployment.update(failed.physicalId(), CHANGED, OLD);
        dataZone.faultNoMore();
        dataZone.end("run0001", StandInOutcome.isCanceled());

        Answer updated = deployment.update(back.physicalId(), OLD, OLD.with("timeout", 60));

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals("run0001", updated.runId());
        assertEquals(2, dataZone.startedRuns().size());
    }

    @Test
    void doesNotHaveCloudFormationCancelTheRunThatWasTakenUpUnread() {
        Answer created = deployment.create(OLD);
        Answer failed = updateThatLostItsRun(created);

        Answer again = deployment.update(failed.physicalId(), OLD, CHANGED);

        assertTrue(again.succeeded(), again::reason);
        assertEquals(failed.physicalId(), again.physicalId());
    }

    /** It is not ours to cancel, so nothing is lost where CloudFormation deletes the id that names it as unfinished. */
    @Test
    void startsNothingOnARollbackToAnAdoptedRunThatWasTakenUp() {
        Answer created = deployment.create(OLD);
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, List.of("BUSINESS_DESCRIPTIONS"), "somebody");
        Answer timedOut = deployment.update(created.physicalId(), OLD, CHANGED.with("timeout", 60));
        Answer again = deployment.update(timedOut.physicalId(), OLD, CHANGED.with("timeout", 61));
        dataZone.end("run0002", StandInOutcome.fails("no columns"));
        dataZone.fault(START, StandInFault.quotaExceeded());
        Answer third = deployment.update(again.physicalId(), CHANGED, THIRD);

        Answer back = deployment.update(third.physicalId(), THIRD, CHANGED);

        assertFalse(timedOut.succeeded());
        assertTrue(again.succeeded(), again::reason);
        assertFalse(third.succeeded());
        assertTrue(back.succeeded(), back::reason);
        assertEquals("run0002", back.runId());
        assertEquals(1, dataZone.startedRuns().size());
    }

    @Test
    void startsNothingAfterTheRunThatWasTakenUpIsForgotten() {
        Answer created = deployment.create(OLD);
        Answer failed = updateThatLostItsRun(created);
        dataZone.faultNoMore();
        var event = deployment.onEvent(deployment.updateEvent(failed.physicalId(), OLD, CHANGED));
        dataZone.forget("run0002");
        String id = deployment.isComplete(event).get("PhysicalResourceId").textValue();

        Answer updated = deployment.update(id, CHANGED, CHANGED.with("timeout", 60));

        assertEquals("run0002", updated.runId());
        assertEquals(2, dataZone.startedRuns().size());
    }

    @Test
    void rollsBackAnUpdateThatWasTakenUpWithoutARollbackAndFailedAgain() {
        Answer created = deployment.create(OLD);
        Answer failed = failedUpdate(created);
        dataZone.nextRun(StandInOutcome.fails("no columns"));
        Answer failedAgain = deployment.update(failed.physicalId(), OLD, CHANGED);

        Answer back = deployment.update(failedAgain.physicalId(), CHANGED, OLD);

        assertFalse(failedAgain.succeeded());
        assertBackAt(created, back, 3);
    }

    @Test
    void rollsBackAThirdUpdatePastTheFailedSecond() {
        Answer created = deployment.create(OLD);
        Answer failed = failedUpdate(created);
        dataZone.nextRun(StandInOutcome.fails("no columns"));
        Answer third = deployment.update(failed.physicalId(), CHANGED, THIRD);

        Answer back = deployment.update(third.physicalId(), THIRD, OLD);

        assertFalse(third.succeeded());
        assertBackAt(created, back, 3);
    }

    @Test
    void goesBackFromASucceededThirdUpdatePastTheFailedSecond() {
        Answer created = deployment.create(OLD);
        Answer failed = failedUpdate(created);
        Answer third = deployment.update(failed.physicalId(), CHANGED, THIRD);

        Answer back = deployment.update(third.physicalId(), THIRD, OLD);

        assertTrue(third.succeeded(), third::reason);
        assertEquals("run0003", third.runId());
        assertBackAt(created, back, 3);
    }

    @Test
    void knowsNothingBeforeTheRunThatAFailedWaitWasRolledBackTo() {
        Answer created = deployment.create(OLD);
        Answer updated = deployment.update(created.physicalId(), OLD, CHANGED);
        dataZone.nextRun(StandInOutcome.fails("no columns"));
        Answer failed = deployment.update(updated.physicalId(), CHANGED, THIRD);
        Answer back = deployment.update(failed.physicalId(), THIRD, CHANGED);

        Answer first = deployment.update(back.physicalId(), CHANGED, OLD);

        assertEquals("run0002", back.runId());
        assertEquals("run0004", first.runId());
    }

    @Test
    void cancelsTheRunOfAnUpdateThatTimesOutAndRollsItBack() {
        Answer created = deployment.create(OLD);
        dataZone.nextRun(StandInOutcome.neverEnds());
        Answer failed = deployment.update(created.physicalId(), OLD, CHANGED.with("timeout", 60));

        Answer back = deployment.update(failed.physicalId(), CHANGED, OLD);

        assertFalse(failed.succeeded());
        assertEquals("CANCELED", dataZone.run("run0002").status());
        assertBackAt(created, back, 2);
        assertEquals(1, dataZone.calls(CANCEL).size());
    }

    @Test
    void rollsBackAFailedCreateOnceMoreWithoutABefore() {
        dataZone.nextRun(StandInOutcome.fails("no columns"));
        Answer failed = deployment.create(OLD);

        Answer deleted = deployment.delete(failed.physicalId(), OLD);

        assertNotEquals(Deployment.CREATE_FAILED, failed.physicalId());
        assertTrue(deleted.succeeded(), deleted::reason);
        assertEquals(1, dataZone.startedRuns().size());
    }

    private Answer failedUpdate(Answer created) {
        dataZone.nextRun(StandInOutcome.fails("no columns"));
        Answer failed = deployment.update(created.physicalId(), OLD, CHANGED);
        assertFalse(failed.succeeded());
        assertFalse(failed.refusedByOnEvent());
        return failed;
    }

    /** Reading and cancelling are denied, so that the run goes on although its update has failed. */
    private Answer updateThatLostItsRun(Answer created) {
        dataZone.runsTake(Duration.ofMinutes(5), Duration.ofMinutes(5));
        dataZone.faultAlways(GET, StandInFault.accessDenied());
        dataZone.faultAlways(CANCEL, StandInFault.accessDenied());
        Answer failed = deployment.update(created.physicalId(), OLD, CHANGED);
        assertFalse(failed.succeeded());
        assertFalse(failed.refusedByOnEvent());
        assertEquals("SUBMITTED", dataZone.run("run0002").status());
        return failed;
    }

    private void assertBackAt(Answer created, Answer back, int runs) {
        assertTrue(back.succeeded(), back::reason);
        assertEquals(created.data(), back.data());
        assertEquals(runs, dataZone.startedRuns().size());
    }
}
