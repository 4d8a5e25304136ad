package io.github.datazonecdk.metadatageneration.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.standin.StandInS3;
import io.github.datazonecdk.metadatageneration.standin.StandInStepFunctions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/**
 * Executes what the state machine of a batch says, each execution in a process of an interpreter. Services are called as
 * AWS Step Functions calls them, at their endpoints on this machine.
 */
public final class ExecutionPlayer implements StandInStepFunctions.Player, AutoCloseable {
    private static final NodeProgram PROGRAM = new NodeProgram("play.mjs");

    private final StandInStepFunctions stepFunctions;
    private final Map<String, JsonNode> definitions;
    private final ObjectNode services;
    private final int hurry;
    private final ExecutorService threads;
    private final Path program;
    private final Map<String, Process> processes = new ConcurrentHashMap<>();

    /**
     * @param definitions by the ARN of the state machine
     * @param lambda the endpoint of Lambda
     * @param hurry how many times shorter the waits are than the definition, and the function, say
     */
    public ExecutionPlayer(
            Map<String, JsonNode> definitions,
            StandInStepFunctions stepFunctions,
            StandInS3 s3,
            String dataZone,
            String lambda,
            int hurry,
            ExecutorService threads) {
        this.stepFunctions = stepFunctions;
        this.definitions = definitions;
        this.hurry = hurry;
        this.threads = threads;
        services = Json.object()
                .put("dataZone", dataZone)
                .put("lambda", lambda)
                .put("s3", s3.endpoint().toString())
                .put("stepFunctions", stepFunctions.endpoint().toString());
        program = install();
        stepFunctions.play(this);
    }

    private static Path install() {
        try {
            return PROGRAM.install();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while npm installs the interpreter", e);
        }
    }

    @Override
    public void start(String stateMachineArn, String arn, String name, String input) {
        ObjectNode play = Json.object()
                .put("execution", arn)
                .put("mapRun", StandInStepFunctions.mapRunArn(name))
                .put("hurry", hurry);
        play.set("definition", definitions.get(stateMachineArn));
        play.set("input", Json.parse(input));
        play.set("services", services);
        try {
            Process process = PROGRAM.start(program, play);
            processes.put(name, process);
            threads.execute(() -> follow(name, process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop(String name) {
        stepFunctions.mapRunEndsAt(name, Instant.MAX);
        try {
            NodeProgram.send(processes.get(name), "stop");
        } catch (IOException e) {
            // It has ended by itself.
        }
    }

    /** Waits until all that an execution does has come to an end, which may be after it was stopped. */
    public void await(String name) throws InterruptedException {
        processes.get(name).waitFor();
        while (stepFunctions.execution(name).status().equals("RUNNING")) {
            Thread.sleep(5);
        }
    }

    /** Ends all of them where they are. */
    public void endAll() {
        processes.values().forEach(Process::destroyForcibly);
    }

    @Override
    public void close() {
        endAll();
    }

    private void follow(String name, Process process) {
        StringBuilder other = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    take(name, Json.parse(line));
                } else {
                    other.append(line).append('\n');
                }
            }
        } catch (IOException | RuntimeException e) {
            other.append(e);
        }
        stepFunctions.endIfRunning(name, "FAILED", "States.Runtime", "the player ended: " + other);
        stepFunctions.mapRunEndsAt(name, Instant.now());
    }

    private void take(String name, JsonNode told) {
        if (told.has("status")) {
            stepFunctions.endIfRunning(
                    name,
                    told.path("status").asText(),
                    told.path("error").textValue(),
                    told.path("cause").textValue());
        } else {
            stepFunctions.mapRun(
                    name,
                    told.path("pending").asInt(),
                    told.path("running").asInt(),
                    told.path("succeeded").asInt(),
                    told.path("failed").asInt(),
                    told.path("aborted").asInt());
        }
    }
}
