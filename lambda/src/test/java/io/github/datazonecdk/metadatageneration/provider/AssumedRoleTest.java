package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInSts;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AssumedRoleTest {
    private static final String ROLE = "arn:aws:iam::210987654321:role/Steward";
    private static final RunProperties ASSUMING =
            run().with("assumedRoleArn", ROLE).with("externalId", "orders-7").with("region", "us-east-1");

    @AutoClose
    private final StandInSts sts = new StandInSts();

    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    @Test
    void makesEveryCallAsTheRoleGiven() {
        Answer created = deployment.create(ASSUMING);
        deployment.delete();

        created.assertSucceeded();
        assertEquals(1, dataZone.calls(CANCEL).size());
        assertTrue(dataZone.calls().stream()
                .allMatch(call -> call.accessKeyId().equals(StandInSts.ACCESS_KEY)
                        && call.region().equals("us-east-1")));
    }

    @Test
    void assumesTheRoleAsTheFunctionItself() {
        deployment.create(ASSUMING);

        StandInSts.Call call = sts.calls().get(0);
        assertEquals(Deployment.ACCESS_KEY, call.accessKeyId());
        assertEquals(Deployment.REGION, call.region());
        assertEquals("AssumeRole", call.parameters().get("Action"));
        assertEquals(ROLE, call.parameters().get("RoleArn"));
        assertEquals("orders-7", call.parameters().get("ExternalId"));
    }

    @Test
    void retriesWhileTheRolesTrustSpreads() {
        sts.refuse(3);

        Answer created = deployment.create(ASSUMING);

        created.assertSucceeded();
        assertEquals(1, dataZone.calls(START).size());
    }

    @ParameterizedTest
    @MethodSource("passingFaults")
    void triesAgainWhereStsIsNotWell(int status, String body) {
        sts.fault(1, status, body);

        Answer created = deployment.create(ASSUMING);

        created.assertSucceeded();
        assertEquals(1, dataZone.calls(START).size());
    }

    static Stream<Arguments> passingFaults() {
        return Stream.of(
                Arguments.of(400, StandInSts.error("Throttling", "Rate exceeded")),
                Arguments.of(500, StandInSts.error("InternalFailure", "try again")),
                Arguments.of(503, "<html>Service Unavailable"),
                Arguments.of(502, ""));
    }

    /** Its own tries would take their time, unseen by the deadline. */
    @Test
    void leavesTryingAgainToWhoKnowsTheDeadline() {
        sts.fault(2, 500, StandInSts.error("InternalFailure", "try again"));

        deployment.create(ASSUMING);

        assertEquals(2, deployment.logs().split(" again in ", -1).length - 1, deployment::logs);
    }

    @Test
    void failsWithWhatStsSaysOfTheFunctionsCredentials() {
        sts.fault(
                Integer.MAX_VALUE,
                403,
                StandInSts.error("ExpiredToken", "The security token included in the request is expired"));

        Answer created = deployment.create(ASSUMING);

        created.assertFailed("ExpiredToken: The security token");
    }

    @Test
    void namesBothRolesWhereTheOneMayNotAssumeTheOther() {
        sts.refuse(Integer.MAX_VALUE);

        Answer created = deployment.create(ASSUMING);

        created.assertFailed("AccessDenied");
        assertTrue(created.firstLine().contains("to assume role " + ROLE), created::reason);
        created.assertFailed("with the externalId given");
    }

    @Test
    void namesNoExternalIdWhereNoneIsGiven() {
        sts.refuse(Integer.MAX_VALUE);

        Answer created = deployment.create(run().with("assumedRoleArn", ROLE));

        assertTrue(created.firstLine().endsWith("in both roles' policies"), created::reason);
    }

    @Test
    void tellsTheStatusWhereStsNamesNoError() {
        sts.fault(Integer.MAX_VALUE, 502, "");

        Answer created = deployment.create(ASSUMING);

        created.assertFailed(": HTTP 502: no message (no request id). ");
    }

    @Test
    void namesTheAssumedRoleAsTheOneToEnrol() {
        dataZone.faultAlways(START, StandInFault.accessDenied());

        Answer created = deployment.create(ASSUMING);

        assertTrue(created.firstLine().contains("Add role " + ROLE + " to the project"), created::reason);
    }

    @Test
    void deletesWhereTheRoleIsGone() {
        deployment.create(ASSUMING);
        sts.refuse(Integer.MAX_VALUE);

        Answer deleted = deployment.delete();

        deleted.assertSucceeded();
    }
}
