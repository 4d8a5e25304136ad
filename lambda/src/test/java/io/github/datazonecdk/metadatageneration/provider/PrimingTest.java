package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.provider.calls.Time;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done while Lambda gives the function a full processor, in a process of its own. */
class PrimingTest {
    @AutoClose
    private final Deployment deployment = new Deployment(Time.SYSTEM);

    @TempDir
    private Path folder;

    private record Output(List<String> start, List<String> invocation, String answer) {}

    @Test
    void leavesNothingOfTheJarToLoadForTheFirstRequest() throws Exception {
        Output output = launch("-Xlog:class+load:stdout");

        List<String> loaded = ofTheJar(output.invocation());
        assertTrue(ofTheJar(output.start()).size() > 500, "the log of classes has another form");
        assertTrue(loaded.size() <= 10, () -> String.join("\n", loaded));
    }

    /** They are classes of the jar; those of the JDK are its own. */
    @Test
    void leavesNoLambdaToTheJvm() throws Exception {
        Output output = launch("-Xlog:class+load:stdout");

        assertEquals(
                List.of(),
                output.start().stream()
                        .filter(line -> line.matches(".* (io|software)\\.[\\w.$]+\\$\\$Lambda/0x.*"))
                        .toList());
    }

    /** Of all 188, which the JVM would load to verify the client. */
    @Test
    void loadsTheRequestsOfTheOperationsThatAreCalledAlone() throws Exception {
        Output output = launch("-Xlog:class+load:stdout");

        List<String> requests = ofTheJar(output.start()).stream()
                .filter(line -> line.matches(".*\\.datazone\\.model\\.\\w+Request .*"))
                .toList();
        assertTrue(requests.size() <= 7, () -> String.join("\n", requests));
    }

    @Test
    void makesNoMetadataOfServicesThatItDoesNotCall() throws Exception {
        Output output = launch("-Xlog:class+load:stdout");

        assertEquals(
                List.of(),
                output.start().stream()
                        .filter(line -> line.contains("software.amazon.awssdk.regions.servicemetadata."))
                        .toList());
    }

    @Test
    void loadsNothingThatBatchesAloneNeed() throws Exception {
        Output output = launch("-Xlog:class+load:stdout");

        assertEquals(
                List.of(),
                Stream.concat(output.start().stream(), output.invocation().stream())
                        .filter(line -> line.matches(".* software\\.amazon\\.awssdk\\.services\\.sfn\\..*"))
                        .toList());
    }

    @Test
    void callsNobody() throws Exception {
        Output output = launch();

        assertEquals(List.of(), connections(output.start()));
        assertEquals(1, connections(output.invocation()).size());
        assertEquals(1, deployment.dataZone.calls(START).size());
        assertEquals(1, deployment.dataZone.calls().size());
    }

    @Test
    void goesThroughWithoutAFault() throws Exception {
        Output output = launch();

        assertEquals(List.of(), output.start());
    }

    @Test
    void leavesTheFunctionWorkingWhereItFails() throws Exception {
        Path broken = Files.createDirectories(
                folder.resolve(Priming.class.getPackageName().replace('.', '/')));
        Files.createFile(broken.resolve("Priming$Answered.class"));

        Output output = launch();

        assertTrue(output.start().get(0).startsWith("not primed: "), output.start()::toString);
        assertTrue(output.answer().startsWith("{\"PhysicalResourceId\":"), output::answer);
    }

    /** Retries are for deployments: while it starts, Lambda gives the function ten seconds. */
    @Test
    void givesUpAtOnceWhereNoConnectionCanBeMade() {
        System.setProperty("aws.endpointUrlDataZone", "nowhere://at.all");
        try {
            assertTimeoutPreemptively(Duration.ofSeconds(10), Priming::prime);
        } finally {
            System.clearProperty("aws.endpointUrlDataZone");
        }
    }

    private Output launch(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder
                        + File.pathSeparator
                        + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(List.of(options));
        command.add(FunctionInstance.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("AWS_REGION", Deployment.REGION);
        builder.environment()
                .put("AWS_ENDPOINT_URL_DATAZONE", deployment.dataZone.endpoint().toString());
        Path log = folder.resolve("log");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try (OutputStream event = process.getOutputStream()) {
            event.write(deployment.createEvent(run()).toString().getBytes(StandardCharsets.UTF_8));
        }
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "the function does not end");
        return output(Files.readAllLines(log));
    }

    private static Output output(List<String> lines) {
        int started = lines.indexOf(FunctionInstance.STARTED);
        int answered = lines.indexOf(FunctionInstance.ANSWERED);
        assertFalse(started < 0 || answered < 0, () -> String.join("\n", lines));
        return new Output(lines.subList(0, started), lines.subList(started + 1, answered), lines.get(answered + 1));
    }

    private static List<String> ofTheJar(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains(" source: file:") && line.contains("/package/lib/provider.jar"))
                .toList();
    }

    private static List<String> connections(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(FunctionInstance.CONNECTS))
                .toList();
    }
}
