package io.github.datazonecdk.metadatageneration.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.provider.calls.Time;
import io.github.datazonecdk.metadatageneration.provider.datazone.Access;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.datazone.DataZoneClient;

/**
 * Plays CloudFormation and CDK's Provider framework around the handler: sends it a request, merges its answer over the
 * request as the framework does, and polls until it is complete. DataZone stands in over HTTP. A new handler serves
 * each invocation, as on a new function instance.
 */
public final class Deployment implements AutoCloseable {
    public static final String START = "StartMetadataGenerationRun";
    public static final String GET = "GetMetadataGenerationRun";
    public static final String LIST = "ListMetadataGenerationRuns";
    public static final String CANCEL = "CancelMetadataGenerationRun";
    public static final String ACCEPT = "AcceptPredictions";

    public static final String CREATE_FAILED = "AWSCDK::CustomResourceProviderFramework::CREATE_FAILED";
    static final String MISSING_PHYSICAL_ID = "AWSCDK::CustomResourceProviderFramework::MISSING_PHYSICAL_ID";
    static final String LOG_GROUP = "MyStack-MetadataGenerationProviderLogs-1X2Y3Z";
    public static final String SECRET_OF_URL = "0f1e2d3c4b5a";
    public static final String REGION = "eu-west-1";
    public static final String ACCESS_KEY = System.getenv("AWS_ACCESS_KEY_ID");
    public static final String SECRET_KEY = System.getenv("AWS_SECRET_ACCESS_KEY");
    public static final String SESSION_TOKEN = System.getenv("AWS_SESSION_TOKEN");
    static final Set<String> ATTRIBUTES = Set.of(
            "RunId",
            "Status",
            "CreatedAt",
            "CreatedBy",
            "DomainId",
            "OwningProjectId",
            "Type",
            "Types",
            "AssetRevision");

    private static final String ENDPOINT = "aws.endpointUrlDataZone";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Batches are played elsewhere. */
    private static final Clients NO_BATCHES = new Clients(REGION);

    static final String STACK = "arn:aws:cloudformation:eu-west-1:123456789012:stack/" + "MyStack".repeat(18)
            + "/6d6f2b70-1111-2222-3333-444455556666";
    private static final String LOGICAL_ID = "Orders".repeat(42);
    private static final String FRAMEWORK_STACK = """


        Logs: /aws/lambda/MyStack-MetadataGenerationProviderFunction0123456789-AbCdEfGhIjKl

            at invokeUserFunction (/var/task/framework.js:2:6)
            at process.processTicksAndRejections (node:internal/process/task_queues:105:5)
            at async onEvent (/var/task/framework.js:1:369)
            at async Runtime.handler (/var/task/cfn-response.js:1:1837)
        """;

    public final FakeTime clock;
    public final StandInDataZone dataZone;
    Duration queryInterval = Duration.ofSeconds(5);
    Duration functionTimeout = Duration.ofMinutes(10);
    Duration socketTimeout = Duration.ofSeconds(30);
    public URI endpoint;
    public Function<Access, DataZoneClient> client = this::client;

    private final Time time;
    private SdkHttpClient http;
    private final Map<Access, DataZoneClient> clients = new ConcurrentHashMap<>();
    private final StringBuffer logs = new StringBuffer();
    private String id;
    private RunProperties properties;

    /** What CloudFormation is told; the physical id is the framework's choice where the handler threw. */
    public record Answer(
            boolean succeeded,
            String physicalId,
            JsonNode data,
            String reason,
            boolean refusedByOnEvent,
            int polls,
            Duration took) {
        public String get(String attribute) {
            return data.path(attribute).textValue();
        }

        public String runId() {
            return get("RunId");
        }

        public String firstLine() {
            return reason.lines().findFirst().orElse("");
        }

        public void assertSucceeded() {
            assertTrue(succeeded, this::reason);
        }

        public void assertSucceededWith(String run) {
            assertSucceeded();
            assertEquals(run, runId());
        }

        /** And says all of this in the first line, which is most of what a user gets to see. */
        public void assertFailed(String... pieces) {
            assertFalse(succeeded, () -> "succeeded with " + data);
            for (String piece : pieces) {
                assertTrue(firstLine().contains(piece), () -> "expected \"" + piece + "\" in: " + reason);
            }
        }

        public void assertRefusedByOnEvent(String... pieces) {
            assertFailed(pieces);
            assertTrue(refusedByOnEvent, this::reason);
        }

        public void assertFailedAfterWaiting(String... pieces) {
            assertFailed(pieces);
            assertFalse(refusedByOnEvent, this::reason);
        }

        public void assertTook(Duration least, Duration most) {
            assertTrue(took.compareTo(least) >= 0, () -> "only " + took);
            assertTrue(took.compareTo(most) <= 0, () -> "even " + took);
        }
    }

    public Deployment() {
        this(new FakeTime());
    }

