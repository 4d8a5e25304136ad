package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.MetadataGenerationRunTest.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.datazone.CfnDomain;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;

class RunPermissionsTest {
    private static final String POLICY_OF_RUNS = "MetadataGenerationProviderPermissionsPolicy883FF5E7";
    private static final String RUN_STATEMENT = """
            {
              "Action": [
                "datazone:CancelMetadataGenerationRun",
                "datazone:GetMetadataGenerationRun",
                "datazone:ListMetadataGenerationRuns",
                "datazone:StartMetadataGenerationRun"
              ],
              "Effect": "Allow",
              "Resource": %s
            }
            """;
    private static final String ACCEPT_STATEMENT = """
            {"Action": "datazone:AcceptPredictions", "Effect": "Allow", "Resource": %s}
            """;

    private static final String ASSUME_STATEMENT = """
            {"Action": "sts:AssumeRole", "Effect": "Allow", "Resource": %s}
            """;
    private static final String KEY_STATEMENT = """
            {
              "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
              "Condition": {"StringEquals": {"kms:EncryptionContext:aws:datazone:domainId": %2$s}},
              "Effect": "Allow",
              "Resource": %1$s
            }
            """;
    private static final String KEY_ARN = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String KEY_ARN_JSON = "\"" + KEY_ARN + "\"";
    private static final String ROLE_ARN = "arn:aws:iam::210987654321:role/catalog";

    private final App app = SynthesizedStack.appWithFeatureFlags();
    private final Stack stack =
            new Stack(app, "Stack", SynthesizedStack.in("eu-west-1").build());

    @Test
    void permitsTheFourActionsOnTheDomain() {
        run(stack, "Run").build();

        assertStatements(RUN_STATEMENT.formatted(arn("dzd_4p2")));
    }

    @Test
    void permitsTheSameWhereTheFeatureFlagsAreOff() {
        Stack plain = new Stack(SynthesizedStack.app(), "Stack");

        run(plain, "Run").build();

        String arn = """
                [{"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":datazone:", {"Ref": "AWS::Region"}, ":",
                  {"Ref": "AWS::AccountId"}, ":domain/dzd_4p2"]]}]
                """;
        assertEquals(Json.parse("[" + RUN_STATEMENT.formatted(arn) + "]"), statements(SynthesizedStack.of(plain)));
    }

    @Test
    void permitsAcceptanceOnlyWhereARunAsksForIt() {
        run(stack, "Run").acceptPredictions(false).build();
        run(stack, "Accepting")
                .domainIdentifier("dzd_other")
                .acceptPredictions(true)
                .build();

        assertStatements(
                RUN_STATEMENT.formatted("[" + arn("dzd_4p2") + "," + arn("dzd_other") + "]"),
                ACCEPT_STATEMENT.formatted(arn("dzd_other")));
    }

    @Test
    void namesADomainOnceHoweverManyRunsItHas() {
        for (int i = 0; i < 3; i++) {
            run(stack, "Literal" + i).acceptPredictions(true).build();
            // Each import is a token of its own.
            run(stack, "Imported" + i)
                    .domainIdentifier(Fn.importValue("Domain"))
                    .build();
        }

        JsonNode statements = statements(SynthesizedStack.of(stack));
        assertEquals(2, statements.path(0).path("Resource").size(), statements.toString());
        assertEquals(Json.parse(ACCEPT_STATEMENT.formatted(arn("dzd_4p2"))), statements.path(1));
    }

    @Test
    void holdsAHundredDomainsWithinTheSizeOfARolesPolicies() {
        for (int i = 0; i < 100; i++) {
            run(stack, "Run" + i).domainIdentifier("dzd_abcdefghij" + i).build();
        }

        assertTrue(statements(SynthesizedStack.of(stack)).toString().length() < 9_000);
    }

    @Test
    void isLimitedToTheArnGiven() {
        run(stack, "Run")
                .domainArn("arn:aws:datazone:eu-west-1:210987654321:domain/dzd_4p2")
                .build();

        assertStatements(RUN_STATEMENT.formatted("\"arn:aws:datazone:eu-west-1:210987654321:domain/dzd_4p2\""));
    }

