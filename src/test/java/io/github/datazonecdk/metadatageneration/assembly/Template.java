package io.github.datazonecdk.metadatageneration.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The synthesized template, with its references resolved as CloudFormation would in one account and region. */
public final class Template {
    static final String PARTITION = "aws";
    public static final String REGION = "eu-west-1";
    public static final String ACCOUNT = "123456789012";

    private static final String FUNCTION = "AWS::Lambda::Function";
    private static final String STATE_MACHINE = "AWS::StepFunctions::StateMachine";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]+)}");

    private final CloudAssembly assembly;
    private final JsonNode root;
    private final Map<String, JsonNode> attributes = new HashMap<>();

    public Template(CloudAssembly assembly) {
        this(assembly, assembly.template());
    }

    private Template(CloudAssembly assembly, JsonNode root) {
        this.assembly = assembly;
        this.root = root;
    }

    /** The same template, but that all its functions have this memory. */
    public Template withMemorySize(int megabytes) {
        Template changed = new Template(assembly, root.deepCopy());
        changed.resourcesOfType(FUNCTION)
                .forEach(id -> ((ObjectNode) changed.resource(id).path("Properties")).put("MemorySize", megabytes));
        return changed;
    }

    public CloudAssembly assembly() {
        return assembly;
    }

    public String stackName() {
        return assembly.stackName();
    }

    public String stackId() {
        return stackId(stackName());
    }

    public static String stackId(String stackName) {
        return "arn:%s:cloudformation:%s:%s:stack/%s/51af3dc0-da77-11e4-872e-1234567db123"
                .formatted(PARTITION, REGION, ACCOUNT, stackName);
    }

    /** The logical id of the one custom resource of the stack, a run or a batch. CDK's that empties a bucket is none. */
    public String run() {
        List<String> runs =
                resources(type -> type.startsWith("Custom::") && !type.equals("Custom::S3AutoDeleteObjects"));
        if (runs.size() != 1) {
            throw new IllegalStateException("expected one custom resource, found " + runs);
        }
        return runs.get(0);
    }

    public ObjectNode properties(String logicalId) {
        return (ObjectNode) resolve(resource(logicalId).path("Properties"));
    }

    /** Makes the answer to a custom resource's request readable by Fn::GetAtt. */
    public void setAttributes(String logicalId, JsonNode data) {
        attributes.put(logicalId, data);
    }

    public Map<String, String> outputs() {
        Map<String, String> outputs = new HashMap<>();
        root.path("Outputs")
                .properties()
                .forEach(output -> outputs.put(
                        output.getKey(),
                        resolve(output.getValue().path("Value")).asText()));
        return outputs;
    }

    /** Each resource after those that it names, as CloudFormation creates them; it deletes them the other way round. */
    public List<String> inOrderOfCreation() {
        Set<String> ordered = new LinkedHashSet<>();
        root.path("Resources").properties().forEach(resource -> addAfterWhatItNames(resource.getKey(), ordered));
        return List.copyOf(ordered);
    }

    private void addAfterWhatItNames(String logicalId, Set<String> ordered) {
        if (!ordered.contains(logicalId)) {
            named(resource(logicalId)).forEach(needed -> addAfterWhatItNames(needed, ordered));
            ordered.add(logicalId);
        }
    }

    /** The resources that a Ref, a Fn::GetAtt or a DependsOn names. */
    private Stream<String> named(JsonNode node) {
        Stream<String> here = Stream.of(node.path("Ref"), node.path("Fn::GetAtt"), node.path("DependsOn"))
                .flatMap(name -> name.isArray() ? StreamSupport.stream(name.spliterator(), false) : Stream.of(name))
                .map(JsonNode::asText)
                .filter(root.path("Resources")::has);
        Stream<JsonNode> members = StreamSupport.stream(node.spliterator(), false);
        return Stream.concat(here, members.flatMap(this::named));
    }

    public List<LambdaDefinition> functions() {
        return resourcesOfType(FUNCTION).stream().map(this::function).toList();
    }

    /** The definitions of the state machines by ARN. */
    public Map<String, String> stateMachines() {
        return resourcesOfType(STATE_MACHINE).stream()
                .collect(Collectors.toMap(
                        this::arn, id -> properties(id).path("DefinitionString").asText()));
    }

    private LambdaDefinition function(String logicalId) {
        ObjectNode properties = properties(logicalId);
        Map<String, String> environment = new HashMap<>();
        properties
                .path("Environment")
                .path("Variables")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        JsonNode logging = properties.path("LoggingConfig");
        return new LambdaDefinition(
                arn(logicalId),
                physicalName(logicalId),
                properties.path("Runtime").asText(),
                properties.path("Handler").asText(),
                assembly.asset(properties.path("Code").path("S3Key").asText()),
                properties.path("MemorySize").asInt(128),
                Duration.ofSeconds(properties.path("Timeout").asInt(3)),
                environment,
                logging.path("LogGroup").asText("/aws/lambda/" + physicalName(logicalId)),
                logging.path("LogFormat").asText("Text"),
                logging.path("ApplicationLogLevel").asText(""));
    }

    private JsonNode resource(String logicalId) {
        JsonNode resource = root.path("Resources").path(logicalId);
        if (resource.isMissingNode()) {
            throw new IllegalStateException("the template has no resource " + logicalId);
        }
        return resource;
    }

    private List<String> resourcesOfType(String type) {
        return resources(type::equals);
    }

    private List<String> resources(Predicate<String> type) {
        return root.path("Resources").properties().stream()
                .filter(resource -> type.test(resource.getValue().path("Type").asText()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private JsonNode resolve(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> resolved.add(resolve(element)));
            return resolved;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        if (object.size() == 1) {
            Map.Entry<String, JsonNode> only = object.properties().iterator().next();
            if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
                return intrinsic(only.getKey(), only.getValue());
            }
        }
        ObjectNode resolved = Json.object();
        object.properties().forEach(field -> resolved.set(field.getKey(), resolve(field.getValue())));
        return resolved;
    }

    private JsonNode intrinsic(String function, JsonNode argument) {
        return switch (function) {
            case "Ref" -> text(ref(argument.asText()));
            case "Fn::GetAtt" ->
                attribute(argument.get(0).asText(), argument.get(1).asText());
            case "Fn::Join" ->
                text(strings(resolve(argument.get(1))).stream()
                        .collect(Collectors.joining(argument.get(0).asText())));
            case "Fn::Sub" -> text(substitute(argument));
            case "Fn::Select" ->
                resolve(argument.get(1)).get(resolve(argument.get(0)).asInt());
            case "Fn::Split" -> split(argument);
            default -> throw new IllegalStateException("the stage cannot resolve " + function);
        };
    }

    private String ref(String name) {
        return switch (name) {
            case "AWS::Partition" -> PARTITION;
            case "AWS::Region" -> REGION;
            case "AWS::AccountId" -> ACCOUNT;
            case "AWS::StackName" -> stackName();
            case "AWS::StackId" -> stackId();
            case "AWS::URLSuffix" -> "amazonaws.com";
            default ->
                root.path("Parameters").has(name)
                        ? root.path("Parameters").path(name).path("Default").asText()
                        : type(name).equals(STATE_MACHINE) ? arn(name) : physicalName(name);
        };
    }

    private JsonNode attribute(String logicalId, String attribute) {
        if (type(logicalId).startsWith("Custom::")) {
            return attributes.getOrDefault(logicalId, Json.object()).path(attribute);
        }
        if (!attribute.equals("Arn")) {
            throw new IllegalStateException("the stage cannot resolve " + attribute + " of " + type(logicalId));
        }
        return text(arn(logicalId));
    }

    private String arn(String logicalId) {
        String name = physicalName(logicalId);
        return switch (type(logicalId)) {
            case FUNCTION -> arn("lambda", REGION, "function:" + name);
            case STATE_MACHINE -> arn("states", REGION, "stateMachine:" + name);
            case "AWS::IAM::Role" -> arn("iam", "", "role/" + name);
            case "AWS::Logs::LogGroup" -> arn("logs", REGION, "log-group:" + name + ":*");
            default -> throw new IllegalStateException("the stage knows no ARN of " + type(logicalId));
        };
    }

    private static String arn(String service, String region, String resource) {
        return String.join(":", "arn", PARTITION, service, region, ACCOUNT, resource);
    }

    /** The name given in the template, else one as CloudFormation makes it up. */
    private String physicalName(String logicalId) {
        JsonNode properties = resource(logicalId).path("Properties");
        for (String property : List.of("FunctionName", "LogGroupName", "RoleName", "StateMachineName")) {
            if (properties.has(property)) {
                return resolve(properties.path(property)).asText();
            }
        }
        return "%.24s-%.24s-%s".formatted(stackName(), logicalId, suffix(logicalId));
    }

    private static String suffix(String logicalId) {
        return Integer.toString(logicalId.hashCode() & Integer.MAX_VALUE, 36).toUpperCase();
    }

    public String type(String logicalId) {
        return resource(logicalId).path("Type").asText();
    }

    private String substitute(JsonNode argument) {
        String pattern = argument.isArray() ? argument.get(0).asText() : argument.asText();
        JsonNode variables = argument.isArray() ? argument.get(1) : Json.object();
        return VARIABLE.matcher(pattern)
                .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), found.group(2), variables)));
    }

    private String value(String escape, String name, JsonNode variables) {
        if (!escape.isEmpty()) {
            return "${" + name + "}";
        }
        if (variables.has(name)) {
            return resolve(variables.path(name)).asText();
        }
        int dot = name.indexOf('.');
        return dot < 0
                ? ref(name)
                : attribute(name.substring(0, dot), name.substring(dot + 1)).asText();
    }

    private JsonNode split(JsonNode argument) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (String part : resolve(argument.get(1))
                .asText()
                .split(Pattern.quote(argument.get(0).asText()), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private static List<String> strings(JsonNode array) {
        return new ArrayList<>(StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList());
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }
}
