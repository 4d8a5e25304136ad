package io.github.datazonecdk.metadatageneration.benchmark;

import io.github.datazonecdk.metadatageneration.stage.LambdaMachine;
import io.github.datazonecdk.metadatageneration.stage.LambdaRuntime;
import io.github.datazonecdk.metadatageneration.stage.NodeModules;
import io.github.datazonecdk.metadatageneration.stage.ProcessorQuota;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The benchmark's results as Markdown. */
final class BenchmarkTable {
    /** Of x86 in us-east-1; Lambda bills both phases. */
    private static final double DOLLARS_PER_GIGABYTE_SECOND = 0.0000166667;

    private static final double DOLLARS_PER_REQUEST = 0.0000002;

    private static final String NOT_MODELLED = """
            ## What it does not model

            - Network: whatever a function calls is on this machine, over TLS as on AWS, with certificates of the same kind (RSA, 2,048 bits, signed by an intermediate authority), but no way off.
            - What Lambda does before a process starts: it places the function, fetches the package (the bigger, the longer) and boots a virtual machine.
            - Lambda's own runtimes. Java runs under AWS's runtime interface client, with the flags of the managed Java 17 and 21 runtimes (`%s`, heap of 85 %% of the memory); what Java 25's adds, an AOT cache of that client among it, is left out. Node.js runs under some 60 lines that do what its runtime interface client does, without that one's own start; the AWS SDK for JavaScript is read from `node_modules`.
            - Memory: no function is refused what it asks for beyond its size.
            - `AwsCustomResource` with `installLatestAwsSdk`, which adds an `npm install` to each cold start. Its handler also writes the response to CloudFormation, over TLS; for this library's handler the Provider framework does, which is part of the whole way.
            - Waiting: the run has ended when it is first asked for. Step Functions takes no time to start and to change its state.
            """;

    private final Map<Contestant, List<Sample>> measured;
    private final LambdaMachine machine;
    private final JavaHome java;
    private final List<String> synthesis;

    BenchmarkTable(
            Map<Contestant, List<Sample>> measured, LambdaMachine machine, JavaHome java, List<String> synthesis) {
        this.measured = measured;
        this.machine = machine;
        this.java = java;
        this.synthesis = synthesis;
    }

    String text() throws IOException, InterruptedException {
        return String.join(
                "\n", "# Cold starts", "", conditions(), functions(), wholeWay(), ratios(), synthesis(), notModelled());
    }

    private String conditions() throws IOException, InterruptedException {
        return """
                Written by `mvn -q -B test-compile exec:java -Pbench` on %s: medians of %d cold starts of each, played in turn.

                - Machine: %s, %d processors, %s %s
                - Java %s (%s), Node.js %s, AWS SDK for JavaScript %s
                - Processor time: %s
                """.formatted(
                        LocalDate.now(),
                        measured.values().iterator().next().size(),
                        processor(),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        java.version(),
                        java.vendor(),
                        NodeModules.nodeVersion(),
                        RealSdk.version(),
                        processorTime());
    }

    private String processorTime() {
        return machine.throttles()
                ? "as Lambda gives it. One processor until a function asks for its event, then memory / 1769 MB of one, in periods of %d ms"
                        .formatted(ProcessorQuota.PERIOD_MILLIS)
                : "**all that the machine has.** It lets no cgroup be made (that takes Linux and root), so memory sizes make no difference here, and nothing is as on Lambda";
    }

    private String functions() {
        String rows = measured.entrySet().stream()
                .filter(entry -> !entry.getKey().isPath())
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
        return """
                | Function, cold | Memory MB | Init ms | Invoke ms | Total ms | CPU ms | Peak MB | Package MB | USD per 1,000 |
                |---|--:|--:|--:|--:|--:|--:|--:|--:|
                """ + rows;
    }

    private static String row(Contestant contestant, List<Sample> samples) {
        return String.format(
                Locale.ROOT,
                "| %s | %d%s | %.0f | %.0f | **%.0f** | %.0f | %.0f | %.2f | %.4f |%n",
                contestant.name(),
                contestant.memorySize(),
                contestant.isDefault() ? ", its default" : "",
                Sample.median(samples, Sample::init),
                Sample.median(samples, Sample::invoke),
                Sample.median(samples, Sample::total),
                Sample.median(samples, Sample::processor),
                Sample.median(samples, Sample::peakMegabytes),
                contestant.packageMegabytes(),
                1000 * dollars(contestant, Sample.median(samples, Sample::total)));
    }

    private static double dollars(Contestant contestant, double millis) {
        return millis / 1000 * contestant.memorySize() / 1024 * DOLLARS_PER_GIGABYTE_SECOND + DOLLARS_PER_REQUEST;
    }

    private String wholeWay() {
        String rows = measured.entrySet().stream()
                .filter(entry -> entry.getKey().isPath())
                .map(entry -> "| %s | %s | **%.0f** |%n"
                        .formatted(
                                entry.getKey().name(),
                                entry.getKey().isDefault()
                                        ? "as by default"
                                        : entry.getKey().memorySize(),
                                Sample.median(entry.getValue(), Sample::total)))
                .collect(Collectors.joining());
        return """
                | The whole way, the first call of each function cold, from CloudFormation's request to its response | Memory MB of each function | Total ms |
                |---|--:|--:|
                """ + rows;
    }

    private String ratios() {
        return """
                | Ratio of totals, pair by pair, over TLS | Median | Lowest to highest | Our aim |
                |---|--:|--:|--:|
                """
                + ratio("The whole way, defaults", BenchmarkPair.WHOLE_WAY, "0.55")
                + ratio("The handlers, each at its default memory", BenchmarkPair.DEFAULTS, "0.30")
                + ratio("The handlers at 512 MB", BenchmarkPair.handlersAt(512), "1.25")
                + ratio("The handlers at 1,024 MB", BenchmarkPair.handlersAt(1024), "")
                + ratio("The handlers at 1,769 MB", BenchmarkPair.handlersAt(1769), "")
                + ratio("The whole way at 512 MB", BenchmarkPair.wholeWayAt(512), "");
    }

    private String ratio(String what, BenchmarkPair pair, String aim) {
        double[] ratios = pair.ratios(measured);
        return String.format(
                Locale.ROOT,
                "| %s | **%.2f** | %.2f to %.2f | %s |%n",
                what,
                Sample.median(ratios),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow(),
                aim);
    }

    private String synthesis() {
        return "## Synthesis\n\n"
                + synthesis.stream().map(line -> "- " + line + "\n").collect(Collectors.joining());
    }

    private static String notModelled() {
        return NOT_MODELLED.formatted(String.join(" ", LambdaRuntime.JAVA_FLAGS));
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
