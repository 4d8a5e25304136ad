package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.MetadataGenerationRunTest.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.artifact.ProviderJar;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

class MetadataGenerationProviderTest {
    private static final String LOG_GROUP = "MetadataGenerationProviderLogGroupC1CF9629";
    private static final String FUNCTION = "MetadataGenerationProviderFunction08F8B3E5";

    private final App app = SynthesizedStack.app();
    private final Stack stack = new Stack(app, "Stack");

    @Test
    void createsTheFunction() {
        new MetadataGenerationProvider(stack, "MetadataGenerationProvider");

        ObjectNode properties = properties(FUNCTION);
        assertTrue(properties.remove("Code").path("S3Key").asText().endsWith(".zip"));
        assertEquals(Json.parse("""
                        {
                          "Description": "Starts Amazon DataZone metadata generation runs and waits for them",
                          "Environment": {
                            "Variables": {
                              "PROVIDER_ROLE_ARN": {"Fn::GetAtt": ["MetadataGenerationProviderRoleF4522C03", "Arn"]}
                            }
                          },
                          "Handler": "io.github.datazonecdk.metadatageneration.provider.ProviderFunction",
                          "LoggingConfig": {"LogFormat": "JSON", "LogGroup": {"Ref": "%s"}},
                          "MemorySize": 1024,
                          "Role": {"Fn::GetAtt": ["MetadataGenerationProviderRoleF4522C03", "Arn"]},
                          "Runtime": "java25",
                          "Timeout": 600
                        }
                        """.formatted(LOG_GROUP)), properties);
    }

    @Test
    void namesAHandlerThatItsCodeHolds() throws Exception {
        new MetadataGenerationProvider(stack, "MetadataGenerationProvider");

        String handler = properties(FUNCTION).path("Handler").asText();
        assertTrue(ProviderJar.entries().contains(handler.replace('.', '/') + ".class"), handler);
    }

    @Test
    void keepsTheLogsForAMonthAndRemovesThemWithTheStack() {
        new MetadataGenerationProvider(stack, "MetadataGenerationProvider");

        JsonNode logGroup = template().resource(LOG_GROUP);
        assertEquals(30, logGroup.path("Properties").path("RetentionInDays").asInt());
        assertEquals("Delete", logGroup.path("DeletionPolicy").asText());
    }

    @Test
    void letsTheRoleOfTheFunctionWriteToTheLogGroupAndNothingElse() {
        new MetadataGenerationProvider(stack, "MetadataGenerationProvider");

        ObjectNode role = properties("MetadataGenerationProviderRoleF4522C03");
        assertTrue(role.path("ManagedPolicyArns").isMissingNode());
        assertEquals(Json.parse("""
                        [{
                          "Action": "sts:AssumeRole",
                          "Effect": "Allow",
                          "Principal": {"Service": "lambda.amazonaws.com"}
                        }]
                        """), role.path("AssumeRolePolicyDocument").path("Statement"));
        assertEquals(
                Map.of("MetadataGenerationProviderRoleDefaultPolicy664DCE16", Json.parse("""
                                [{
                                  "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                                  "Effect": "Allow",
                                  "Resource": {"Fn::GetAtt": ["%s", "Arn"]}
                                }]
                                """.formatted(LOG_GROUP))),
                RunPermissionsTest.statements(template(), "MetadataGenerationProviderRoleF4522C03"));
    }

    @Test
    void hasTheFrameworkCallOneFunctionForBothAndLogToTheSameGroup() {
        new MetadataGenerationProvider(stack, "MetadataGenerationProvider");

        Map<String, JsonNode> functions = template().resources(SynthesizedStack.FUNCTION);
        JsonNode function = functions.remove(FUNCTION);
        assertEquals("java25", function.path("Properties").path("Runtime").asText());
        assertEquals(3, functions.size());
        for (JsonNode framework : functions.values()) {
            JsonNode properties = framework.path("Properties");
            JsonNode variables = properties.path("Environment").path("Variables");
            for (String name : List.of("USER_ON_EVENT_FUNCTION_ARN", "USER_IS_COMPLETE_FUNCTION_ARN")) {
                assertEquals(
                        FUNCTION,
                        variables.path(name).path("Fn::GetAtt").path(0).asText());
            }
            assertEquals(Json.parse("""
                            {"ApplicationLogLevel": "FATAL", "LogFormat": "JSON", "LogGroup": {"Ref": "%s"}}
                            """.formatted(LOG_GROUP)), properties.path("LoggingConfig"));
        }
    }

