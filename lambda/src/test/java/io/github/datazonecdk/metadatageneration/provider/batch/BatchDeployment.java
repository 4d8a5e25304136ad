package io.github.datazonecdk.metadatageneration.provider.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.provider.FakeTime;
import io.github.datazonecdk.metadatageneration.provider.calls.Invocation;
import io.github.datazonecdk.metadatageneration.provider.datazone.BufferedRequests;
import io.github.datazonecdk.metadatageneration.provider.datazone.DataZone;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Event;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.IsComplete;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.OnEvent;
import io.github.datazonecdk.metadatageneration.provider.lifecycle.Response;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInS3;
import io.github.datazonecdk.metadatageneration.standin.StandInStepFunctions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.datazone.DataZoneClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Plays CloudFormation, CDK's Provider framework and the state machine around the function, for a batch. */
final class BatchDeployment implements AutoCloseable {
    static final String ROLE = "arn:aws:iam::123456789012:role/provider";
    static final String REGION = "eu-west-1";
    static final String START = "StartExecution";
    static final String DESCRIBE = "DescribeExecution";
    static final String STOP = "StopExecution";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ATTRIBUTES =
            List.of("ExecutionArn", "Status", "Total", "Started", "Succeeded", "Failed", "Skipped", "ResultsUri");
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsSessionCredentials.create("ASIAEXAMPLE", "secret", "token"));

    final FakeTime clock = new FakeTime();
    final StandInDataZone dataZone = new StandInDataZone(clock);
    final StandInStepFunctions stepFunctions = new StandInStepFunctions(clock);
    final StandInS3 s3 = new StandInS3();
    Duration functionTimeout = Duration.ofMinutes(10);
    final StringBuilder logs = new StringBuilder();

    private final SdkHttpClient http = new BufferedRequests(UrlConnectionHttpClient.create());
    private final DataZoneClient dataZoneClient = DataZoneClient.builder()
            .region(Region.of(REGION))
            .credentialsProvider(CREDENTIALS)
            .endpointOverride(dataZone.endpoint())
            .httpClient(http)
            .overrideConfiguration(client -> client.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    private final SfnClient sfn = SfnClient.builder()
            .region(Region.of(REGION))
            .credentialsProvider(CREDENTIALS)
            .endpointOverride(stepFunctions.endpoint())
            .httpClient(http)
            .overrideConfiguration(client -> client.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();

    /** What CloudFormation is told. */
    record Answer(boolean succeeded, String physicalId, JsonNode data, String reason, Duration took) {
        String get(String attribute) {
            return data.path(attribute).textValue();
        }
    }

    @Override
    public void close() {
        dataZoneClient.close();
        sfn.close();
        dataZone.close();
        stepFunctions.close();
        s3.close();
    }

    Answer create(BatchProperties properties) {
        return play(event("Create", properties));
    }

    Answer update(String physicalId, BatchProperties from, BatchProperties to) {
        return play(updateEvent(physicalId, from, to));
    }

    Answer delete(String physicalId, BatchProperties properties) {
        return play(event("Delete", properties).put("PhysicalResourceId", physicalId));
    }

    ObjectNode updateEvent(String physicalId, BatchProperties from, BatchProperties to) {
        ObjectNode event = event("Update", to).put("PhysicalResourceId", physicalId);
        event.set("OldResourceProperties", from.json());
        return event;
    }

    static ObjectNode event(String type, BatchProperties properties) {
        ObjectNode event = JSON.createObjectNode()
                .put("RequestType", type)
                .put("StackId", "arn:aws:cloudformation:eu-west-1:123456789012:stack/MyStack/6d6f2b70")
                .put("RequestId", UUID.randomUUID().toString())
                .put("LogicalResourceId", "Orders")
                .put("ResourceType", "Custom::DataZoneMetadataGenerationBatch");
        event.set("ResourceProperties", properties.json());
        return event;
    }

    /** As CDK's framework plays it, with a poll every five seconds. */
    Answer play(ObjectNode request) {
        Instant began = clock.now();
        String id = request.path("PhysicalResourceId").asText("none");
        try {
            JsonNode begun = invoke(request);
            id = begun.path("PhysicalResourceId").asText(id);
            assertTrue(id.length() <= 500, id);
            ObjectNode event = request.deepCopy().setAll((ObjectNode) begun);
            JsonNode answer = invoke(event);
            while (!answer.get("IsComplete").booleanValue()) {
                clock.sleep(Duration.ofSeconds(5));
                answer = invoke(event);
            }
            id = answer.path("PhysicalResourceId").asText(id);
            return new Answer(true, id, data(request, answer), "", took(began));
        } catch (Failure e) {
            return new Answer(false, id, JSON.createObjectNode(), e.getMessage(), took(began));
        }
    }

    private static JsonNode data(ObjectNode request, JsonNode answer) {
        if (!request.get("RequestType").asText().equals("Delete")) {
            List<String> names = new ArrayList<>();
            answer.get("Data").fieldNames().forEachRemaining(names::add);
            assertEquals(ATTRIBUTES, names);
        }
        return answer.path("Data");
    }

    private Duration took(Instant began) {
        return Duration.between(began, clock.now());
    }

    JsonNode invoke(ObjectNode message) {
        Event event = Event.read(
                Event.message(new ByteArrayInputStream(message.toString().getBytes(StandardCharsets.UTF_8))));
        Invocation invocation = invocation();
        Response response = event.handover().isPresent()
                ? IsComplete.answer(event, batches(), invocation)
                : new OnEvent(event, batches(), invocation).answer();
        return read(response.toJson());
    }

    /** Asks as the state machine does. */
    JsonNode task(ObjectNode message) {
        return read(batches()
                .tasks()
                .answer(
                        Event.message(
                                new ByteArrayInputStream(message.toString().getBytes(StandardCharsets.UTF_8))),
                        invocation()));
    }

    private Invocation invocation() {
        Instant began = clock.now();
        return new Invocation(
                clock,
                began,
                began.plus(functionTimeout),
                line -> logs.append(line).append('\n'));
    }

    private Batches batches() {
        return new Batches(REGION, ROLE, () -> new DataZone(dataZoneClient), () -> sfn, this::s3);
    }

    private S3 s3() {
        synchronized (BatchDeployment.class) {
            System.setProperty("aws.endpointUrlS3", s3.endpoint().toString());
            try {
                return new S3(REGION, CREDENTIALS, http);
            } finally {
                System.clearProperty("aws.endpointUrlS3");
            }
        }
    }

    static JsonNode json(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    static ObjectNode object(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
