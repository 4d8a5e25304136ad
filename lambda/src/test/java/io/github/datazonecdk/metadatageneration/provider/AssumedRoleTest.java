package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sts.model.StsException;

class AssumedRoleTest {
    private static final String ROLE = "arn:aws:iam::210987654321:role/Steward";
    private static final RunProperties ASSUMING =
            run().with("assumedRoleArn", ROLE).with("externalId", "orders-7").with("region", "us-east-1");

    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    @Test
    void makesEveryCallAsTheRoleGiven() {
        Set<Caller> callers = ConcurrentHashMap.newKeySet();
        deployment.credentials = caller -> {
            callers.add(caller);
            return AwsBasicCredentials.create("ASIASTEWARD", "secret");
        };

        Answer created = deployment.create(ASSUMING);
        deployment.delete(created.physicalId(), ASSUMING);

        assertTrue(created.succeeded(), created::reason);
        assertEquals(Set.of(new Caller("us-east-1", ROLE, "orders-7")), callers);
        assertEquals(1, dataZone.calls(CANCEL).size());
        assertTrue(dataZone.calls().stream()
                .allMatch(call -> call.accessKeyId().equals("ASIASTEWARD")
                        && call.region().equals("us-east-1")));
    }

    @Test
    void startsNoRunWhereOnlyTheRoleIsAnother() {
        Answer created = deployment.create(run());

        deployment.update(created.physicalId(), run(), run().with("assumedRoleArn", ROLE));

        assertEquals(1, dataZone.startedRuns().size());
    }

    @Test
    void retriesWhileTheRolesTrustSpreads() {
        AtomicInteger refusals = new AtomicInteger(3);
        deployment.credentials = caller ->
                refusals.getAndDecrement() > 0 ? refused() : AwsBasicCredentials.create("ASIASTEWARD", "secret");

        Answer created = deployment.create(ASSUMING);

        assertTrue(created.succeeded(), created::reason);
        assertEquals(1, dataZone.calls(START).size());
    }

    @Test
    void namesBothRolesWhereTheOneMayNotAssumeTheOther() {
        deployment.credentials = caller -> refused();

        Answer created = deployment.create(ASSUMING);

        assertFalse(created.succeeded());
        assertTrue(created.firstLine().contains("AccessDenied"), created::reason);
        assertTrue(created.firstLine().contains("to assume role " + ROLE), created::reason);
        assertTrue(created.firstLine().contains("with the externalId given"), created::reason);
    }

    @Test
    void namesNoExternalIdWhereNoneIsGiven() {
        deployment.credentials = caller -> refused();

        Answer created = deployment.create(run().with("assumedRoleArn", ROLE));

        assertTrue(created.firstLine().endsWith("in both roles' policies"), created::reason);
    }

    @Test
    void tellsTheStatusWhereStsNamesNoError() {
        deployment.credentials = caller -> {
            throw StsException.builder().statusCode(502).build();
        };

        Answer created = deployment.create(ASSUMING);

        assertTrue(created.firstLine().contains(": HTTP 502: no message (no request id). Deploy"), created::reason);
    }

    @Test
    void namesTheAssumedRoleAsTheOneToEnrol() {
        dataZone.faultAlways(START, StandInFault.accessDenied());

        Answer created = deployment.create(ASSUMING);

        assertTrue(created.firstLine().contains("Add role " + ROLE + " to the project"), created::reason);
    }

    @Test
    void deletesWhereTheRoleIsGone() {
        Answer created = deployment.create(ASSUMING);
        deployment.credentials = caller -> refused();

        Answer deleted = deployment.delete(created.physicalId(), ASSUMING);

        assertTrue(deleted.succeeded(), deleted::reason);
    }

    private static AwsCredentials refused() {
        throw StsException.builder()
                .statusCode(403)
                .requestId("sts-1")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("AccessDenied")
                        .errorMessage("User: arn:aws:sts::123456789012:assumed-role/r/f is not authorized to perform:"
                                + " sts:AssumeRole on resource: " + ROLE)
                        .build())
                .build();
    }
}
