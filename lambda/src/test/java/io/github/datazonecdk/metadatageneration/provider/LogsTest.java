package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.notAwaited;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ends up in the function's log group: the logger's lines, and what is printed. */
class LogsTest {
    private static final List<String> SECRETS = List.of(
            "ResponseURL",
            "X-Amz-Signature",
            "cloudformation-custom-resource-response",
            Deployment.SECRET_OF_URL,
            Deployment.ACCESS_KEY,
            Deployment.SECRET_KEY,
            Deployment.SESSION_TOKEN);

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    @BeforeEach
    void listen() {
        PrintStream listening = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(listening);
        System.setErr(listening);
    }

    @AfterEach
    void listenNoMore() {
        System.setOut(out);
        System.setErr(err);
    }

    @Test
    void holdNoSecretOfADeployment() {
        Answer created = deployment.create(run());
        Answer updated = deployment.update(created.physicalId(), run(), run().with("rerunTrigger", "2"));
        deployment.delete(created.physicalId(), run());
        deployment.delete(updated.physicalId(), run());

        assertTrue(logs().contains("run0001"), this::logs);
        assertTrue(logs().contains("run0002"), this::logs);
        assertNoSecret();
    }

    @Test
    void holdNoSecretOfAFailure() {
        dataZone.fault(START, StandInFault.throttled(), 3);
        dataZone.fault(START, StandInFault.cutConnection(), 2);
        dataZone.fault(GET, StandInFault.answerGarbage());
        dataZone.runs(StandInOutcome.fails("no columns"));
        Answer created = deployment.create(run());
        dataZone.faultAlways(CANCEL, StandInFault.accessDenied());
        dataZone.faultAlways(GET, StandInFault.accessDenied());
        deployment.delete(created.physicalId(), run());
        dataZone.faultAlways(START, StandInFault.accessDenied());
        deployment.create(notAwaited());

        assertFalse(logs().isBlank());
        assertNoSecret();
    }

    @Test
    void holdNoSecretOfAMalformedRequest() {
        deployment.create(run().with("timeout", "soon"));
        deployment.play(deployment.createEvent(run()).put("RequestType", "Read"));
        ObjectNode bare = deployment.createEvent(run());
        bare.remove("ResourceProperties");
        deployment.play(bare);
        ObjectNode odd = deployment.createEvent(run());
        odd.putArray("RequestId").add(1);
        odd.remove("LogicalResourceId");
        try {
            deployment.onEvent(odd);
        } catch (Deployment.FunctionError e) {
            assertFalse(e.getMessage().contains(Deployment.SECRET_OF_URL), e::getMessage);
        }

        assertNoSecret();
    }

    @Test
    void tellWhatIsWaitedFor() {
        deployment.create(run());

        assertTrue(logs().contains("SUBMITTED") || logs().contains("IN_PROGRESS"), this::logs);
    }

    private void assertNoSecret() {
        SECRETS.forEach(secret -> assertFalse(logs().contains(secret), () -> secret + " in " + logs()));
    }

    private String logs() {
        return deployment.logs() + printed.toString(StandardCharsets.UTF_8);
    }
}
