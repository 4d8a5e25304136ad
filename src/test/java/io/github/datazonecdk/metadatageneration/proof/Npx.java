package io.github.datazonecdk.metadatageneration.proof;

import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The CDK command line as users start it. */
final class Npx implements CdkCommandLine {
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    private final Path folder;
    private final String region;
    private final ProcessBuilder.Redirect output;
    private boolean stopped;
    private Process process;

    /**
     * @param folder where it is started: that of cdk.json
     * @param region where it deploys to
     * @param output where it writes to
     */
    Npx(Path folder, String region, ProcessBuilder.Redirect output) {
        this.folder = folder;
        this.region = region;
        this.output = output;
    }

    /** At once, so that a fault is found before anything is deployed, and nothing is left to do in the end. */
    @Override
    public void synthesize(Path assemblies, Map<String, String> context) {
        CloudAssembly.run(ProofApp.class, assemblies, context);
    }

    @Override
    public boolean deploy(Path assembly) {
        Process deploying;
        synchronized (this) {
            if (stopped) {
                throw new IllegalStateException("no deployment may begin any more");
            }
            deploying = start("deploy", assembly, "--require-approval", "never", "--progress", "events");
            process = deploying;
        }
        return hasGoneWell(deploying);
    }

    @Override
    public boolean destroy(Path assembly) {
        return hasGoneWell(start("destroy", assembly, "--force"));
    }

    @Override
    public synchronized void stopDeploying() {
        stopped = true;
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    /** Release 2, as `latest` can point to an accidental 3.0.0; without asking whether it may be downloaded. */
    static List<String> command(String operation, Path assembly, String... flags) {
        List<String> command = new ArrayList<>(List.of(
                WINDOWS ? "npx.cmd" : "npx",
                "--yes",
                "aws-cdk@2",
                operation,
                ProofApp.STACK,
                "--app",
                assembly.toString()));
        command.addAll(List.of(flags));
        command.addAll(List.of("--ci", "--no-notices"));
        return command;
    }

    private Process start(String operation, Path assembly, String... flags) {
        List<String> command = command(operation, assembly, flags);
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output);
            prepare(builder.environment(), region);
            Process started = builder.start();
            started.getOutputStream().close();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + String.join(" ", command) + ": is Node.js installed?", e);
        }
    }

    /** The command line looks for a Region and a profile where the SDK for Java does not, and the other way round. */
    static void prepare(Map<String, String> environment, String region) {
        environment.put("CDK_DISABLE_CLI_TELEMETRY", "true");
        environment.put("AWS_REGION", region);
        environment.remove("AWS_DEFAULT_PROFILE");
        Optional.ofNullable(System.getProperty("aws.profile"))
                .ifPresent(profile -> environment.put("AWS_PROFILE", profile));
        // An AWS of one's own has no DNS name for each bucket; the command line knows so of loopback addresses alone.
        if (environment.containsKey("AWS_ENDPOINT_URL") || environment.containsKey("AWS_ENDPOINT_URL_S3")) {
            environment.putIfAbsent("CDK_S3_FORCE_PATH_STYLE", "1");
        }
    }

    private static boolean hasGoneWell(Process started) {
        try {
            return started.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the CDK command line ran", e);
        }
    }
}
