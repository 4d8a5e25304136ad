package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.ACCEPT;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.DOMAIN;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.PROJECT;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose asset is given by its name. */
class AssetNamedTest {
    private static final String SEARCH = "Search";
    private static final String TABLE = "amazon.datazone.GlueTableAssetType";
    private static final RunProperties NAMED = run().with("target", Map.of("name", "orders"));

    @AutoClose
    private final Deployment deployment = new Deployment();

    private void own(String id, String name) {
        deployment.dataZone.addAsset(DOMAIN, PROJECT, id, name, TABLE);
    }

    @Test
    void startsTheRunForTheOneAssetOfThatName() {
        own("a1", "orders of 2025");
        own("a2", "orders");
        own("a3", "Orders");

        Answer answer = deployment.create(NAMED);

        assertTrue(answer.succeeded(), answer::reason);
        assertEquals("a2", deployment.dataZone.startedRuns().get(0).asset());
    }

    @Test
    void findsItThoughItsWordsAreNotSearchedFor() {
        IntStream.range(0, 120).forEach(i -> own("a" + i, "table" + i));
        own("a7x", "orders");
        deployment.dataZone.fault(
                SEARCH, StandInFault.answerWith(200, Map.of(), "{\"items\": [], \"totalMatchCount\": 0}"));

        Answer answer = deployment.create(NAMED);

        assertTrue(answer.succeeded(), answer::reason);
        assertEquals("a7x", deployment.dataZone.startedRuns().get(0).asset());
    }

    @Test
    void listsTheAssetsWhereSeveralHaveTheName() {
        own("a1", "orders");
        own("a2", "orders");
        own("a3", "orders of 2025");

        Answer answer = deployment.create(NAMED);

        assertEquals(
                "Search of project 3jx9 (domain dzd_4p2) for an asset named \"orders\": 2 are: \"orders\" a1"
                        + " (amazon.datazone.GlueTableAssetType), \"orders\" a2 (amazon.datazone.GlueTableAssetType). Give"
                        + " the identifier of the one that is meant, by MetadataGenerationTarget.asset",
                answer.firstLine());
        assertEquals(List.of(), deployment.dataZone.calls(START));
    }

    @Test
    void listsSimilarNamesWhereNoneIsTheName() {
        own("a1", "order_items");
        own("a3", "Orders");
        own("a4", "customers");

        Answer answer = deployment.create(NAMED);

        assertEquals(
                "Search of project 3jx9 (domain dzd_4p2) for an asset named \"orders\": none is; there are \"Orders\""
                        + " a3 (amazon.datazone.GlueTableAssetType). Correct the name, or deploy again once the asset is"
                        + " there",
                answer.firstLine());
    }

    @Test
    void listsWhatThereIsWhereNoNameIsSimilar() {
        IntStream.range(0, 7).forEach(i -> own("a" + i, "table" + i));

        Answer answer = deployment.create(NAMED);

        assertTrue(answer.firstLine().contains("none is; there are \"table0\" a0 ("), answer::firstLine);
        assertTrue(answer.firstLine().contains(" and 2 more. Correct the name"), answer::firstLine);
    }

    @Test
    void saysThatTheProjectOwnsNothing() {
        deployment.dataZone.addAsset(DOMAIN, "other", "a1", "orders", TABLE);

        Answer answer = deployment.create(NAMED);

        assertTrue(answer.firstLine().contains("none is; the project owns no assets."), answer::firstLine);
    }

    @Test
    void advisesWhereSearchIsDenied() {
        deployment.dataZone.faultAlways(SEARCH, StandInFault.accessDenied());

        Answer answer = deployment.create(NAMED);

        assertTrue(
                answer.firstLine()
                        .startsWith("Search refused for asset named \"orders\" (project 3jx9, domain dzd_4p2):"),
                answer::firstLine);
        assertTrue(answer.firstLine().contains("to the project as contributor or owner"), answer::firstLine);
    }

    @Test
    void searchesAgainWhereDataZoneThrottles() {
        own("a2", "orders");
        deployment.dataZone.fault(SEARCH, StandInFault.throttled(), 4);

        assertTrue(deployment.create(NAMED).succeeded());
    }

    @Test
    void acceptsForTheAssetOfTheRunWhateverTheNameStandsForByThen() {
        own("a2", "orders");
        RunProperties accepting = NAMED.with("acceptPredictions", true);

        Answer answer = deployment.create(accepting);

        assertTrue(answer.succeeded(), answer::reason);
        assertEquals("a2", deployment.dataZone.calls(ACCEPT).get(0).identifier());
        assertEquals(1, deployment.dataZone.calls(SEARCH).size());
    }

    @Test
    void startsNothingAndSearchesNothingWhereTheNameStaysTheSame() {
        own("a2", "orders");
        Answer created = deployment.create(NAMED);

        Answer updated = deployment.update(created.physicalId(), NAMED, NAMED.with("timeout", 600));

        assertEquals(created.physicalId(), updated.physicalId());
        assertEquals(1, deployment.dataZone.calls(START).size());
        assertEquals(1, deployment.dataZone.calls(SEARCH).size());
    }

    @Test
    void startsAnotherRunForAnotherName() {
        own("a2", "orders");
        own("a3", "customers");
        Answer created = deployment.create(NAMED);

        deployment.update(created.physicalId(), NAMED, NAMED.with("target", Map.of("name", "customers")));

        assertEquals("a3", deployment.dataZone.startedRuns().get(1).asset());
    }

    @Test
    void adoptsTheActiveRunOfTheAssetThatHasTheName() {
        own("a2", "orders");
        String other = deployment
                .dataZone
                .startByHand(DOMAIN, PROJECT, "a2", null, List.of("BUSINESS_DESCRIPTIONS"), "somebody")
                .id();

        Answer answer = deployment.create(NAMED.with("waitForCompletion", false));

        assertEquals(other, answer.runId());
    }

    @Test
    void deletesWithoutASearch() {
        own("a2", "orders");
        RunProperties notAwaited = NAMED.with("waitForCompletion", false);
        Answer created = deployment.create(notAwaited);

        Answer deleted = deployment.delete(created.physicalId(), notAwaited);

        assertTrue(deleted.succeeded());
        assertEquals("CANCELED", deployment.dataZone.run(created.runId()).status());
        assertEquals(1, deployment.dataZone.calls(SEARCH).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"identifier", "revision"})
    void refusesWhatANameDoesNotGoWith(String member) {
        Answer answer = deployment.create(run().with("target", Map.of("name", "orders", member, "x")));

        assertTrue(
                answer.firstLine()
                        .contains("property target." + member + " is \"x\": must be absent where name is given"),
                answer::firstLine);
    }
}
