package io.github.datazonecdk.metadatageneration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/**
 * Logical ids are what deployed stacks know the library by. CloudFormation refuses an update that changes the framework's
 * onEvent function, and a change of any other replaces it: a test that fails here tells of a breaking release.
 */
class LogicalIdsTest {
    private static final String LOGICAL_IDS = """
            MetadataGenerationProviderFrameworkCompleteAndTimeoutRoleA5911B8E AWS::IAM::Role
            MetadataGenerationProviderFrameworkCompleteAndTimeoutRoleDefaultPolicy00F51E6B AWS::IAM::Policy
            MetadataGenerationProviderFrameworkOnEventRole587E0733 AWS::IAM::Role
            MetadataGenerationProviderFrameworkOnEventRoleDefaultPolicy5A75ACD5 AWS::IAM::Policy
            MetadataGenerationProviderFrameworkframeworkisComplete0B264DCD AWS::Lambda::Function
            MetadataGenerationProviderFrameworkframeworkonEvent82D42E19 AWS::Lambda::Function
            MetadataGenerationProviderFrameworkframeworkonTimeoutE61F2568 AWS::Lambda::Function
            MetadataGenerationProviderFrameworkwaiterstatemachine3E47CEC5 AWS::StepFunctions::StateMachine
            MetadataGenerationProviderFrameworkwaiterstatemachineRole241A1A91 AWS::IAM::Role
            MetadataGenerationProviderFrameworkwaiterstatemachineRoleDefaultPolicyB94319DF AWS::IAM::Policy
            MetadataGenerationProviderFunction08F8B3E5 AWS::Lambda::Function
            MetadataGenerationProviderLogGroupC1CF9629 AWS::Logs::LogGroup
            MetadataGenerationProviderPermissionsPolicy883FF5E7 AWS::IAM::Policy
            MetadataGenerationProviderRoleDefaultPolicy664DCE16 AWS::IAM::Policy
            MetadataGenerationProviderRoleF4522C03 AWS::IAM::Role
            RunC4A32B5F Custom::DataZoneMetadataGenerationRun
            """;

    private static final List<String> OF_A_BATCH = List.of(
            "Catalog742F25FD Custom::DataZoneMetadataGenerationBatch",
            "CatalogPermissionsPolicy87D7F7B5 AWS::IAM::Policy",
            "CatalogResults4BE287F2 AWS::S3::Bucket",
            "CatalogResultsAutoDeleteObjectsCustomResource9CC5B349 Custom::S3AutoDeleteObjects",
            "CatalogResultsPolicyBF6E7D53 AWS::S3::BucketPolicy",
            "CatalogStateMachineE53FD3D1 AWS::StepFunctions::StateMachine");

    @Test
    void holdWithFeatureFlagsOff() {
        assertEquals(LOGICAL_IDS, logicalIds(SynthesizedStack.app()));
    }

    @Test
    void holdWithFeatureFlagsOn() {
        assertEquals(LOGICAL_IDS, logicalIds(SynthesizedStack.appWithFeatureFlags()));
    }

    @Test
    void holdForABatchWithFeatureFlagsOff() {
        assertEquals(OF_A_BATCH, logicalIdsOfBatch(SynthesizedStack.app()));
    }

    @Test
    void holdForABatchWithFeatureFlagsOn() {
        assertEquals(OF_A_BATCH, logicalIdsOfBatch(SynthesizedStack.appWithFeatureFlags()));
    }

    private static List<String> logicalIdsOfBatch(App app) {
        Stack stack = new Stack(app, "Stack");
        MetadataGenerationBatchTest.batch(stack, "Catalog").build();
        return logicalIds(stack).lines().filter(id -> id.startsWith("Catalog")).toList();
    }

    private static String logicalIds(App app) {
        Stack stack = new Stack(app, "Stack");
        MetadataGenerationRunTest.run(stack, "Run").acceptPredictions(true).build();
        return logicalIds(stack);
    }

    private static String logicalIds(Stack stack) {
        TreeMap<String, String> types = new TreeMap<>();
        SynthesizedStack.of(stack)
                .template()
                .path("Resources")
                .properties()
                .forEach(resource -> types.put(
                        resource.getKey(), resource.getValue().path("Type").asText()));
        return types.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
