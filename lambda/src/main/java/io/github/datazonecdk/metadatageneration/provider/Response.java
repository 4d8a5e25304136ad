package io.github.datazonecdk.metadatageneration.provider;

import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/** What the Provider framework is told. */
sealed interface Response {

    /** Answers onEvent: the request is under way, isComplete is to be asked. */
    record Begun(String physicalResourceId, Awaited awaited) implements Response {
        @Override
        public void write(JsonWriter json) {
            writeId(json, physicalResourceId);
            awaited.write(json);
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
            Response.write(json, "Data", attributes);
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

    static void write(JsonWriter json, String name, Map<String, String> members) {
        json.writeFieldName(name).writeStartObject();
        members.forEach((member, value) -> json.writeFieldName(member).writeValue(value));
        json.writeEndObject();
    }
}
