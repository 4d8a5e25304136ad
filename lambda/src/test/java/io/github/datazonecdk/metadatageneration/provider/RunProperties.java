package io.github.datazonecdk.metadatageneration.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** ResourceProperties as CloudFormation sends them: every number and boolean is a string. */
public final class RunProperties {
    public static final String DOMAIN = "dzd_4p2";
    public static final String PROJECT = "3jx9";
    public static final String ASSET = "5d4kq3x";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode json;

    private RunProperties(ObjectNode json) {
        this.json = json;
    }

    /** What a user has to give and no more. */
    public static RunProperties run() {
        return new RunProperties(JSON.createObjectNode())
                .with("ServiceToken", "arn:aws:lambda:eu-west-1:123456789012:function:framework-onEvent")
                .with("ServiceTimeout", 2100)
                .with("domainIdentifier", DOMAIN)
                .with("owningProjectIdentifier", PROJECT)
                .with("target", Map.of("identifier", ASSET, "type", "ASSET"))
                .with("types", List.of("BUSINESS_DESCRIPTIONS"));
    }

    static RunProperties notAwaited() {
        return run().with("waitForCompletion", false);
    }

    /** {@code target.revision} is the member of a member. */
    public RunProperties with(String name, Object value) {
        ObjectNode changed = json.deepCopy();
        parent(changed, name).set(last(name), stringified(JSON.valueToTree(value)));
        return new RunProperties(changed);
    }

    public RunProperties without(String name) {
        ObjectNode changed = json.deepCopy();
        parent(changed, name).remove(last(name));
        return new RunProperties(changed);
    }

    public ObjectNode json() {
        return json.deepCopy();
    }

    private static ObjectNode parent(ObjectNode node, String name) {
        return name.contains(".") ? (ObjectNode) node.get(name.substring(0, name.indexOf('.'))) : node;
    }

    private static String last(String name) {
        return name.substring(name.indexOf('.') + 1);
    }

    private static JsonNode stringified(JsonNode value) {
        if (value.isNumber() || value.isBoolean()) {
            return JsonNodeFactory.instance.textNode(value.asText());
        }
        if (value instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(stringified(member.getValue())));
        }
        return value;
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
