package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.MetadataGenerationRunTest.run;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.customresources.ProviderProps;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;

class MetadataGenerationProviderPropsTest {
    private static final String FUNCTION = "MetadataGenerationProviderFunction08F8B3E5";
    private static final String FRAMEWORK = "MetadataGenerationProviderFrameworkframework";
    private static final String ON_EVENT = FRAMEWORK + "onEvent82D42E19";
    private static final String ROLE = "MetadataGenerationProviderRoleF4522C03";
    private static final String LOG_GROUP = "MetadataGenerationProviderLogGroupC1CF9629";
    private static final String ROLE_ARN = "arn:aws:iam::123456789012:role/team/runs";
    private static final String KEY_ARN = "arn:aws:kms:eu-west-1:123456789012:key/1234";

    private static final Map<String, BiConsumer<MetadataGenerationProvider.Builder, Stack>> SETTINGS = everySetting();

    private final App app = SynthesizedStack.app();
    private final Stack stack = new Stack(app, "Stack", in("eu-west-1", "Stack"));

    @Test
    void setTheMemory() {
        provider().memorySize(512).build();

        assertEquals(512, function().path("MemorySize").asInt());
    }

    @Test
    void setTheMemoryOfTheFrameworksFunctionsAlone() {
        provider().frameworkMemorySize(256).build();

        assertEquals(List.of(256, 256, 256), memoryOfTheFramework());
        assertEquals(1024, function().path("MemorySize").asInt());
    }

    @Test
    void giveTheFrameworksFunctionsMoreThanLambdaWould() {
        provider().build();

        assertEquals(List.of(512, 512, 512), memoryOfTheFramework());
    }

    /** One that CDK adds or renames is to be looked at: whether a deployment waits for it, and what it needs. */
    @Test
    void knowEveryFunctionOfTheFramework() {
        MetadataGenerationProvider provider = provider().build();

        assertEquals(
                List.of("framework-isComplete", "framework-onEvent", "framework-onTimeout"),
                provider.getNode().findChild("Framework").getNode().getChildren().stream()
                        .filter(Function.class::isInstance)
                        .map(function -> function.getNode().getId())
                        .sorted()
                        .toList());
    }

    /** Once CDK has a prop for it, that is to be used instead of an override. */
    @Test
    void overrideTheFrameworksMemoryAsCdkHasNoPropForIt() {
        assertEquals(
                List.of(),
                Arrays.stream(ProviderProps.class.getMethods())
                        .map(Method::getName)
                        .filter(name -> name.toLowerCase(Locale.ROOT).contains("memory"))
                        .toList());
    }

    @Test
    void setTheNameOfTheFunctionAlone() {
        provider().functionName("metadata-generation").build();

        assertEquals("metadata-generation", function().path("FunctionName").asText());
        assertEquals(1, template().template().findValues("FunctionName").size());
    }

    @Test
    void setTheArchitectureOfTheFunctionAlone() {
        provider().architecture(Architecture.ARM_64).build();

        assertEquals(Json.parse("[\"arm64\"]"), function().path("Architectures"));
        assertEquals(1, template().template().findValues("Architectures").size());
    }

    @Test
    void traceTheFunction() {
        provider().tracing(Tracing.ACTIVE).build();

        assertEquals(Json.parse("{\"Mode\": \"Active\"}"), function().path("TracingConfig"));
        assertEquals(Json.parse("""
                        {
                          "Action": ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
                          "Effect": "Allow",
                          "Resource": "*"
                        }
                        """), ownStatements().path(1));
    }

    @Test
    void encryptTheEnvironmentOfAllFunctions() {
        provider().environmentEncryption(key(stack)).build();

        Map<String, JsonNode> functions = template().resources(SynthesizedStack.FUNCTION);
        assertEquals(4, functions.size());
        functions.forEach((id, function) -> assertEquals(
                KEY_ARN, function.path("Properties").path("KmsKeyArn").asText(), id));
    }

    @Test
    void keepTheLogsForAsLongAsAskedFor() {
        provider().logRetention(RetentionDays.ONE_YEAR).build();

        JsonNode properties = template().resource(LOG_GROUP).path("Properties");
        assertEquals(Json.parse("{\"RetentionInDays\": 365}"), properties);
    }

