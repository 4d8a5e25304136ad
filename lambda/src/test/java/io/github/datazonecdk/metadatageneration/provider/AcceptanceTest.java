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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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

        created.assertSucceeded();
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
    @CsvSource({"FAILED, FAILED", "CANCELED, FAILED", "FAILED, NOTHING", "CANCELED, NOTHING"})
    void acceptsNothingOfARunThatDidNotSucceed(String status, String failOn) {
        dataZone.runs(StandInOutcome.ends(status));

        Answer created = deployment.create(ACCEPTING.with("failOn", failOn));

        assertEquals(failOn.equals("NOTHING"), created.succeeded());
        assertEquals(0, dataZone.calls(ACCEPT).size());
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
    @MethodSource(WaitingTest.PASSING_FAULTS)
    void waitsOutWhatPasses(StandInFault fault) {
        dataZone.faultFor(Duration.ofMinutes(5), ACCEPT, fault);

        Answer created = deployment.create(ACCEPTING);

        created.assertSucceeded();
        assertEquals(2, dataZone.assetRevision("dzd_4p2", "5d4kq3x"));
    }

    /** Another token or run would mend nothing. */
    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(StandInFault.accessDenied(), ".*AccessDenied: .* contributor or owner.*"),
                Arguments.of(
                        StandInFault.conflict(), ".*Conflict: .*\\. Deploy again once nobody else changes the asset"),
                Arguments.of(
                        StandInFault.invalid("none"), ".*Validation: .*\\. Check the asset and acceptanceThreshold"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void failsWhereItIsRefusedAndSaysWhatToDo(StandInFault fault, String whyAndWhatToDo) {
        dataZone.faultAlways(ACCEPT, fault);

        Answer created = deployment.create(ACCEPTING.with("clientToken", "mine"));

        created.assertFailedAfterWaiting("AcceptPredictions refused");
        assertTrue(created.firstLine().matches(whyAndWhatToDo), created::reason);
    }

    @Test
    void isTriedAgainWhileTheAssetIsBeingChanged() {
        dataZone.fault(ACCEPT, StandInFault.conflict(), 2);

        Answer created = deployment.create(ACCEPTING);

        created.assertSucceeded();
        assertEquals("2", created.get("AssetRevision"));
    }

    @Test
    void isTriedAgainNoLongerThanTheTimeout() {
        dataZone.faultAlways(ACCEPT, StandInFault.throttled());

        Answer created = deployment.create(ACCEPTING.with("timeout", 60));

        created.assertFailed();
        assertEquals(Duration.ofSeconds(60), created.took());
        created.assertFailed("AcceptPredictions refused", "Throttling");
    }

    @Test
    void isTriedOnceWhereItIsRefusedForGood() {
        dataZone.faultAlways(ACCEPT, StandInFault.invalid("no predictions"));

        Answer created = deployment.create(ACCEPTING);

        created.assertFailed();
        assertEquals(1, dataZone.calls(ACCEPT).size());
    }

    @Test
    void acceptsForAnUpdateThatStartsNothingButAsksForIt() {
        deployment.create(run());

        Answer updated = deployment.update(ACCEPTING);

        updated.assertSucceeded();
        assertEquals("2", updated.get("AssetRevision"));
        assertEquals(1, dataZone.startedRuns().size());
    }

    static Stream<Arguments> askedFor() {
        return Stream.of(
                Arguments.of(run(), ACCEPTING), Arguments.of(ACCEPTING, ACCEPTING.with("acceptanceThreshold", 0.5)));
    }

    @ParameterizedTest
    @MethodSource("askedFor")
    void mayFailAnUpdateThatAsksForIt(RunProperties before, RunProperties asking) {
        deployment.create(before);
        dataZone.faultAlways(ACCEPT, StandInFault.accessDenied());

        Answer updated = deployment.update(asking);

        updated.assertFailed("AcceptPredictions");
        assertEquals(1, dataZone.startedRuns().size());
    }

    /** What is deployed one after the other, and what is accepted by then: the last one, a rollback or not, adds nothing. */
    static Stream<Arguments> deployments() {
        RunProperties otherRun = ACCEPTING.with("rerunTrigger", "2");
        RunProperties stricter = ACCEPTING.with("acceptanceThreshold", 0.5);
        return Stream.of(
                Arguments.of(List.of(ACCEPTING, ACCEPTING.with("cancelOnDelete", false)), "2", 1),
                Arguments.of(List.of(ACCEPTING, run(), ACCEPTING), "2", 1),
                Arguments.of(List.of(ACCEPTING, stricter, ACCEPTING), "3", 2),
                Arguments.of(List.of(ACCEPTING, otherRun, ACCEPTING), "2", 2),
                Arguments.of(List.of(run(), run().with("rerunTrigger", "2"), ACCEPTING), "", 0));
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void isNeitherRepeatedNorMadeUpFor(List<RunProperties> deployments, String revision, int acceptances) {
        deployment.create(deployments.get(0));
        deployments.subList(1, deployments.size() - 1).forEach(deployment::update);
        dataZone.faultAlways(ACCEPT, StandInFault.accessDenied());

        Answer last = deployment.update(deployments.get(deployments.size() - 1));

        last.assertSucceededWith("run0001");
        assertEquals(revision, last.get("AssetRevision"));
        assertEquals(acceptances, dataZone.calls(ACCEPT).size());
    }

    @Test
    void isNotMadeUpForByAnUpdateThatChangesSomethingElse() {
        Answer created = deployment.create(run());

        Answer updated = deployment.update(created.physicalId(), ACCEPTING, ACCEPTING.with("cancelOnDelete", false));

        updated.assertSucceeded();
        assertEquals("", updated.get("AssetRevision"));
        assertEquals(0, dataZone.calls(ACCEPT).size());
    }

    /** A rollback of that would have nothing to accept for, and must not fail. */
    @Test
    void remembersNoAcceptanceThatWasRefused() {
        deployment.create(run());
        dataZone.fault(ACCEPT, StandInFault.invalid("no predictions"));
        Answer failed = deployment.update(ACCEPTING);
        deployment.update(run());

        Answer again = deployment.update(ACCEPTING);

        failed.assertFailed();
        again.assertSucceeded();
        assertEquals("2", again.get("AssetRevision"));
        assertEquals(2, dataZone.calls(ACCEPT).size());
    }

    @Test
    void staysKnownThroughARollbackToAThirdRun() {
        RunProperties changed = ACCEPTING.with("rerunTrigger", "2");
        deployment.create(ACCEPTING);
        dataZone.nextRun(StandInOutcome.fails());
        deployment.update(changed);
        Answer back = deployment.update(ACCEPTING);

        Answer updated = deployment.update(ACCEPTING.with("timeout", 60));

        assertEquals("2", back.get("AssetRevision"));
        assertEquals("2", updated.get("AssetRevision"));
        assertEquals(1, dataZone.calls(ACCEPT).size());
    }

    @Test
    void keepsItsRevisionWhereTheRunIsForgotten() {
        deployment.create(ACCEPTING);
        dataZone.forget("run0001");

        Answer updated = deployment.update(ACCEPTING);

        updated.assertSucceeded();
        assertEquals("2", updated.get("AssetRevision"));
    }

    @Test
    void doesNotFailARollback() {
        RunProperties changed = ACCEPTING.with("rerunTrigger", "2");
        deployment.create(ACCEPTING);
        dataZone.nextRun(StandInOutcome.fails());
        deployment.update(changed);
        dataZone.faultAlways(ACCEPT, StandInFault.accessDenied());

        Answer back = deployment.update(ACCEPTING);

        back.assertSucceededWith("run0001");
    }
}
