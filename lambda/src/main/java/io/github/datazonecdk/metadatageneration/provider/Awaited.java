package io.github.datazonecdk.metadatageneration.provider;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * What onEvent tells isComplete, by way of the framework: it passes unknown members of our answer on with each poll.
 * Its presence is also what tells an isComplete call from an onEvent call.
 *
 * @param since when onEvent began: the timeout counts from here
 * @param started whether this request started or adopted the run, so that the run's outcome is the request's outcome
 * @param acceptanceAsked whether this request asks for an acceptance of predictions, so that its failure counts
 * @param attributes the attributes known when onEvent answered
 */
record Awaited(Instant since, boolean started, boolean acceptanceAsked, Map<String, String> attributes) {
    static final String FIELD = "MetadataGenerationRun";

    /** For a Delete, which waits for nothing. */
    static Awaited nothing(Instant since) {
        return new Awaited(since, false, false, Map.of());
    }

    static Awaited read(JsonNode node) {
        Map<String, JsonNode> members = Json.object(node);
        Map<String, String> attributes = new LinkedHashMap<>();
        Json.object(members.get("attributes")).forEach((name, value) -> attributes.put(name, value.text()));
        return new Awaited(
                Instant.ofEpochMilli(Long.parseLong(Json.text(members, "since"))),
                Boolean.parseBoolean(Json.text(members, "started")),
                Boolean.parseBoolean(Json.text(members, "acceptanceAsked")),
                attributes);
    }

    void write(JsonWriter json) {
        json.writeFieldName(FIELD).writeStartObject();
        json.writeFieldName("since").writeValue(since.toEpochMilli());
        json.writeFieldName("started").writeValue(started);
        json.writeFieldName("acceptanceAsked").writeValue(acceptanceAsked);
        Response.write(json, "attributes", attributes);
        json.writeEndObject();
    }
}
