package io.github.datazonecdk.metadatageneration.provider.batch;

import static io.github.datazonecdk.metadatageneration.provider.batch.BatchDeployment.json;
import static io.github.datazonecdk.metadatageneration.provider.batch.BatchDeployment.object;
import static io.github.datazonecdk.metadatageneration.provider.batch.BatchProperties.BUCKET;
import static io.github.datazonecdk.metadatageneration.provider.batch.BatchProperties.DOMAIN;
import static io.github.datazonecdk.metadatageneration.provider.batch.BatchProperties.PROJECT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
    private static final String TABLE = "amazon.datazone.GlueTableAssetType";
    private static final String VIEW = "amazon.datazone.RedshiftViewAssetType";
    private static final String ITEMS = "executions/e1/items.json";
    private static final String OWNED = "{'owner': 'PROJECT'}";
    private static final String LISTED = "{'bucket': 'mine', 'key': 'some/ids of today.json'}";
    private static final String KEY = "some/ids of today.json";

    @AutoClose
    private final BatchDeployment deployment = new BatchDeployment();

    private JsonNode select(String assets, String more) {
        return deployment.task(message(assets, more));
    }

    private String refused(String assets, String more) {
        return assertThrows(Failure.class, () -> deployment.task(message(assets, more)))
                .getMessage();
    }

    /** As the state machine sends it: with real numbers and booleans, whatever CloudFormation makes of them. */
    private static ObjectNode message(String assets, String more) {
        return object("""
            {"MetadataGenerationBatch": "SELECT", "name": "e1",
            "execution": "arn:aws:states:eu-west-1:123456789012:execution:Batch:e1",
            "batch": {"domainIdentifier": "%s", "owningProjectIdentifier": "%s", "type": "BUSINESS_DESCRIPTIONS",
            "resultsBucket": "%s", "assets": %s %s}}\
            """.formatted(DOMAIN, PROJECT, BUCKET, assets, more).replace('\'', '"'));
    }

    private List<String> ids() {
        return StreamSupport.stream(json(deployment.s3.get(BUCKET, ITEMS)).spliterator(), false)
                .map(item -> item.get("id").textValue())
                .toList();
    }

    private void own(String id, String name, String type) {
        deployment.dataZone.addAsset(DOMAIN, PROJECT, id, name, type);
    }

    private void generated(String asset, String type, StandInOutcome outcome) {
        String run = deployment
                .dataZone
                .startByHand(DOMAIN, PROJECT, asset, null, List.of(type), "somebody")
                .id();
        deployment.dataZone.end(run, outcome);
    }

    @Test
    void tellsTheMachineHowManyThereAreAndWhereTheyStand() {
        own("a1", "orders", TABLE);
        own("a2", "items", TABLE);
        generated("a2", "BUSINESS_DESCRIPTIONS", StandInOutcome.succeeds());

        JsonNode answer = select(OWNED, "");

        assertEquals(object("""
                    {"seed": "e1", "bucket": "%s", "key": "%s",
                    "total": 2, "skipped": 1, "count": 1}
                    """.formatted(BUCKET, ITEMS)), answer);
        assertEquals(List.of("a1"), ids());
        assertEquals(
                object("{\"total\": 2, \"skipped\": 1, \"count\": 1}"),
                json(deployment.s3.get(BUCKET, "executions/e1/selection.json")));
    }

    @Test
    void givesEachAssetItsTurnAtTheRateAsked() {
        Instant now = deployment.clock.now();
        deployment.s3.put("mine", KEY, "['a', 'b', 'c', 'd', 'e']".replace('\'', '"'));

        select(LISTED, ", 'startsPerSecond': 4");

        assertEquals(
                List.of(0L, 250L, 500L, 750L, 1000L),
                StreamSupport.stream(json(deployment.s3.get(BUCKET, ITEMS)).spliterator(), false)
                        .map(item -> Instant.parse(item.get("at").textValue()))
                        .map(at -> Duration.between(now.plusSeconds(15), at).toMillis())
                        .toList());
    }

    @Test
    void selectsAllPagesOfWhatTheProjectOwns() {
        IntStream.range(0, 1234).forEach(i -> own("a" + i, "table" + i, TABLE));

        JsonNode answer = select(OWNED, ", 'maxAssets': 2000");

        assertEquals(1234, answer.get("count").intValue());
        assertEquals(1234, ids().stream().distinct().count());
        assertEquals(25, deployment.dataZone.calls("Search").size());
    }

    @Test
    void selectsNothingOfOtherProjectsThoughSearchFindsIt() {
        own("a1", "orders", TABLE);
        deployment.dataZone.addAsset(DOMAIN, "other", "a2", "orders", TABLE);
        deployment.dataZone.findsAllProjects(true);

        select(OWNED, "");

        assertEquals(List.of("a1"), ids());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {'owner': 'PROJECT', 'typeIdentifier': 'amazon.datazone.GlueTableAssetType'}                       | a1,a3
        {'owner': 'PROJECT', 'namePrefix': 'order'}                                                        | a1,a2
        {'owner': 'PROJECT', 'namePrefix': 'order', 'typeIdentifier': 'amazon.datazone.GlueTableAssetType'} | a1
        """, quoteCharacter = '~')
    void selectsByTypeAndByTheBeginningOfTheName(String assets, String expected) {
        own("a1", "orders", TABLE);
        own("a2", "order_items", VIEW);
        own("a3", "reorders", TABLE);

        select(assets, "");

        assertEquals(List.of(expected.split(",")), ids());
    }

    @Test
    void failsRatherThanLosesWhatSearchDoesNotReturn() {
        IntStream.range(0, 120).forEach(i -> own("a" + i, "table" + i, TABLE));
        deployment.dataZone.mostFound(100);

        String reason = refused(OWNED, "");

        assertEquals(
                "DataZone tells of 120 items, but its pages end after 100."
                        + " Give the assets by their identifiers instead",
                reason);
        assertEquals(List.of(), deployment.s3.keys());
    }

    @Test
    void keepsTheOrderOfAListAndNoDuplicates() {
        deployment.s3.put("mine", KEY, "['c', 'a', 'c', 'b', 'a']".replace('\'', '"'));

        JsonNode answer = select(LISTED, "");

        assertEquals(List.of("c", "a", "b"), ids());
        assertEquals(3, answer.get("total").intValue());
    }

    @Test
    void writesAnEmptyListWhereNothingIsLeft() {
        JsonNode answer = select(OWNED, "");

        assertEquals(0, answer.get("count").intValue());
        assertEquals("[]", deployment.s3.get(BUCKET, ITEMS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        no JSON              | it is no JSON
                             | it is no JSON
        {"ids": ["a"]}       | it is another kind of JSON
        ["a", 7]             | member 2 is "7"
        ["a", {"id": "b"}]   | member 2 is "
        ["a", " "]           | member 2 is "
        ["a", null]          | member 2 is "null"
        """)
    void saysWhatIsWrongWithAList(String content, String why) {
        deployment.s3.put("mine", KEY, content == null ? "" : content);

        String reason = refused(LISTED, "");

        assertTrue(
                reason.startsWith(
                        "s3://mine/some/ids of today.json is no list of assets for project 3jx9 (domain dzd_4p2): "
                                + why),
                reason);
    }

    @Test
    void saysThatTheListIsNotThere() {
        String reason = refused(LISTED, "");

        assertEquals(
                "GetObject refused for s3://mine/some/ids of today.json of project 3jx9 (domain dzd_4p2): NoSuchKey:"
                        + " The specified key does not exist. (request 4442587FB7D0A2F9). Check that the object is"
                        + " there, and that role arn:aws:iam::123456789012:role/provider may read it",
                reason);
    }

    @Test
    void takesADenialForFinalBeforeTheMachineAsksAgain() {
        Instant began = deployment.clock.now();
        deployment.s3.fault("GET mine/" + KEY, 403, "AccessDenied", 1000);

        String reason = refused(LISTED, "");

        assertTrue(reason.contains(": AccessDenied: "), reason);
        Duration took = Duration.between(began, deployment.clock.now());
        assertTrue(took.toSeconds() <= 25 && took.toSeconds() > 15, took::toString);
    }

    @Test
    void takesNoDenialForFinalThatIsNotTheFirstOfARow() {
        IntStream.range(0, 1000).forEach(i -> own("a" + i, "table" + i, TABLE));
        for (int page = 0; page < 20; page++) {
            deployment.dataZone.fault("Search", StandInFault.accessDenied(), 6);
            deployment.dataZone.fault("Search", null, 1);
        }

        select(OWNED, "");

        assertEquals(1000, ids().size());
    }

    @Test
    void advisesWhereS3IsNotReached() {
        deployment.s3.close();

        String reason = refused(LISTED, "");

        assertTrue(reason.startsWith("GetObject failed for s3://mine/some/ids of today.json of project"), reason);
        assertTrue(reason.endsWith(". Check that the function reaches states and s3 in eu-west-1"), reason);
    }

    @Test
    void readsAndWritesAgainWhereS3IsSlow() {
        deployment.s3.put("mine", KEY, "[\"a\"]");
        deployment.s3.fault("GET mine/" + KEY, 503, "SlowDown", 3);
        deployment.s3.fault("PUT " + BUCKET + "/" + ITEMS, 500, "InternalError", 3);

        select(LISTED, "");

        assertEquals(List.of("a"), ids());
    }

    @Test
    void searchesAgainWhereDataZoneThrottles() {
        IntStream.range(0, 120).forEach(i -> own("a" + i, "table" + i, TABLE));
        deployment.dataZone.fault("Search", StandInFault.throttled(), 5);
        deployment.dataZone.fault("Search", StandInFault.cutConnection(), 2);
        deployment.dataZone.fault("ListMetadataGenerationRuns", StandInFault.internalError(), 3);

        select(OWNED, "");

        assertEquals(120, ids().size());
    }

    @Test
    void advisesAsForARunWhereSearchIsDenied() {
        deployment.dataZone.faultAlways("Search", StandInFault.accessDenied());

        String reason = refused(OWNED, "");

        assertTrue(
                reason.startsWith(
                        "Search refused for project 3jx9 (domain dzd_4p2): AccessDenied: User is not permitted"
                                + " to perform operation: Search (request "),
                reason);
        assertTrue(reason.contains("Add role arn:aws:iam::123456789012:role/provider to the project"), reason);
    }

    @Test
    void endsBeforeItsFunctionDoes() {
        deployment.functionTimeout = Duration.ofMinutes(3);
        deployment.dataZone.faultAlways("Search", StandInFault.throttled());
        Instant began = deployment.clock.now();

        String reason = refused(OWNED, "");

        assertTrue(reason.startsWith("Search refused for project 3jx9"), reason);
        assertTrue(Duration.between(began, deployment.clock.now()).compareTo(Duration.ofMinutes(2)) <= 0);
    }

    @Test
    void passesOverWhatHasBeenGeneratedForAllTypesInOneRunOrInSeveral() {
        List.of("whole", "parts", "names", "failed", "partial", "none").forEach(id -> own(id, id, TABLE));
        String run = deployment
                .dataZone
                .startByHand(
                        DOMAIN, PROJECT, "whole", null, List.of("BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS"), "somebody")
                .id();
        deployment.dataZone.end(run, StandInOutcome.succeeds());
        generated("parts", "BUSINESS_NAMES", StandInOutcome.succeeds());
        generated("parts", "BUSINESS_DESCRIPTIONS", StandInOutcome.succeeds());
        generated("names", "BUSINESS_NAMES", StandInOutcome.succeeds());
        generated("failed", "BUSINESS_NAMES", StandInOutcome.ends("FAILED"));
        generated("failed", "BUSINESS_DESCRIPTIONS", StandInOutcome.ends("FAILED"));
        generated("partial", "BUSINESS_DESCRIPTIONS", StandInOutcome.ends("PARTIALLY_SUCCEEDED"));
        ObjectNode message = message(OWNED, "");
        ObjectNode batch = (ObjectNode) message.get("batch");
        batch.remove("type");
        batch.putArray("types").add("BUSINESS_DESCRIPTIONS").add("BUSINESS_NAMES");

        deployment.task(message);

        assertEquals(List.of("names", "failed", "partial", "none"), ids());
    }

    @Test
    void looksThroughAllPagesOfRuns() {
        List<String> ids = IntStream.range(0, 130).mapToObj(i -> "a" + i).toList();
        ids.forEach(id -> generated(id, "BUSINESS_DESCRIPTIONS", StandInOutcome.succeeds()));
        deployment.s3.put("mine", KEY, ids.stream().collect(Collectors.joining("\",\"", "[\"new\",\"", "\"]")));

        select(LISTED, "");

        assertEquals(List.of("new"), ids());
    }

    @Test
    void looksAtNoMorePagesOfRunsThanItNeeds() {
        deployment.s3.put("mine", KEY, "[\"wanted\"]");
        IntStream.range(0, 100).forEach(i -> generated("a" + i, "BUSINESS_DESCRIPTIONS", StandInOutcome.succeeds()));
        generated("wanted", "BUSINESS_DESCRIPTIONS", StandInOutcome.succeeds());

        select(LISTED, "");

        assertEquals(List.of(), ids());
        assertEquals(1, deployment.dataZone.calls("ListMetadataGenerationRuns").size());
    }

    @Test
    void asksForNoRunsWhereNothingIsToBePassedOver() {
        own("a1", "orders", TABLE);
        generated("a1", "BUSINESS_DESCRIPTIONS", StandInOutcome.succeeds());

        select(OWNED, ", 'skipGenerated': false");

        assertEquals(List.of("a1"), ids());
        assertEquals(List.of(), deployment.dataZone.calls("ListMetadataGenerationRuns"));
    }

    @Test
    void refusesMoreThanMaxAssetsBeforeAnythingIsWritten() {
        IntStream.range(0, 12).forEach(i -> own("a" + i, "table" + i, TABLE));
        generated("a3", "BUSINESS_DESCRIPTIONS", StandInOutcome.succeeds());

        String reason = refused(OWNED, ", 'maxAssets': 10");

        assertEquals(
                "Batch refused before any start for project 3jx9 (domain dzd_4p2): 11 assets to generate for (12"
                        + " selected, 1 generated before), but maxAssets is 10. Raise maxAssets if the month's quota has"
                        + " room for them, or select fewer",
                reason);
        assertEquals(List.of(), deployment.s3.keys());
    }

    @Test
    void refusesWhatCannotEndInTimeBeforeAnythingIsWritten() {
        list(20_000);

        String reason = refused(LISTED, ", 'maxAssets': 20000, 'timeout': 1800");

        assertEquals(
                "Batch refused before any start for project 3jx9 (domain dzd_4p2): 20000 assets at 10 starts a second"
                        + " need 34 min to start, but timeout is 30 min. Raise timeout (at most 55 min), raise startsPerSecond"
                        + " if DataZone lets you, or set waitForCompletion to false",
                reason);
        assertEquals(List.of("mine/" + KEY), deployment.s3.keys());
    }

    @ParameterizedTest
    @ValueSource(strings = {"'timeout': 2015", "'startsPerSecond': 20, 'timeout': 1800", "'startsPerSecond': 10"})
    void takesWhatCanEndInTimeAndWhatNobodyWaitsFor(String more) {
        list(20_000);

        assertEquals(
                20_000,
                select(LISTED, ", 'maxAssets': 20000, " + more).get("count").intValue());
    }

    private void list(int assets) {
        deployment.s3.put(
                "mine",
                KEY,
                IntStream.range(0, assets).mapToObj(i -> "\"a" + i + "\"").collect(Collectors.joining(",", "[", "]")));
    }

    @Test
    void logsThatNothingIsSelected() {
        select(OWNED, "");

        assertTrue(
                deployment
                        .logs
                        .toString()
                        .contains("no asset selected for project 3jx9 (domain dzd_4p2): check assets"),
                deployment.logs::toString);
    }

    @Test
    void countsOnlyWhatIsToBeGeneratedAgainstMaxAssets() {
        IntStream.range(0, 12).forEach(i -> own("a" + i, "table" + i, TABLE));
        IntStream.range(0, 2).forEach(i -> generated("a" + i, "BUSINESS_DESCRIPTIONS", StandInOutcome.succeeds()));

        assertEquals(10, select(OWNED, ", 'maxAssets': 10").get("count").intValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {}                                    | property batch.assets.bucket is missing: must be not blank
        {'bucket': 'b'}                       | property batch.assets.key is missing: must be not blank
        {'owner': 'ME'}                       | property batch.assets.owner is "ME": must be one of PROJECT
        {'owner': 'PROJECT'}, 'maxAssets': 0  | property batch.maxAssets is "0": must be a whole number from 1 to
        {'owner': 'PROJECT'}, 'types': ['X']  | property batch.types is
        """)
    void namesWhatIsWrongWithTheInputOfAnExecution(String assets, String why) {
        assertTrue(refused(assets, "").startsWith(why), refused(assets, ""));
    }
}
