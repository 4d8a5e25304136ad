package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.MetadataGenerationRunTest.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

/** A run whose asset is found by name. */
class AssetNamedTest {
    private final Stack stack = new Stack(SynthesizedStack.app(), "Stack");

    @Test
    void sendsTheNameAlone() {
        run(stack, "Run").target(MetadataGenerationTarget.assetNamed("orders")).build();

        assertEquals(
                Json.parse("{\"name\": \"orders\"}"),
                SynthesizedStack.of(stack)
                        .resourceOfType(SynthesizedStack.RUN)
                        .path("Properties")
                        .path("target"));
    }

    @Test
    void permitsSearchOnTheDomain() {
        run(stack, "Run").target(MetadataGenerationTarget.assetNamed("orders")).build();

        assertTrue(SynthesizedStack.of(stack).template().toString().contains("datazone:Search"));
    }

    @Test
    void permitsNoSearchToARunThatKnowsItsAsset() {
        run(stack, "Run").build();

        assertFalse(SynthesizedStack.of(stack).template().toString().contains("datazone:Search"));
    }

    @Test
    void mayBeAccepted() {
        run(stack, "Run")
                .target(MetadataGenerationTarget.assetNamed("Orders of 2026"))
                .acceptPredictions(true)
                .build();

        assertTrue(SynthesizedStack.of(stack)
                .resourceOfType(SynthesizedStack.RUN)
                .path("Properties")
                .path("acceptPredictions")
                .asBoolean());
    }

    @Test
    void isInTheWayOfAnotherOfTheSameName() {
        run(stack, "Names")
                .target(MetadataGenerationTarget.assetNamed("orders"))
                .build();
        run(stack, "Descriptions")
                .target(MetadataGenerationTarget.assetNamed("orders"))
                .build();

        Annotations.fromStack(stack)
                .hasWarning("*", Match.stringLikeRegexp(".*is a run for the same asset, named orders,.*"));
    }

    @Test
    void isNotInTheWayOfTheSameNameInAnotherProject() {
        run(stack, "Names")
                .target(MetadataGenerationTarget.assetNamed("orders"))
                .build();
        run(stack, "Other")
                .owningProjectIdentifier("other")
                .target(MetadataGenerationTarget.assetNamed("orders"))
                .build();

        Annotations.fromStack(stack).hasNoWarning("*", Match.stringLikeRegexp(".*same asset.*"));
    }

    @Test
    void hasNoIdAndNoRevision() {
        MetadataGenerationTarget target = MetadataGenerationTarget.assetNamed("orders");

        assertEquals("orders", target.getName());
        assertNull(target.getIdentifier());
        assertNull(target.getRevision());
    }

    @Test
    void refusesABlankName() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> MetadataGenerationTarget.assetNamed(" "));

        assertEquals("target.name must not be blank, got \" \"", refused.getMessage());
    }
}
