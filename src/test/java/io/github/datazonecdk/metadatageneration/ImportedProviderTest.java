package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.MetadataGenerationRunTest.run;
import static io.github.datazonecdk.metadatageneration.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.sns.Topic;

class ImportedProviderTest {
    private static final String SERVICE_TOKEN = "arn:aws:lambda:eu-west-1:123456789012:function:onEvent";
    private static final String ROLE_ARN = "arn:aws:iam::123456789012:role/runs";

    private final App app = SynthesizedStack.app();
    private final Stack stack = stack("Stack", "eu-west-1");

    @Test
    void servesARunWithoutAFunctionOfTheStack() {
        IMetadataGenerationProvider provider = imported(stack);

        MetadataGenerationRun run = run(stack, "Run").provider(provider).build();

        assertSame(provider, run.getProvider());
        assertEquals(SERVICE_TOKEN, provider.getServiceToken());
        assertEquals(ROLE_ARN, provider.getRole().getRoleArn());
        assertEquals(
                Set.of(SynthesizedStack.RUN, SynthesizedStack.POLICY),
                SynthesizedStack.of(stack).template().path("Resources").findValues("Type").stream()
                        .map(JsonNode::asText)
                        .collect(Collectors.toSet()));
        assertEquals(
                SERVICE_TOKEN,
                properties(SynthesizedStack.RUN).at("/ServiceToken").asText());
    }

    @Test
    void hasAPolicyInTheStackOfTheRunsBeforeThem() {
        run(stack, "Run").provider(imported(stack)).build();

        SynthesizedStack template = SynthesizedStack.of(stack);
        Map.Entry<String, JsonNode> policy = template.resources(SynthesizedStack.POLICY)
                .entrySet()
                .iterator()
                .next();
        assertEquals(Json.parse("[\"runs\"]"), policy.getValue().at("/Properties/Roles"));
        assertTrue(policy.getValue().toString().contains("domain/dzd_4p2"), policy::toString);
        assertEquals(
                Json.parse("[\"" + policy.getKey() + "\"]"),
                template.resourceOfType(SynthesizedStack.RUN).path("DependsOn"));
    }

    /** One IAM role serves all Regions of an account, and one name of a policy overwrites the other. */
    @Test
    void namesItsPoliciesApartInStacksRegionsNestedStacksAndApps() {
        Stack nested = new NestedStack(stack, "Nested");
        Stack ofOther = new NestedStack(stack("Other", "eu-west-1"), "Nested");
        Stack elsewhere = new Stack(
                app,
                "Elsewhere",
                SynthesizedStack.in("eu-central-1").stackName("Stack").build());
        Stack ofOtherApp = new Stack(
                SynthesizedStack.app(),
                "Stack",
                SynthesizedStack.in("eu-west-1").stackName("OtherApp").build());
        List<Stack> stacks = List.of(stack, nested, ofOther, elsewhere, ofOtherApp);

        for (Stack each : stacks) {
            String region = each.getRegion();
            run(each, "Run")
                    .provider(MetadataGenerationProvider.fromProviderAttributes(
                            each, "Shared", SERVICE_TOKEN.replace("eu-west-1", region), ROLE_ARN))
                    .build();
        }

        assertEquals(
                stacks.size(),
                stacks.stream().map(ImportedProviderTest::policyName).distinct().count());
    }

    @Test
    void servesTheRunsOfAnotherStackThanItIsImportedIn() {
        IMetadataGenerationProvider provider = imported(stack("Imports", "eu-west-1"));

        run(stack, "Run").provider(provider).build();

        assertDoesNotThrow(() -> app.synth());
        assertEquals(
                1, SynthesizedStack.of(stack).resources(SynthesizedStack.POLICY).size());
        assertEquals(List.of(), stack.getDependencies());
    }

    @Test
    void isTakenByTokens() {
        Stack agnostic = new Stack(app, "Agnostic");

        run(agnostic, "Run")
                .provider(MetadataGenerationProvider.fromProviderAttributes(
                        agnostic, "Shared", Fn.importValue("ServiceToken"), Fn.importValue("RoleArn")))
                .build();

        SynthesizedStack template = SynthesizedStack.of(agnostic);
        assertEquals(
                Json.parse("{\"Fn::ImportValue\": \"ServiceToken\"}"),
                template.properties(SynthesizedStack.RUN).at("/ServiceToken"));
        assertTrue(template.properties(SynthesizedStack.POLICY)
                .at("/Roles")
                .toString()
                .contains("{\"Fn::ImportValue\":\"RoleArn\"}"));
    }

