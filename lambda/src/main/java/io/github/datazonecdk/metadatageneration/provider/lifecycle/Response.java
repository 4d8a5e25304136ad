package io.github.datazonecdk.metadatageneration.provider.lifecycle;

import io.github.datazonecdk.metadatageneration.provider.text.Json;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/** What the Provider framework is told. */
public sealed interface Response {

    /** Answers onEvent: the request is under way, isComplete is to be asked. */
    record Begun(String physicalResourceId, Handover handover) implements Response {
        @Override
        public void write(JsonWriter json) {
            writeId(json, physicalResourceId);
            handover.write(json);
        }
    }

    /** Answers isComplete: ask again. */
    record NotYet() implements Response {
        @Override
        public void write(JsonWriter json) {
            json.writeFieldName("IsComplete").writeValue(false);
        }
    }

    /** Answers isComplete: CloudFormation can go on. */
    record Done(String physicalResourceId, Map<String, String> attributes) implements Response {
        @Override
        public void write(JsonWriter json) {
            writeId(json, physicalResourceId);
            json.writeFieldName("IsComplete").writeValue(true);
            Json.write(json, "Data", attributes);
        }
    }

    /** Writes the members of the answer. */
    void write(JsonWriter json);

    default byte[] toJson() {
        try (JsonWriter json = JsonWriter.create()) {
            json.writeStartObject();
            write(json);
            return json.writeEndObject().getBytes();
        }
    }

    private static void writeId(JsonWriter json, String physicalResourceId) {
        if (physicalResourceId != null) {
            json.writeFieldName("PhysicalResourceId").writeValue(physicalResourceId);
        }
    }
}
