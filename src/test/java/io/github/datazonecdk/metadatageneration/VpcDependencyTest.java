package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.MetadataGenerationRunTest.run;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnOutputProps;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.Vpc;
import software.constructs.Construct;

/** In a VPC, the function reaches Amazon DataZone by what is part of the VPC. */
class VpcDependencyTest {
    private final App app = SynthesizedStack.app();
    private final Stack stack = new Stack(app, "Stack");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRunComesAfterAnEndpointThatIsAddedLater(boolean imported) {
        IVpc vpc = imported ? MetadataGenerationProviderPropsTest.vpc(stack) : new Vpc(stack, "Vpc");
        run(stack, "Run").provider(provider(stack, vpc)).build();

        addEndpoint(vpc);

        JsonNode run = SynthesizedStack.of(stack).resourceOfType(SynthesizedStack.RUN);
        assertTrue(run.path("DependsOn").toString().contains(endpoint(stack)), run::toString);
    }

    @Test
    void aRunOfANestedStackComesAfterAnEndpointOfItsParent() {
        IVpc vpc = new Vpc(stack, "Vpc");
        Stack nested = new NestedStack(stack, "Nested");
        run(nested, "Run").provider(provider(stack, vpc)).build();

        addEndpoint(vpc);

        JsonNode resource = SynthesizedStack.of(stack).resourceOfType("AWS::CloudFormation::Stack");
        assertTrue(resource.path("DependsOn").toString().contains(endpoint(stack)), resource::toString);
    }

    @Test
    void aRunDependsOnNoVpcOfAnotherStack() {
        Stack network = new Stack(app, "Network");
        IVpc vpc = MetadataGenerationProviderPropsTest.vpc(network);
        MetadataGenerationRun run =
                run(stack, "Run").provider(provider(stack, vpc)).build();
        addEndpoint(vpc);

        new CfnOutput(
                network, "RunId", CfnOutputProps.builder().value(run.getRunId()).build());

        assertDoesNotThrow(() -> app.synth());
        assertEquals(List.of(stack), network.getDependencies());
    }

    @Test
    void aRunOfAnotherStackComesAfterTheProvidersWhole() {
        Stack shared = new Stack(app, "Shared");
        IVpc vpc = new Vpc(shared, "Vpc");
        run(stack, "Run").provider(provider(shared, vpc)).build();
        addEndpoint(vpc);

        app.synth();

        assertTrue(stack.getDependencies().contains(shared));
        JsonNode run = SynthesizedStack.of(stack).resourceOfType(SynthesizedStack.RUN);
        assertFalse(run.path("DependsOn").toString().contains("Vpc"), run::toString);
    }

    private static MetadataGenerationProvider provider(Construct scope, IVpc vpc) {
        return MetadataGenerationProvider.Builder.create(scope, "MetadataGenerationProvider")
                .vpc(vpc)
                .build();
    }

    private static void addEndpoint(IVpc vpc) {
        vpc.addInterfaceEndpoint(
                "DataZone",
                InterfaceVpcEndpointOptions.builder()
                        .service(new InterfaceVpcEndpointAwsService("datazone"))
                        .open(false)
                        .build());
    }

    private static String endpoint(Stack stack) {
        return SynthesizedStack.of(stack).resources("AWS::EC2::VPCEndpoint").keySet().stream()
                .findFirst()
                .orElseThrow();
    }
}
