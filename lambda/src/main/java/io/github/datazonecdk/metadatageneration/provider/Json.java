package io.github.datazonecdk.metadatageneration.provider;

import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Reads members of JSON objects; what is absent, null or of another kind reads as absent. */
final class Json {
    private Json() {}

    static Map<String, JsonNode> object(JsonNode node) {
        return node != null && node.isObject() ? node.asObject() : Map.of();
    }

    /** A string, a number or a boolean as its text: CloudFormation sends all three as strings. */
    static String text(Map<String, JsonNode> object, String name) {
        JsonNode node = object.get(name);
        return node == null ? null : node.text();
    }
}
