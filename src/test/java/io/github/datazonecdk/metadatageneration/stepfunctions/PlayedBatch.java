package io.github.datazonecdk.metadatageneration.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An execution of a batch's state machine by an interpreter on this machine, with short waits. */
final class PlayedBatch {
    private static final int MILLISECONDS = 20;

    private final ObjectNode play = Json.object();

    PlayedBatch(RenderedBatch batch, StandInDataZone dataZone) {
        play.set("definition", batch.definition());
        play.set("input", Json.object());
        play.put("endpoint", dataZone.endpoint().toString());
        play.put("concurrency", 30);
        play.put("retry", MILLISECONDS);
        List.of("FirstWait", "PollWait", "ConflictWait")
                .forEach(wait -> play.withObject("/waits").put(wait, MILLISECONDS));
        select(List.of(), 1);
    }

    /** What the function answers and writes, with a turn for each asset, the first one now. */
    PlayedBatch select(List<String> assets, int startsPerSecond) {
        ArrayNode selection = play.putArray("selection");
        Instant first = Instant.now();
        for (int i = 0; i < assets.size(); i++) {
            Instant at = first.plusMillis(1000L * i / startsPerSecond);
            selection.addObject().put("id", assets.get(i)).put("at", at.toString());
        }
        return this;
    }

    PlayedBatch input(ObjectNode input) {
        play.set("input", input);
        return this;
    }

    /** What the function answers when it is asked for an active run that does the same. */
    PlayedBatch active(Map<String, String> runs) {
        runs.forEach((asset, run) -> play.withObject("/active").put(asset, run));
        return this;
    }

    PlayedBatch stoppingFails() {
        play.put("stopFails", true);
        return this;
    }

    Outcome play() throws IOException, InterruptedException {
        return new Outcome(Json.parse(new NodeProgram("play.mjs").run(play)));
    }

    /** What became of the execution, and of each asset that was begun. */
    record Outcome(JsonNode all) {
        JsonNode execution() {
            return all.path("execution");
        }

        JsonNode selected() {
            return all.path("selected");
        }

        JsonNode asset(String id) {
            return all.path("assets").path(id);
        }

        List<String> assets(String status) {
            return all.path("assets").properties().stream()
                    .filter(asset -> asset.getValue().path("status").asText().equals(status))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }
}
