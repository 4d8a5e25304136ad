package io.github.datazonecdk.metadatageneration.benchmark;

import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The AWS SDK for JavaScript, which Lambda's Node.js runtimes hold: fetched once, of the version in a package.json. */
final class NodeModules {
    private static final Path FOLDER = CloudAssembly.testClasses().resolveSibling("real-sdk");
    private static final Path WANTED = CloudAssembly.resource(NodeModules.class, "real-sdk/package.json");

    private NodeModules() {}

    static Path realSdk() throws IOException, InterruptedException {
        Path modules = FOLDER.resolve("node_modules");
        Path complete = FOLDER.resolve("complete.json");
        if (!Files.exists(complete) || Files.mismatch(complete, WANTED) != -1) {
            Files.createDirectories(FOLDER);
            Files.write(FOLDER.resolve("package.json"), Files.readAllBytes(WANTED));
            // One try, and not for long: a network that lets nothing through is to be noticed.
            run(
                    "npm",
                    "install",
                    "--fetch-retries=0",
                    "--fetch-timeout=20000",
                    "--no-audit",
                    "--no-fund",
                    "--omit=dev",
                    "--prefix",
                    FOLDER.toString());
            Files.write(complete, Files.readAllBytes(WANTED));
        }
        return modules;
    }

    static String sdkVersion() {
        return Json.read(WANTED)
                .path("dependencies")
                .path("@aws-sdk/client-datazone")
                .asText();
    }

    static String nodeVersion() throws IOException, InterruptedException {
        return run("node", "--version").strip();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(Arrays.toString(command) + " failed:\n" + output);
        }
        return output;
    }
}
