package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.MetadataGenerationRunTest.run;
import static io.github.datazonecdk.metadatageneration.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.datazone.CfnProject;
import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

class ProjectMembershipsTest {
    private static final String MEMBERSHIP = "AWS::DataZone::ProjectMembership";
    private static final String ROLE_ARN = "arn:aws:iam::123456789012:role/catalog";

    private final App app = SynthesizedStack.app();
    private final Stack stack = new Stack(app, "Stack");

    @Test
    void areNoneUnlessARunAsks() {
        run(stack, "Run").build();

        assertEquals(Map.of(), memberships(stack));
    }

    @Test
    void makeTheRoleOfTheFunctionAContributor() {
        run(stack, "Run")
                .projectMembership(MetadataGenerationMembership.contributor())
                .build();

        assertEquals(Json.parse("""
                        {
                          "Designation": "PROJECT_CONTRIBUTOR",
                          "DomainIdentifier": "dzd_4p2",
                          "Member": {
                            "UserIdentifier": {"Fn::GetAtt": ["MetadataGenerationProviderRoleF4522C03", "Arn"]}
                          },
                          "ProjectIdentifier": "3jx9"
                        }
                        """), membership(stack));
    }

    static Stream<Arguments> designations() {
        return Stream.of(
                Arguments.of("PROJECT_OWNER", MetadataGenerationMembership.owner()),
                Arguments.of("PROJECT_CONTRIBUTOR", MetadataGenerationMembership.group("stewards")),
                Arguments.of(
                        "PROJECT_OWNER",
                        MetadataGenerationMembership.group("stewards", MetadataGenerationDesignation.PROJECT_OWNER)));
    }

    @ParameterizedTest
    @MethodSource("designations")
    void designateAsTheyAreAskedTo(String designation, MetadataGenerationMembership membership) {
        run(stack, "Run").projectMembership(membership).build();

        assertEquals(designation, membership(stack).path("Designation").asText());
    }

    @Test
    void makeAGroupAMember() {
        run(stack, "Run")
                .projectMembership(MetadataGenerationMembership.group("stewards"))
                .build();

        assertEquals(
                Json.parse("{\"GroupIdentifier\": \"stewards\"}"),
                membership(stack).path("Member"));
    }

    @Test
    void makeTheAssumedRoleAMemberWhereThereIsOne() {
        run(stack, "Run")
                .assumedRoleArn(ROLE_ARN)
                .projectMembership(MetadataGenerationMembership.contributor())
                .build();

        assertEquals(
                Json.parse("{\"UserIdentifier\": \"" + ROLE_ARN + "\"}"),
                membership(stack).path("Member"));
    }

    @Test
    void areOnePerProjectAndMemberHoweverManyRunsAsk() {
        for (int i = 0; i < 3; i++) {
            contributor("Own" + i).build();
            contributor("Token" + i)
                    .owningProjectIdentifier(Fn.importValue("Project"))
                    .build();
            run(stack, "Group" + i)
                    .projectMembership(MetadataGenerationMembership.group("stewards"))
                    .build();
            contributor("Other" + i).owningProjectIdentifier("other").build();
        }

        assertEquals(4, memberships(stack).size());
    }

    @Test
    void areThereBeforeTheRunThatAsks() {
        contributor("Run").build();

        assertEquals(memberships(stack).keySet(), dependencies("RunC4A32B5F"));
    }

    @Test
    void areThereBeforeTheOtherRunsOfTheProjectWhateverTheOrder() {
        MetadataGenerationRun before = run(stack, "Before").build();
        contributor("Run").build();
        MetadataGenerationRun after = run(stack, "After").build();

        assertEquals(memberships(stack).keySet(), dependencies(logicalId(before)));
        assertEquals(memberships(stack).keySet(), dependencies(logicalId(after)));
    }

    @Test
    void areNothingToRunsOfOtherProjectsAndDomains() {
        contributor("Run").build();
        MetadataGenerationRun project =
                run(stack, "Project").owningProjectIdentifier("other").build();
        MetadataGenerationRun domain =
                run(stack, "Domain").domainIdentifier("dzd_other").build();

        assertEquals(Set.of(), dependencies(logicalId(project)));
        assertEquals(Set.of(), dependencies(logicalId(domain)));
    }

    @Test
    void haveTheSameIdsWhateverTheOrderOfTheRuns() {
        Stack reversed = new Stack(SynthesizedStack.app(), "Stack");
        CfnProject first = project(stack);
        CfnProject second = project(reversed);

        contributor(stack, "A").owningProjectIdentifier(first.getAttrId()).build();
        contributor(stack, "B").build();
        contributor(reversed, "B").build();
        contributor(reversed, "A").owningProjectIdentifier(second.getAttrId()).build();

        assertEquals(memberships(stack), memberships(reversed));
    }

