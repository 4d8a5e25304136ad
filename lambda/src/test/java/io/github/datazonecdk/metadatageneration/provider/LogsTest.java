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
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
        Answer updated = deployment.update(run().with("rerunTrigger", "2"));
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
        deployment.create(run());
        dataZone.faultAlways(CANCEL, StandInFault.accessDenied());
        dataZone.faultAlways(GET, StandInFault.accessDenied());
        deployment.delete();
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

    /** What happens, and the line that tells of it. */
    static Stream<Arguments> lines() {
        return Stream.of(
                line("run run0001 SUCCEEDED", stack -> stack.create(run())),
                line("StartMetadataGenerationRun: run run0001 SUBMITTED", stack -> stack.create(notAwaited())),
                line(" ms: Throttling: Rate exceeded", stack -> {
                    stack.dataZone.fault(START, StandInFault.throttled());
                    stack.create(notAwaited());
                }),
                line("run run0001 not read: Throttling", stack -> {
                    stack.dataZone.fault(GET, StandInFault.throttled());
                    stack.create(run());
                }),
                line("no run to start: run run0001 stays", stack -> {
                    stack.create(run());
                    stack.update(run());
                }),
                line("run run0001 taken up unread: AccessDenied", stack -> {
                    var unfinished = stack.onEvent(stack.createEvent(run())).get("PhysicalResourceId");
                    stack.dataZone.faultAlways(GET, StandInFault.accessDenied());
                    stack.update(unfinished.textValue(), run(), run());
                }),
                line("run run0001 gone back to unread: AccessDenied", stack -> {
                    stack.create(run());
                    stack.update(run().with("rerunTrigger", "2"));
                    stack.dataZone.faultAlways(GET, StandInFault.accessDenied());
                    stack.update(run());
                }),
                line("run run0001 not read again: AccessDenied", stack -> {
                    ObjectNode request = stack.createEvent(notAwaited());
                    stack.play(request);
                    stack.clock.sleep(Duration.ofMinutes(1));
                    stack.dataZone.faultAlways(GET, StandInFault.accessDenied());
                    stack.play(request);
                }),
                line("CancelMetadataGenerationRun: run run0001 makes way", stack -> {
                    stack.dataZone.runs(StandInOutcome.neverEnds());
                    stack.create(notAwaited());
                    stack.update(notAwaited().with("rerunTrigger", "2"));
                }),
                line("run run0001 not cancelled: AccessDenied", stack -> {
                    stack.dataZone.runs(StandInOutcome.neverEnds());
                    stack.dataZone.fault(CANCEL, StandInFault.accessDenied());
                    stack.create(notAwaited());
                    stack.update(notAwaited().with("rerunTrigger", "2"));
                }),
                line("CancelMetadataGenerationRun: run run0001 cancelled", stack -> {
                    stack.dataZone.runs(StandInOutcome.neverEnds());
                    stack.create(notAwaited());
                    stack.delete();
                }),
                line("run run0001 not cancelled: cancelOnDelete is false", stack -> {
                    stack.create(notAwaited().with("cancelOnDelete", false));
                    stack.delete();
                }),
                line("run run0001 not cancelled: somebody else started it", stack -> {
                    List<String> types = List.of("BUSINESS_DESCRIPTIONS");
                    stack.dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, types, "somebody");
                    stack.create(notAwaited());
                    stack.delete();
                }),
                line(
                        "nothing to cancel: the physical id is none of ours",
                        stack -> stack.delete(Deployment.CREATE_FAILED, run())),
                line("run run0001 not cancelled: property domainIdentifier is \"../other\"", stack -> {
                    Answer created = stack.create(run());
                    stack.delete(created.physicalId(), run().with("domainIdentifier", "../other"));
                }));
    }

    private static Arguments line(String line, Consumer<Deployment> story) {
        return Arguments.of(line, story);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void tellWhatIsDoneAndWhatIsLeft(String line, Consumer<Deployment> story) {
        story.accept(deployment);

        assertTell(line);
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

        created.assertFailed("IllegalStateException: no such thing: a fault of the provider function, please report");
        assertTell("at io.github.datazonecdk.metadatageneration.provider.lifecycle.OnEvent.answer(");
    }

    @Test
    void tellOfAFaultOfOurOwnThatADeleteDoesNotFailFor() {
        deployment.create(run());
        deployment.client = caller -> {
            throw new IllegalStateException("no such thing");
        };

        Answer deleted = deployment.delete();

        deleted.assertSucceeded();
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
