package io.github.datazonecdk.metadatageneration.provider.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;

/** ResourceProperties as CloudFormation sends them: every number and boolean is a string. */
record BatchProperties(ObjectNode json) {
    static final String DOMAIN = "dzd_4p2";
    static final String PROJECT = "3jx9";
    static final String BUCKET = "results-1a2b";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the construct gives for a user who gives no more than needed. */
    static BatchProperties batch() {
        return new BatchProperties(JSON.createObjectNode())
                .with("ServiceToken", "arn:aws:lambda:eu-west-1:123456789012:function:framework-onEvent")
                .with("ServiceTimeout", 2100)
                .with("domainIdentifier", DOMAIN)
                .with("owningProjectIdentifier", PROJECT)
                .with("types", List.of("BUSINESS_DESCRIPTIONS"))
                .with("stateMachineArn", "arn:aws:states:eu-west-1:123456789012:stateMachine:Batch")
                .with("resultsBucket", BUCKET)
                .with("assets", Map.of("owner", "PROJECT"));
    }

    BatchProperties with(String name, Object value) {
        ObjectNode changed = json.deepCopy();
        JsonNode node = JSON.valueToTree(value);
        changed.set(name, node.isNumber() || node.isBoolean() ? TextNode.valueOf(node.asText()) : node);
        return new BatchProperties(changed);
    }

    BatchProperties without(String name) {
        ObjectNode changed = json.deepCopy();
        changed.remove(name);
        return new BatchProperties(changed);
    }
}