    @Test
    void haveAllFunctionsLogToTheGroupGiven() {
        ILogGroup logGroup = logGroup(stack);

        MetadataGenerationProvider provider = provider().logGroup(logGroup).build();

        assertEquals(logGroup, provider.getLogGroup());
        assertEquals(Map.of(), template().resources("AWS::Logs::LogGroup"));
        template()
                .resources(SynthesizedStack.FUNCTION)
                .forEach((id, function) -> assertEquals(
                        "team/runs",
                        function.path("Properties")
                                .path("LoggingConfig")
                                .path("LogGroup")
                                .asText(),
                        id));
        assertEquals(Json.parse("""
                        [{
                          "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                          "Effect": "Allow",
                          "Resource": {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"},
                            ":logs:eu-west-1:123456789012:log-group:team/runs:*"]]}
                        }]
                        """), ownStatements());
    }

    @Test
    void putTheFunctionAloneIntoTheVpc() {
        provider().vpc(vpc(stack)).build();

        String securityGroup = "MetadataGenerationProviderFunctionSecurityGroup";
        String created = template().resources("AWS::EC2::SecurityGroup").keySet().stream()
                .filter(id -> id.startsWith(securityGroup))
                .findFirst()
                .orElseThrow();
        assertEquals(Json.parse("""
                        {
                          "SecurityGroupIds": [{"Fn::GetAtt": ["%s", "GroupId"]}],
                          "SubnetIds": ["subnet-0123456789abcdefa", "subnet-0123456789abcdefb"]
                        }
                        """.formatted(created)), function().path("VpcConfig"));
        assertEquals(1, template().template().findValues("VpcConfig").size());
    }

    @Test
    void permitNetworkInterfacesInAVpcAndNothingMore() {
        provider().vpc(vpc(stack)).build();

        assertEquals(2, ownStatements().size());
        assertEquals(Json.parse("""
                        {
                          "Action": [
                            "ec2:AssignPrivateIpAddresses",
                            "ec2:CreateNetworkInterface",
                            "ec2:DeleteNetworkInterface",
                            "ec2:DescribeNetworkInterfaces",
                            "ec2:DescribeSubnets",
                            "ec2:UnassignPrivateIpAddresses"
                          ],
                          "Effect": "Allow",
                          "Resource": "*"
                        }
                        """), ownStatements().path(1));
        assertTrue(template()
                .resource(ROLE)
                .path("Properties")
                .path("ManagedPolicyArns")
                .isMissingNode());
        assertTrue(
                template().resource(FUNCTION).path("DependsOn").toString().contains("RoleDefaultPolicy664DCE16"),
                "Lambda makes the function only when its role may have network interfaces");
    }

    @Test
    void chooseSubnetsAndSecurityGroups() {
        provider()
                .vpc(vpc(stack))
                .vpcSubnets(isolated())
                .securityGroups(List.of(securityGroup(stack)))
                .build();

        assertEquals(
                Json.parse(
                        "{\"SecurityGroupIds\": [\"sg-0123456789abcdef0\"], \"SubnetIds\": [\"subnet-0123456789abcdefc\", \"subnet-0123456789abcdefd\"]}"),
                function().path("VpcConfig"));
        assertEquals(Map.of(), template().resources("AWS::EC2::SecurityGroup"));
    }

    @Test
    void giveARoleOfTheAppWhatTheFunctionNeeds() {
        Role role = Role.Builder.create(stack, "Own")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        String logicalId = stack.getLogicalId((CfnElement) role.getNode().getDefaultChild());

        MetadataGenerationProvider provider = provider().role(role).build();
        run(stack, "Run").provider(provider).build();

        assertEquals(role, provider.getRole());
        assertTrue(template().resource(ROLE).isMissingNode());
        JsonNode arn = Json.parse("{\"Fn::GetAtt\": [\"%s\", \"Arn\"]}".formatted(logicalId));
        assertEquals(arn, function().path("Role"));
        assertEquals(
                Set.of(
                        "logs:CreateLogStream",
                        "logs:PutLogEvents",
                        "datazone:CancelMetadataGenerationRun",
                        "datazone:GetMetadataGenerationRun",
                        "datazone:ListMetadataGenerationRuns",
                        "datazone:StartMetadataGenerationRun"),
                actions(logicalId));
    }