    @Test
    void letsTheFrameworkCallTheFunctionAndWriteToTheLogGroupAndNothingElse() {
        new MetadataGenerationProvider(stack, "MetadataGenerationProvider");

        JsonNode logs = Json.parse("""
                {
                  "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                  "Effect": "Allow",
                  "Resource": {"Fn::GetAtt": ["%s", "Arn"]}
                }
                """.formatted(LOG_GROUP));
        JsonNode calls = Json.parse("""
                {
                  "Action": ["lambda:GetFunction", "lambda:InvokeFunction"],
                  "Effect": "Allow",
                  "Resource": {"Fn::GetAtt": ["%s", "Arn"]}
                }
                """.formatted(FUNCTION));
        JsonNode waits = Json.parse("""
                {
                  "Action": "states:StartExecution",
                  "Effect": "Allow",
                  "Resource": {"Ref": "MetadataGenerationProviderFrameworkwaiterstatemachine3E47CEC5"}
                }
                """);
        assertEquals(List.of(logs, calls, waits), frameworkMay("onEvent"));
        assertEquals(List.of(logs, calls), frameworkMay("isComplete"));
        assertEquals(List.of(logs, calls), frameworkMay("onTimeout"));
    }

    /** What the role of a function of the framework permits, which is there before the function. */
    private List<JsonNode> frameworkMay(String name) {
        JsonNode function = template().resources(SynthesizedStack.FUNCTION).entrySet().stream()
                .filter(entry -> entry.getKey().contains("Frameworkframework" + name))
                .findFirst()
                .orElseThrow()
                .getValue();
        String role = function.at("/Properties/Role/Fn::GetAtt/0").asText();
        assertTrue(template().resource(role).at("/Properties/ManagedPolicyArns").isMissingNode());
        Map<String, JsonNode> policies = RunPermissionsTest.statements(template(), role);
        assertEquals(1, policies.size());
        policies.forEach((policy, statements) ->
                assertTrue(function.path("DependsOn").toString().contains("\"" + policy + "\""), function::toString));
        return policies.values().iterator().next().valueStream().toList();
    }

    @Test
    void asksEveryTenSecondsForAnHourWithoutLoggingTheEvents() {
        new MetadataGenerationProvider(stack, "MetadataGenerationProvider");

        JsonNode waiter =
                template().resourceOfType("AWS::StepFunctions::StateMachine").path("Properties");
        String definition = waiter.path("DefinitionString").toString();
        assertTrue(definition.contains("\\\"IntervalSeconds\\\":10,\\\"MaxAttempts\\\":360,"), definition);
        assertTrue(waiter.path("LoggingConfiguration").isMissingNode());
    }

    @Test
    void isSharedByAllRunsOfAStackHoweverDeepTheyAre() {
        Construct scope = stack;
        for (int depth = 0; depth < 20; depth++) {
            scope = new Construct(scope, "Level" + depth);
        }
        MetadataGenerationRun first = run(stack, "First").build();

        MetadataGenerationRun deep = run(scope, "Deep").build();

        assertSame(first.getProvider(), deep.getProvider());
        assertSame(first.getProvider(), MetadataGenerationProvider.getOrCreate(scope));
        assertEquals(2, template().resources(SynthesizedStack.RUN).size());
        assertEquals(4, template().resources(SynthesizedStack.FUNCTION).size());
    }

    @Test
    void isSharedByAHundredRuns() {
        for (int i = 0; i < 100; i++) {
            run(stack, "Run" + i)
                    .target(MetadataGenerationTarget.asset("asset" + i))
                    .build();
        }

        SynthesizedStack template = template();
        assertEquals(100, template.resources(SynthesizedStack.RUN).size());
        assertEquals(4, template.resources(SynthesizedStack.FUNCTION).size());
        assertEquals(
                1,
                template.resource("MetadataGenerationProviderPermissionsPolicy883FF5E7")
                        .path("Properties")
                        .path("PolicyDocument")
                        .path("Statement")
                        .size());
    }

    @Test
    void isOnePerStack() {
        Stack other = new Stack(app, "Other");
        Stack nested = new NestedStack(stack, "Nested");
        Stack staged = new Stack(new software.amazon.awscdk.Stage(app, "Production"), "Stack");
        List<Stack> stacks = List.of(stack, other, nested, staged);

        stacks.forEach(each -> run(each, "Run").build());

        for (Stack each : stacks) {
            SynthesizedStack template = SynthesizedStack.of(each);
            assertEquals(4, template.resources(SynthesizedStack.FUNCTION).size(), each.getNode()::getPath);
            assertEquals(
                    "MetadataGenerationProviderFrameworkframeworkonEvent82D42E19",
                    template.resourceOfType(SynthesizedStack.RUN)
                            .path("Properties")
                            .path("ServiceToken")
                            .path("Fn::GetAtt")
                            .path(0)
                            .asText(),
                    each.getNode()::getPath);
        }
    }

