package io.github.datazonecdk.metadatageneration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.assembly.AppProcess;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import io.github.datazonecdk.metadatageneration.examples.MetadataGenerationExample;
import io.github.datazonecdk.metadatageneration.examples.MetadataGenerationExampleStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataGenerationExampleTest {
    private static final Map<String, String> REQUIRED =
            Map.of("domainIdentifier", "dzd_4p2", "owningProjectIdentifier", "3jx9", "assetIdentifier", "5d4kq3x");

    @Test
    void runsMetadataGenerationForTheAssetOfTheContext() {
        JsonNode properties = properties(Map.of());

        assertEquals("dzd_4p2", properties.path("domainIdentifier").asText());
        assertEquals("3jx9", properties.path("owningProjectIdentifier").asText());
        assertEquals(Json.parse("{\"identifier\": \"5d4kq3x\", \"type\": \"ASSET\"}"), properties.path("target"));
        assertEquals(Json.parse("[\"BUSINESS_DESCRIPTIONS\"]"), properties.path("types"));
    }

    @Test
    void takesTheOptionalContext() {
        JsonNode properties = properties(Map.of(
                "assetRevision", "7",
                "types", "BUSINESS_NAMES, BUSINESS_DESCRIPTIONS",
                "waitForCompletion", "true",
                "acceptPredictions", "true",
                "rerunTrigger", "build 17"));

        assertEquals("7", properties.path("target").path("revision").asText());
        assertEquals(Json.parse("[\"BUSINESS_NAMES\", \"BUSINESS_DESCRIPTIONS\"]"), properties.path("types"));
        assertEquals("true", properties.path("waitForCompletion").asText());
        assertEquals("true", properties.path("acceptPredictions").asText());
        assertEquals("build 17", properties.path("rerunTrigger").asText());
    }

    @Test
    void doesNotWaitWhereTheContextSaysSo() {
        assertEquals(
                "false",
                properties(Map.of("waitForCompletion", "false"))
                        .path("waitForCompletion")
                        .asText());
    }

    @Test
    void outputsTheRunAndItsStatus() {
        JsonNode outputs = template(REQUIRED).template().path("Outputs");

        assertEquals(Json.parse("""
                        {
                          "RunId": {"Value": {"Fn::GetAtt": ["RunC4A32B5F", "RunId"]}},
                          "Status": {"Value": {"Fn::GetAtt": ["RunC4A32B5F", "Status"]}}
                        }
                        """), outputs);
    }

    @Test
    void refusesTypesAndFlagsThatItDoesNotKnow() {
        assertEquals(
                "context types must be of [BUSINESS_NAMES, BUSINESS_DESCRIPTIONS, BUSINESS_GLOSSARY_ASSOCIATIONS],"
                        + " got \"NAMES\"",
                refusal(Map.of("types", "NAMES")));
        assertEquals(
                "context acceptPredictions must be true or false, got \"yes\"",
                refusal(Map.of("acceptPredictions", "yes")));
    }

    @Test
    void tellsWhichFlagsToGive(@TempDir Path folder) throws Exception {
        AppProcess example = AppProcess.run(
                MetadataGenerationExample.class,
                System.getProperty("java.class.path"),
                folder,
                Json.object().put("domainIdentifier", "dzd_4p2"));

        assertEquals(1, example.exitCode());
        assertEquals(
                "missing context: owningProjectIdentifier, assetIdentifier. "
                        + "Give -c owningProjectIdentifier=... -c assetIdentifier=...",
                example.output().strip());
        assertFalse(Files.exists(folder.resolve("manifest.json")), "an assembly was written");
    }

    private static String refusal(Map<String, String> context) {
        return assertThrows(IllegalArgumentException.class, () -> properties(context))
                .getMessage();
    }

    private static JsonNode properties(Map<String, String> optional) {
        Map<String, String> context = new HashMap<>(REQUIRED);
        context.putAll(optional);
        return template(context).properties(SynthesizedStack.RUN);
    }

    private static SynthesizedStack template(Map<String, String> context) {
        return SynthesizedStack.of(
                new MetadataGenerationExampleStack(SynthesizedStack.app(context), "MetadataGenerationExample"));
    }
}
