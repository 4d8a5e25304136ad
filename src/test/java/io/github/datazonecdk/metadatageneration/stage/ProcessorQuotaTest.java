package io.github.datazonecdk.metadatageneration.stage;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProcessorQuotaTest {
    @Test
    void aProcessGetsNoMoreProcessorTimeThanItsQuota() throws Exception {
        assumeTrue(ProcessorQuota.canBeSet());

        try (ProcessorQuota quota = ProcessorQuota.ofItsOwnCgroup()) {
            quota.set(0.1);
            long began = System.nanoTime();
            Process busy = new ProcessBuilder(quota.under(List.of("sh", "-c", "while :; do :; done"))).start();
            try {
                Thread.sleep(500);
                Duration used = busy.info().totalCpuDuration().orElseThrow();
                Duration passed = Duration.ofNanos(System.nanoTime() - began);

                assertTrue(used.compareTo(passed.dividedBy(5)) < 0, used + " of " + passed);
            } finally {
                busy.destroyForcibly().waitFor();
            }
        }
    }
}
