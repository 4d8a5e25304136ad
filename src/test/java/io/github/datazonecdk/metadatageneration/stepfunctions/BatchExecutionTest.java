package io.github.datazonecdk.metadatageneration.stepfunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.MetadataGenerationType;
import io.github.datazonecdk.metadatageneration.stage.NodeProgram;
import io.github.datazonecdk.metadatageneration.standin.StandInCall;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import io.github.datazonecdk.metadatageneration.standin.StandInRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state machine of a batch at work, as an interpreter runs what the template holds. */
class BatchExecutionTest {
    private static final String START = "StartMetadataGenerationRun";
    private static final String GET = "GetMetadataGenerationRun";
    private static final List<String> TEN = assets(10);

    private static RenderedBatch rendered;

    private final StandInDataZone dataZone = new StandInDataZone();

    @BeforeAll
    static void render() {
        rendered = RenderedBatch.of(batch -> batch);
    }

    @BeforeEach
    void letRunsBeShort() {
        dataZone.runsTake(Duration.ofMillis(20), Duration.ofMillis(20));
    }

    @AfterEach
    void close() {
        dataZone.close();
    }

    @Test
    void endsEachAssetInOneWayWhateverHappens() throws Exception {
        List<String> assets = assets(150);
        dataZone.startsPerSecond(50);
        dataZone.fault(START, StandInFault.throttled(), 10);
        dataZone.fault(START, StandInFault.loseAnswer(), 10);
        dataZone.fault(START, StandInFault.cutConnection(), 10);
        dataZone.fault(START, StandInFault.internalError(), 10);
        dataZone.fault(START, StandInFault.unavailable(), 10);
        dataZone.fault(GET, StandInFault.throttled(), 10);
        dataZone.fault(GET, StandInFault.loseAnswer(), 10);
        IntStream.range(0, 8).forEach(i -> dataZone.nextRun(StandInOutcome.fails("No columns")));

        PlayedBatch.Outcome outcome = play(assets, 60);

        assertEquals("SUCCEEDED", outcome.execution().status());
        assertEquals(8, outcome.assets("FAILED").size());
        assertEquals(142, outcome.assets("SUCCEEDED").size());
        assertEquals(
                Set.copyOf(assets),
                dataZone.startedRuns().stream().map(StandInRun::asset).collect(Collectors.toSet()));
        assertEquals(150, dataZone.startedRuns().size());
    }

    @Test
    void saysWhatDataZoneSaysOfARunThatFailed() throws Exception {
        dataZone.nextRun(StandInOutcome.fails("No columns"));

        PlayedBatch.Outcome outcome = play(List.of("only"), 10);

        assertEquals("FAILED", outcome.asset("only").path("Error").asText());
        assertEquals("[\"No columns\"]", outcome.asset("only").path("Cause").asText());
    }

    @Test
    void saysThatDataZoneGivesNoReason() throws Exception {
        dataZone.nextRun(StandInOutcome.isCanceled());

        PlayedBatch.Outcome outcome = play(List.of("only"), 10);

        assertEquals("CANCELED", outcome.asset("only").path("Error").asText());
        assertEquals(
                "Amazon DataZone gives no reason",
                outcome.asset("only").path("Cause").asText());
    }

    @Test
    void failsWhereMoreThanTheToleratedAssetsFail() throws Exception {
        dataZone.runs(StandInOutcome.fails("No columns"));

        PlayedBatch.Outcome outcome = play(assets(100), 100);

        assertEquals("FAILED", outcome.execution().status());
        assertTrue(dataZone.startedRuns().size() < 100);
    }

    @Test
    void takesARunThatSucceededInPart() throws Exception {
        dataZone.nextRun(StandInOutcome.succeedsPartially("No columns"));

        PlayedBatch.Outcome outcome = play(List.of("only"), 10);

        assertEquals(
                "PARTIALLY_SUCCEEDED", outcome.output("only").path("status").asText());
    }

    @Test
    void waitsForWhatIsNoEnd() throws Exception {
        dataZone.nextRun(StandInOutcome.ends("PAUSED"));
        AtomicInteger asked = new AtomicInteger();
        dataZone.onCall(call -> {
            if (call.operation().equals(GET) && asked.incrementAndGet() == 3) {
                dataZone.end(dataZone.runs().get(0).id(), StandInOutcome.succeeds());
            }
        });

        PlayedBatch.Outcome outcome = play(List.of("only"), 10);

        assertEquals(List.of("only"), outcome.assets("SUCCEEDED"));
        assertTrue(asked.get() > 3);
    }

