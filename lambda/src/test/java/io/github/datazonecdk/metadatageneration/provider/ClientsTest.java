package io.github.datazonecdk.metadatageneration.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.datazone.DataZoneClient;
import software.amazon.awssdk.services.datazone.DataZoneServiceClientConfiguration;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

class ClientsTest {
    private static final Caller FUNCTION = new Caller("us-east-1", null, null);
    private static final Caller ROLE = new Caller("us-east-1", "arn:aws:iam::210987654321:role/Steward", null);

    @Test
    void callTheRegionThatIsAskedFor() {
        assertEquals(Region.US_EAST_1, configuration(FUNCTION).region());
    }

    @Test
    void callAsTheFunctionWhereNoRoleIsGiven() {
        String accessKey = configuration(FUNCTION)
                .credentialsProvider()
                .resolveIdentity()
                .join()
                .accessKeyId();

        assertEquals("ASIAEXAMPLE", accessKey);
    }

    @Test
    void callAsTheRoleThatIsGiven() {
        assertInstanceOf(
                StsAssumeRoleCredentialsProvider.class, configuration(ROLE).credentialsProvider());
    }

    /** Patience is who tries again. */
    @Test
    void tryOnce() {
        int attempts = configuration(FUNCTION)
                .overrideConfiguration()
                .retryStrategy()
                .orElseThrow()
                .maxAttempts();

        assertEquals(1, attempts);
    }

    private static DataZoneServiceClientConfiguration configuration(Caller caller) {
        try (DataZoneClient client = new Clients("eu-west-1").dataZone(caller)) {
            return client.serviceClientConfiguration();
        }
    }
}
