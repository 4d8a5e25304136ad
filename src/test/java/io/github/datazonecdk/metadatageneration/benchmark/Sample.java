package io.github.datazonecdk.metadatageneration.benchmark;

import io.github.datazonecdk.metadatageneration.stage.LambdaInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one cold start took.
 *
 * @param init milliseconds from the start of the process until it asks for an event
 * @param invoke milliseconds from the event to the answer
 * @param processor milliseconds of processor time in both
 * @param peakMegabytes the most memory that it held, 0 where the system does not tell
 */
record Sample(double init, double invoke, double processor, double peakMegabytes) {

    /** What the instance has taken, which has just answered. */
    static Sample of(LambdaInstance instance) {
        long now = System.nanoTime();
        return new Sample(
                (instance.readyAt() - instance.startedAt()) / 1e6,
                (now - instance.readyAt()) / 1e6,
                instance.process()
                                .info()
                                .totalCpuDuration()
                                .map(Duration::toNanos)
                                .orElse(0L)
                        / 1e6,
                peakMegabytes(instance.process().pid()));
    }

    double total() {
        return init + invoke;
    }

    static double median(List<Sample> samples, ToDoubleFunction<Sample> column) {
        return median(samples.stream().mapToDouble(column).toArray());
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double peakMegabytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