    @Test
    void isTheOneGivenToTheRun() {
        MetadataGenerationProvider own = new MetadataGenerationProvider(stack, "Own");

        MetadataGenerationRun run = run(stack, "Run").provider(own).build();

        assertSame(own, run.getProvider());
        assertEquals(
                stack.resolve(own.getServiceToken()),
                Map.of(
                        "Fn::GetAtt",
                        List.of(
                                template()
                                        .resourceOfType(SynthesizedStack.RUN)
                                        .path("Properties")
                                        .path("ServiceToken")
                                        .path("Fn::GetAtt")
                                        .path(0)
                                        .asText(),
                                "Arn")));
        assertEquals(4, template().resources(SynthesizedStack.FUNCTION).size());
    }

    @Test
    void isTheOneThatTheStackHasUnderTheId() {
        MetadataGenerationProvider own = MetadataGenerationProvider.Builder.create(stack, "MetadataGenerationProvider")
                .memorySize(2048)
                .build();

        MetadataGenerationRun run = run(stack, "Run").build();

        assertSame(own, run.getProvider());
        assertEquals(2048, properties(FUNCTION).path("MemorySize").asInt());
    }

    @Test
    void isGrantedPermissionsAsItsRoleIs() {
        MetadataGenerationProvider provider = MetadataGenerationProvider.getOrCreate(stack);
        Topic topic = new Topic(stack, "Topic");

        topic.grantPublish(provider);

        String statements = RunPermissionsTest.statements(template(), "MetadataGenerationProviderRoleF4522C03")
                .toString();
        assertTrue(statements.contains("\"sns:Publish\""), statements);
    }

    @Test
    void exposesItsParts() {
        MetadataGenerationProvider provider = MetadataGenerationProvider.getOrCreate(stack);

        assertEquals(
                Map.of("Ref", "MetadataGenerationProviderRoleF4522C03"),
                stack.resolve(provider.getRole().getRoleName()));
        assertEquals(
                Map.of("Ref", FUNCTION), stack.resolve(provider.getFunction().getFunctionName()));
        assertEquals(
                Map.of("Ref", LOG_GROUP), stack.resolve(provider.getLogGroup().getLogGroupName()));
    }

    @Test
    void refusesAStackWhereItsIdIsTaken() {
        new Construct(stack, "MetadataGenerationProvider");

        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> run(stack, "Run").build());

        assertEquals(
                "construct id MetadataGenerationProvider in Stack is taken: it must be free for the provider",
                e.getMessage());
    }

    @Test
    void refusesToBeMadeWhereTheRunsHaveMadeOneAlready() {
        run(stack, "Run").build();

        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new MetadataGenerationProvider(stack, "MetadataGenerationProvider"));

        assertEquals(
                "id must not be that of a provider which is there already, got \"MetadataGenerationProvider\": define it "
                        + "before the first run of the stack, or give it another id and pass it to runs by provider"
                        + " (at Stack/MetadataGenerationProvider)",
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "Agnostic, Stack, aws://123456789012/eu-west-1, aws://unknown-account/unknown-region",
        "Stack, Agnostic, aws://unknown-account/unknown-region, aws://123456789012/eu-west-1"
    })
    void refusesARunWhereOnlyOneStackKnowsItsEnvironment(String of, String ofRun, String here, String there) {
        Map<String, Stack> stacks = Map.of(
                "Agnostic",
                new Stack(app, "Agnostic"),
                "Stack",
                new Stack(
                        app,
                        "InIreland",
                        StackProps.builder()
                                .env(Environment.builder()
                                        .account("123456789012")
                                        .region("eu-west-1")
                                        .build())
                                .build()));
        MetadataGenerationProvider provider = MetadataGenerationProvider.getOrCreate(stacks.get(of));
        MetadataGenerationRun.Builder builder = run(stacks.get(ofRun), "Run").provider(provider);

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, builder::build);

        String path = stacks.get(of).getNode().getPath();
        assertEquals(
                "provider must be in a stack of the run's env, or be imported by fromProviderAttributes: the run is in "
                        + here + ", got one in " + there + ", stack " + path + " (at "
                        + stacks.get(ofRun).getNode().getPath() + "/Run)",
                e.getMessage());
    }

    @Test
    void hasIdsOfItsOwnInEachPlace() {
        MetadataGenerationProvider one = new MetadataGenerationProvider(stack, "One");
        MetadataGenerationProvider two = new MetadataGenerationProvider(stack, "Two");

        run(stack, "First").provider(one).build();
        run(stack, "Second").provider(two).build();

        assertNotEquals(stack.resolve(one.getServiceToken()), stack.resolve(two.getServiceToken()));
        assertEquals(8, template().resources(SynthesizedStack.FUNCTION).size());
    }

    private ObjectNode properties(String logicalId) {
        return (ObjectNode) template().resource(logicalId).path("Properties");
    }

    private SynthesizedStack template() {
        return SynthesizedStack.of(stack);
    }
}
