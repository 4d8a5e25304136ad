package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.MetadataGenerationBatchTest.batch;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnParameterProps;
import software.amazon.awscdk.Stack;

class MetadataGenerationBatchValidationTest {
    private final Stack stack = new Stack(SynthesizedStack.app(), "Stack");

    @ParameterizedTest
    @MethodSource
    void refusesWhatWouldCertainlyBeRefused(String message, UnaryOperator<MetadataGenerationBatch.Builder> props) {
        MetadataGenerationBatch.Builder batch = props.apply(batch(stack, "Catalog"));

        assertRefused(message + " (at Stack/Catalog)", batch::build);
        assertEquals(List.of(), stack.getNode().getChildren());
    }

    static Stream<Arguments> refusesWhatWouldCertainlyBeRefused() {
        return Stream.of(
                refused("assets is required", batch -> batch.assets(null)),
                refused("maxAssets must be a whole number from 1 to 1000000, got 0", batch -> batch.maxAssets(0)),
                refused("maxAssets must be a whole number from 1 to 1000000, got 1.5", batch -> batch.maxAssets(1.5)),
                refused(
                        "startsPerSecond must be a whole number from 1 to 100, got 0",
                        batch -> batch.startsPerSecond(0)),
                refused(
                        "startsPerSecond must be a whole number from 1 to 100, got 101",
                        batch -> batch.startsPerSecond(101)),
                refused(
                        "maxConcurrency must be a whole number from 1 to 10000, got 0",
                        batch -> batch.maxConcurrency(0)),
                refused(
                        "maxConcurrency must be a whole number from 1 to 10000, got 10001",
                        batch -> batch.maxConcurrency(10_001)),
                refused(
                        "toleratedFailurePercentage must be a whole number from 0 to 100, got -1",
                        batch -> batch.toleratedFailurePercentage(-1)),
                refused(
                        "toleratedFailurePercentage must be a whole number from 0 to 100, got 101",
                        batch -> batch.toleratedFailurePercentage(101)),
                refused(
                        "acceptanceThreshold is allowed only where acceptPredictions is true, got 0.5",
                        batch -> batch.acceptanceThreshold(0.5)),
                refused(
                        "assets must be 1 to 36 letters, digits, \"_\" or \"-\" where acceptPredictions is true, "
                                + "got \"a/b\"",
                        batch -> batch.acceptPredictions(true)
                                .assets(MetadataGenerationAssets.of(List.of("ab", "a/b")))),
                refused(
                        "domainIdentifier must be \"dzd\", then \"-\" or \"_\", then 1 to 36 letters, digits, \"_\" or "
                                + "\"-\", got \"domain\"",
                        batch -> batch.domainIdentifier("domain")),
                refused(
                        "exactly one of type and types is required, got type null and types null",
                        batch -> batch.type(null)));
    }

    private static Arguments refused(String message, UnaryOperator<MetadataGenerationBatch.Builder> props) {
        return Arguments.of(message, props);
    }

    @Test
    void takesTheLimitsThemselves() {
        batch(stack, "Least")
                .maxAssets(1)
                .startsPerSecond(1)
                .maxConcurrency(1)
                .toleratedFailurePercentage(0)
                .build();
        batch(stack, "Most")
                .startsPerSecond(100)
                .maxConcurrency(10_000)
                .toleratedFailurePercentage(100)
                .build();
    }

    @Test
    void refusesATokenThatTheDefinitionCannotHold() {
        CfnParameter parameter = new CfnParameter(
                stack, "Most", CfnParameterProps.builder().type("Number").build());
        MetadataGenerationBatch.Builder batch = batch(stack, "Catalog").maxConcurrency(parameter.getValueAsNumber());

        assertRefused(
                "maxConcurrency must not be a token: the state machine's definition holds it (at Stack/Catalog)",
                batch::build);
    }

    @Test
    void refusesAProviderWhoseFunctionIsNotKnown() {
        IMetadataGenerationProvider provider = MetadataGenerationProvider.fromProviderAttributes(
                stack,
                "Imported",
                "arn:aws:lambda:eu-west-1:123456789012:function:token",
                "arn:aws:iam::123456789012:role/stewards");

        assertRefused(
                "provider must know its function, which the state machine calls: give functionArn to "
                        + "MetadataGenerationProvider.fromProviderAttributes (at Stack/Catalog)",
                () -> batch(stack, "Catalog").provider(provider).build());
    }

    @ParameterizedTest
    @MethodSource
    void refusesAssetsThatAreNone(String message, Executable assets) {
        assertRefused(message, assets);
    }

    static Stream<Arguments> refusesAssetsThatAreNone() {
        return Stream.of(
                none("assets is required", () -> MetadataGenerationAssets.of(null)),
                none(
                        "assets must hold at least one identifier, got none",
                        () -> MetadataGenerationAssets.of(List.of())),
                none("assets is required", () -> MetadataGenerationAssets.of(Arrays.asList("one", null))),
                none("assets must not be blank, got \" \"", () -> MetadataGenerationAssets.of(List.of(" "))),
                none(
                        "assets must be without line breaks and control characters, got \"a\nb\"",
                        () -> MetadataGenerationAssets.of(List.of("a\nb"))),
                none(
                        "assets must be literal, as they are written to a file at synthesis, got a token: declare a run "
                                + "for it",
                        () -> MetadataGenerationAssets.of(List.of("${Token[TOKEN.1]}"))),
                none("assets.bucket is required", () -> MetadataGenerationAssets.fromBucket(null, "key")),
                none(
                        "assets.typeIdentifier is required",
                        () -> MetadataGenerationAssets.ofProject().withType(null)),
                none(
                        "assets.namePrefix must not be empty",
                        () -> MetadataGenerationAssets.ofProject().withNamePrefix("")));
    }

    private static Arguments none(String message, Executable assets) {
        return Arguments.of(message, assets);
    }

    private static void assertRefused(String message, Executable refused) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, refused).getMessage());
    }
}
