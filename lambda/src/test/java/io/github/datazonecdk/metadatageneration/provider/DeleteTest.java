package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.ACCEPT;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.LIST;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.notAwaited;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteTest {
    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    @ParameterizedTest
    @CsvSource({"SUBMITTED, 0", "IN_PROGRESS, 3"})
    void cancelsAnActiveRun(String status, int seconds) {
        deployment.create(notAwaited());
        deployment.clock.sleep(Duration.ofSeconds(seconds));
        assertEquals(status, dataZone.run("run0001").status());

        Answer deleted = deployment.delete();

        assertDeletedAtOnce(deleted);
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    @Test
    void cancelsTheRunOfACreateThatWasNeverAwaited() {
        ObjectNode event = deployment.onEvent(deployment.createEvent(run()));

        Answer deleted = deployment.delete(event.get("PhysicalResourceId").textValue(), run());

        assertDeletedAtOnce(deleted);
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    @Test
    void leavesAnActiveRunWhereToldTo() {
        RunProperties properties = notAwaited().with("cancelOnDelete", false);
        deployment.create(properties);

        Answer deleted = deployment.delete();

        assertDeletedAtOnce(deleted);
        assertEquals("SUBMITTED", dataZone.run("run0001").status());
        assertEquals(0, dataZone.calls(CANCEL).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCEEDED", "FAILED", "CANCELED", "PARTIALLY_SUCCEEDED"})
    void leavesAnEndedRunAndSaysWhy(String status) {
        deployment.create(notAwaited());
        dataZone.end("run0001", StandInOutcome.ends(status));

        Answer deleted = deployment.delete();

        assertDeletedAtOnce(deleted);
        assertEquals(status, dataZone.run("run0001").status());
        assertTrue(deployment.logs().contains("run0001"), deployment::logs);
        assertTrue(deployment.logs().contains(status), deployment::logs);
    }

    @Test
    void succeedsWhereTheRunIsMissingAndSaysWhy() {
        deployment.create(notAwaited());
        dataZone.forget("run0001");

        Answer deleted = deployment.delete();

        assertDeletedAtOnce(deleted);
        assertTrue(deployment.logs().contains("ResourceNotFound"), deployment::logs);
    }

    static Stream<StandInFault> refusals() {
        return Stream.of(
                StandInFault.accessDenied(),
                StandInFault.unauthorized(),
                StandInFault.notFound("Domain dzd_4p2 does not exist."),
                StandInFault.throttled(),
                StandInFault.internalError(),
                StandInFault.unavailable(),
                StandInFault.conflict(),
                StandInFault.invalid("no"),
                StandInFault.cutConnection(),
                StandInFault.answerGarbage());
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void succeedsWhateverDataZoneGoesOnAnsweringAndSaysWhy(StandInFault fault) {
        deployment.create(notAwaited());
        failAll(fault);
        String before = deployment.logs();

        Answer deleted = deployment.delete();

        deleted.assertSucceeded();
        deleted.assertTook(Duration.ZERO, Duration.ofSeconds(90));
        assertTrue(deployment.logs().substring(before.length()).contains("run0001"), deployment::logs);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40})
    void cancelsOnceTheServiceIsWellAgain(int seconds) {
        deployment.create(notAwaited());
        dataZone.end("run0001", StandInOutcome.neverEnds());
        Duration while_ = Duration.ofSeconds(seconds);
        dataZone.faultFor(while_, GET, StandInFault.throttled());
        dataZone.faultFor(while_, CANCEL, StandInFault.unavailable());

        Answer deleted = deployment.delete();

        deleted.assertSucceeded();
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    /** As an update leaves it that was refused for it, and not rolled back. */
    @Test
    void cancelsInSpiteOfAnExternalIdWithoutARole() {
        Answer created = deployment.create(notAwaited());

        deployment.delete(created.physicalId(), notAwaited().with("externalId", "orders"));

        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    /** As for a run that is just about to change its status. */
    @Test
    void cancelsAnActiveRunInConflictThatCannotBeReadAtFirst() {
        deployment.create(notAwaited());
        dataZone.end("run0001", StandInOutcome.neverEnds());
        dataZone.fault(CANCEL, StandInFault.conflict(), 3);
        dataZone.fault(GET, StandInFault.throttled());

        Answer deleted = deployment.delete();

        deleted.assertSucceeded();
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    @Test
    void doesNotTryAgainWhereTheRunInConflictHasEnded() {
        deployment.create(run());
        dataZone.faultAlways(CANCEL, StandInFault.conflict());

        Answer deleted = deployment.delete();

        assertDeletedAtOnce(deleted);
        assertEquals(1, dataZone.calls(CANCEL).size());
    }

    @Test
    void succeedsWhereAClassIsMissing() {
        Answer created = deployment.create(notAwaited());
        deployment.client = caller -> {
            throw new NoClassDefFoundError("software/amazon/awssdk/Missing");
        };

        Answer deleted = deployment.delete(created.physicalId(), notAwaited().with("region", "eu-central-1"));

        deleted.assertSucceeded();
        assertTrue(deployment.logs().contains("software/amazon/awssdk/Missing"), deployment::logs);
    }

    @Test
    void neverCancelsAnAdoptedRun() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, List.of("BUSINESS_DESCRIPTIONS"), "somebody");
        Answer created = deployment.create(notAwaited());

        Answer deleted = deployment.delete();

        assertEquals("run0001", created.runId());
        assertDeletedAtOnce(deleted);
        assertEquals(0, dataZone.calls(CANCEL).size());
        assertTrue(deployment.logs().contains("run0001"), deployment::logs);
    }

    static Stream<RunProperties> unusableProperties() {
        return Stream.of(
                run().without("domainIdentifier"),
                run().with("domainIdentifier", "nonsense"),
                run().with("domainIdentifier", List.of("dzd_4p2")),
                run().without("owningProjectIdentifier"),
                run().with("target", "5d4kq3x"),
                run().with("type", "BUSINESS_NAMES"),
                run().with("timeout", "soon"),
                run().with("cancelOnDelete", "perhaps"),
                run().with("region", "no region!"),
                run().with("region", List.of("eu-west-1")));
    }

    @ParameterizedTest
    @MethodSource("unusableProperties")
    void succeedsWithPropertiesThatCannotBeUsed(RunProperties properties) {
        Answer created = deployment.create(notAwaited());

        Answer deleted = deployment.delete(created.physicalId(), properties);

        deleted.assertSucceeded();
    }

    /** The Region is part of the host's name. */
    @ParameterizedTest
    @ValueSource(strings = {"evil.example.com/", "eu-west-1.evil.example.com#", ""})
    void callsNoOtherHostForARegionThatIsNone(String region) {
        Answer created = deployment.create(notAwaited());
        int calls = dataZone.calls().size();

        Answer deleted = deployment.delete(created.physicalId(), notAwaited().with("region", region));

        assertDeletedAtOnce(deleted);
        assertEquals(calls, dataZone.calls().size());
        assertTrue(deployment.logs().contains("property region is"), deployment.logs());
    }

    @Test
    void succeedsWhateverIsMergedOverTheRequest() {
        Answer created = deployment.create(notAwaited());
        ObjectNode event = deployment.onEvent(deployment.deleteEvent(created.physicalId(), notAwaited()));
        event.put("MetadataGenerationRun", "none");

        assertTrue(deployment.isComplete(event).get("IsComplete").booleanValue());
    }

    @Test
    void succeedsWithoutProperties() {
        Answer created = deployment.create(notAwaited());
        ObjectNode request = deployment.deleteEvent(created.physicalId(), run());
        request.remove("ResourceProperties");

        Answer deleted = deployment.play(request);

        deleted.assertSucceeded();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MyStack-Orders-1ABCDEFGHIJK", Deployment.CREATE_FAILED, "run0001"})
    void callsNothingForAnIdThatIsNotOursWhateverTheProperties(String id) {
        deployment.onEvent(deployment.createEvent(run()));
        int calls = dataZone.calls().size();

        assertDeletedAtOnce(deployment.delete(id, run()));
        assertDeletedAtOnce(deployment.delete(id, run().without("domainIdentifier")));

        assertEquals(calls, dataZone.calls().size());
        assertFalse(deployment.logs().isBlank());
    }

    @Test
    void succeedsTwice() {
        deployment.create(notAwaited());

        Answer first = deployment.delete();
        Answer second = deployment.delete();

        assertDeletedAtOnce(first);
        assertDeletedAtOnce(second);
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void actsOnTheOwnRunOfEitherIdOfAnUpdate(boolean oldFirst) {
        RunProperties changed = notAwaited().with("rerunTrigger", "2");
        dataZone.conflicts(false);
        dataZone.runs(StandInOutcome.neverEnds());
        Answer created = deployment.create(notAwaited());
        Answer updated = deployment.update(changed);
        Answer first = oldFirst ? created : updated;
        Answer second = oldFirst ? updated : created;

        assertDeletedAtOnce(deployment.delete(first.physicalId(), oldFirst ? notAwaited() : changed));

        assertEquals("CANCELED", dataZone.run(first.runId()).status());
        assertEquals("SUBMITTED", dataZone.run(second.runId()).status());

        assertDeletedAtOnce(deployment.delete(second.physicalId(), oldFirst ? changed : notAwaited()));

        assertEquals("CANCELED", dataZone.run(second.runId()).status());
    }

    @Test
    void actsOnTheRunThatARollbackReturnedTo() {
        RunProperties changed = notAwaited().with("rerunTrigger", "2");
        dataZone.conflicts(false);
        dataZone.runs(StandInOutcome.neverEnds());
        deployment.create(notAwaited());
        deployment.update(changed);
        deployment.update(notAwaited());

        assertDeletedAtOnce(deployment.delete());

        assertEquals("CANCELED", dataZone.run("run0001").status());
        assertEquals("SUBMITTED", dataZone.run("run0002").status());
    }

    @Test
    void startsAndAcceptsNothing() {
        deployment.create(run().with("acceptPredictions", true));

        deployment.delete();

        assertEquals(1, dataZone.calls(START).size());
        assertEquals(1, dataZone.calls(ACCEPT).size());
    }

    private void failAll(StandInFault fault) {
        List.of(START, GET, LIST, CANCEL).forEach(operation -> dataZone.faultAlways(operation, fault));
    }

    private static void assertDeletedAtOnce(Answer deleted) {
        deleted.assertSucceeded();
        assertEquals(1, deleted.polls());
        assertEquals(Duration.ZERO, deleted.took());
    }
}
