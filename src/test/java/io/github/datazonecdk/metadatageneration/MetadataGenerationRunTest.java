package io.github.datazonecdk.metadatageneration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnOutputProps;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.datazone.CfnDomain;
import software.amazon.awscdk.services.datazone.CfnProjectMembership;
import software.amazon.awscdk.services.sns.Topic;

class MetadataGenerationRunTest {
    private final Stack stack = new Stack(SynthesizedStack.app(), "Stack");

    @Test
    void sendsTheRequestInTheWordsOfDataZone() {
        run("Run").build();

        assertEquals(Json.parse("""
                        {
                          "ServiceToken": {"Fn::GetAtt": ["MetadataGenerationProviderFrameworkframeworkonEvent82D42E19", "Arn"]},
                          "ServiceTimeout": "2100",
                          "domainIdentifier": "dzd_4p2",
                          "owningProjectIdentifier": "3jx9",
                          "target": {"identifier": "5d4kq3x", "type": "ASSET"},
                          "types": ["BUSINESS_DESCRIPTIONS"]
                        }
                        """), customResource().path("Properties"));
    }

    @Test
    void sendsEveryProp() {
        run("Run")
                .target(MetadataGenerationTarget.asset("5d4kq3x", "7"))
                .types(List.of(
                        MetadataGenerationType.BUSINESS_GLOSSARY_ASSOCIATIONS,
                        MetadataGenerationType.BUSINESS_NAMES,
                        MetadataGenerationType.BUSINESS_DESCRIPTIONS))
                .clientToken("orders-1")
                .waitForCompletion(true)
                .timeout(Duration.seconds(90))
                .failOn(MetadataGenerationFailOn.PARTIALLY_SUCCEEDED)
                .acceptPredictions(true)
                .acceptanceThreshold(0.8)
                .cancelOnDelete(false)
                .rerunTrigger("build 17")
                .region("us-east-1")
                .domainArn("*")
                .build();

        assertEquals(Json.parse("""
                        {
                          "ServiceToken": {"Fn::GetAtt": ["MetadataGenerationProviderFrameworkframeworkonEvent82D42E19", "Arn"]},
                          "ServiceTimeout": "390",
                          "domainIdentifier": "dzd_4p2",
                          "owningProjectIdentifier": "3jx9",
                          "target": {"identifier": "5d4kq3x", "revision": "7", "type": "ASSET"},
                          "types": ["BUSINESS_GLOSSARY_ASSOCIATIONS", "BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS"],
                          "clientToken": "orders-1",
                          "waitForCompletion": true,
                          "timeout": 90,
                          "failOn": "PARTIALLY_SUCCEEDED",
                          "acceptPredictions": true,
                          "acceptanceThreshold": 0.8,
                          "cancelOnDelete": false,
                          "rerunTrigger": "build 17",
                          "region": "us-east-1"
                        }
                        """), customResource().path("Properties"));
    }

    @Test
    void sendsTheRoleToAssume() {
        run("Run")
                .assumedRoleArn("arn:aws:iam::210987654321:role/team/catalog")
                .externalId("orders")
                .build();

        JsonNode properties = customResource().path("Properties");
        assertEquals(
                "arn:aws:iam::210987654321:role/team/catalog",
                properties.path("assumedRoleArn").asText());
        assertEquals("orders", properties.path("externalId").asText());
    }

    @Test
    void sendsASingleTypeAsTheOlderType() {
        MetadataGenerationRun.Builder.create(stack, "Run")
                .domainIdentifier("dzd_4p2")
                .owningProjectIdentifier("3jx9")
                .target(MetadataGenerationTarget.asset("5d4kq3x"))
                .type(MetadataGenerationType.BUSINESS_NAMES)
                .build();

        JsonNode properties = customResource().path("Properties");
        assertEquals("BUSINESS_NAMES", properties.path("type").asText());
        assertTrue(properties.path("types").isMissingNode());
    }

    @Test
    void takesTypesOneByOne() {
        run("Run")
                .types(MetadataGenerationType.BUSINESS_NAMES, MetadataGenerationType.BUSINESS_DESCRIPTIONS)
                .build();

        assertEquals(
                Json.parse("[\"BUSINESS_NAMES\", \"BUSINESS_DESCRIPTIONS\"]"),
                customResource().path("Properties").path("types"));
    }

    @Test
    void takesPropsMadeApartFromTheRun() {
        MetadataGenerationRunProps props = MetadataGenerationRunProps.builder()
                .domainIdentifier("dzd_4p2")
                .owningProjectIdentifier("3jx9")
                .target(MetadataGenerationTarget.asset("5d4kq3x"))
                .types(List.of(MetadataGenerationType.BUSINESS_NAMES))
                .build();

        new MetadataGenerationRun(stack, "Run", props);

        assertEquals(
                "BUSINESS_NAMES",
                customResource().path("Properties").path("types").path(0).asText());
    }