    @Test
    void namesTheRegionOfTheRun() {
        run(stack, "Run").region("us-east-1").build();

        assertStatements(RUN_STATEMENT.formatted("\"arn:aws:datazone:us-east-1:123456789012:domain/dzd_4p2\""));
    }

    @Test
    void permitsNothingButToAssumeTheRoleGiven() {
        run(stack, "Run").assumedRoleArn(ROLE_ARN).acceptPredictions(true).build();

        assertStatements(ASSUME_STATEMENT.formatted("\"" + ROLE_ARN + "\""));
    }

    @Test
    void permitsToAssumeEachRoleOnceBesideWhatOtherRunsNeed() {
        run(stack, "Run").build();
        run(stack, "First").assumedRoleArn(ROLE_ARN).build();
        run(stack, "Second").assumedRoleArn(ROLE_ARN).build();
        run(stack, "Token").assumedRoleArn(Fn.importValue("Role")).build();
        run(stack, "SameToken").assumedRoleArn(Fn.importValue("Role")).build();

        assertStatements(
                RUN_STATEMENT.formatted(arn("dzd_4p2")),
                ASSUME_STATEMENT.formatted("[\"" + ROLE_ARN + "\", {\"Fn::ImportValue\": \"Role\"}]"));
    }

    @Test
    void permitsTheUseOfTheDomainsKeyForThatDomainOnly() {
        run(stack, "Run").domainKey(Key.fromKeyArn(stack, "Key", KEY_ARN)).build();

        assertStatements(RUN_STATEMENT.formatted(arn("dzd_4p2")), KEY_STATEMENT.formatted(KEY_ARN_JSON, "\"dzd_4p2\""));
    }

    @Test
    void permitsTheUseOfAKeyForADomainOnceHoweverManyRunsItHas() {
        IKey key = Key.fromKeyArn(stack, "Key", KEY_ARN);
        IKey same = Key.fromKeyArn(stack, "Same", KEY_ARN);
        for (int i = 0; i < 3; i++) {
            run(stack, "Literal" + i).domainKey(i == 2 ? same : key).build();
            // Each import is a token of its own.
            run(stack, "Imported" + i)
                    .domainIdentifier(Fn.importValue("Domain"))
                    .domainKey(key)
                    .build();
        }

        JsonNode statements = statements(SynthesizedStack.of(stack));
        assertEquals(3, statements.size(), statements.toString());
        assertEquals(Json.parse(KEY_STATEMENT.formatted(KEY_ARN_JSON, "\"dzd_4p2\"")), statements.path(1));
        assertEquals(
                Json.parse(KEY_STATEMENT.formatted(KEY_ARN_JSON, "{\"Fn::ImportValue\": \"Domain\"}")),
                statements.path(2));
    }

    @Test
    void permitsTheUseOfAKeyThatIsMadeInTheStack() {
        Stack plain = new Stack(SynthesizedStack.app(), "Stack");
        Key key = new Key(plain, "Key");

        run(plain, "Run").domainKey(key).build();
        run(plain, "Again").domainKey(key).build();

        JsonNode statements = statements(SynthesizedStack.of(plain));
        assertEquals(2, statements.size(), statements.toString());
        assertEquals(
                Json.parse(KEY_STATEMENT.formatted("{\"Fn::GetAtt\": [\"Key961B73FD\", \"Arn\"]}", "\"dzd_4p2\"")),
                statements.path(1));
    }

    @Test
    void permitsNoUseOfAKeyToTheFunctionsRoleWhereAnotherIsAssumed() {
        run(stack, "Run")
                .assumedRoleArn(ROLE_ARN)
                .domainKey(Key.fromKeyArn(stack, "Key", KEY_ARN))
                .build();

        assertStatements(ASSUME_STATEMENT.formatted("\"" + ROLE_ARN + "\""));
    }

