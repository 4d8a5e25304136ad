package io.github.datazonecdk.metadatageneration.proof;

import com.sun.net.httpserver.HttpExchange;
import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.Template;
import io.github.datazonecdk.metadatageneration.stage.Daemons;
import io.github.datazonecdk.metadatageneration.stage.Loopback;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An AWS account on this machine behind one endpoint, with what the CDK command line and the proof ask of CloudFormation,
 * S3, SSM and STS. Calls to DataZone go on to the stand-in, but for those that only a person makes.
 */
final class LocalAws implements AutoCloseable {
    private static final String XMLNS = "http://cloudformation.amazonaws.com/doc/2010-05-15/";
    private static final Pattern SERVICE = Pattern.compile("Credential=[^/]+/\\d{8}/[^/]+/([^/]+)/aws4_request");

    private final Loopback server;
    private final ExecutorService threads = Daemons.asManyAsNeeded("local AWS");
    private final HttpClient http = HttpClient.newHttpClient();
    private final StandInDataZone dataZone;
    private final PlayedCloudFormation cloudFormation;
    private final Path objects;
    private final List<String> members = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private String bootstrapVersion = "30";
    private boolean assetExists = true;
    private boolean keepsMembers;
    private volatile String pendingTemplate;

    private record Answer(int status, String type, byte[] body) {
        static Answer of(int status, String type, String body) {
            return new Answer(status, type, body.getBytes(StandardCharsets.UTF_8));
        }

        static Answer xml(String body) {
            return of(200, "text/xml", body);
        }

        static Answer json(int status, String body) {
            return of(status, "application/json", body);
        }
    }