    @Test
    void letsTokensThrough() {
        CfnParameter text = new CfnParameter(stack, "Text");
        CfnParameter number =
                CfnParameter.Builder.create(stack, "Number").type("Number").build();

        run("Run")
                .domainIdentifier(text.getValueAsString())
                .owningProjectIdentifier(text.getValueAsString())
                .target(MetadataGenerationTarget.asset(text.getValueAsString(), text.getValueAsString()))
                .clientToken(text.getValueAsString())
                .timeout(Duration.seconds(number.getValueAsNumber()))
                .acceptPredictions(true)
                .acceptanceThreshold(number.getValueAsNumber())
                .rerunTrigger(text.getValueAsString())
                .region(text.getValueAsString())
                .domainArn(text.getValueAsString())
                .build();

        JsonNode properties = customResource().path("Properties");
        for (String name :
                List.of("domainIdentifier", "owningProjectIdentifier", "clientToken", "rerunTrigger", "region")) {
            assertEquals("Text", properties.path(name).path("Ref").asText(), name);
        }
        assertEquals(Json.parse("""
                        {"identifier": {"Ref": "Text"}, "revision": {"Ref": "Text"}, "type": "ASSET"}
                        """), properties.path("target"));
        assertEquals("Number", properties.path("timeout").path("Ref").asText());
        assertEquals(
                "Number", properties.path("acceptanceThreshold").path("Ref").asText());
    }

    @Test
    void letsTokensOfTheRoleToAssumeThrough() {
        CfnParameter text = new CfnParameter(stack, "Text");

        run("Run")
                .assumedRoleArn(text.getValueAsString())
                .externalId(text.getValueAsString())
                .build();

        for (String name : List.of("assumedRoleArn", "externalId")) {
            assertEquals(
                    Json.parse("{\"Ref\": \"Text\"}"),
                    customResource().path("Properties").path(name),
                    name);
        }
    }

    @Test
    void hasCloudFormationWaitForTheLongestWhereTheTimeoutIsAToken() {
        CfnParameter number =
                CfnParameter.Builder.create(stack, "Number").type("Number").build();

        run("Run").timeout(Duration.seconds(number.getValueAsNumber())).build();

        assertEquals(
                "3600",
                customResource().path("Properties").path("ServiceTimeout").asText());
    }

    @Test
    void hasCloudFormationWaitForAnHourAtMost() {
        run("Run").timeout(Duration.minutes(55)).build();

        assertEquals(
                "3600",
                customResource().path("Properties").path("ServiceTimeout").asText());
    }

    @Test
    void isDeletedByDefault() {
        run("Run").build();

        assertEquals("Delete", customResource().path("DeletionPolicy").asText());
    }

    @Test
    void isRetainedWhereAskedFor() {
        run("Run").removalPolicy(RemovalPolicy.RETAIN).build();

        assertEquals("Retain", customResource().path("DeletionPolicy").asText());
        assertEquals("Retain", customResource().path("UpdateReplacePolicy").asText());
    }

    @ParameterizedTest
    @EnumSource(
            value = RemovalPolicy.class,
            names = {"RETAIN", "RETAIN_ON_UPDATE_OR_DELETE"})
    void isNotCancelledWhereItIsRetained(RemovalPolicy policy) {
        run("Run").removalPolicy(policy).cancelOnDelete(true).build();

        assertEquals(Json.parse("false"), customResource().path("Properties").path("cancelOnDelete"));
    }

    @Test
    void isRetainedAndNotCancelledWhereThePolicyComesLater() {
        MetadataGenerationRun run = run("Run").cancelOnDelete(true).build();

        run.applyRemovalPolicy(RemovalPolicy.RETAIN);

        assertEquals("Retain", customResource().path("DeletionPolicy").asText());
        assertEquals("Retain", customResource().path("UpdateReplacePolicy").asText());
        assertEquals(Json.parse("false"), customResource().path("Properties").path("cancelOnDelete"));
    }

