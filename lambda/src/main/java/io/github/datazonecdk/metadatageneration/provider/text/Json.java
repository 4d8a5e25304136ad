package io.github.datazonecdk.metadatageneration.provider.text;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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

    /** Empty for what is no array. */
    public static List<JsonNode> items(JsonNode node) {
        return node != null && node.isArray() ? node.asArray() : List.of();
    }

    /** Throws an {@link UncheckedIOException} for what is no JSON. */
    public static JsonNode parse(byte[] json) {
        JsonNode node = JsonNode.parser().parse(json);
        if (node == null) {
            throw new UncheckedIOException(new EOFException("there is nothing"));
        }
        return node;
    }

    public static byte[] bytes(Consumer<JsonWriter> content) {
        try (JsonWriter json = JsonWriter.create()) {
            content.accept(json);
            return json.getBytes();
        }
    }

    public static void write(JsonWriter json, String name, Map<String, String> members) {
        json.writeFieldName(name).writeStartObject();
        members.forEach((member, value) -> json.writeFieldName(member).writeValue(value));
        json.writeEndObject();
    }
}
