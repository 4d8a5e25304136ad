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
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

        assertTell("run run0001 SUCCEEDED");
    }

    @Test
    void tellThatARunIsStarted() {
        deployment.create(notAwaited());

        assertTell("StartMetadataGenerationRun: run run0001 SUBMITTED");
    }

    @Test
    void tellWhyACallIsMadeAgain() {
        dataZone.fault(START, StandInFault.throttled());

        deployment.create(notAwaited());

        assertTell(" ms: Throttling: Rate exceeded");
    }

    @Test
    void tellThatARunStays() {
        Answer created = deployment.create(run());

        deployment.update(created.physicalId(), run(), run());

        assertTell("no run to start: run run0001 stays");
    }

    @Test
    void tellWhyARunIsTakenUpUnread() {
        String unfinished = deployment
                .onEvent(deployment.createEvent(run()))
                .get("PhysicalResourceId")
                .textValue();
        dataZone.faultAlways(GET, StandInFault.accessDenied());

        deployment.update(unfinished, run(), run());

        assertTell("run run0001 taken up unread: AccessDenied");
    }

    @Test
    void tellWhyARunIsGoneBackToUnread() {
        Answer created = deployment.create(run());
        Answer updated = deployment.update(created.physicalId(), run(), run().with("rerunTrigger", "2"));
        dataZone.faultAlways(GET, StandInFault.accessDenied());

        deployment.update(updated.physicalId(), run().with("rerunTrigger", "2"), run());

        assertTell("run run0001 gone back to unread: AccessDenied");
    }

    @Test
    void tellThatTheOwnRunMakesWay() {
        dataZone.runs(StandInOutcome.neverEnds());
        Answer created = deployment.create(notAwaited());

        deployment.update(created.physicalId(), notAwaited(), notAwaited().with("rerunTrigger", "2"));

        assertTell("CancelMetadataGenerationRun: run run0001 makes way");
    }

    @Test
    void tellWhyTheOwnRunInTheWayIsNotCancelled() {
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.fault(CANCEL, StandInFault.accessDenied());
        Answer created = deployment.create(notAwaited());

        deployment.update(created.physicalId(), notAwaited(), notAwaited().with("rerunTrigger", "2"));

        assertTell("run run0001 not cancelled: AccessDenied");
    }

    @Test
    void tellWhyARunThatWasAnsweredBeforeIsNotReadAgain() {
        ObjectNode request = deployment.createEvent(notAwaited());
        deployment.play(request);
        deployment.clock.sleep(Duration.ofMinutes(1));
        dataZone.faultAlways(GET, StandInFault.accessDenied());

        deployment.play(request);

        assertTell("run run0001 not read again: AccessDenied");
    }

    @Test
    void tellThatARunIsCancelled() {
        dataZone.runs(StandInOutcome.neverEnds());
        Answer created = deployment.create(notAwaited());

        deployment.delete(created.physicalId(), notAwaited());

        assertTell("CancelMetadataGenerationRun: run run0001 cancelled");
    }

    @Test
    void tellThatARunIsLeftWhereToldTo() {
        RunProperties left = notAwaited().with("cancelOnDelete", false);
        Answer created = deployment.create(left);

        deployment.delete(created.physicalId(), left);

        assertTell("run run0001 not cancelled: cancelOnDelete is false");
    }

    @Test
    void tellThatAnAdoptedRunIsLeft() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, List.of("BUSINESS_DESCRIPTIONS"), "somebody");
        Answer created = deployment.create(notAwaited());

        deployment.delete(created.physicalId(), notAwaited());

        assertTell("run run0001 not cancelled: somebody else started it");
    }

    @Test
    void tellThatNothingIsCancelledForAnIdThatIsNotOurs() {
        deployment.delete(Deployment.CREATE_FAILED, run());

        assertTell("nothing to cancel: the physical id is none of ours");
    }

    @Test
    void tellThatNothingIsCancelledInADomainThatCannotBe() {
        Answer created = deployment.create(run());

        deployment.delete(created.physicalId(), run().with("domainIdentifier", "../other"));

        assertTell("run run0001 not cancelled: property domainIdentifier is \"../other\"");
    }

    @Test
    void tellWhyAPollReadsNothing() {
        dataZone.fault(GET, StandInFault.throttled());

        deployment.create(run());

        assertTell("run run0001 not read: Throttling");
    }

    @Test
    void tellWhyARunThatCannotBeCancelledCannotBeReadEither() {
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.fault(CANCEL, StandInFault.conflict());
        dataZone.onCall(call -> {
            if (call.operation().equals(CANCEL)) {
                dataZone.faultAlways(GET, StandInFault.accessDenied());
            }
        });

        deployment.create(run().with("timeout", 60));

        assertTell("run run0001 not read: AccessDenied");
    }

    @Test
    void tellWhereAFaultOfOurOwnIs() {
        deployment.client = caller -> {
            throw new IllegalStateException("no such thing");
        };

        Answer created = deployment.create(run());

        assertTrue(
                created.firstLine()
                        .contains(
                                "IllegalStateException: no such thing: a fault of the provider function, please report"),
                created::reason);
        assertTell("at io.github.datazonecdk.metadatageneration.provider.lifecycle.OnEvent.answer(");
    }

    @Test
    void tellOfAFaultOfOurOwnThatADeleteDoesNotFailFor() {
        Answer created = deployment.create(run());
        deployment.client = caller -> {
            throw new IllegalStateException("no such thing");
        };

        Answer deleted = deployment.delete(created.physicalId(), run());

        assertTrue(deleted.succeeded(), deleted::reason);
        assertTell("deleted without cancelling: java.lang.IllegalStateException: no such thing");
    }

    private void assertTell(String line) {
        assertTrue(logs().contains(line), () -> "expected \"" + line + "\" in: " + logs());
    }

    private void assertNoSecret() {
        SECRETS.forEach(secret -> assertFalse(logs().contains(secret), () -> secret + " in " + logs()));
    }

    private String logs() {
        return deployment.logs() + printed.toString(StandardCharsets.UTF_8);
    }
}