    @Test
    void giveAnImportedRoleWhatTheFunctionNeeds() {
        MetadataGenerationProvider provider =
                provider().role(Role.fromRoleArn(stack, "Own", ROLE_ARN)).build();
        run(stack, "Run").provider(provider).build();

        assertEquals(ROLE_ARN, function().path("Role").asText());
        assertEquals(
                ROLE_ARN,
                function()
                        .path("Environment")
                        .path("Variables")
                        .path("PROVIDER_ROLE_ARN")
                        .asText());
        assertTrue(actions("runs").contains("logs:PutLogEvents"));
        assertTrue(actions("runs").contains("datazone:StartMetadataGenerationRun"));
    }

    @Test
    void giveNothingToARoleThatCannotBeChanged() {
        IRole role = Role.fromRoleArn(
                stack,
                "Own",
                ROLE_ARN,
                FromRoleArnOptions.builder().mutable(false).build());

        MetadataGenerationProvider provider = provider().role(role).build();
        run(stack, "Run").provider(provider).build();

        assertEquals(Set.of(), actions("runs"));
        assertEquals(1, template().resources(SynthesizedStack.RUN).size());
    }

    @Test
    void mayBeARoleOfWhatAccountNobodyKnows() {
        Stack agnostic = new Stack(app, "Agnostic");
        IRole unknown = Role.fromRoleName(stack, "Unknown", new CfnParameter(stack, "Role").getValueAsString());

        assertDoesNotThrow(provider().role(unknown)::build);
        assertDoesNotThrow(
                MetadataGenerationProvider.Builder.create(agnostic, "Own").role(ofAnotherAccount(agnostic))::build);
    }

    @Test
    void permitARoleOfAnotherStackFromTheProvidersOwn() {
        Role role = role(new Stack(app, "Roles"));
        Stack runs = new Stack(app, "Runs");

        MetadataGenerationProvider provider = MetadataGenerationProvider.Builder.create(runs, "Own")
                .role(role)
                .vpc(vpc(runs))
                .tracing(Tracing.ACTIVE)
                .build();
        run(runs, "Run").provider(provider).build();

        assertDoesNotThrow(() -> app.synth());
        String policies =
                SynthesizedStack.of(runs).resources(SynthesizedStack.POLICY).toString();
        assertTrue(policies.contains("logs:PutLogEvents"), policies);
        assertTrue(policies.contains("ec2:CreateNetworkInterface"), policies);
    }