    private Deployment(FakeTime clock) {
        this.clock = clock;
        this.time = clock;
        this.dataZone = new StandInDataZone(clock);
        this.endpoint = dataZone.endpoint();
    }

    /** With this machine's clock. */
    public Deployment(Time time) {
        this(time, InstantSource.system());
    }

    /** With one and the same clock for the function and for DataZone. */
    public Deployment(SharedTime clock) {
        this(clock, clock);
    }

    private Deployment(Time time, InstantSource clockOfDataZone) {
        this.clock = null;
        this.time = time;
        this.dataZone = new StandInDataZone(clockOfDataZone);
        this.endpoint = dataZone.endpoint();
    }

    /** With a clock, a DataZone and a way there that are the access's. */
    public Deployment(Time time, StandInDataZone dataZone, SdkHttpClient http) {
        this.clock = null;
        this.time = time;
        this.dataZone = dataZone;
        this.endpoint = dataZone.endpoint();
        this.http = http;
    }

    @Override
    public void close() {
        clients.values().forEach(DataZoneClient::close);
        dataZone.close();
    }

    public Answer create(RunProperties to) {
        return told(to, play(createEvent(to)));
    }

    public Answer create(RunProperties to, String requestId) {
        return told(to, play(createEvent(to).put("RequestId", requestId)));
    }

    /** Of the resource as the last request has left it: by the id that was answered then, and from its properties. */
    public Answer update(RunProperties to) {
        return update(id, properties, to);
    }

    public Answer update(String physicalId, RunProperties from, RunProperties to) {
        return told(to, play(updateEvent(physicalId, from, to)));
    }

    /** As the last request has left it. */
    public Answer delete() {
        return delete(id, properties);
    }

    public Answer delete(String physicalId, RunProperties declared) {
        return play(deleteEvent(physicalId, declared));
    }

    private Answer told(RunProperties declared, Answer answer) {
        id = answer.physicalId();
        properties = declared;
        return answer;
    }

