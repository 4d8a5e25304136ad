package io.github.datazonecdk.metadatageneration.provider.text;

import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/** Reads and writes members of JSON objects; what is absent, null or of another kind reads as absent. */
public final class Json {
    private Json() {}

    public static Map<String, JsonNode> object(JsonNode node) {
        return node != null && node.isObject() ? node.asObject() : Map.of();
    }

    /** A string, a number or a boolean as its text: CloudFormation sends all three as strings. */
    public static String text(Map<String, JsonNode> object, String name) {
        JsonNode node = object.get(name);
        return node == null ? null : node.text();
    }

    public static void write(JsonWriter json, String name, Map<String, String> members) {
        json.writeFieldName(name).writeStartObject();
        members.forEach((member, value) -> json.writeFieldName(member).writeValue(value));
        json.writeEndObject();
    }
}
