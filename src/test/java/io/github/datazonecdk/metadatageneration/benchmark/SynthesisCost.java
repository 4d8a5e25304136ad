package io.github.datazonecdk.metadatageneration.benchmark;

import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CfnWaitConditionHandle;
import software.amazon.awscdk.Stack;

/** What runs cost at synthesis, in milliseconds: beside bare custom resources, and in the example app. */
final class SynthesisCost {
    private static final Map<String, String> CONTEXT = Map.of(
            "domainIdentifier", "dzd_4p2x9k7", "owningProjectIdentifier", "3jx9m2c", "assetIdentifier", "5d4kq3x");

    private final Path folder;

    private SynthesisCost(Path folder) {
        this.folder = folder;
    }

    /** Lines for people; all figures are medians, and what is compared is measured in turn. */
    static List<String> measure(int samples) {
        try {
            return new SynthesisCost(Files.createTempDirectory("synthesis")).lines(samples);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines(int samples) {
        // What is compared is steady: the first rounds are slower, in both processes.
        for (int round = 0; round < 3; round++) {
            furtherRuns(FurtherRuns.OURS, 200);
            furtherRuns(FurtherRuns.BARE, 200);
        }
        return List.of(further(samples, 200), further(Math.min(samples, 3), 400), example(samples));
    }

    private String further(int samples, int runs) {
        double[] ours = new double[samples];
        double[] bare = new double[samples];
        double[] ratios = new double[samples];
        for (int i = 0; i < samples; i++) {
            double none = furtherRuns(FurtherRuns.OURS, 0);
            ours[i] = (furtherRuns(FurtherRuns.OURS, runs) - none) / runs;
            bare[i] = (furtherRuns(FurtherRuns.BARE, runs) - none) / runs;
            ratios[i] = ours[i] / bare[i];
        }
        return "Each of %d further runs in a stack takes %.2f ms, a bare custom resource %.2f ms: ratio **%.2f**."
                .formatted(runs, median(ours), median(bare), median(ratios));
    }

    private double furtherRuns(FurtherRuns kind, int runs) {
        return milliseconds(() -> {
            App app = new App(AppProps.builder().outdir(folder.toString()).build());
            kind.stack(app, runs);
            return app.synth();
        });
    }

    private String example(int samples) {
        double[] example = new double[samples];
        double[] least = new double[samples];
        double[] differences = new double[samples];
        for (int i = 0; i < samples; i++) {
            example[i] = milliseconds(() -> CloudAssembly.synthesize(folder.resolve("example"), CONTEXT));
            least[i] = milliseconds(
                    () -> CloudAssembly.synthesize(OneHandle.class, folder.resolve("one-handle"), CONTEXT));
            differences[i] = example[i] - least[i];
        }
        return "The example app takes %.0f ms, an app with one small resource %.0f ms: ours, with all that CDK makes for it, is %.0f ms of them."
                .formatted(median(example), median(least), median(differences));
    }

    /** What every app of CDK for Java takes: two processes, and the library loaded into both. */
    static final class OneHandle {
        public static void main(String[] arguments) {
            App app = new App();
            new CfnWaitConditionHandle(new Stack(app, "OneHandle"), "Nothing");
            app.synth();
        }
    }

    private static double milliseconds(Supplier<?> work) {
        long began = System.nanoTime();
        work.get();
        return (System.nanoTime() - began) / 1e6;
    }

    private static double median(double[] figures) {
        double[] sorted = IntStream.range(0, figures.length)
                .mapToDouble(i -> figures[i])
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }
}
