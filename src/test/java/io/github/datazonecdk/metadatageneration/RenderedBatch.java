package io.github.datazonecdk.metadatageneration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.Stack;

/** The definition of a batch's state machine, as the template has it. What the deployment decides is its logical id. */
record RenderedBatch(JsonNode definition) {
    private static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:";

    static RenderedBatch of(UnaryOperator<MetadataGenerationBatch.Builder> props) {
        Stack stack = new Stack(SynthesizedStack.app(), "Stack");
        props.apply(MetadataGenerationBatchTest.batch(stack, "Catalog")).build();
        return of(SynthesizedStack.of(stack));
    }

    static RenderedBatch of(SynthesizedStack stack) {
        StringBuilder text = new StringBuilder();
        machine(stack).path("DefinitionString").path("Fn::Join").path(1).forEach(part -> text.append(value(part)));
        return new RenderedBatch(Json.parse(text.toString()));
    }

    private static JsonNode machine(SynthesizedStack stack) {
        return stack.resources("AWS::StepFunctions::StateMachine").entrySet().stream()
                .filter(machine -> machine.getKey().startsWith("Catalog"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow()
                .path("Properties");
    }

    private static String value(JsonNode part) {
        if (part.isTextual()) {
            return part.asText();
        }
        JsonNode reference = part.path("Ref");
        if (reference.isTextual()) {
            return reference.asText().equals("AWS::Partition") ? "aws" : reference.asText();
        }
        return part.has("Fn::GetAtt") ? ARN + part.path("Fn::GetAtt").path(0).asText() : "bucket";
    }

    /** The same but for one number of what is declared. */
    RenderedBatch declaring(String property, int value) {
        JsonNode changed = definition.deepCopy();
        ((ObjectNode) changed.at("/States/Declared/Result")).put(property, value);
        return new RenderedBatch(changed);
    }

    /** The same but for how many assets it works on at once. */
    RenderedBatch workingOn(int assets) {
        JsonNode changed = definition.deepCopy();
        ((ObjectNode) changed.at("/States/Generate")).put("MaxConcurrency", assets);
        return new RenderedBatch(changed);
    }

    JsonNode states() {
        return definition.path("States");
    }

    JsonNode map() {
        return states().path("Generate");
    }

    JsonNode statesOfAsset() {
        return map().path("ItemProcessor").path("States");
    }

    ObjectNode declared() {
        return states().path("Declared").path("Result").deepCopy();
    }
}
