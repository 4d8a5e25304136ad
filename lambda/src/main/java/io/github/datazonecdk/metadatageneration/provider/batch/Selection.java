package io.github.datazonecdk.metadatageneration.provider.batch;

import io.github.datazonecdk.metadatageneration.contract.BatchMessage;
import io.github.datazonecdk.metadatageneration.provider.text.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * The assets of an execution.
 *
 * @param total how many were selected
 * @param assets those to generate for: all but those whose metadata was generated before
 */
record Selection(int total, List<String> assets) {
    private static final String FOLDER = BatchMessage.EXECUTIONS_PREFIX + "/";

    /** The machine comes to the first asset some seconds from now. */
    private static final Duration LEAD = Duration.ofSeconds(15);

    static String summaryKey(String executionName) {
        return FOLDER + executionName + "/selection.json";
    }

    static String itemsKey(String executionName) {
        return FOLDER + executionName + "/items.json";
    }

    int skipped() {
        return total - assets.size();
    }

    void writeCounts(JsonWriter json) {
        json.writeFieldName("total").writeValue(total);
        json.writeFieldName("skipped").writeValue(skipped());
        json.writeFieldName(BatchMessage.COUNT).writeValue(assets.size());
    }

    /** How long it takes from now until the last asset's turn has come. */
    Duration untilLastTurn(int startsPerSecond) {
        return turn(assets.size() - 1, startsPerSecond);
    }

    private static Duration turn(int index, int startsPerSecond) {
        return LEAD.plusMillis(1000L * index / startsPerSecond);
    }

    /** Each asset with the time of its start, so that all together keep to the rate, however long runs take. */
    byte[] items(Instant now, int startsPerSecond) {
        return Json.bytes(json -> {
            json.writeStartArray();
            for (int i = 0; i < assets.size(); i++) {
                Instant start = now.plus(turn(i, startsPerSecond));
                json.writeStartObject();
                json.writeFieldName(BatchMessage.ID).writeValue(assets.get(i));
                json.writeFieldName(BatchMessage.AT)
                        .writeValue(start.truncatedTo(ChronoUnit.MILLIS).toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
