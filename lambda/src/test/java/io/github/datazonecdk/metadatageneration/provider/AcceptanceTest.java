package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.ACCEPT;
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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptanceTest {
    private static final RunProperties ACCEPTING = run().with("acceptPredictions", true);

    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    @Test
    void acceptsNothingWhereNotAsked() {
        deployment.create(run());

        assertEquals(0, dataZone.calls(ACCEPT).size());
    }

    @Test
    void acceptsAllOnceTheRunHasSucceeded() {
        Answer created = deployment.create(ACCEPTING);

        assertTrue(created.succeeded(), created::reason);
        assertEquals("2", created.get("AssetRevision"));
        assertEquals(1, dataZone.calls(ACCEPT).size());
        JsonNode body = dataZone.calls(ACCEPT).get(0).body();
        assertEquals("ALL", body.at("/acceptRule/rule").textValue());
        assertTrue(body.at("/acceptRule/threshold").isMissingNode());
        assertEquals("5d4kq3x", dataZone.calls(ACCEPT).get(0).identifier());
        assertFalse(dataZone.calls(ACCEPT).get(0).time().isBefore(deployment.clock.now()));
    }

    @Test
    void acceptsByTheThreshold() {
        deployment.create(ACCEPTING.with("acceptanceThreshold", "0.75"));

        assertEquals(
                0.75,
                dataZone.calls(ACCEPT).get(0).body().at("/acceptRule/threshold").doubleValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "CANCELED"})
    void acceptsNothingOfARunThatDidNotSucceed(String status) {
        dataZone.runs(StandInOutcome.ends(status));

        deployment.create(ACCEPTING);

        assertEquals(0, dataZone.calls(ACCEPT).size());
    }

    @Test
    void acceptsOnceWhereTheAnswerIsLost() {
        dataZone.fault(ACCEPT, StandInFault.loseAnswer());

        Answer created = deployment.create(ACCEPTING);

        assertTrue(created.succeeded(), created::reason);
        assertEquals("2", created.get("AssetRevision"));
        assertEquals(2, dataZone.assetRevision("dzd_4p2", "5d4kq3x"));
    }

    @Test
    void acceptsOnceWhereThePollIsDeliveredTwice() {
        ObjectNode event = deployment.onEvent(deployment.createEvent(ACCEPTING));
        deployment.clock.sleep(Duration.ofMinutes(1));

        JsonNode first = deployment.isComplete(event);
        JsonNode second = deployment.isComplete(event);

        assertEquals(first, second);
        assertEquals(2, dataZone.assetRevision("dzd_4p2", "5d4kq3x"));
    }

    @ParameterizedTest
    @MethodSource("io.github.datazonecdk.metadatageneration.provider.WaitingTest#passingFaults")
    void waitsOutWhatPasses(StandInFault fault) {
        dataZone.faultFor(Duration.ofMinutes(5), ACCEPT, fault);

        Answer created = deployment.create(ACCEPTING);

        assertTrue(created.succeeded(), created::reason);
        assertEquals(2, dataZone.assetRevision("dzd_4p2", "5d4kq3x"));
    }

    @Test
    void failsWhereItMayNotAccept() {
        dataZone.faultAlways(ACCEPT, StandInFault.accessDenied());

        Answer created = deployment.create(ACCEPTING);

        assertFalse(created.succeeded());
        assertFalse(created.refusedByOnEvent());
        assertTrue(created.firstLine().contains("AcceptPredictions"), created::reason);
        assertTrue(created.firstLine().contains("AccessDenied"), created::reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "CANCELED"})
    void acceptsNothingOfARunWhoseFailureIsTolerated(String status) {
        dataZone.runs(StandInOutcome.ends(status));

        Answer created = deployment.create(ACCEPTING.with("failOn", "NOTHING"));

        assertTrue(created.succeeded(), created::reason);
        assertEquals(0, dataZone.calls(ACCEPT).size());
    }

    @Test
    void isTriedAgainWhileTheAssetIsBeingChanged() {
        dataZone.fault(ACCEPT, StandInFault.conflict(), 2);

        Answer created = deployment.create(ACCEPTING);

        assertTrue(created.succeeded(), created::reason);
        assertEquals("2", created.get("AssetRevision"));
    }

    @Test
    void isTriedAgainNoLongerThanTheTimeout() {
        dataZone.faultAlways(ACCEPT, StandInFault.throttled());

        Answer created = deployment.create(ACCEPTING.with("timeout", 60));

        assertFalse(created.succeeded());
        assertEquals(Duration.ofSeconds(60), created.took());
        assertTrue(created.firstLine().contains("AcceptPredictions refused"), created::reason);
        assertTrue(created.firstLine().contains("Throttling"), created::reason);
    }

    @Test
    void isTriedOnceWhereItIsRefusedForGood() {
        dataZone.faultAlways(ACCEPT, StandInFault.invalid("no predictions"));

        Answer created = deployment.create(ACCEPTING);

        assertFalse(created.succeeded());
        assertEquals(1, dataZone.calls(ACCEPT).size());
    }

    @Test
    void saysWhatToDoWhereItMayNotAccept() {
        dataZone.faultAlways(ACCEPT, StandInFault.accessDenied());

        Answer created = deployment.create(ACCEPTING);

        assertTrue(created.firstLine().contains("contributor or owner"), created::reason);
    }

    /** Another run would mend nothing. */
    @Test
    void advisesNoOtherTokenOrRunWhereItIsInConflict() {
        dataZone.faultAlways(ACCEPT, StandInFault.conflict());

        Answer created = deployment.create(ACCEPTING.with("clientToken", "mine"));

        assertTrue(created.firstLine().contains("AcceptPredictions refused"), created::reason);
        assertTrue(created.firstLine().endsWith("Deploy again once nobody else changes the asset"), created::reason);
    }

    @Test
    void advisesToCheckTheAssetWhereItIsNotValid() {
        dataZone.fault(ACCEPT, StandInFault.invalid("no predictions"));

        Answer created = deployment.create(ACCEPTING);

        assertTrue(created.firstLine().endsWith("Check the asset and acceptanceThreshold"), created::reason);
    }

    @Test
    void acceptsForAnUpdateThatStartsNothingButAsksForIt() {
        Answer created = deployment.create(run());

        Answer updated = deployment.update(created.physicalId(), run(), ACCEPTING);

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals("2", updated.get("AssetRevision"));
        assertEquals(1, dataZone.startedRuns().size());
    }

    @Test
    void mayFailAnUpdateThatAsksForIt() {
        Answer created = deployment.create(run());
        dataZone.faultAlways(ACCEPT, StandInFault.accessDenied());

        Answer updated = deployment.update(created.physicalId(), run(), ACCEPTING);

        assertFalse(updated.succeeded());
        assertTrue(updated.firstLine().contains("AcceptPredictions"), updated::reason);
        assertEquals(1, dataZone.startedRuns().size());
    }

    @Test
    void mayFailAnUpdateThatAsksForAnotherThreshold() {
        Answer created = deployment.create(ACCEPTING);
        dataZone.faultAlways(ACCEPT, StandInFault.accessDenied());

        Answer updated = deployment.update(created.physicalId(), ACCEPTING, ACCEPTING.with("acceptanceThreshold", 0.5));

        assertFalse(updated.succeeded());
    }

    @Test
    void isNotRepeatedByAnUpdateThatChangesSomethingElse() {
        Answer created = deployment.create(ACCEPTING);

        Answer updated = deployment.update(created.physicalId(), ACCEPTING, ACCEPTING.with("cancelOnDelete", false));

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals("2", updated.get("AssetRevision"));
        assertEquals(created.physicalId(), updated.physicalId());
        assertEquals(1, dataZone.calls(ACCEPT).size());
    }

    @Test
    void isNotMadeUpForByAnUpdateThatChangesSomethingElse() {
        Answer created = deployment.create(run());

        Answer updated = deployment.update(created.physicalId(), ACCEPTING, ACCEPTING.with("cancelOnDelete", false));

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals("", updated.get("AssetRevision"));
        assertEquals(0, dataZone.calls(ACCEPT).size());
    }

    /** A sibling has failed the update that turned acceptance off. */
    @Test
    void isNotRepeatedByARollbackThatTurnsItOnAgain() {
        Answer created = deployment.create(ACCEPTING);
        Answer updated = deployment.update(created.physicalId(), ACCEPTING, run());
        dataZone.faultAlways(ACCEPT, StandInFault.accessDenied());

        Answer back = deployment.update(updated.physicalId(), run(), ACCEPTING);

        assertTrue(back.succeeded(), back::reason);
        assertEquals("2", back.get("AssetRevision"));
        assertEquals(1, dataZone.calls(ACCEPT).size());
    }

    @Test
    void isNotRepeatedByARollbackToTheThresholdOfBefore() {
        RunProperties stricter = ACCEPTING.with("acceptanceThreshold", 0.5);
        Answer created = deployment.create(ACCEPTING);
        Answer updated = deployment.update(created.physicalId(), ACCEPTING, stricter);
        dataZone.faultAlways(ACCEPT, StandInFault.accessDenied());

        Answer back = deployment.update(updated.physicalId(), stricter, ACCEPTING);

        assertTrue(back.succeeded(), back::reason);
        assertEquals("3", updated.get("AssetRevision"));
        assertEquals("3", back.get("AssetRevision"));
        assertEquals(2, dataZone.calls(ACCEPT).size());
    }

    @Test
    void isNotRepeatedByARollbackToTheEarlierRun() {
        RunProperties changed = ACCEPTING.with("rerunTrigger", "2");
        Answer created = deployment.create(ACCEPTING);
        Answer updated = deployment.update(created.physicalId(), ACCEPTING, changed);

        Answer back = deployment.update(updated.physicalId(), changed, ACCEPTING);

        assertEquals("3", updated.get("AssetRevision"));
        assertTrue(back.succeeded(), back::reason);
        assertEquals("run0001", back.runId());
        assertEquals("2", back.get("AssetRevision"));
        assertEquals(2, dataZone.calls(ACCEPT).size());
    }

    @Test
    void isNotMadeUpForByGoingBack() {
        RunProperties changed = run().with("rerunTrigger", "2");
        Answer created = deployment.create(run());
        Answer updated = deployment.update(created.physicalId(), run(), changed);

        Answer back = deployment.update(updated.physicalId(), changed, ACCEPTING);

        assertTrue(back.succeeded(), back::reason);
        assertEquals("", back.get("AssetRevision"));
        assertEquals(0, dataZone.calls(ACCEPT).size());
    }

    /** A rollback of that would have nothing to accept for, and must not fail. */
    @Test
    void remembersNoAcceptanceThatWasRefused() {
        Answer created = deployment.create(run());
        dataZone.fault(ACCEPT, StandInFault.invalid("no predictions"));
        Answer failed = deployment.update(created.physicalId(), run(), ACCEPTING);
        Answer back = deployment.update(failed.physicalId(), ACCEPTING, run());

        Answer again = deployment.update(back.physicalId(), run(), ACCEPTING);

        assertFalse(failed.succeeded());
        assertTrue(again.succeeded(), again::reason);
        assertEquals("2", again.get("AssetRevision"));
        assertEquals(2, dataZone.calls(ACCEPT).size());
    }

    @Test
    void staysKnownThroughARollbackToAThirdRun() {
        RunProperties changed = ACCEPTING.with("rerunTrigger", "2");
        Answer created = deployment.create(ACCEPTING);
        dataZone.nextRun(StandInOutcome.fails());
        Answer failed = deployment.update(created.physicalId(), ACCEPTING, changed);
        Answer back = deployment.update(failed.physicalId(), changed, ACCEPTING);

        Answer updated = deployment.update(back.physicalId(), ACCEPTING, ACCEPTING.with("timeout", 60));

        assertEquals("2", back.get("AssetRevision"));
        assertEquals("2", updated.get("AssetRevision"));
        assertEquals(1, dataZone.calls(ACCEPT).size());
    }

    @Test
    void keepsItsRevisionWhereTheRunIsForgotten() {
        Answer created = deployment.create(ACCEPTING);
        dataZone.forget("run0001");

        Answer updated = deployment.update(created.physicalId(), ACCEPTING, ACCEPTING);

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals("2", updated.get("AssetRevision"));
    }

    @Test
    void doesNotFailARollback() {
        RunProperties changed = ACCEPTING.with("rerunTrigger", "2");
        Answer created = deployment.create(ACCEPTING);
        dataZone.nextRun(StandInOutcome.fails());
        Answer failed = deployment.update(created.physicalId(), ACCEPTING, changed);
        dataZone.faultAlways(ACCEPT, StandInFault.accessDenied());

        Answer back = deployment.update(failed.physicalId(), changed, ACCEPTING);

        assertTrue(back.succeeded(), back::reason);
        assertEquals("run0001", back.runId());
    }
}
