package io.github.datazonecdk.metadatageneration.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

final class FurtherRunsTest {
    @TempDir
    private Path folder;

    @Test
    void addOneResourceEachAndNoStatement() {
        JsonNode one = template(0);

        JsonNode many = template(400);

        assertEquals(one.path("Resources").size() + 400, many.path("Resources").size());
        assertEquals(permissions(one), permissions(many));
    }

    /**
     * What makes synthesis slow is calls to CDK in Node.js, about 0.15 ms each. A bare custom resource takes three; ours
     * has a construct around it and depends on its permissions. Whoever needs a further call here should know it.
     */
    @Test
    void takeFiveCallsToCdkEach() throws IOException, InterruptedException {
        List<String> calls = calls(11);

        int last = indexOfConstruct(calls, "Run11");

        assertEquals(10 * 5, last - indexOfConstruct(calls, "Run1"));
    }

    private JsonNode template(int further) {
        App app = new App(AppProps.builder()
                .outdir(folder.resolve("runs-" + further).toString())
                .build());
        FurtherRuns.OURS.stack(app, further);
        return CloudAssembly.read(Path.of(app.synth().getDirectory())).template();
    }

    private static JsonNode permissions(JsonNode template) {
        return new SynthesizedStack(template)
                .resources(SynthesizedStack.POLICY).entrySet().stream()
                        .filter(policy -> policy.getKey().contains("Permissions"))
                        .findFirst()
                        .orElseThrow()
                        .getValue();
    }

    private static int indexOfConstruct(List<String> calls, String id) {
        return IntStream.range(0, calls.size())
                .filter(call -> calls.get(call).contains("\"constructs.Construct\"")
                        && calls.get(call).contains('"' + id + '"'))
                .findFirst()
                .orElseThrow();
    }

    /** CDK's kernel logs each call that it receives where JSII_DEBUG asks for it. */
    private List<String> calls(int further) throws IOException, InterruptedException {
        Path log = folder.resolve("calls");
        ProcessBuilder builder = new ProcessBuilder(
                CloudAssembly.java(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FurtherRuns.class.getName(),
                String.valueOf(further));
        builder.environment().put("JSII_DEBUG", "1");
        builder.environment().put("CDK_OUTDIR", folder.resolve("cdk.out").toString());
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the app does not end");
        assertEquals(0, process.exitValue(), () -> "see " + log);
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith("> {")).toList();
        }
    }
}