    @Test
    void isCancelledAsThePropSaysWhereALaterPolicyRetainsItNoMore() {
        MetadataGenerationRun run =
                run("Run").removalPolicy(RemovalPolicy.RETAIN).build();
        MetadataGenerationRun asked = run("Asked")
                .removalPolicy(RemovalPolicy.RETAIN)
                .cancelOnDelete(true)
                .build();
        asked.getNode().addDependency(run);

        run.applyRemovalPolicy(RemovalPolicy.DESTROY);
        asked.applyRemovalPolicy(RemovalPolicy.DESTROY);

        JsonNode resource = template().resource("RunC4A32B5F");
        assertEquals("Delete", resource.path("DeletionPolicy").asText());
        assertTrue(resource.path("Properties").path("cancelOnDelete").isMissingNode(), resource::toString);
        assertEquals(
                List.of(Json.parse("true")),
                template().resources(SynthesizedStack.RUN).values().stream()
                        .map(properties -> properties.at("/Properties/cancelOnDelete"))
                        .filter(cancelOnDelete -> !cancelOnDelete.isMissingNode())
                        .toList());
    }

    @Test
    void refusesALaterPolicyThatCloudFormationHasNotForIt() {
        MetadataGenerationRun run = run("Run").build();

        assertEquals(
                "removalPolicy must be DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE, got SNAPSHOT (at Stack/Run)",
                assertThrows(IllegalArgumentException.class, () -> run.applyRemovalPolicy(RemovalPolicy.SNAPSHOT))
                        .getMessage());
        assertEquals(
                "removalPolicy is required (at Stack/Run)",
                assertThrows(IllegalArgumentException.class, () -> run.applyRemovalPolicy(null))
                        .getMessage());
    }

    @Test
    void givesItsAttributesAsTokens() {
        MetadataGenerationRun run = run("Run").build();

        Map<String, String> attributes = Map.of(
                "RunId", run.getRunId(),
                "Status", run.getStatus(),
                "CreatedAt", run.getCreatedAt(),
                "CreatedBy", run.getCreatedBy(),
                "DomainId", run.getDomainId(),
                "OwningProjectId", run.getOwningProjectId(),
                "Type", run.getType(),
                "Types", run.getTypes(),
                "AssetRevision", run.getAssetRevision());

        attributes.forEach((name, token) ->
                assertEquals(Map.of("Fn::GetAtt", List.of("RunC4A32B5F", name)), stack.resolve(token)));
        assertEquals(Map.of("Ref", "RunC4A32B5F"), stack.resolve(run.getRef()));
    }

    @Test
    void makesWhatDependsOnItDependOnItsResource() {
        MetadataGenerationRun run = run("Run").build();
        Topic topic = new Topic(stack, "Topic");

        topic.getNode().addDependency(run);

        JsonNode dependencies = template().resourceOfType("AWS::SNS::Topic").path("DependsOn");
        assertTrue(dependencies.toString().contains("\"RunC4A32B5F\""), dependencies.toString());
    }

    @Test
    void takesADomainOfTheSameStackAndAMembershipOfItsRole() {
        CfnDomain domain = CfnDomain.Builder.create(stack, "Domain")
                .name("catalog")
                .domainExecutionRole("arn:aws:iam::123456789012:role/domain")
                .build();
        MetadataGenerationRun run =
                run("Run").domainIdentifier(domain.getAttrId()).build();
        CfnProjectMembership membership = CfnProjectMembership.Builder.create(stack, "Membership")
                .domainIdentifier(domain.getAttrId())
                .projectIdentifier("3jx9")
                .designation("PROJECT_CONTRIBUTOR")
                .member(CfnProjectMembership.MemberProperty.builder()
                        .userIdentifier(run.getProvider().getRole().getRoleArn())
                        .build())
                .build();

        run.getNode().addDependency(membership);

        // CDK's assertions refuse a template with a cycle.
        assertTrue(customResource().path("DependsOn").toString().contains("\"Membership\""));
    }

    @Test
    void synthesizesTheSameTemplateEachTime() {
        assertEquals(synthesized().toString(), synthesized().toString());
    }

    private static JsonNode synthesized() {
        Stack stack = new Stack(SynthesizedStack.app(), "Stack");
        MetadataGenerationRun run = run(stack, "Run").acceptPredictions(true).build();
        new CfnOutput(
                stack, "RunId", CfnOutputProps.builder().value(run.getRunId()).build());
        return SynthesizedStack.of(stack).template();
    }

    private SynthesizedStack template() {
        return SynthesizedStack.of(stack);
    }

    private JsonNode customResource() {
        return template().resourceOfType(SynthesizedStack.RUN);
    }

    private MetadataGenerationRun.Builder run(String id) {
        return run(stack, id);
    }

    static MetadataGenerationRun.Builder run(software.constructs.Construct scope, String id) {
        return MetadataGenerationRun.Builder.create(scope, id)
                .domainIdentifier("dzd_4p2")
                .owningProjectIdentifier("3jx9")
                .target(MetadataGenerationTarget.asset("5d4kq3x"))
                .types(List.of(MetadataGenerationType.BUSINESS_DESCRIPTIONS));
    }
}