    @Test
    void waitForWhatARoleOfAnotherStackIsPermitted() {
        Role role = role(new Stack(app, "Roles", in("eu-west-1", "Roles")));

        provider().role(role).vpc(vpc(stack)).build();

        String policy = template().resources(SynthesizedStack.POLICY).keySet().stream()
                .filter(id -> id.startsWith("MetadataGenerationProviderPolicy"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                Json.parse("[\"" + policy + "\"]"),
                template().resource(FUNCTION).path("DependsOn"));
    }

    @Test
    void nameThePoliciesOfAGivenRoleApartInStacksOfOneName() {
        Stack ireland = new Stack(app, "Ireland", in("eu-west-1", "Runs"));
        Stack frankfurt = new Stack(app, "Frankfurt", in("eu-central-1", "Runs"));

        for (Stack each : List.of(ireland, frankfurt)) {
            MetadataGenerationProvider.Builder.create(each, "MetadataGenerationProvider")
                    .role(imported(each, "Own", "runs"))
                    .build();
            run(each, "Run").build();
        }

        assertNotEquals(nameOfRunsPolicy(ireland), nameOfRunsPolicy(frankfurt));
    }

    @Test
    void giveTheFrameworkItsRoles() {
        provider()
                .frameworkOnEventRole(imported(stack, "A", "receives"))
                .frameworkCompleteAndTimeoutRole(imported(stack, "B", "waits"))
                .build();

        Map<String, String> roles = new TreeMap<>();
        template().resources(SynthesizedStack.FUNCTION).forEach((id, function) -> {
            if (id.startsWith(FRAMEWORK)) {
                roles.put(
                        id.substring(FRAMEWORK.length(), id.length() - 8),
                        function.path("Properties").path("Role").asText());
            }
        });
        assertEquals(
                Map.of(
                        "onEvent", "arn:aws:iam::123456789012:role/receives",
                        "isComplete", "arn:aws:iam::123456789012:role/waits",
                        "onTimeout", "arn:aws:iam::123456789012:role/waits"),
                roles);
        assertEquals(
                Set.of(
                        "lambda:GetFunction",
                        "lambda:InvokeFunction",
                        "logs:CreateLogStream",
                        "logs:PutLogEvents",
                        "states:StartExecution"),
                actions("receives"));
        assertEquals(
                Set.of("lambda:GetFunction", "lambda:InvokeFunction", "logs:CreateLogStream", "logs:PutLogEvents"),
                actions("waits"));
    }

    @ParameterizedTest
    @CsvSource({"1, 3600", "7, 515", "10, 360", "90, 40", "120, 30"})
    void askEveryIntervalForAnHourAtLeast(int seconds, int questions) {
        provider().queryInterval(Duration.seconds(seconds)).build();

        String definition = template()
                .resourceOfType("AWS::StepFunctions::StateMachine")
                .path("Properties")
                .path("DefinitionString")
                .toString();
        String expected = "\\\"IntervalSeconds\\\":" + seconds + ",\\\"MaxAttempts\\\":" + questions + ",";
        assertTrue(definition.contains(expected), definition);
    }

    @Test
    void keepEveryRoleWithinAPermissionsBoundary() {
        run(stack, "Run").build();
        PermissionsBoundary.of(stack).apply(ManagedPolicy.fromManagedPolicyName(stack, "Boundary", "team"));

        Map<String, JsonNode> roles = template().resources("AWS::IAM::Role");
        assertEquals(4, roles.size());
        roles.forEach((id, role) -> assertTrue(
                role.path("Properties").path("PermissionsBoundary").toString().contains("policy/team"), id));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void leaveTheLogicalIdsOfTheFunctionsAlone(String prop) {
        MetadataGenerationProvider.Builder builder = provider();
        SETTINGS.get(prop).accept(builder, stack);

        run(stack, "Run").provider(builder.build()).build();

        assertEquals("java25", function().path("Runtime").asText());
        assertTrue(template().resources(SynthesizedStack.FUNCTION).containsKey(ON_EVENT));
        assertEquals(
                Json.parse("{\"Fn::GetAtt\": [\"%s\", \"Arn\"]}".formatted(ON_EVENT)),
                template().resource("RunC4A32B5F").path("Properties").path("ServiceToken"));
    }

    static Set<String> settings() {
        return SETTINGS.keySet();
    }

    @Test
    void areAllTriedForTheLogicalIds() {
        Set<String> props = Stream.of(MetadataGenerationProviderProps.class.getMethods())
                .map(method -> method.getName())
                .filter(name -> name.startsWith("get"))
                .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
                .collect(Collectors.toSet());

        assertEquals(props, SETTINGS.keySet());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuseWhatLambdaWouldRefuse(String message, BiConsumer<MetadataGenerationProvider.Builder, Stack> setting) {
        MetadataGenerationProvider.Builder builder = provider();
        setting.accept(builder, stack);

        assertRefused(message + " (at Stack/MetadataGenerationProvider)", builder::build);

        assertNull(stack.getNode().tryFindChild("MetadataGenerationProvider"), "something was created");
    }

    static Stream<Arguments> refused() {
        String memory = "memorySize must be a whole number of MiB from 128 to 10240, got ";
        String frameworkMemory = "frameworkMemorySize must be a whole number of MiB from 128 to 10240, got ";
        String interval = "queryInterval must be 1 second to 2 minutes in whole seconds, got ";
        String name = "functionName must be 1 to 64 letters, digits, \"_\" or \"-\", got ";
        return Stream.of(
                refused(memory + "127", (provider, stack) -> provider.memorySize(127)),
                refused(memory + "10241", (provider, stack) -> provider.memorySize(10241)),
                refused(memory + "512.5", (provider, stack) -> provider.memorySize(512.5)),
                refused(frameworkMemory + "127", (provider, stack) -> provider.frameworkMemorySize(127)),
                refused(interval + "500 millis", (provider, stack) -> provider.queryInterval(Duration.millis(500))),
                refused(
                        interval + "1 second 500 millis",
                        (provider, stack) -> provider.queryInterval(Duration.millis(1500))),
                refused(
                        interval + "2 minutes 1 second",
                        (provider, stack) -> provider.queryInterval(Duration.seconds(121))),
                refused(
                        "queryInterval must not be a token: the number of questions depends on it",
                        (provider, stack) -> provider.queryInterval(Duration.seconds(seconds(stack)))),
                refused(name + "\"\"", (provider, stack) -> provider.functionName("")),
                refused(name + "\"a b\"", (provider, stack) -> provider.functionName("a b")),
                refused(
                        name + "\"" + "a".repeat(65) + "\"",
                        (provider, stack) -> provider.functionName("a".repeat(65))),
                refused(
                        "role must be a role of the function's account 123456789012, got one of 210987654321",
                        (provider, stack) -> provider.role(ofAnotherAccount(stack))),
                refused(
                        "frameworkOnEventRole must be a role of the function's account 123456789012, got one of 210987654321",
                        (provider, stack) -> provider.frameworkOnEventRole(ofAnotherAccount(stack))),
                refused(
                        "frameworkCompleteAndTimeoutRole must be a role of the function's account 123456789012, got one of 210987654321",
                        (provider, stack) -> provider.frameworkCompleteAndTimeoutRole(ofAnotherAccount(stack))),
                refused(
                        "vpcSubnets is allowed only where vpc is given",
                        (provider, stack) -> provider.vpcSubnets(isolated())),
                refused(
                        "securityGroups is allowed only where vpc is given",
                        (provider, stack) -> provider.securityGroups(List.of(securityGroup(stack)))),
                refused(
                        "securityGroups must hold no null, got [null]",
                        (provider, stack) ->
                                provider.vpc(vpc(stack)).securityGroups(Arrays.asList((ISecurityGroup) null))),
                refused(
                        "logRetention is allowed only where logGroup is not given, got ONE_DAY",
                        (provider, stack) -> provider.logGroup(logGroup(stack)).logRetention(RetentionDays.ONE_DAY)));
    }

    @Test
    void areRequiredWhereTheyAreAnArgument() {
        assertRefused("props is required (at Stack/Own)", () -> new MetadataGenerationProvider(stack, "Own", null));
    }

    @Test
    void mayBeTokens() {
        CfnParameter number =
                CfnParameter.Builder.create(stack, "Number").type("Number").build();
        CfnParameter text = new CfnParameter(stack, "Text");

        provider()
                .memorySize(number.getValueAsNumber())
                .frameworkMemorySize(number.getValueAsNumber())
                .functionName(text.getValueAsString())
                .build();

        assertEquals(Json.parse("{\"Ref\": \"Number\"}"), function().path("MemorySize"));
        assertEquals(
                Json.parse("{\"Ref\": \"Number\"}"),
                SynthesizedStack.of(stack).resource(ON_EVENT).at("/Properties/MemorySize"));
        assertEquals(Json.parse("{\"Ref\": \"Text\"}"), function().path("FunctionName"));
    }

    private List<Integer> memoryOfTheFramework() {
        return SynthesizedStack.of(stack).resources(SynthesizedStack.FUNCTION).entrySet().stream()
                .filter(function -> function.getKey().startsWith(FRAMEWORK))
                .map(function ->
                        function.getValue().at("/Properties/MemorySize").asInt())
                .toList();
    }

    private static Map<String, BiConsumer<MetadataGenerationProvider.Builder, Stack>> everySetting() {
        Map<String, BiConsumer<MetadataGenerationProvider.Builder, Stack>> settings = new TreeMap<>();
        settings.put("memorySize", (provider, stack) -> provider.memorySize(2048));
        settings.put("vpc", (provider, stack) -> provider.vpc(vpc(stack)));
        settings.put("vpcSubnets", (provider, stack) -> provider.vpc(vpc(stack)).vpcSubnets(isolated()));
        settings.put(
                "securityGroups",
                (provider, stack) -> provider.vpc(vpc(stack)).securityGroups(List.of(securityGroup(stack))));
        settings.put("role", (provider, stack) -> provider.role(imported(stack, "Own", "runs")));
        settings.put("logGroup", (provider, stack) -> provider.logGroup(logGroup(stack)));
        settings.put("logRetention", (provider, stack) -> provider.logRetention(RetentionDays.ONE_DAY));
        settings.put("architecture", (provider, stack) -> provider.architecture(Architecture.ARM_64));
        settings.put("queryInterval", (provider, stack) -> provider.queryInterval(Duration.seconds(30)));
        settings.put("functionName", (provider, stack) -> provider.functionName("runs"));
        settings.put("environmentEncryption", (provider, stack) -> provider.environmentEncryption(key(stack)));
        settings.put("tracing", (provider, stack) -> provider.tracing(Tracing.ACTIVE));
        settings.put("frameworkMemorySize", (provider, stack) -> provider.frameworkMemorySize(128));
        settings.put(
                "frameworkOnEventRole",
                (provider, stack) -> provider.frameworkOnEventRole(imported(stack, "A", "receives")));
        settings.put(
                "frameworkCompleteAndTimeoutRole",
                (provider, stack) -> provider.frameworkCompleteAndTimeoutRole(imported(stack, "B", "waits")));
        return settings;
    }

    private static Number seconds(Stack stack) {
        return CfnParameter.Builder.create(stack, "Number")
                .type("Number")
                .build()
                .getValueAsNumber();
    }

    private static Role role(Stack stack) {
        return Role.Builder.create(stack, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
    }

    private static StackProps in(String region, String stackName) {
        return StackProps.builder()
                .stackName(stackName)
                .env(Environment.builder()
                        .account("123456789012")
                        .region(region)
                        .build())
                .build();
    }

    private static String nameOfRunsPolicy(Stack stack) {
        return SynthesizedStack.of(stack)
                .resource("MetadataGenerationProviderPermissionsPolicy883FF5E7")
                .path("Properties")
                .path("PolicyName")
                .asText();
    }

    private static IRole imported(Stack stack, String id, String name) {
        return Role.fromRoleArn(stack, id, "arn:aws:iam::123456789012:role/" + name);
    }

    private static IRole ofAnotherAccount(Stack stack) {
        return Role.fromRoleArn(stack, "Foreign", "arn:aws:iam::210987654321:role/runs");
    }

    static IVpc vpc(Stack stack) {
        return Vpc.fromVpcAttributes(
                stack,
                "Vpc",
                VpcAttributes.builder()
                        .vpcId("vpc-0123456789abcdef0")
                        .availabilityZones(List.of("eu-west-1a", "eu-west-1b"))
                        .privateSubnetIds(List.of("subnet-0123456789abcdefa", "subnet-0123456789abcdefb"))
                        .isolatedSubnetIds(List.of("subnet-0123456789abcdefc", "subnet-0123456789abcdefd"))
                        .build());
    }

    private static SubnetSelection isolated() {
        return SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build();
    }

    private static ISecurityGroup securityGroup(Stack stack) {
        return SecurityGroup.fromSecurityGroupId(stack, "SecurityGroup", "sg-0123456789abcdef0");
    }

    private static IKey key(Stack stack) {
        return Key.fromKeyArn(stack, "Key", KEY_ARN);
    }

    private static ILogGroup logGroup(Stack stack) {
        return LogGroup.fromLogGroupName(stack, "Logs", "team/runs");
    }

    private static Arguments refused(String message, BiConsumer<MetadataGenerationProvider.Builder, Stack> setting) {
        return arguments(message, setting);
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private MetadataGenerationProvider.Builder provider() {
        return MetadataGenerationProvider.Builder.create(stack, "MetadataGenerationProvider");
    }

    private SynthesizedStack template() {
        return SynthesizedStack.of(stack);
    }

    private JsonNode function() {
        return template().resource(FUNCTION).path("Properties");
    }

    /** What the role that the provider made may do, other than for runs. */
    private JsonNode ownStatements() {
        return RunPermissionsTest.statements(template(), ROLE)
                .get("MetadataGenerationProviderRoleDefaultPolicy664DCE16");
    }

    private Set<String> actions(String role) {
        return RunPermissionsTest.statements(template(), role).values().stream()
                .flatMap(statements -> statements.findValues("Action").stream())
                .flatMap(actions -> actions.isArray() ? stream(actions) : Stream.of(actions))
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
