package io.github.datazonecdk.metadatageneration.stage;

import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What npm installs: fetched once, of the versions in a package.json. */
public final class NodeModules {
    private NodeModules() {}

    /**
     * What a package.json names that lies in a folder of that name beside a class of the tests. It comes into a folder
     * of that name in the build.
     */
    public static Path install(Class<?> neighbour, String name) throws IOException, InterruptedException {
        Path folder = CloudAssembly.testClasses().resolveSibling(name);
        Path wanted = CloudAssembly.resource(neighbour, name + "/package.json");
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

    public static String nodeVersion() throws IOException, InterruptedException {
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
