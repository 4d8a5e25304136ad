package io.github.datazonecdk.metadatageneration.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;

/** A stack's template, and the apps that it takes to have one. */
public record SynthesizedStack(JsonNode template) {
    public static final String RUN = "Custom::DataZoneMetadataGenerationRun";
    public static final String FUNCTION = "AWS::Lambda::Function";
    public static final String POLICY = "AWS::IAM::Policy";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** All apps of a process share one folder: the function's code is staged there once, and not for each of them. */
    public static final Path ASSEMBLY =
            CloudAssembly.testClasses().resolveSibling(System.getProperty("synthesized", "synthesized"));

    public static App app() {
        return app(Map.of());
    }

    /** An app with the feature flags that {@code cdk init} recommends, which are the example's. */
    public static App appWithFeatureFlags() {
        JsonNode cdkJson = Json.read(CloudAssembly.testClasses().resolve("../../cdk.json"));
        Map<String, Object> flags = new LinkedHashMap<>();
        cdkJson.path("context")
                .properties()
                .forEach(flag -> flags.put(flag.getKey(), MAPPER.convertValue(flag.getValue(), Object.class)));
        return app(flags);
    }

    public static App app(Map<String, ?> context) {
        return new App(
                AppProps.builder().outdir(ASSEMBLY.toString()).context(context).build());
    }

    /** A stack of one account in this Region. */
    public static StackProps.Builder in(String region) {
        return StackProps.builder()
                .env(Environment.builder()
                        .account("123456789012")
                        .region(region)
                        .build());
    }

    public static SynthesizedStack of(Stack stack) {
        return new SynthesizedStack(MAPPER.valueToTree(Template.fromStack(stack).toJSON()));
    }

    public Map<String, JsonNode> resources(String type) {
        Map<String, JsonNode> resources = new LinkedHashMap<>();
        template.path("Resources").properties().stream()
                .filter(resource -> resource.getValue().path("Type").asText().equals(type))
                .forEach(resource -> resources.put(resource.getKey(), resource.getValue()));
        return resources;
    }

    public JsonNode resource(String logicalId) {
        return template.path("Resources").path(logicalId);
    }

    /** The one resource of this type. */
    public JsonNode resourceOfType(String type) {
        Map<String, JsonNode> resources = resources(type);
        if (resources.size() != 1) {
            throw new AssertionError("expected one " + type + ", found " + resources.keySet());
        }
        return resources.values().iterator().next();
    }

    /** The properties of the one resource of this type. */
    public JsonNode properties(String type) {
        return resourceOfType(type).path("Properties");
    }
}
