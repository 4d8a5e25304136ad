package io.github.datazonecdk.metadatageneration.examples;

import io.github.datazonecdk.metadatageneration.MetadataGenerationRun;
import io.github.datazonecdk.metadatageneration.MetadataGenerationTarget;
import io.github.datazonecdk.metadatageneration.MetadataGenerationType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnOutputProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** Runs metadata generation for the asset that the context names. */
public final class MetadataGenerationExampleStack extends Stack {
    public MetadataGenerationExampleStack(Construct scope, String id) {
        this(scope, id, null);
    }

    public MetadataGenerationExampleStack(Construct scope, String id, StackProps props) {
        super(scope, id, props);
        requireContext("domainIdentifier", "owningProjectIdentifier", "assetIdentifier");
        MetadataGenerationRun run = MetadataGenerationRun.Builder.create(this, "Run")
                .domainIdentifier(context("domainIdentifier"))
                .owningProjectIdentifier(context("owningProjectIdentifier"))
                .target(MetadataGenerationTarget.asset(context("assetIdentifier"), context("assetRevision")))
                .types(types())
                .waitForCompletion(flag("waitForCompletion"))
                .acceptPredictions(flag("acceptPredictions"))
                .rerunTrigger(context("rerunTrigger"))
                .build();
        output("RunId", run.getRunId());
        output("Status", run.getStatus());
    }

    private void requireContext(String... keys) {
        List<String> missing = new ArrayList<>(List.of(keys));
        missing.removeIf(key -> context(key) != null);
        if (!missing.isEmpty()) {
            String flags = missing.stream().map(key -> "-c " + key + "=...").collect(Collectors.joining(" "));
            throw new IllegalArgumentException("missing context: " + String.join(", ", missing) + ". Give " + flags);
        }
    }

    private String context(String key) {
        Object value = getNode().tryGetContext(key);
        return value == null || value.toString().isBlank() ? null : value.toString();
    }

    private List<MetadataGenerationType> types() {
        String types = Optional.ofNullable(context("types")).orElse("BUSINESS_DESCRIPTIONS");
        return Arrays.stream(types.split(","))
                .map(String::strip)
                .map(MetadataGenerationExampleStack::type)
                .toList();
    }

    private static MetadataGenerationType type(String name) {
        return Arrays.stream(MetadataGenerationType.values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("context types must be of "
                        + Arrays.toString(MetadataGenerationType.values()) + ", got \"" + name + "\""));
    }

    private Boolean flag(String key) {
        String value = context(key);
        if (value == null || value.equals("true") || value.equals("false")) {
            return value == null ? null : Boolean.valueOf(value);
        }
        throw new IllegalArgumentException("context " + key + " must be true or false, got \"" + value + "\"");
    }

    private void output(String id, String value) {
        new CfnOutput(this, id, CfnOutputProps.builder().value(value).build());
    }
}
