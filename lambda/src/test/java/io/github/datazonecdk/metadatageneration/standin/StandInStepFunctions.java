package io.github.datazonecdk.metadatageneration.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in for AWS Step Functions on this machine: executions that are started, read and stopped, and their map runs.
 * It runs no definition: an execution ends as it was told to, unless somebody plays it.
 */
public final class StandInStepFunctions implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InstantSource clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final StandInFaults faults = new StandInFaults();
    private final Map<String, Execution> executions = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private Duration duration = Duration.ofMinutes(2);
    private String outcome = "SUCCEEDED";

    private Player player;

    /** An execution as it stands. */
    public record Snapshot(String name, String status, String input, String error, String cause) {}

    /** Carries executions out, and tells how they are and end. */
    public interface Player {
        void start(String stateMachineArn, String executionArn, String name, String input);

        /** Of an execution that is stopped already. */
        void stop(String name);
    }

    private static final class Execution {
        String name;
        String input;
        Instant started;
        Instant ends;
        String outcome;
        String error;
        String cause;
        ObjectNode counts;
        Instant mapRunEnds;
    }

    /** Serves at once; executions end by this clock. */
    public StandInStepFunctions(InstantSource clock) {
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public URI endpoint() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getHostString() + ":" + address.getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Leaves it to the player how long executions take and how they end. */
    public synchronized void play(Player player) {
        this.player = player;
        duration = Duration.ofDays(365);
    }

    /** Starts an execution as somebody else than the function does, such as a schedule. */
    public synchronized void start(String stateMachineArn, String name, String input) {
        start(JsonNodeFactory.instance
                .objectNode()
                .put("stateMachineArn", stateMachineArn)
                .put("name", name)
                .put("input", input));
    }

    /** How long executions started from now on take, and how they end; two minutes and SUCCEEDED unless told. */
    public synchronized void executions(Duration duration, String outcome) {
        this.duration = duration;
        this.outcome = outcome;
    }

    /** Ends an execution now. */
    public synchronized void end(String name, String outcome, String error, String cause) {
        Execution execution = named(name);
        execution.ends = clock.instant();
        execution.outcome = outcome;
        execution.error = error;
        execution.cause = cause;
    }

    /** Ends an execution now that has not ended yet. */
    public synchronized void endIfRunning(String name, String outcome, String error, String cause) {
        if (status(named(name)).equals("RUNNING")) {
            end(name, outcome, error, cause);
        }
    }

    /** Lets an execution end by itself at this time. */
    public synchronized void endAt(String name, Instant time) {
        named(name).ends = time;
    }

    /** Gives an execution a map run with these counts of items, some of which may be told to be zero. */
    public synchronized void mapRun(String name, int pending, int running, int succeeded, int failed, int aborted) {
        named(name).counts = JsonNodeFactory.instance
                .objectNode()
                .put("total", pending + running + succeeded + failed + aborted)
                .put("pending", pending)
                .put("running", running)
                .put("succeeded", succeeded)
                .put("failed", failed)
                .put("timedOut", 0)
                .put("aborted", aborted)
                .put("resultsWritten", 0);
    }

    /** Lets a map run end after its execution, as its children that are in progress do. */
    public synchronized void mapRunEndsAt(String name, Instant time) {
        named(name).mapRunEnds = time;
    }

    /** Forgets an execution, as Step Functions does after 90 days. */
    public synchronized void forget(String name) {
        executions.remove(name);
    }

    /** In the order of their starts. */
    public synchronized List<Snapshot> executions() {
        return executions.values().stream().map(this::snapshot).toList();
    }

    public synchronized Snapshot execution(String name) {
        return snapshot(named(name));
    }

    private Snapshot snapshot(Execution execution) {
        return new Snapshot(execution.name, status(execution), execution.input, execution.error, execution.cause);
    }

    /** The operations called. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Does this to the next calls of an operation. */
    public void fault(String operation, StandInFault fault, int times) {
        faults.add(operation, fault, times, Instant.MAX);
    }

    /** Does this to each call of an operation for a while. */
    public void faultFor(Duration time, String operation, StandInFault fault) {
        faults.add(operation, fault, Integer.MAX_VALUE, clock.instant().plus(time));
    }

    /** Ends all faults. */
    public void faultNoMore() {
        faults.clear();
    }

    private Execution named(String name) {
        return executions.get(name);
    }

    private String status(Execution execution) {
        return clock.instant().isBefore(execution.ends) ? "RUNNING" : execution.outcome;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String operation = target.replaceFirst("AWSStepFunctions\\.", "");
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            StandInFault fault = faults.next(operation, clock.instant());
            ObjectNode answer;
            int status = 200;
            try {
                answer = answer(operation, request, fault);
            } catch (StandInRefusal refusal) {
                status = refusal.status;
                answer = JsonNodeFactory.instance
                        .objectNode()
                        .put("__type", refusal.error)
                        .put("message", refusal.getMessage());
            }
            if (fault instanceof StandInFault.LoseAnswer || fault instanceof StandInFault.CutConnection) {
                return;
            }
            byte[] body = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.getResponseHeaders().set("x-amzn-RequestId", "3f0a-request");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized ObjectNode answer(String operation, JsonNode request, StandInFault fault) {
        calls.add(operation);
        if (fault instanceof StandInFault.Refuse refuse) {
            throw StandInRefusal.of(refuse, operation);
        } else if (fault instanceof StandInFault.CutConnection) {
            return null;
        }
        return switch (operation) {
            case "StartExecution" -> start(request);
            case "DescribeExecution" -> describe(existing(request));
            case "StopExecution" -> stop(request, existing(request));
            case "ListMapRuns" -> mapRuns(request, existing(request));
            case "DescribeMapRun" -> mapRun(request.path("mapRunArn").asText());
            default -> throw new StandInRefusal(400, "UnknownOperationException", operation);
        };
    }

    private ObjectNode start(JsonNode request) {
        String machine = request.path("stateMachineArn").asText();
        String name = request.path("name").asText();
        if (!name.matches("[a-zA-Z0-9_-]{1,80}")) {
            throw new StandInRefusal(400, "InvalidName", "Invalid Name: '" + name + "'");
        }
        String input = request.path("input").asText();
        Execution known = named(name);
        if (known == null) {
            known = new Execution();
            known.name = name;
            known.input = input;
            known.started = clock.instant();
            known.ends = known.started.plus(duration);
            known.outcome = outcome;
            executions.put(name, known);
            if (player != null) {
                player.start(machine, arn(machine, name), name, input);
            }
        } else if (!status(known).equals("RUNNING") || !known.input.equals(input)) {
            throw new StandInRefusal(
                    400, "ExecutionAlreadyExists", "Execution Already Exists: '" + arn(machine, name) + "'");
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("executionArn", arn(machine, name))
                .put("startDate", known.started.toEpochMilli() / 1000.0);
    }

    private static String arn(String machine, String name) {
        return machine.replace(":stateMachine:", ":execution:") + ":" + name;
    }

    private Execution existing(JsonNode request) {
        String arn = request.path("executionArn").asText();
        Execution execution = named(arn.substring(arn.lastIndexOf(':') + 1));
        if (execution == null || !arn.matches("arn:aws:states:[a-z0-9-]+:\\d{12}:execution:[^:]+:[^:]+")) {
            throw new StandInRefusal(400, "ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
        }
        return execution;
    }

    private ObjectNode describe(Execution execution) {
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("name", execution.name)
                .put("status", status(execution))
                .put("startDate", execution.started.toEpochMilli() / 1000.0)
                .put("input", execution.input);
        if (!status(execution).equals("RUNNING")) {
            answer.put("stopDate", execution.ends.toEpochMilli() / 1000.0);
        }
        if (!status(execution).equals("RUNNING") && execution.error != null) {
            answer.put("error", execution.error);
        }
        if (!status(execution).equals("RUNNING") && execution.cause != null) {
            answer.put("cause", execution.cause);
        }
        return answer;
    }

    /** One that has ended stays as it is. */
    private ObjectNode stop(JsonNode request, Execution execution) {
        if (status(execution).equals("RUNNING")) {
            end(
                    execution.name,
                    "ABORTED",
                    request.path("error").textValue(),
                    request.path("cause").textValue());
            if (player != null) {
                player.stop(execution.name);
            }
        }
        return JsonNodeFactory.instance.objectNode().put("stopDate", execution.ends.toEpochMilli() / 1000.0);
    }

    private static ObjectNode mapRuns(JsonNode request, Execution execution) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("mapRuns");
        if (execution.counts != null) {
            answer.withArray("mapRuns")
                    .addObject()
                    .put("executionArn", request.path("executionArn").asText())
                    .put("mapRunArn", mapRunArn(execution.name))
                    .put("startDate", 0)
                    .put("stateMachineArn", "arn:aws:states:eu-west-1:123456789012:stateMachine:Batch/Assets");
        }
        return answer;
    }

    /** The ARN of an execution's map run. */
    public static String mapRunArn(String executionName) {
        return "arn:aws:states:eu-west-1:123456789012:mapRun:Batch/Assets:" + mapRunId(executionName);
    }

    /** The id of an execution's map run. */
    public static String mapRunId(String executionName) {
        return "map-run-of-" + executionName;
    }

    private ObjectNode mapRun(String arn) {
        Execution execution = executions.values().stream()
                .filter(each -> mapRunArn(each.name).equals(arn))
                .findFirst()
                .orElseThrow(() -> new StandInRefusal(400, "ResourceNotFound", arn));
        boolean goesOn = execution.mapRunEnds != null && clock.instant().isBefore(execution.mapRunEnds);
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("mapRunArn", arn)
                .put("status", goesOn ? "RUNNING" : status(execution));
        answer.set("itemCounts", execution.counts);
        return answer;
    }
}
