package io.github.datazonecdk.metadatageneration.benchmark;

import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What npm installs: fetched once, of the versions in a package.json. */
final class NodeModules {
    private static final String REAL_SDK = "real-sdk";

    private NodeModules() {}

    /** The AWS SDK for JavaScript, which Lambda's Node.js runtimes hold. */
    static Path realSdk() throws IOException, InterruptedException {
        return install(REAL_SDK);
    }

    /** Beside the classes, in a folder of the same name as that of the package.json. */
    static Path install(String name) throws IOException, InterruptedException {
        Path folder = CloudAssembly.testClasses().resolveSibling(name);
        Path wanted = wanted(name);
        Path modules = folder.resolve("node_modules");
        Path complete = folder.resolve("complete.json");
        if (!Files.exists(complete) || Files.mismatch(complete, wanted) != -1) {
            Files.createDirectories(folder);
            Files.write(folder.resolve("package.json"), Files.readAllBytes(wanted));
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
                    folder.toString());
            Files.write(complete, Files.readAllBytes(wanted));
        }
        return modules;
    }

    private static Path wanted(String name) {
        return LambdaRuntime.resource(name + "/package.json");
    }

    static String sdkVersion() {
        return Json.read(wanted(REAL_SDK))
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
