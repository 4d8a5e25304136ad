package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.provider.calls.Time;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** With this machine's clock. */
class FleetTest {
    @AutoClose
    private final Deployment deployment = new Deployment(Time.SYSTEM);

    private final StandInDataZone dataZone = deployment.dataZone;

    @Test
    void aHundredCreatesAtOnceSucceedWithAHundredStarts() throws Exception {
        dataZone.startsPerSecond(10);
        dataZone.runsTake(Duration.ofMillis(300), Duration.ofMillis(500));
        deployment.queryInterval = Duration.ofSeconds(1);
        ExecutorService stack = Executors.newFixedThreadPool(100);

        List<Future<Answer>> creates = stack.invokeAll(IntStream.range(0, 100)
                .mapToObj(i -> (Callable<Answer>) () -> deployment.create(run().with("target.identifier", "asset" + i)))
                .toList());
        stack.shutdown();

        Set<String> runs = new HashSet<>();
        for (Future<Answer> create : creates) {
            Answer created = create.get();
            assertTrue(created.succeeded(), created::reason);
            runs.add(created.runId());
        }
        assertEquals(100, runs.size());
        assertEquals(100, dataZone.startedRuns().size());
        assertEquals(
                100,
                dataZone.calls(START).stream()
                        .filter(call -> call.status() == 200)
                        .count());
    }
}