    /** @param objects where the buckets' objects are kept */
    LocalAws(StandInDataZone dataZone, Path objects, int hurry) {
        this.dataZone = dataZone;
        this.objects = objects;
        cloudFormation = new PlayedCloudFormation(dataZone.endpoint(), hurry);
        try {
            Files.createDirectories(objects);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = new Loopback(this::handle, threads);
    }

    URI endpoint() {
        return URI.create("http://" + server.authority());
    }

    PlayedCloudFormation cloudFormation() {
        return cloudFormation;
    }

    /** The ARNs of the roles that are members of the project. */
    List<String> members() {
        return List.copyOf(members);
    }

    /** The operations called, in their order. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    void isNotBootstrapped() {
        bootstrapVersion = null;
    }

    void hasNoAsset() {
        assetExists = false;
    }

    void keepsMembers() {
        keepsMembers = true;
    }

    @Override
    public void close() {
        server.close();
        cloudFormation.close();
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange, exchange.getRequestBody().readAllBytes());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                answer = Answer.of(500, "text/plain", e.toString());
            }
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            boolean empty =
                    answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
            if (!empty) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private Answer answer(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        String text = new String(body, StandardCharsets.UTF_8);
        String service = service(exchange.getRequestHeaders().getFirst("Authorization"));
        return switch (service) {
            case "cloudformation" -> cloudFormation(parameters(text));
            case "sts" -> sts(parameters(text));
            case "ssm" -> ssm();
            case "s3" -> s3(exchange, body);
            case "datazone" -> dataZone(exchange, body, text);
            default -> Answer.of(501, "text/plain", "nobody plays " + service);
        };
    }

    private static String service(String authorization) {
        Matcher matcher = SERVICE.matcher(authorization == null ? "" : authorization);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static Map<String, String> parameters(String form) {
        return Arrays.stream(form.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> URLDecoder.decode(pair.length > 1 ? pair[1] : "", StandardCharsets.UTF_8)));
    }

    private Answer cloudFormation(Map<String, String> parameters) throws IOException {
        String action = parameters.get("Action");
        calls.add(action);
        return switch (action) {
            case "DescribeStacks" -> describeStacks(parameters.get("StackName"));
            case "DescribeStackEvents" -> describeStackEvents(parameters.get("StackName"));
            case "GetTemplate" -> result(action, element("TemplateBody", escaped(cloudFormation.deployedTemplate())));
            case "CreateChangeSet" -> createChangeSet(parameters);
            case "DescribeChangeSet" -> describeChangeSet(parameters);
            case "ExecuteChangeSet" -> executeChangeSet();
            case "DeleteChangeSet" -> deleteChangeSet();
            case "DeleteStack" -> deleteStack();
            default -> error(403, "AccessDenied", "User is not authorized to perform: cloudformation:" + action);
        };
    }

    private Answer describeStacks(String name) {
        if (cloudFormation.status().isEmpty() || !name.contains(ProofApp.STACK)) {
            return error(400, "ValidationError", "Stack with id " + name + " does not exist");
        }
        String outputs = new TreeMap<>(cloudFormation.outputs())
                .entrySet().stream()
                        .map(output -> element(
                                "member",
                                element("OutputKey", output.getKey()) + element("OutputValue", output.getValue())))
                        .collect(Collectors.joining());
        return result(
                "DescribeStacks",
                element(
                        "Stacks",
                        element(
                                "member",
                                element("StackName", ProofApp.STACK)
                                        + element("StackId", cloudFormation.stackId())
                                        + element("CreationTime", Instant.EPOCH.toString())
                                        + element("StackStatus", cloudFormation.status())
                                        + element("Outputs", outputs))));
    }

    private Answer describeStackEvents(String name) {
        String events = cloudFormation.events().stream()
                .map(event -> element(
                        "member",
                        element("EventId", event.id())
                                + element("StackId", cloudFormation.stackId())
                                + element("StackName", ProofApp.STACK)
                                + element(
                                        "PhysicalResourceId",
                                        event.logicalId().isEmpty() ? cloudFormation.stackId() : event.physicalId())
                                + element(
                                        "LogicalResourceId",
                                        event.logicalId().isEmpty() ? ProofApp.STACK : event.logicalId())
                                + element("Timestamp", Instant.now().toString())
                                + element("ResourceStatus", event.status())
                                + (event.reason().isEmpty()
                                        ? ""
                                        : element("ResourceStatusReason", escaped(event.reason())))))
                .collect(Collectors.joining());
        return result("DescribeStackEvents", element("StackEvents", events));
    }

    private Answer createChangeSet(Map<String, String> parameters) throws IOException {
        pendingTemplate = parameters.containsKey("TemplateBody")
                ? parameters.get("TemplateBody")
                : Files.readString(
                        object(URI.create(parameters.get("TemplateURL")).getPath()));
        if (cloudFormation.status().isEmpty()) {
            cloudFormation.review();
        }
        return result(
                "CreateChangeSet", element("Id", "arn:change-set") + element("StackId", cloudFormation.stackId()));
    }

    private Answer deleteChangeSet() {
        pendingTemplate = null;
        return result("DeleteChangeSet", "");
    }

    private Answer describeChangeSet(Map<String, String> parameters) {
        if (pendingTemplate == null) {
            return error(404, "ChangeSetNotFound", "ChangeSet does not exist");
        }
        return result(
                "DescribeChangeSet",
                element("ChangeSetName", parameters.get("ChangeSetName"))
                        + element("StackName", ProofApp.STACK)
                        + element("StackId", cloudFormation.stackId())
                        + element("Status", "CREATE_COMPLETE")
                        + element("ExecutionStatus", "AVAILABLE")
                        + element("Changes", element("member", element("Type", "Resource"))));
    }

    private Answer executeChangeSet() throws IOException {
        CloudAssembly assembly = uploaded(Json.parse(pendingTemplate).toString());
        cloudFormation.beginDeployment();
        threads.submit(() -> cloudFormation.finishDeployment(assembly));
        return result("ExecuteChangeSet", "");
    }

    private Answer deleteStack() {
        cloudFormation.beginDeletion();
        threads.submit(cloudFormation::finishDeletion);
        return result("DeleteStack", "");
    }

    /** A cloud assembly of what is in the bucket. */
    private CloudAssembly uploaded(String template) throws IOException {
        Files.writeString(objects.resolve(ProofApp.STACK + ".template.json"), template);
        var assets = Json.object();
        var files = assets.putObject("files");
        try (var keys = Files.list(objects)) {
            keys.map(key -> key.getFileName().toString()).forEach(key -> {
                var file = files.putObject(key);
                file.putObject("source").put("path", key);
                file.putObject("destinations").putObject("here").put("objectKey", key);
            });
        }
        Files.writeString(objects.resolve(ProofApp.STACK + ".assets.json"), assets.toString());
        return new CloudAssembly(objects, ProofApp.STACK);
    }

    private Answer sts(Map<String, String> parameters) {
        if (parameters.get("Action").equals("GetCallerIdentity")) {
            return Answer.xml("<GetCallerIdentityResponse><GetCallerIdentityResult>"
                    + element("Arn", "arn:aws:iam::" + Template.ACCOUNT + ":user/owner")
                    + element("UserId", "AIDAOWNER")
                    + element("Account", Template.ACCOUNT)
                    + "</GetCallerIdentityResult></GetCallerIdentityResponse>");
        }
        return Answer.xml("<AssumeRoleResponse><AssumeRoleResult><Credentials>"
                + element("AccessKeyId", "ASIACDKROLE")
                + element("SecretAccessKey", "secret")
                + element("SessionToken", "token")
                + element("Expiration", Instant.now().plus(Duration.ofHours(1)).toString())
                + "</Credentials></AssumeRoleResult></AssumeRoleResponse>");
    }

    private Answer ssm() {
        return bootstrapVersion == null
                ? Answer.json(400, "{\"__type\":\"ParameterNotFound\"}")
                : Answer.json(200, "{\"Parameter\":{\"Value\":\"" + bootstrapVersion + "\"}}");
    }

    private Answer s3(HttpExchange exchange, byte[] body) throws IOException {
        Path object = object(exchange.getRequestURI().getPath());
        boolean ofBucket = object.equals(objects);
        return switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                Files.write(object, plain(exchange, body));
                yield Answer.xml("");
            }
            case "HEAD" -> Answer.of(ofBucket || Files.exists(object) ? 200 : 404, "text/xml", "");
            default -> Answer.xml("<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>");
        };
    }

    /** The key, which follows the bucket. */
    private Path object(String path) {
        int slash = path.indexOf('/', 1);
        return slash < 0 || slash == path.length() - 1 ? objects : objects.resolve(path.substring(slash + 1));
    }

    /** Without the frames that a signature or a checksum of chunks makes. */
    private static byte[] plain(HttpExchange exchange, byte[] body) {
        String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        if (encoding == null || !encoding.contains("aws-chunked")) {
            return body;
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        int at = 0;
        while (at < body.length) {
            int end = at;
            while (body[end] != '\r') {
                end++;
            }
            String size = new String(body, at, end - at, StandardCharsets.US_ASCII).split(";")[0];
            int length = Integer.parseInt(size, 16);
            plain.write(body, end + 2, length);
            at = length == 0 ? body.length : end + 2 + length + 2;
        }
        return plain.toByteArray();
    }

    private Answer dataZone(HttpExchange exchange, byte[] body, String text) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/createMembership")) {
            calls.add("CreateProjectMembership");
            members.add(Json.parse(text).at("/member/userIdentifier").asText());
            return Answer.json(201, "{}");
        }
        if (path.endsWith("/deleteMembership")) {
            calls.add("DeleteProjectMembership");
            if (keepsMembers) {
                return Answer.of(
                        403,
                        "application/x-amz-json-1.1",
                        "{\"__type\":\"AccessDeniedException\",\"message\":\"User is not an owner\"}");
            }
            members.remove(Json.parse(text).at("/member/userIdentifier").asText());
            return Answer.json(204, "");
        }
        if (exchange.getRequestMethod().equals("GET") && path.contains("/assets/")) {
            String[] segments = path.split("/");
            return asset(segments[3], segments[5]);
        }
        return forward(exchange, body);
    }

    private Answer asset(String domain, String id) {
        return assetExists
                ? Answer.json(
                        200,
                        Json.object()
                                .put("id", id)
                                .put("name", "orders")
                                .put("revision", String.valueOf(dataZone.assetRevision(domain, id)))
                                .toString())
                : Answer.of(
                        404,
                        "application/x-amz-json-1.1",
                        "{\"__type\":\"ResourceNotFoundException\","
                                + "\"message\":\"The given Asset doesn't exist.\"}");
    }

    private Answer forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        dataZone.endpoint().resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        response.headers()
                .firstValue("x-amzn-ErrorType")
                .ifPresent(type -> exchange.getResponseHeaders().set("x-amzn-ErrorType", type));
        return new Answer(response.statusCode(), "application/json", response.body());
    }

    private static Answer result(String action, String content) {
        return Answer.xml("<%sResponse xmlns=\"%s\"><%sResult>%s</%sResult></%sResponse>"
                .formatted(action, XMLNS, action, content, action, action));
    }

    private static Answer error(int status, String code, String message) {
        return Answer.of(
                status,
                "text/xml",
                "<ErrorResponse xmlns=\"%s\"><Error><Type>Sender</Type>%s%s</Error></ErrorResponse>"
                        .formatted(XMLNS, element("Code", code), element("Message", escaped(message))));
    }

    private static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }

    private static String escaped(Object text) {
        return text.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
