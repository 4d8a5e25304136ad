package io.github.datazonecdk.metadatageneration.assembly;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An app in a JVM of its own, as the CDK command line runs it. */
public record AppProcess(int exitCode, String output) {

    /** Runs an app's main class, and leaves it to the app what it writes into the folder. */
    public static AppProcess run(Class<?> app, String classPath, Path assembly, ObjectNode context)
            throws IOException, InterruptedException {
        Files.createDirectories(assembly);
        Path output = assembly.resolve("synth.log");
        ProcessBuilder builder =
                new ProcessBuilder(CloudAssembly.java(), "-XX:TieredStopAtLevel=1", "-cp", classPath, app.getName());
        builder.environment().put("CDK_OUTDIR", assembly.toString());
        builder.environment().put("CDK_CONTEXT_JSON", context.toString());
        builder.environment().put("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the app does not end:\n" + Files.readString(output));
            }
            return new AppProcess(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }
}
