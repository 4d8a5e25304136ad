package io.github.datazonecdk.metadatageneration.benchmark;

import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.stage.LambdaMachine;
import io.github.datazonecdk.metadatageneration.stage.LambdaRuntime;
import io.github.datazonecdk.metadatageneration.stage.ProcessorQuota;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures cold starts on this machine, side by side, and what runs cost at synthesis, and writes a table and a chart. The property
 * {@code bench.samples} says of how many each median is.
 */
public final class Benchmark {
    private static final Path RESULTS =
            CloudAssembly.testClasses().resolve("../../.github/benchmark").normalize();

    private Benchmark() {}

    /** Measures and writes. */
    public static void main(String[] args) throws Exception {
        int samples = Integer.getInteger("bench.samples", 9);
        JavaHome java = JavaHome.of(25);
        LambdaMachine machine = new LambdaMachine(
                java.java(), LambdaRuntime.canRunAwsClient(), RealSdk.install(), ProcessorQuota.canBeSet());
        Path directory = Files.createTempDirectory("benchmark");
        try (Contestants contestants = new Contestants(directory, machine)) {
            Map<Contestant, List<Sample>> measured = measure(contestants, samples);
            List<String> synthesis = SynthesisCost.measure(samples);
            String table = new BenchmarkTable(measured, machine, java, synthesis).text();
            Files.createDirectories(RESULTS);
            Files.writeString(RESULTS.resolve("cold-start.md"), table);
            Files.writeString(RESULTS.resolve("cold-start.svg"), new BenchmarkChart(measured).svg());
            System.out.println(table);
        } finally {
            delete(directory);
        }
    }

    private static Map<Contestant, List<Sample>> measure(Contestants contestants, int samples) throws Exception {
        Map<Contestant, List<Sample>> measured = new LinkedHashMap<>();
        all(contestants).forEach(contestant -> measured.put(contestant, new ArrayList<>()));
        // The first round finds no file in the system's cache.
        for (int round = 0; round <= samples; round++) {
            System.out.printf("round %d of %d%s%n", round, samples, round == 0 ? ", not counted" : "");
            for (Contestant contestant : measured.keySet()) {
                Sample sample = contestants.play(contestant);
                if (round > 0) {
                    measured.get(contestant).add(sample);
                }
            }
        }
        return measured;
    }

    private static List<Contestant> all(Contestants contestants) {
        List<Contestant> all = new ArrayList<>(List.of(contestants.ours(), contestants.theirs()));
        for (int memory : List.of(512, 1024, 1769)) {
            if (memory != contestants.ours().memorySize()) {
                all.add(contestants.ours(memory));
            }
            all.add(contestants.theirs(memory));
        }
        all.addAll(List.of(
                contestants.onEvent(),
                contestants.onEvent(128),
                contestants.isComplete(),
                contestants.isComplete(128),
                contestants.empty(512),
                contestants.ourPath(),
                contestants.theirPath(),
                contestants.ourPath(512),
                contestants.theirPath(512)));
        return all;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
