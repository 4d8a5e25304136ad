package io.github.datazonecdk.metadatageneration.stage;

import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.assembly.LambdaDefinition;
import io.github.datazonecdk.metadatageneration.assembly.Template;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Makes the process of a function as Lambda would: the package unpacked into the task root, the handler named in the
 * environment, nothing of the host's environment but the search path for programs.
 */
public final class LambdaRuntime {
    private static final Path RUNTIME_INTERFACE_CLIENT =
            CloudAssembly.testClasses().resolveSibling("runtime-interface-client");

    /** Those that the managed Java 17 and 21 runtimes are seen to have, but for their archives of classes. */
    public static final List<String> JAVA_FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+TieredCompilation",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-XX:+ErrorFileToStderr",
            "-Djava.net.preferIPv4Stack=true",
            "--add-opens=java.base/java.io=ALL-UNNAMED");

    private static final List<String> NEEDED_OF_THE_HOST = List.of("PATH", "SystemRoot", "TEMP", "TMP", "TMPDIR");

    private final Path directory;
    private final LambdaMachine machine;
    private final Map<String, String> stageEnvironment;
    private final Map<Path, Path> taskRoots = new HashMap<>();

    /** @param stageEnvironment where the services are on this machine */
    public LambdaRuntime(Path directory, LambdaMachine machine, Map<String, String> stageEnvironment) {
        this.directory = directory;
        this.machine = machine;
        this.stageEnvironment = stageEnvironment;
    }

    public static boolean canRunAwsClient() {
        return System.getProperty("os.name").startsWith("Linux");
    }

    public LambdaInstance start(LambdaDefinition function, ExecutorService threads, Consumer<String> log) {
        ProcessorQuota quota = machine.throttles() ? ProcessorQuota.ofItsOwnCgroup() : ProcessorQuota.NONE;
        return LambdaInstance.start(function, process(function), quota, threads, log);
    }

    private ProcessBuilder process(LambdaDefinition function) {
        Path taskRoot = taskRoot(function.code());
        ProcessBuilder process = new ProcessBuilder(command(function)).directory(taskRoot.toFile());
        process.environment().keySet().retainAll(NEEDED_OF_THE_HOST);
        process.environment().putAll(lambdaEnvironment(function, taskRoot));
        process.environment().putAll(stageEnvironment);
        process.environment().putAll(function.environment());
        return process;
    }

    private List<String> command(LambdaDefinition function) {
        if (function.runtime().startsWith("nodejs")) {
            return List.of(
                    "node",
                    CloudAssembly.resource(LambdaRuntime.class, "bootstrap.js").toString());
        }
        if (function.isJava()) {
            return java(function);
        }
        throw new IllegalStateException("the stage cannot run " + function.runtime() + " of " + function.name());
    }

    private List<String> java(LambdaDefinition function) {
        List<String> command = new ArrayList<>(List.of(machine.java()));
        command.addAll(JAVA_FLAGS);
        command.add("-Xmx" + function.memorySize() * 85 / 100 + "m");
        command.addAll(
                machine.awsClient()
                        ? List.of("-cp", clientJars(), "com.amazonaws.services.lambda.runtime.api.client.AWSLambda")
                        : List.of(
                                "-cp",
                                CloudAssembly.testClasses() + File.pathSeparator + clientJars(),
                                FunctionLauncher.class.getName()));
        command.add(function.handler());
        return command;
    }

    private Map<String, String> lambdaEnvironment(LambdaDefinition function, Path taskRoot) {
        Map<String, String> environment = new HashMap<>();
        environment.put("_HANDLER", function.handler());
        environment.put("LAMBDA_TASK_ROOT", taskRoot.toString());
        environment.put("NODE_PATH", machine.nodeModules().toString());
        environment.put("LANG", "en_US.UTF-8");
        environment.put("TZ", ":UTC");
        environment.put("AWS_REGION", Template.REGION);
        environment.put("AWS_DEFAULT_REGION", Template.REGION);
        environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
        environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memorySize()));
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", function.logGroup());
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "2026/01/01/[$LATEST]00000000000000000000000000000000");
        environment.put("AWS_LAMBDA_LOG_FORMAT", function.logFormat());
        if (!function.logLevel().isEmpty()) {
            environment.put("AWS_LAMBDA_LOG_LEVEL", function.logLevel());
        }
        return environment;
    }

    private Path taskRoot(Path code) {
        return Files.isDirectory(code)
                ? code
                : taskRoots.computeIfAbsent(
                        code, archive -> unpack(archive, directory.resolve("task-" + taskRoots.size())));
    }

    public static Path unpack(Path archive, Path target) {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (entry.isDirectory() || !file.startsWith(target)) {
                    continue;
                }
                Files.createDirectories(file.getParent());
                Files.copy(zip.getInputStream(entry), file);
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String clientJars() {
        try (Stream<Path> jars = Files.list(RUNTIME_INTERFACE_CLIENT)) {
            return jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
