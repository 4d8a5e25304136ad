package io.github.datazonecdk.metadatageneration.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.stepfunctions.RenderedBatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Takes seconds, whatever it simulates. */
class BatchSimulationTest {
    /** What Amazon DataZone permits unless the quota is raised. */
    private static final double QUOTA = 10;

    private static RenderedBatch rendered;
    private static BatchSimulation.Result tenThousand;

    @BeforeAll
    static void render() {
        rendered = RenderedBatch.of(batch -> batch);
        tenThousand = new BatchSimulation(rendered, QUOTA).run(10_000);
    }

    @Test
    void generatesForTenThousandAssetsInTwentyMinutes() {
        assertTrue(tenThousand.seconds() <= 1_200, tenThousand.toString());
    }

    @Test
    void isHardlyEverThrottled() {
        assertTrue(tenThousand.throttlesPerStart() <= 0.1, tenThousand.toString());
    }

    @Test
    void costsAQuarterOfADollarForAThousandAssets() {
        assertTrue(tenThousand.usdPerThousand() <= 0.26, tenThousand.toString());
    }

    @Test
    void takesItsRateFromTheDefinition() {
        BatchSimulation.Result slow = new BatchSimulation(rendered.declaring("startsPerSecond", 5), QUOTA).run(1_000);

        // The last turn is 15 + 999 / 5 seconds after the start, and its run takes 20 to 120 more.
        assertTrue(slow.seconds() > 15 + 999 / 5.0 + 20, slow.toString());
        assertEquals(0, slow.throttlesPerStart());
    }

    @Test
    void isThrottledWhereItStartsFasterThanDataZonePermits() {
        BatchSimulation.Result fast = new BatchSimulation(rendered.declaring("startsPerSecond", 20), QUOTA).run(1_000);

        assertTrue(fast.throttlesPerStart() > 0.5, fast.toString());
    }

    @Test
    void isSlowWhereFewAreWorkedOnAtOnce() {
        BatchSimulation.Result few = new BatchSimulation(rendered.workingOn(100), QUOTA).run(1_000);
        BatchSimulation.Result many = new BatchSimulation(rendered, QUOTA).run(1_000);

        assertTrue(few.seconds() > 4 * many.seconds(), few + " " + many);
    }

    @Test
    void generatesForThirtyThousandAssetsInTheLongestTimeout() {
        BatchSimulation.Result result = new BatchSimulation(rendered, QUOTA).run(30_000);

        assertTrue(result.seconds() <= 55 * 60, result.toString());
    }
}