    @Test
    void isThereBeforeTheRun() {
        run(stack, "Run").build();

        assertEquals(
                Json.parse("[\"" + POLICY_OF_RUNS + "\"]"),
                SynthesizedStack.of(stack).resourceOfType(SynthesizedStack.RUN).path("DependsOn"));
    }

    @Test
    void belongsToTheStackOfTheRunWhereTheProviderIsInAnother() {
        MetadataGenerationProvider provider = MetadataGenerationProvider.getOrCreate(
                new Stack(app, "Shared", SynthesizedStack.in("eu-west-1").build()));
        CfnDomain domain = CfnDomain.Builder.create(stack, "Domain")
                .name("catalog")
                .domainExecutionRole("arn:aws:iam::123456789012:role/domain")
                .build();

        run(stack, "Run")
                .domainIdentifier(domain.getAttrId())
                .provider(provider)
                .build();

        SynthesizedStack template = SynthesizedStack.of(stack);
        Map<String, JsonNode> policies = template.resources(SynthesizedStack.POLICY);
        assertEquals(1, policies.size());
        policies.forEach((logicalId, policy) -> {
            assertTrue(policy.path("Properties").path("Roles").toString().contains("Shared"), policy.toString());
            assertEquals(
                    Json.parse("[\"" + logicalId + "\"]"),
                    template.resourceOfType(SynthesizedStack.RUN).path("DependsOn"));
        });
        assertEquals(
                List.of(), provider.getNode().getScope().getNode().getDependencies(), "the provider's stack depends");
    }

    @Test
    void hasANameOfItsOwnInEachStackThatSharesAProvider() {
        MetadataGenerationProvider provider = MetadataGenerationProvider.getOrCreate(
                new Stack(app, "Shared", SynthesizedStack.in("eu-west-1").build()));
        Stack other = new Stack(app, "Other", SynthesizedStack.in("eu-west-1").build());

        run(stack, "Run").provider(provider).build();
        run(other, "Run").provider(provider).build();

        assertNotEquals(policyName(stack), policyName(other));
    }

    @Test
    void namesNoRegionWhereTheRoleIsTheProvidersOwn() {
        run(stack, "Run").build();

        String name = SynthesizedStack.of(stack)
                .resource(POLICY_OF_RUNS)
                .path("Properties")
                .path("PolicyName")
                .asText();
        assertTrue(name.matches("StackMetadataGenerationProviderPermissions\\w+"), name);
    }

    @Test
    void belongsToTheNestedStackOfTheRun() {
        MetadataGenerationProvider provider = MetadataGenerationProvider.getOrCreate(stack);
        Stack nested = new NestedStack(stack, "Nested");

        run(nested, "Run").provider(provider).build();

        SynthesizedStack template = SynthesizedStack.of(nested);
        assertEquals(1, template.resources(SynthesizedStack.POLICY).size());
        assertEquals(0, template.resources(SynthesizedStack.FUNCTION).size());
    }

    /** The statements that a role of this stack has, policy by policy. */
    static Map<String, JsonNode> statements(SynthesizedStack template, String role) {
        Map<String, JsonNode> statements = new LinkedHashMap<>();
        template.resources(SynthesizedStack.POLICY).forEach((logicalId, policy) -> {
            JsonNode properties = policy.path("Properties");
            if (properties.path("Roles").toString().contains("\"" + role + "\"")) {
                statements.put(logicalId, properties.path("PolicyDocument").path("Statement"));
            }
        });
        return statements;
    }

    private void assertStatements(String... expected) {
        assertEquals(Json.parse("[" + String.join(",", expected) + "]"), statements(SynthesizedStack.of(stack)));
    }

    private static JsonNode statements(SynthesizedStack template) {
        return statements(template, "MetadataGenerationProviderRoleF4522C03").get(POLICY_OF_RUNS);
    }

    private static String policyName(Stack stack) {
        return SynthesizedStack.of(stack)
                .properties(SynthesizedStack.POLICY)
                .path("PolicyName")
                .asText();
    }

    private static String arn(String domain) {
        return "\"arn:aws:datazone:eu-west-1:123456789012:domain/" + domain + "\"";
    }
}