    @Test
    void leavesARoleAloneThatIsNotMutable() {
        run(stack, "Run")
                .provider(MetadataGenerationProvider.fromProviderAttributes(
                        stack,
                        "Shared",
                        MetadataGenerationProviderAttributes.builder()
                                .serviceToken(SERVICE_TOKEN)
                                .roleArn(ROLE_ARN)
                                .mutableRole(false)
                                .build()))
                .build();

        assertEquals(Map.of(), SynthesizedStack.of(stack).resources(SynthesizedStack.POLICY));
    }

    @Test
    void enrolsTheRoleWhereARunAsksForIt() {
        run(stack, "Run")
                .provider(imported(stack))
                .projectMembership(MetadataGenerationMembership.contributor())
                .build();

        assertEquals(
                ROLE_ARN,
                properties("AWS::DataZone::ProjectMembership")
                        .at("/Member/UserIdentifier")
                        .asText());
    }

    @Test
    void isGrantedPermissionsAsItsRoleIs() {
        new Topic(stack, "Topic").grantPublish(imported(stack));

        assertEquals(
                "sns:Publish",
                properties(SynthesizedStack.POLICY)
                        .at("/PolicyDocument/Statement/0/Action")
                        .asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789012", "arn:aws:lambda:eu-west-1:123456789012:layer:onEvent", ""})
    void refusesAServiceTokenThatIsNoFunction(String serviceToken) {
        assertRefused(
                "serviceToken must be the ARN of a function, got \"" + serviceToken + "\" (at Stack/Shared)",
                () -> MetadataGenerationProvider.fromProviderAttributes(stack, "Shared", serviceToken, ROLE_ARN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "runs | the ARN of a role, got \"runs\"",
                "arn:aws:iam::210987654321:role/runs | a role of the function's account 123456789012, got one of 210987654321"
            })
    void refusesARoleArnThatIsNoRoleOfTheAccount(String roleArn, String what) {
        assertRefused(
                "roleArn must be " + what + " (at Stack/Shared)",
                () -> MetadataGenerationProvider.fromProviderAttributes(stack, "Shared", SERVICE_TOKEN, roleArn));
    }

    @Test
    void refusesToBeTakenByNothing() {
        assertRefused(
                "serviceToken is required (at Stack/Shared)",
                () -> MetadataGenerationProvider.fromProviderAttributes(stack, "Shared", null, ROLE_ARN));
        assertRefused(
                "roleArn is required (at Stack/Shared)",
                () -> MetadataGenerationProvider.fromProviderAttributes(stack, "Shared", SERVICE_TOKEN, null));
        assertRefused(
                "attributes is required (at Stack/Shared)",
                () -> MetadataGenerationProvider.fromProviderAttributes(stack, "Shared", null));
        assertTrue(stack.getNode().getChildren().isEmpty(), "something was created");
    }

    @ParameterizedTest
    @CsvSource({
        "Region, eu-west-1, arn:aws:lambda:us-east-1:123456789012:function:onEvent, us-east-1",
        "account, 123456789012, arn:aws:lambda:eu-west-1:210987654321:function:onEvent, 210987654321"
    })
    void refusesARunElsewhereThanTheFunction(String what, String here, String serviceToken, String there) {
        String roleArn = ROLE_ARN.replace("123456789012", serviceToken.split(":")[4]);
        IMetadataGenerationProvider provider =
                MetadataGenerationProvider.fromProviderAttributes(stack, "Shared", serviceToken, roleArn);

        assertRefused(
                "provider must be in the run's " + what + " " + here + ", got one in " + there + " (at Stack/Run)",
                run(stack, "Run").provider(provider)::build);
    }

    /** It is where its ARN says. */
    @Test
    void mayBeImportedInAStackThatIsElsewhere() {
        IMetadataGenerationProvider provider = imported(stack("Imports", "us-east-1"));

        assertDoesNotThrow(run(stack, "Run").provider(provider)::build);
    }

    @Test
    void mayBeUnknownUntilDeployment() {
        CfnParameter serviceToken = new CfnParameter(stack, "ServiceToken");

        IMetadataGenerationProvider provider = MetadataGenerationProvider.fromProviderAttributes(
                stack, "Shared", serviceToken.getValueAsString(), "arn:aws:iam::210987654321:role/runs");

        assertDoesNotThrow(run(stack, "Run").provider(provider)::build);
    }

    private static IMetadataGenerationProvider imported(Stack stack) {
        return MetadataGenerationProvider.fromProviderAttributes(stack, "Shared", SERVICE_TOKEN, ROLE_ARN);
    }

    private JsonNode properties(String type) {
        return SynthesizedStack.of(stack).properties(type);
    }

    private static String policyName(Stack stack) {
        return SynthesizedStack.of(stack)
                .properties(SynthesizedStack.POLICY)
                .at("/PolicyName")
                .asText();
    }

    private Stack stack(String id, String region) {
        return new Stack(app, id, SynthesizedStack.in(region).build());
    }
}
