package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.RunProperties.DOMAIN;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.PROJECT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.provider.calls.Time;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInS3;
import io.github.datazonecdk.metadatageneration.standin.StandInStepFunctions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** That the handler leads each message to its own kind, with clients as the function makes them. */
class BatchRoutingTest {
    @AutoClose
    private final StandInDataZone dataZone = new StandInDataZone();

    @AutoClose
    private final StandInStepFunctions stepFunctions = new StandInStepFunctions(InstantSource.system());

    @AutoClose
    private final StandInS3 s3 = new StandInS3();

    private String answer(String message) {
        synchronized (Clients.class) {
            System.setProperty("aws.endpointUrlDataZone", dataZone.endpoint().toString());
            System.setProperty("aws.endpointUrlSfn", stepFunctions.endpoint().toString());
            System.setProperty("aws.endpointUrlS3", s3.endpoint().toString());
            try {
                Clients clients = new Clients("eu-west-1");
                byte[] answer = new MetadataGenerationHandler(
                                "eu-west-1", clients::dataZone, clients::stepFunctions, clients::s3, Time.SYSTEM)
                        .router.answer(
                                new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)),
                                Duration.ofMinutes(5),
                                line -> {});
                return new String(answer, StandardCharsets.UTF_8);
            } finally {
                System.clearProperty("aws.endpointUrlDataZone");
                System.clearProperty("aws.endpointUrlSfn");
                System.clearProperty("aws.endpointUrlS3");
            }
        }
    }

    @Test
    void startsAnExecutionForABatch() {
        String answer = answer("""
            {"RequestType": "Create", "StackId": "s", "LogicalResourceId": "l", "RequestId": "r",
            "ResourceType": "Custom::DataZoneMetadataGenerationBatch", "ResourceProperties": {
            "domainIdentifier": "%s", "owningProjectIdentifier": "%s", "type": "BUSINESS_NAMES",
            "stateMachineArn": "arn:aws:states:eu-west-1:123456789012:stateMachine:Batch",
            "resultsBucket": "b", "assets": {"owner": "PROJECT"}}}\
            """.formatted(DOMAIN, PROJECT));

        assertEquals(1, stepFunctions.executions().size());
        assertTrue(
                answer.contains("v1:ours:" + stepFunctions.executions().get(0).name()), answer);
        assertEquals(0, dataZone.calls().size());
    }

    @Test
    void answersTheStateMachinesTasks() {
        dataZone.addAsset(DOMAIN, PROJECT, "a1", "orders", "t");

        String answer = answer("""
            {"MetadataGenerationBatch": "SELECT", "name": "e1", "execution": "arn:e1", "batch": {"domainIdentifier": "%s",
            "owningProjectIdentifier": "%s", "type": "BUSINESS_NAMES", "resultsBucket": "b",
            "assets": {"owner": "PROJECT"}}}\
            """.formatted(DOMAIN, PROJECT));

        assertEquals(
                "{\"seed\":\"e1\",\"bucket\":\"b\",\"key\":\"executions/e1/items.json\",\"total\":1,\"skipped\":0,"
                        + "\"count\":1}",
                answer);
        assertTrue(s3.get("b", "executions/e1/items.json").contains("\"id\":\"a1\""));
    }
}
