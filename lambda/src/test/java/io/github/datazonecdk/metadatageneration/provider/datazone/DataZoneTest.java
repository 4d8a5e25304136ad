package io.github.datazonecdk.metadatageneration.provider.datazone;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.REGION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.datazonecdk.metadatageneration.provider.Deployment;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is read of a run, as DataZone tells it. */
class DataZoneTest {
    private static final List<String> BOTH = List.of("BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES");

    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone standIn = deployment.dataZone;
    private final DataZone dataZone = new DataZone(deployment.client.apply(new Access(REGION, null, null)));

    @Test
    void readsAllOfARun() {
        standIn.startByHand("dzd_4p2", "3jx9", "5d4kq3x", "7", BOTH, "somebody");
        standIn.end("run0001", StandInOutcome.fails("no columns", "no names"));

        Run run = dataZone.get("dzd_4p2", "run0001");

        assertEquals(
                new Run(
                        "run0001",
                        "dzd_4p2",
                        "3jx9",
                        "5d4kq3x",
                        "7",
                        BOTH,
                        "FAILED",
                        deployment.clock.now(),
                        "somebody",
                        List.of("BUSINESS_DESCRIPTIONS: no columns", "BUSINESS_NAMES: no names")),
                run);
    }

    @Test
    void readsNoErrorOfATypeThatTellsNone() {
        standIn.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, BOTH, "somebody");
        standIn.end("run0001", StandInOutcome.succeedsPartially("no names"));

        Run run = dataZone.get("dzd_4p2", "run0001");

        assertEquals(List.of("BUSINESS_NAMES: no names"), run.errors());
    }

    @Test
    void readsPastATypeStatThatIsNull() {
        standIn.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, BOTH, "somebody");
        standIn.end("run0001", StandInOutcome.fails("no columns"));
        standIn.faultAlways(
                GET, StandInFault.answerAltered(answer -> answer.replace("\"typeStats\":[", "\"typeStats\":[null,")));

        Run run = dataZone.get("dzd_4p2", "run0001");

        assertEquals(2, run.errors().size());
    }

    @Test
    void readsARunWithoutATarget() {
        standIn.startByHand("dzd_4p2", "3jx9", "5d4kq3x", "7", BOTH, "somebody");
        standIn.leavesOut("target");

        Run run = dataZone.get("dzd_4p2", "run0001");

        assertNull(run.assetIdentifier());
        assertNull(run.assetRevision());
    }

    @Test
    void readsTheTypesOfARunWithoutTypeStats() {
        standIn.startByHand("dzd_4p2", "3jx9", "5d4kq3x", "7", BOTH, "somebody");
        standIn.leavesOut("typeStats");

        Run run = dataZone.get("dzd_4p2", "run0001");

        assertEquals(BOTH, run.types());
    }
}