    @Test
    void haveIdsThatNoReleaseChanges() {
        contributor("Run").build();
        contributor("Token").owningProjectIdentifier(project(stack).getAttrId()).build();

        assertEquals(
                Set.of(
                        "MetadataGenerationMembershipsProject50993f20e1e686ceUserd10ace985c56b3373D89A63A",
                        "MetadataGenerationMembershipsProject0f06ed658b1d3812Userd10ace985c56b337C3426A4C"),
                memberships(stack).keySet());
    }

    @Test
    void keepTheirIdsWhereTheDesignationChanges() {
        Stack owners = new Stack(SynthesizedStack.app(), "Stack");

        contributor("Run").build();
        run(owners, "Run")
                .projectMembership(MetadataGenerationMembership.owner())
                .build();

        assertEquals(memberships(stack).keySet(), memberships(owners).keySet());
    }

    @Test
    void tellProjectsOfTheSameNameInTwoStacksApart() {
        CfnProject one = project(new Stack(app, "One"));
        CfnProject two = project(new Stack(app, "Two"));

        contributor("First").owningProjectIdentifier(one.getAttrId()).build();
        contributor("Second").owningProjectIdentifier(two.getAttrId()).build();
        contributor("Third").owningProjectIdentifier(two.getAttrId()).build();

        assertEquals(2, memberships(stack).size());
    }

    @Test
    void keepTheirIdsWhereTheStacksMoveIntoAStage() {
        Stage stage = new Stage(app, "Production");
        Stack staged = new Stack(
                stage, "Stack", StackProps.builder().stackName("Stack").build());

        contributor(stack, "Run")
                .owningProjectIdentifier(project(new Stack(app, "Projects")).getAttrId())
                .build();
        contributor(staged, "Run")
                .owningProjectIdentifier(project(new Stack(stage, "Projects")).getAttrId())
                .build();

        assertEquals(memberships(stack).keySet(), memberships(staged).keySet());
    }

    @Test
    void belongToTheStackOfTheRunWhereTheProviderIsInAnother() {
        MetadataGenerationProvider provider = MetadataGenerationProvider.getOrCreate(new Stack(app, "Shared"));

        contributor("Run").provider(provider).build();

        String member = membership(stack).path("Member").toString();
        assertTrue(member.contains("Fn::ImportValue"), member);
        assertEquals(
                List.of(), provider.getNode().getScope().getNode().getDependencies(), "the provider's stack depends");
    }

    @Test
    void belongToTheNestedStackOfTheRun() {
        Stack nested = new NestedStack(stack, "Nested");

        contributor(nested, "Run").build();

        assertEquals(1, memberships(nested).size());
        assertEquals(Map.of(), memberships(stack));
    }

    @Test
    void enrolAnImportedRole() {
        MetadataGenerationProvider provider = MetadataGenerationProvider.Builder.create(stack, "Own")
                .role(Role.fromRoleArn(
                        stack,
                        "Role",
                        ROLE_ARN,
                        FromRoleArnOptions.builder().mutable(false).build()))
                .build();

        contributor("Run").provider(provider).build();

        assertEquals(
                ROLE_ARN,
                membership(stack).path("Member").path("UserIdentifier").asText());
    }

    @Test
    void resolveNoTokenAsLongAsNoRunAsks() {
        boolean[] resolved = {false};
        run(stack, "Run")
                .owningProjectIdentifier(Lazy.string(() -> {
                    resolved[0] = true;
                    return "3jx9";
                }))
                .build();

        assertFalse(resolved[0]);
    }

    @Test
    void refuseTwoDesignationsOfOneMember() {
        contributor("First").build();
        MetadataGenerationRun.Builder second =
                run(stack, "Second").projectMembership(MetadataGenerationMembership.owner());

        assertRefused(
                "projectMembership must have one designation for each member of a project,"
                        + " got PROJECT_CONTRIBUTOR for Stack/First and PROJECT_OWNER for Stack/Second",
                second::build);
    }

    @Test
    void takeTwoDesignationsOfTwoMembers() {
        contributor("First").build();
        run(stack, "Second")
                .projectMembership(
                        MetadataGenerationMembership.group("stewards", MetadataGenerationDesignation.PROJECT_OWNER))
                .build();

        assertEquals(2, memberships(stack).size());
    }

