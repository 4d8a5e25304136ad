package io.github.datazonecdk.metadatageneration.assembly;

import io.github.datazonecdk.metadatageneration.examples.MetadataGenerationExample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The example app in a JVM of its own, as the CDK command line runs it. */
public record ExampleProcess(int exitCode, String output, Path assembly) {

    public static ExampleProcess run(Path folder, String classPath, Map<String, String> context)
            throws IOException, InterruptedException {
        Path assembly = folder.resolve("cdk.out");
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(
                CloudAssembly.java(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                MetadataGenerationExample.class.getName());
        builder.environment().put("CDK_OUTDIR", assembly.toString());
        builder.environment().put("CDK_CONTEXT_JSON", json(context));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the example app does not end:\n" + Files.readString(output));
        }
        return new ExampleProcess(process.exitValue(), Files.readString(output), assembly);
    }

    private static String json(Map<String, String> context) {
        var json = Json.object();
        context.forEach(json::put);
        return json.toString();
    }
}
