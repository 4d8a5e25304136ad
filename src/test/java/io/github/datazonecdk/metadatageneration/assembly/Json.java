package io.github.datazonecdk.metadatageneration.assembly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON without checked exceptions. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + text, e);
        }
    }

    public static JsonNode read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What CloudFormation makes of the properties of a custom resource: every scalar becomes a string. */
    public static JsonNode stringified(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode strings = object();
            object.properties().forEach(field -> strings.set(field.getKey(), stringified(field.getValue())));
            return strings;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode strings = MAPPER.createArrayNode();
            array.forEach(element -> strings.add(stringified(element)));
            return strings;
        }
        return JsonNodeFactory.instance.textNode(node.asText());
    }
}