    /** CDK's rule compares the domain and the project alone. */
    @Test
    void passTheRulesThatCdkChecksTemplatesAgainst() {
        App checked = SynthesizedStack.app(Map.of("@aws-cdk/core:validateAgainstDefaultRules", true));
        Stack two = new Stack(checked, "Checked");

        contributor(two, "First").build();
        run(two, "Second")
                .projectMembership(MetadataGenerationMembership.group("stewards"))
                .build();

        assertDoesNotThrow(() -> checked.synth());
    }

    @Test
    void refuseARunInAnotherRegionThanTheStacks() {
        assertRefused(
                "region must be the stack's where projectMembership is given, got us-east-1 in eu-west-1 (at Ireland/Run)",
                contributor(inIreland(), "Run").region("us-east-1")::build);
    }

    @ParameterizedTest
    @CsvSource({
        "account 123456789012, arn:aws:datazone:eu-west-1:210987654321:domain/dzd_4p2",
        "Region eu-west-1, arn:aws:datazone:us-east-1:123456789012:domain/dzd_4p2"
    })
    void refuseADomainOfAnother(String place, String domainArn) {
        assertRefused(
                "domainArn must be in the stack's " + place + " where projectMembership is given, got \"" + domainArn
                        + "\" (at Ireland/Run)",
                contributor(inIreland(), "Run").domainArn(domainArn)::build);
    }

    static Stream<String> domainsThatMayBeTheStacks() {
        return Stream.of(
                "*",
                "arn:aws:datazone:*",
                "arn:aws:datazone:*:*:domain/dzd_4p2",
                "arn:aws:datazone:eu-west-1:123456789012:domain/dzd_4p2",
                Fn.importValue("Domain"));
    }

    @ParameterizedTest
    @MethodSource("domainsThatMayBeTheStacks")
    void takeADomainThatMayBeTheStacks(String domainArn) {
        Stack inIreland = inIreland();

        contributor(inIreland, "Run").domainArn(domainArn).build();

        assertEquals(1, memberships(inIreland).size());
    }

    @Test
    void takeADomainWhereTheStacksEnvironmentIsUnknown() {
        contributor("Run")
                .domainArn("arn:aws:datazone:us-east-1:210987654321:domain/dzd_4p2")
                .build();

        assertEquals(1, memberships(stack).size());
    }

    @Test
    void refuseAGroupWithoutAnId() {
        assertRefused("projectMembership.groupIdentifier is required", () -> MetadataGenerationMembership.group(null));
        assertRefused(
                "projectMembership.groupIdentifier must not be blank, got \" \"",
                () -> MetadataGenerationMembership.group(" "));
        assertRefused("projectMembership.designation is required", () -> MetadataGenerationMembership.group("a", null));
    }

    @Test
    void takeAGroupThatIsAToken() {
        CfnParameter group = new CfnParameter(stack, "Group");

        run(stack, "Run")
                .projectMembership(MetadataGenerationMembership.group(group.getValueAsString()))
                .build();

        assertEquals(
                Json.parse("{\"GroupIdentifier\": {\"Ref\": \"Group\"}}"),
                membership(stack).path("Member"));
    }

    @Test
    void refuseAStackWhereTheirIdIsTaken() {
        new Construct(stack, "MetadataGenerationMemberships");

        assertRefused(
                "construct id MetadataGenerationMemberships in Stack is taken:"
                        + " it must be free for the memberships of the runs",
                contributor("Run")::build);
    }

    private Stack inIreland() {
        return new Stack(app, "Ireland", SynthesizedStack.in("eu-west-1").build());
    }

    private MetadataGenerationRun.Builder contributor(String id) {
        return contributor(stack, id);
    }

    private static MetadataGenerationRun.Builder contributor(Stack stack, String id) {
        return run(stack, id).projectMembership(MetadataGenerationMembership.contributor());
    }

    private static CfnProject project(Stack stack) {
        return CfnProject.Builder.create(stack, "Project")
                .domainIdentifier("dzd_4p2")
                .name("orders")
                .build();
    }

    private static Map<String, JsonNode> memberships(Stack stack) {
        return SynthesizedStack.of(stack).resources(MEMBERSHIP);
    }

    private static JsonNode membership(Stack stack) {
        return SynthesizedStack.of(stack).properties(MEMBERSHIP);
    }

    private String logicalId(MetadataGenerationRun run) {
        return ((Map<?, ?>) stack.resolve(run.getRef())).get("Ref").toString();
    }

    /** The memberships that a run waits for. */
    private Set<String> dependencies(String run) {
        JsonNode dependencies = SynthesizedStack.of(stack).resource(run).path("DependsOn");
        return StreamSupport.stream(dependencies.spliterator(), false)
                .map(JsonNode::asText)
                .filter(id -> memberships(stack).containsKey(id))
                .collect(Collectors.toSet());
    }
}
