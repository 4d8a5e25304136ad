package io.github.datazonecdk.metadatageneration.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.stage.Daemons;
import io.github.datazonecdk.metadatageneration.stage.ExecutionPlayer;
import io.github.datazonecdk.metadatageneration.stage.Loopback;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInS3;
import io.github.datazonecdk.metadatageneration.standin.StandInStepFunctions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/** An execution of a batch's state machine by an interpreter on this machine, with short waits and a played function. */
final class PlayedBatch {
    private static final String MACHINE = "arn:aws:states:eu-west-1:123456789012:stateMachine:batch";
    private static final String NAME = "played";
    private static final String ITEMS = "executions/played/items.json";

    /** 60 seconds become 60 ms. */
    private static final int HURRY = 1000;

    private final RenderedBatch batch;
    private final StandInDataZone dataZone;
    private final Map<String, String> active = new HashMap<>();
    private final ArrayNode selection = JsonNodeFactory.instance.arrayNode();
    private ObjectNode input = Json.object();
    private boolean stoppingFails;
    private volatile JsonNode selected = Json.object();

    PlayedBatch(RenderedBatch batch, StandInDataZone dataZone) {
        this.batch = batch;
        this.dataZone = dataZone;
    }

    /** What the function answers and writes, with a turn for each asset, the first one now; so many a second here. */
    PlayedBatch select(List<String> assets, int startsPerSecond) {
        Instant first = Instant.now();
        for (int i = 0; i < assets.size(); i++) {
            Instant at = first.plusMillis(1000L * HURRY * i / startsPerSecond);
            selection.addObject().put("id", assets.get(i)).put("at", at.toString());
        }
        return this;
    }

    PlayedBatch input(ObjectNode input) {
        this.input = input;
        return this;
    }

    /** What the function answers when it is asked for an active run that does the same. */
    PlayedBatch active(Map<String, String> runs) {
        active.putAll(runs);
        return this;
    }

    PlayedBatch stoppingFails() {
        stoppingFails = true;
        return this;
    }

    Outcome play() throws InterruptedException {
        ExecutorService threads = Daemons.asManyAsNeeded("played-batch");
        try (StandInS3 s3 = new StandInS3();
                StandInStepFunctions stepFunctions = new StandInStepFunctions(InstantSource.system());
                Loopback function = new Loopback(this::answer, threads);
                ExecutionPlayer player = new ExecutionPlayer(
                        Map.of(MACHINE, batch.definition()),
                        stepFunctions,
                        s3,
                        dataZone.endpoint().toString(),
                        "http://" + function.authority(),
                        HURRY,
                        threads)) {
            s3.put(bucket(), ITEMS, selection.toString());
            if (stoppingFails) {
                stepFunctions.fault("StopExecution", StandInFault.accessDenied(), Integer.MAX_VALUE);
            }
            stepFunctions.start(MACHINE, NAME, input.toString());
            player.await(NAME);
            return new Outcome(stepFunctions.execution(NAME), selected, results(s3));
        } finally {
            threads.shutdownNow();
        }
    }

    /** Plays the function. */
    private void answer(HttpExchange exchange) throws IOException {
        JsonNode message = Json.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        ObjectNode answer = Json.object();
        if (message.path("MetadataGenerationBatch").asText().equals("FIND_ACTIVE")) {
            answer.put("Id", active.getOrDefault(message.path("id").asText(), ""));
        } else {
            selected = message;
            answer.put("seed", message.path("name").asText())
                    .put("count", selection.size())
                    .put("bucket", bucket())
                    .put("key", ITEMS);
        }
        Loopback.reply(exchange, 200, "application/json", answer.toString());
    }

    private String bucket() {
        return batch.map().at("/ResultWriter/Parameters/Bucket").asText();
    }

    private List<JsonNode> results(StandInS3 s3) {
        List<JsonNode> results = new ArrayList<>();
        String folder = "results/" + StandInStepFunctions.mapRunId(NAME);
        for (String file : List.of("SUCCEEDED_0.json", "FAILED_0.json")) {
            String content = s3.get(bucket(), folder + "/" + file);
            if (content != null) {
                Json.parse(content).forEach(results::add);
            }
        }
        return results;
    }

    /** What became of the execution, and of each asset that was begun. */
    record Outcome(StandInStepFunctions.Snapshot execution, JsonNode selected, List<JsonNode> results) {
        /** As the results tell it. */
        JsonNode asset(String id) {
            return results.stream()
                    .filter(result -> id(result).equals(id))
                    .findFirst()
                    .orElseThrow();
        }

        JsonNode output(String id) {
            return Json.parse(asset(id).path("Output").asText());
        }

        List<String> assets(String status) {
            return results.stream()
                    .filter(result -> result.path("Status").asText().equals(status))
                    .map(Outcome::id)
                    .toList();
        }

        private static String id(JsonNode result) {
            return Json.parse(result.path("Input").asText()).path("id").asText();
        }
    }
}