    @Test
    void awaitsAnActiveRunThatDoesTheSame() throws Exception {
        StandInRun other = byHand("busy");
        dataZone.onCall(call -> {
            if (call.operation().equals(GET)) {
                dataZone.end(other.id(), StandInOutcome.succeeds());
            }
        });

        PlayedBatch.Outcome outcome = batch(List.of("busy", "free"), 10)
                .active(Map.of("busy", other.id()))
                .play();

        assertEquals(
                List.of("busy", "free"),
                outcome.assets("SUCCEEDED").stream().sorted().toList());
        assertEquals(other.id(), outcome.output("busy").path("run").asText());
        assertEquals(1, dataZone.startedRuns().size());
    }

    @Test
    void startsOnceTheRunInTheWayHasEnded() throws Exception {
        StandInRun other = byHand("busy");
        AtomicInteger starts = new AtomicInteger();
        dataZone.onCall(call -> {
            if (call.operation().equals(START) && starts.incrementAndGet() == 4) {
                dataZone.end(other.id(), StandInOutcome.succeeds());
            }
        });

        PlayedBatch.Outcome outcome = play(List.of("busy"), 10);

        assertEquals(List.of("busy"), outcome.assets("SUCCEEDED"));
        assertEquals(1, dataZone.startedRuns().size());
        assertEquals(5, starts.get());
    }

    @Test
    void givesUpOnAnAssetWhoseRunInTheWayNeverEnds() throws Exception {
        byHand("busy");

        PlayedBatch.Outcome outcome =
                play(Stream.concat(Stream.of("busy"), TEN.stream()).toList(), 10);

        assertEquals("SUCCEEDED", outcome.execution().status());
        assertEquals(
                "DataZone.ConflictException",
                outcome.asset("busy").path("Error").asText());
        assertEquals(10, outcome.assets("SUCCEEDED").size());
    }

    @Test
    void stopsTheBatchWhereTheRoleIsNotPermitted() throws Exception {
        dataZone.faultAlways(START, StandInFault.accessDenied());

        PlayedBatch.Outcome outcome = play(assets(50), 100);

        assertEquals("ABORTED", outcome.execution().status());
        assertEquals("DataZone.AccessDeniedException", outcome.execution().error());
        assertTrue(outcome.execution().cause().contains("User is not permitted"));
        assertEquals(List.of(), dataZone.startedRuns());
    }

    @ParameterizedTest
    @ValueSource(strings = {GET, "AcceptPredictions"})
    void stopsTheBatchWhereWhatFollowsAStartIsNotPermitted(String operation) throws Exception {
        RenderedBatch accepting = RenderedBatch.of(batch -> batch.acceptPredictions(true));
        dataZone.faultAlways(operation, StandInFault.accessDenied());

        PlayedBatch.Outcome outcome =
                new PlayedBatch(accepting, dataZone).select(assets(50), 50).play();

        assertEquals("ABORTED", outcome.execution().status());
        assertTrue(outcome.execution().cause().matches(".*not permitted.* \\(asset asset\\d+\\)"));
    }

    @Test
    void failsWhereTheDefinitionOfBeforeIsForOneType() throws Exception {
        ObjectNode input = rendered.declared();
        input.putArray("types").add("BUSINESS_NAMES").add("BUSINESS_DESCRIPTIONS");

        PlayedBatch.Outcome outcome = batch(TEN, 100).input(input).play();

        assertEquals("StaleDefinition", outcome.execution().error());
        assertEquals(List.of(), dataZone.calls());
    }

    @Test
    void goesOnWhereTheRoleIsPermittedAfterAWhile() throws Exception {
        dataZone.fault(START, StandInFault.accessDenied(), 3);

        PlayedBatch.Outcome outcome = play(List.of("only"), 10);

        assertEquals(List.of("only"), outcome.assets("SUCCEEDED"));
    }

    @Test
    void stopsTheBatchWhereTheQuotaEnds() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        dataZone.onCall(call -> {
            if (call.operation().equals(START) && starts.incrementAndGet() == 20) {
                dataZone.faultAlways(START, StandInFault.quotaExceeded());
            }
        });

        PlayedBatch.Outcome outcome = play(assets(60), 50);

