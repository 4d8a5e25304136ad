package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.notAwaited;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What DataZone does not have to answer. */
class SparseAnswersTest {
    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    @Test
    void startsARunOfWhichOnlyTheIdIsTold() {
        leaveAllOutButTheId();

        Answer created = deployment.create(notAwaited());

        assertTrue(created.succeeded(), created::reason);
        assertEquals("run0001", created.runId());
        assertEquals("", created.get("Status"));
        assertEquals("", created.get("CreatedAt"));
    }

    @Test
    void keepsARunOfWhichOnlyTheIdIsTold() {
        Answer created = deployment.create(run());
        leaveAllOutButTheId();

        Answer updated = deployment.update(created.physicalId(), run(), notAwaited());

        assertTrue(updated.succeeded(), updated::reason);
        assertEquals("run0001", updated.runId());
        assertEquals("", updated.get("Types"));
    }

    @Test
    void adoptsNoRunOfWhichOnlyTheIdIsTold() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, List.of("BUSINESS_DESCRIPTIONS"), "somebody");
        leaveAllOutButTheId();

        Answer created = deployment.create(run());

        assertTrue(created.firstLine().contains("Conflict"), created::reason);
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

        assertTrue(created.succeeded(), created::reason);
        assertEquals("", created.get("AssetRevision"));
    }

    @Test
    void doesNotGoOnWithoutARunsId() {
        dataZone.leavesOut("id");

        Answer created = deployment.create(run());

        assertFalse(created.succeeded());
        assertTrue(
                created.firstLine().contains("StartMetadataGenerationRun answered without a run's id"),
                created::reason);
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
}
