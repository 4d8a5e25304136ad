package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.LIST;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.notAwaited;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of a DataZone that is newer than this SDK, or that leaves out what the API promises. */
class NewerServiceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    @ParameterizedTest
    @ValueSource(strings = {START, GET, LIST})
    void ignoresMembersThatItDoesNotKnow(String operation) {
        dataZone.fault(START, StandInFault.conflict());
        dataZone.faultAlways(operation, altered(answer -> {
            answer.put("costInDescriptions", 17).putNull("reviewer");
            answer.putObject("lineage").putArray("parents").addObject().put("depth", 1);
            answer.putArray("warnings").add("a").addObject();
        }));

        Answer created = deployment.create(run());

        created.assertSucceededWith("run0001");
        assertEquals("SUCCEEDED", created.get("Status"));
        assertEquals(1, dataZone.startedRuns().size());
    }

    @Test
    void takesTypesAndStatusesOfTypesThatItDoesNotKnow() {
        dataZone.faultAlways(GET, altered(answer -> {
            answer.putArray("types").add("BUSINESS_DESCRIPTIONS").add("COLUMN_TAGS");
            answer.withArray("typeStats").addObject().put("type", "COLUMN_TAGS").put("status", "SKIPPED");
        }));

        Answer created = deployment.create(run());

        created.assertSucceeded();
        assertEquals("BUSINESS_DESCRIPTIONS,COLUMN_TAGS", created.get("Types"));
    }

    @Test
    void awaitsARunInAStatusThatItDoesNotKnow() {
        dataZone.fault(START, altered(answer -> answer.put("status", "QUEUED")));
        dataZone.fault(GET, altered(answer -> answer.put("status", "PAUSED")), 3);

        Answer created = deployment.create(run());

        created.assertSucceeded();
        assertEquals("SUCCEEDED", created.get("Status"));
        assertEquals(4, created.polls());
    }

    @Test
    void failsAtOnceForAnErrorThatItDoesNotKnow() {
        dataZone.faultAlways(START, new StandInFault.Refuse(422, "RegionalOptOutException", "Generation is off."));

        Answer created = deployment.create(run());

        assertTrue(
                created.firstLine()
                        .startsWith(
                                "StartMetadataGenerationRun refused for asset 5d4kq3x (project 3jx9, domain dzd_4p2):"
                                        + " RegionalOptOut: Generation is off."),
                created::reason);
        assertEquals(1, dataZone.calls(START).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "[]", "17"})
    void asksAgainWhereTheAnswerHoldsNothing(String body) {
        dataZone.fault(START, StandInFault.answerAltered(answer -> body));
        dataZone.fault(GET, StandInFault.answerAltered(answer -> body), 2);

        Answer created = deployment.create(run());

        created.assertSucceededWith("run0001");
        assertEquals("SUCCEEDED", created.get("Status"));
        assertEquals(2, dataZone.calls(START).size());
        assertEquals(1, dataZone.startedRuns().size());
    }

    @Test
    void knowsTheRunOfAnAnswerThatHoldsNothingButItsStatus() {
        dataZone.faultAlways(GET, StandInFault.answerAltered(answer -> "{\"status\":\"SUCCEEDED\"}"));

        Answer created = deployment.create(run());

        created.assertSucceeded();
        assertEquals("SUCCEEDED", created.get("Status"));
        assertEquals("run0001", created.runId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "target", "types", "type", "owningProjectId", "status", "createdAt"})
    void decidesByWhatTheListDoesHold(String missing) {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, List.of("BUSINESS_DESCRIPTIONS"), "somebody");
        dataZone.faultAlways(
                LIST, altered(answer -> answer.path("items").forEach(item -> ((ObjectNode) item).remove(missing))));

        Answer created = deployment.create(notAwaited().with("timeout", 60));

        boolean same = !List.of("id", "target", "owningProjectId").contains(missing);
        assertEquals(same, created.succeeded(), created::reason);
        assertEquals(same, !created.firstLine().contains("Conflict"), created::reason);
        assertEquals(0, dataZone.startedRuns().size());
        assertEquals(0, dataZone.calls(CANCEL).size());
    }

    @Test
    void readsTheErrorsTypeInTheBodyToo() {
        dataZone.fault(
                START,
                StandInFault.answerWith(
                        409,
                        Map.of(),
                        "{\"__type\":\"com.amazonaws.datazone#ConflictException\",\"Message\":\"busy\"}"));
        dataZone.fault(
                START,
                StandInFault.answerWith(429, Map.of(), "{\"code\":\"ThrottlingException\",\"message\":\"slowly\"}"));
        dataZone.fault(
                START,
                StandInFault.answerWith(
                        402,
                        Map.of("x-amzn-ErrorType", "ServiceQuotaExceededException:http://internal.amazon.com/coral/"),
                        "{\"message\":\"no more\"}"));

        Answer created = deployment.create(run());

        assertEquals(3, dataZone.calls(START).size());
        assertEquals(2, dataZone.calls(LIST).size());
        created.assertFailed("ServiceQuotaExceeded: no more");
    }

    @Test
    void startsARunOfWhichOnlyTheIdIsTold() {
        leaveAllOutButTheId();

        Answer created = deployment.create(notAwaited());

        created.assertSucceededWith("run0001");
        assertEquals("", created.get("Status"));
        assertEquals("", created.get("CreatedAt"));
    }

    @Test
    void keepsARunOfWhichOnlyTheIdIsTold() {
        deployment.create(run());
        leaveAllOutButTheId();

        Answer updated = deployment.update(notAwaited());

        updated.assertSucceededWith("run0001");
        assertEquals("", updated.get("Types"));
    }

    /** It may be an old one. */
    @Test
    void readsARunAgainOfWhichItIsNotToldWhenItWasCreated() {
        dataZone.leavesOut("createdAt");
        dataZone.nextRun(StandInOutcome.fails("no columns"));
        dataZone.runsTake(Duration.ZERO, Duration.ZERO);

        deployment.create(notAwaited());

        assertEquals(GET, dataZone.calls().get(1).operation());
    }

    @Test
    void answersAnEmptyAssetRevisionWhereTheAcceptanceTellsNone() {
        dataZone.leavesOut("revision");

        Answer created = deployment.create(run().with("acceptPredictions", true));

        created.assertSucceeded();
        assertEquals("", created.get("AssetRevision"));
    }

    @Test
    void doesNotGoOnWithoutARunsId() {
        dataZone.leavesOut("id");

        Answer created = deployment.create(run());

        created.assertFailed("StartMetadataGenerationRun answered without a run's id");
    }

    private void leaveAllOutButTheId() {
        dataZone.leavesOut(
                "domainId",
                "owningProjectId",
                "target",
                "type",
                "types",
                "typeStats",
                "status",
                "createdAt",
                "createdBy");
    }

    private static StandInFault altered(Consumer<ObjectNode> change) {
        return StandInFault.answerAltered(answer -> {
            try {
                ObjectNode json = (ObjectNode) JSON.readTree(answer);
                change.accept(json);
                return json.toString();
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }
}