    public ObjectNode createEvent(RunProperties properties) {
        ObjectNode event = JSON.createObjectNode()
                .put("RequestType", "Create")
                .put("ServiceToken", "arn:aws:lambda:eu-west-1:123456789012:function:framework-onEvent")
                .put(
                        "ResponseURL",
                        "https://cloudformation-custom-resource-response-euwest1.s3.eu-west-1.amazonaws.com/arn%3Aaws"
                                + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=" + SECRET_OF_URL)
                .put("StackId", STACK)
                .put("RequestId", UUID.randomUUID().toString())
                .put("LogicalResourceId", LOGICAL_ID)
                .put("ResourceType", "Custom::DataZoneMetadataGenerationRun");
        event.set("ResourceProperties", properties.json());
        return event;
    }

    public ObjectNode updateEvent(String physicalId, RunProperties from, RunProperties to) {
        ObjectNode event = createEvent(to).put("RequestType", "Update").put("PhysicalResourceId", physicalId);
        event.set("OldResourceProperties", from.json());
        return event;
    }

    public ObjectNode deleteEvent(String physicalId, RunProperties properties) {
        return createEvent(properties).put("RequestType", "Delete").put("PhysicalResourceId", physicalId);
    }

    public Answer play(ObjectNode request) {
        Instant began = time.now();
        ObjectNode event;
        try {
            event = onEvent(request);
        } catch (FunctionError e) {
            String id = request.get("RequestType").asText().equals("Create")
                    ? CREATE_FAILED
                    : request.path("PhysicalResourceId").asText();
            return failed(request, id, e, true, 0, began);
        }
        for (int polls = 1; ; polls++) {
            try {
                JsonNode answer = isComplete(event);
                if (answer.get("IsComplete").booleanValue()) {
                    return succeeded(event, answer, polls, began);
                }
            } catch (FunctionError e) {
                return failed(event, event.get("PhysicalResourceId").textValue(), e, false, polls, began);
            }
            assertTrue(took(began).compareTo(Duration.ofHours(1)) < 0, "the framework gives up: Operation timed out");
            time.sleep(queryInterval);
        }
    }

    /** The event that the framework goes on with: the answer over the request. */
    public ObjectNode onEvent(ObjectNode request) {
        ObjectNode answer = (ObjectNode) invoke(request);
        assertFalse(answer.has("Data"), "onEvent returns no Data");
        assertEquals(2, answer.size(), () -> "one field beside the physical id: " + answer);
        String id = answer.get("PhysicalResourceId").textValue();
        assertTrue(bytes(id) <= 500, () -> "a physical id of " + bytes(id) + " bytes: " + id);
        if (request.get("RequestType").asText().equals("Delete")) {
            assertEquals(request.get("PhysicalResourceId"), answer.get("PhysicalResourceId"));
        }
        return request.deepCopy().setAll(answer);
    }

    public JsonNode isComplete(ObjectNode event) {
        JsonNode answer = invoke(event);
        assertNotNull(answer.get("IsComplete"), answer::toString);
        if (!answer.get("IsComplete").booleanValue()) {
            assertFalse(answer.has("Data"), "no Data before it is complete");
        }
        return answer;
    }

    public String logs() {
        return logs.toString();
    }

    public void forgetLogs() {
        logs.setLength(0);
    }

    public Answer succeeded(ObjectNode event, JsonNode answer, int polls, Instant began) {
        String id = answer.path("PhysicalResourceId")
                .asText(event.get("PhysicalResourceId").textValue());
        assertTrue(bytes(id) <= 500, () -> "a physical id of " + bytes(id) + " bytes: " + id);
        if (event.get("RequestType").asText().equals("Delete")) {
            assertEquals(event.get("PhysicalResourceId").textValue(), id);
        } else {
            assertEquals(ATTRIBUTES, names(answer.get("Data")));
            answer.get("Data").forEach(value -> assertTrue(value.isTextual(), answer::toString));
        }
        ObjectNode response = response(event, "SUCCESS", "SUCCESS", id);
        response.set("Data", answer.path("Data"));
        assertFits(response);
        return new Answer(true, id, answer.path("Data"), "", false, polls, took(began));
    }

    public Answer failed(
            ObjectNode event, String id, FunctionError error, boolean refusedByOnEvent, int polls, Instant began) {
        assertFits(response(event, "FAILED", "Error: " + error.getMessage() + FRAMEWORK_STACK, id));
        JsonNode noData = JSON.createObjectNode();
        return new Answer(false, id, noData, error.getMessage(), refusedByOnEvent, polls, took(began));
    }

    private static ObjectNode response(ObjectNode event, String status, String reason, String id) {
        return JSON.createObjectNode()
                .put("Status", status)
                .put("Reason", reason)
                .put("StackId", event.get("StackId").textValue())
                .put("RequestId", event.get("RequestId").textValue())
                .put("PhysicalResourceId", id)
                .put("LogicalResourceId", event.get("LogicalResourceId").textValue())
                .put("NoEcho", false);
    }

    private static void assertFits(ObjectNode response) {
        String json = response.toString();
        assertTrue(bytes(json) < 4096, () -> "CloudFormation refuses " + bytes(json) + " bytes: " + json);
        for (String secret : List.of(SECRET_OF_URL, ACCESS_KEY, SECRET_KEY, SESSION_TOKEN)) {
            assertFalse(json.contains(secret), json);
        }
    }

    private JsonNode invoke(ObjectNode event) {
        Instant began = time.now();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            new MetadataGenerationHandler(REGION, client, NO_BATCHES::stepFunctions, NO_BATCHES::s3, time)
                    .handleRequest(
                            new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
                            output,
                            functionContext(began));
            return JSON.readTree(output.toByteArray());
        } catch (IOException | RuntimeException e) {
            assertTrue(e.getMessage().contains(LOG_GROUP), () -> "names no log group: " + e.getMessage());
            throw new FunctionError(e);
        } finally {
            assertTrue(took(began).compareTo(functionTimeout) < 0, "Task timed out");
        }
    }

    private DataZoneClient client(Access access) {
        return clients.computeIfAbsent(access, this::build);
    }

    /** By the function's own code, which takes the endpoint from where the SDK does. */
    private DataZoneClient build(Access access) {
        synchronized (Clients.class) {
            System.setProperty(ENDPOINT, endpoint.toString());
            try {
                return http == null
                        ? new Clients(REGION, socketTimeout).dataZone(access)
                        : Clients.dataZone(access.region(), EnvironmentVariableCredentialsProvider.create(), http);
            } finally {
                System.clearProperty(ENDPOINT);
            }
        }
    }

    private Duration took(Instant began) {
        return Duration.between(began, time.now());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** What Lambda answers where the handler throws: its message is all that the framework passes on. */
    public static final class FunctionError extends RuntimeException {
        private static final long serialVersionUID = 1;

        public FunctionError(Exception thrown) {
            super(thrown.getMessage(), thrown);
        }
    }

    /** What the handler asks Lambda for, and no more. */
    private Context functionContext(Instant began) {
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (context, method, none) -> switch (method.getName()) {
                    case "getRemainingTimeInMillis" ->
                        (int) functionTimeout.minus(took(began)).toMillis();
                    case "getLogGroupName" -> LOG_GROUP;
                    case "getAwsRequestId" -> "c6af9ac6-7b61-11e6-9a41-93e8deadbeef";
                    case "getLogger" -> new Logger();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private final class Logger implements LambdaLogger {
        @Override
        public void log(String message) {
            logs.append(message).append('\n');
        }

        @Override
        public void log(byte[] message) {
            log(new String(message, StandardCharsets.UTF_8));
        }
    }
}