        assertEquals("ABORTED", outcome.execution().status());
        assertEquals(
                "DataZone.ServiceQuotaExceededException", outcome.execution().error());
        int started = dataZone.startedRuns().size();
        assertTrue(started >= 20 && started < 60, "started " + started);
    }

    @Test
    void failsOneByOneWhereTheBatchCannotBeStopped() throws Exception {
        dataZone.faultAlways(START, StandInFault.unauthorized());

        PlayedBatch.Outcome outcome = batch(TEN, 100).stoppingFails().play();

        assertEquals("FAILED", outcome.execution().status());
        assertEquals(
                Set.of("DataZone.UnauthorizedException"),
                outcome.assets("FAILED").stream()
                        .map(asset -> outcome.asset(asset).path("Error").asText())
                        .collect(Collectors.toSet()));
    }

    @Test
    void failsAnAssetThatDataZoneDoesNotKnowAtOnce() throws Exception {
        dataZone.fault(START, StandInFault.notFound("Asset unknown is not there"));

        PlayedBatch.Outcome outcome =
                play(Stream.concat(TEN.stream(), Stream.of("last")).toList(), 20);

        assertEquals("SUCCEEDED", outcome.execution().status());
        assertEquals(1, outcome.assets("FAILED").size());
        assertEquals(11, dataZone.calls(START).size());
    }

    @Test
    void acceptsWhatSucceededWhereTheInputSaysSo() throws Exception {
        dataZone.nextRun(StandInOutcome.fails("No columns"));
        ObjectNode input = rendered.declared();
        input.putObject("acceptRule").put("Rule", "ALL").put("Threshold", 0.8);

        PlayedBatch.Outcome outcome = batch(
                        Stream.concat(TEN.stream(), Stream.of("last")).toList(), 20)
                .input(input)
                .play();

        assertEquals(10, dataZone.acceptances().size());
        assertEquals(
                Set.of("{\"rule\":\"ALL\",\"threshold\":0.8}"),
                dataZone.calls("AcceptPredictions").stream()
                        .map(call -> call.body().path("acceptRule").toString())
                        .collect(Collectors.toSet()));
        assertEquals(1, outcome.assets("FAILED").size());
    }

    @Test
    void doesWhatTheStackDeclaresWhereTheInputSaysNothing() throws Exception {
        PlayedBatch.Outcome outcome = play(TEN, 100);

        assertEquals(rendered.declared(), outcome.selected().path("batch"));
        StandInCall start = dataZone.calls(START).get(0);
        assertEquals("3jx9", start.body().path("owningProjectIdentifier").asText());
        assertEquals("BUSINESS_DESCRIPTIONS", start.body().path("type").asText());
    }

    @Test
    void doesWhatTheFunctionsInputSays() throws Exception {
        ObjectNode input =
                rendered.declared().put("domainIdentifier", "dzd_new").put("owningProjectIdentifier", "newer");

        PlayedBatch.Outcome outcome = batch(TEN, 100).input(input).play();

        assertEquals(input, outcome.selected().path("batch"));
        assertEquals("dzd_new", dataZone.startedRuns().get(0).domain());
        assertEquals(
                "newer",
                dataZone.calls(START)
                        .get(0)
                        .body()
                        .path("owningProjectIdentifier")
                        .asText());
    }

    @Test
    void generatesNothingWhereNothingIsSelected() throws Exception {
        PlayedBatch.Outcome outcome = play(List.of(), 10);

        assertEquals("SUCCEEDED", outcome.execution().status());
        assertEquals(List.of(), dataZone.calls());
    }

    @Test
    void sendsSeveralTypesTogether() throws Exception {
        RenderedBatch several = RenderedBatch.of(batch -> batch.type(null)
                .types(MetadataGenerationType.BUSINESS_NAMES, MetadataGenerationType.BUSINESS_DESCRIPTIONS));

        new PlayedBatch(several, dataZone).select(TEN, 100).play();

        assertEquals(
                "[\"BUSINESS_NAMES\",\"BUSINESS_DESCRIPTIONS\"]",
                dataZone.calls(START).get(0).body().path("types").toString());
    }

    @Test
    void sendsOneTypeOfAListAsTheSingleTypeThatEveryStepFunctionsKnows() throws Exception {
        RenderedBatch one = RenderedBatch.of(batch -> batch.type(null).types(MetadataGenerationType.BUSINESS_NAMES));

        new PlayedBatch(one, dataZone).select(TEN, 100).play();

        assertEquals(
                "BUSINESS_NAMES",
                dataZone.calls(START).get(0).body().path("type").asText());
    }

    @Test
    void isValidToAWSsLanguage() throws Exception {
        assertEquals("", new NodeProgram("validate.mjs").run(rendered.definition()));
    }

    private PlayedBatch.Outcome play(List<String> assets, int startsPerSecond) throws Exception {
        return batch(assets, startsPerSecond).play();
    }

    private PlayedBatch batch(List<String> assets, int startsPerSecond) {
        return new PlayedBatch(rendered, dataZone).select(assets, startsPerSecond);
    }

    private StandInRun byHand(String asset) {
        return dataZone.startByHand("dzd_4p2", "3jx9", asset, null, List.of("BUSINESS_NAMES"), "somebody");
    }

    private static List<String> assets(int count) {
        return IntStream.range(0, count).mapToObj(i -> "asset" + i).toList();
    }
}
