package io.github.datazonecdk.metadatageneration.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.MetadataGenerationAssets;
import io.github.datazonecdk.metadatageneration.MetadataGenerationBatch;
import io.github.datazonecdk.metadatageneration.MetadataGenerationType;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.Stack;

/** The definition of a batch's state machine, as the template has it. What the deployment decides is its logical id. */
public record RenderedBatch(JsonNode definition) {
    private static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:";

    public static RenderedBatch of(UnaryOperator<MetadataGenerationBatch.Builder> props) {
        Stack stack = new Stack(SynthesizedStack.app(), "Stack");
        props.apply(MetadataGenerationBatch.Builder.create(stack, "Catalog")
                        .domainIdentifier("dzd_4p2")
                        .owningProjectIdentifier("3jx9")
                        .assets(MetadataGenerationAssets.of(List.of("5d4kq3x", "2v8qn5t")))
                        .type(MetadataGenerationType.BUSINESS_DESCRIPTIONS))
                .build();
        return of(SynthesizedStack.of(stack));
    }

    public static RenderedBatch of(SynthesizedStack stack) {
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
    public RenderedBatch declaring(String property, int value) {
        JsonNode changed = definition.deepCopy();
        ((ObjectNode) changed.at("/States/Declared/Result")).put(property, value);
        return new RenderedBatch(changed);
    }

    /** The same but for how many assets it works on at once. */
    public RenderedBatch workingOn(int assets) {
        JsonNode changed = definition.deepCopy();
        ((ObjectNode) changed.at("/States/Generate")).put("MaxConcurrency", assets);
        return new RenderedBatch(changed);
    }

    public JsonNode states() {
        return definition.path("States");
    }

    public JsonNode map() {
        return states().path("Generate");
    }

    public JsonNode statesOfAsset() {
        return map().path("ItemProcessor").path("States");
    }

    public ObjectNode declared() {
        return states().path("Declared").path("Result").deepCopy();
    }
}
