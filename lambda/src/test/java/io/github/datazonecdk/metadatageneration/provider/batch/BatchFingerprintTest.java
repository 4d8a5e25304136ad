package io.github.datazonecdk.metadatageneration.provider.batch;

import static io.github.datazonecdk.metadatageneration.provider.batch.BatchProperties.batch;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.datazonecdk.metadatageneration.provider.lifecycle.Event;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchFingerprintTest {
    private static String fingerprint(BatchProperties properties) {
        return fingerprint(properties, "eu-west-1");
    }

    private static String fingerprint(BatchProperties properties, String region) {
        byte[] json = properties.json().toString().getBytes(StandardCharsets.UTF_8);
        return BatchSettings.of(Event.message(new ByteArrayInputStream(json))).fingerprint(region);
    }

    /** As deployed stacks have it: it must never change. */
    @Test
    void isTheSameInEveryRelease() {
        assertEquals("7ba6a949733d7b586c632237d32b4b3c", fingerprint(batch()));
    }

    @ParameterizedTest
    @CsvSource({
        "domainIdentifier, dzd_other",
        "owningProjectIdentifier, other",
        "rerunTrigger, 2",
        "skipGenerated, false"
    })
    void changesWithWhatDefinesTheBatch(String name, String value) {
        assertNotEquals(fingerprint(batch()), fingerprint(batch().with(name, value)));
    }

    @Test
    void changesWithTheFunctionsRegion() {
        assertNotEquals(fingerprint(batch()), fingerprint(batch(), "us-east-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "maxAssets, 7",
        "startsPerSecond, 7",
        "toleratedFailurePercentage, 7",
        "maxConcurrency, 7",
        "acceptPredictions, true",
        "acceptanceThreshold, 0.5",
        "waitForCompletion, false",
        "timeout, 600",
        "resultsBucket, other",
        "stateMachineArn, arn:aws:states:eu-west-1:123456789012:stateMachine:Other"
    })
    void staysWithAllElse(String name, String value) {
        assertEquals(fingerprint(batch()), fingerprint(batch().with(name, value)));
    }

    @Test
    void takesTypesAsASet() {
        assertEquals(
                fingerprint(batch().with("types", List.of("BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS"))),
                fingerprint(batch().with("types", List.of("BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES"))));
        assertEquals(fingerprint(batch()), fingerprint(batch().without("types").with("type", "BUSINESS_DESCRIPTIONS")));
    }

    @Test
    void takesAShippedListByItsContentAlone() {
        BatchProperties shipped = batch().with("assets", Map.of("bucket", "cdk-1", "key", "a.json", "hash", "11"));

        assertEquals(
                fingerprint(shipped),
                fingerprint(batch().with("assets", Map.of("bucket", "cdk-2", "key", "b.json", "hash", "11"))));
        assertNotEquals(
                fingerprint(shipped),
                fingerprint(batch().with("assets", Map.of("bucket", "cdk-1", "key", "a.json", "hash", "12"))));
    }

    @Test
    void takesAUsersObjectByItsPlace() {
        assertNotEquals(
                fingerprint(batch().with("assets", Map.of("bucket", "b", "key", "a"))),
                fingerprint(batch().with("assets", Map.of("bucket", "b", "key", "c"))));
    }

    @Test
    void takesOwnedAssetsByTheirFilters() {
        assertNotEquals(
                fingerprint(batch()),
                fingerprint(batch().with("assets", Map.of("owner", "PROJECT", "namePrefix", "order"))));
    }
}
