package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.notAwaited;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies between the function and DataZone: connections that break, and proxies that answer for it. */
class BadConnectionsTest {
    private static final Map<String, String> HTML = Map.of("Content-Type", "text/html");

    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    /** Of a call whose answer holds nothing but its status. */
    static Stream<StandInFault> passingForAll() {
        return Stream.of(
                StandInFault.cutConnection(),
                StandInFault.loseAnswer(),
                StandInFault.answerWith(502, HTML, "<html><h1>Bad Gateway</h1></html>"),
                StandInFault.answerWith(503, HTML, ""),
                StandInFault.answerWith(504, Map.of(), "upstream request timeout"));
    }

    static Stream<StandInFault> passing() {
        return Stream.concat(
                passingForAll(),
                Stream.of(
                        StandInFault.answerHalf(),
                        StandInFault.answerGarbage(),
                        StandInFault.answerAltered(answer -> answer.substring(0, answer.length() / 2))));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void startsAndAwaitsOneRunWhereAnswersDoNotComeThrough(StandInFault fault) {
        dataZone.fault(START, fault, 3);
        dataZone.fault(GET, fault, 3);

        Answer created = deployment.create(run());

        created.assertSucceeded();
        assertEquals("SUCCEEDED", created.get("Status"));
        assertEquals(4, dataZone.calls(START).size());
        assertEquals(1, dataZone.startedRuns().size());
    }

    @ParameterizedTest
    @MethodSource("passingForAll")
    void cancelsWhereTheAnswerDoesNotComeThrough(StandInFault fault) {
        dataZone.runs(StandInOutcome.neverEnds());
        deployment.create(notAwaited());
        dataZone.fault(CANCEL, fault, 3);

        Answer deleted = deployment.delete();

        deleted.assertSucceeded();
        assertEquals("CANCELED", dataZone.run("run0001").status());
    }

    @ParameterizedTest
    @MethodSource("passing")
    void tellsWhatCameInsteadOfAnAnswer(StandInFault fault) {
        dataZone.faultAlways(START, fault);

        Answer created = deployment.create(run().with("timeout", 60));

        assertTrue(
                created.firstLine()
                        .startsWith(
                                "StartMetadataGenerationRun failed for asset 5d4kq3x (project 3jx9, domain dzd_4p2):"),
                created::reason);
    }

    @Test
    void readsACompressedAnswer() {
        dataZone.faultAlways(START, StandInFault.answerCompressed());
        dataZone.faultAlways(GET, StandInFault.answerCompressed());

        Answer created = deployment.create(run());

        created.assertSucceeded();
        assertEquals("SUCCEEDED", created.get("Status"));
        assertEquals(1, dataZone.calls(START).size());
    }

    @Test
    void connectsAgainWhereConnectionsAreClosedAtOnce() throws IOException {
        try (Network network = new Network(dataZone.endpoint())) {
            deployment.endpoint = network.endpoint();
            network.closeNext(6);

            Answer created = deployment.create(run());

            created.assertSucceeded();
            assertTrue(network.connections() > 6);
            assertEquals(1, dataZone.startedRuns().size());
        }
    }

    /** While Lambda freezes the function between two calls, its idle connections end. */
    @Test
    void pollsOverANewConnectionWhereTheOldOneWasClosed() throws IOException {
        try (Network network = new Network(dataZone.endpoint())) {
            deployment.endpoint = network.endpoint();
            ObjectNode begun = deployment.onEvent(deployment.createEvent(run()));
            deployment.clock.sleep(Duration.ofMinutes(1));
            network.closeAll();

            JsonNode answer = deployment.isComplete(begun);

            assertTrue(answer.get("IsComplete").booleanValue());
            assertEquals(1, dataZone.calls(GET).size());
        }
    }

    @Test
    void cancelsOverANewConnectionWhereTheOldOneWasReset() throws IOException {
        try (Network network = new Network(dataZone.endpoint())) {
            dataZone.runs(StandInOutcome.neverEnds());
            deployment.endpoint = network.endpoint();
            deployment.create(notAwaited());
            network.resetAll();

            Answer deleted = deployment.delete();

            deleted.assertSucceeded();
            assertEquals("CANCELED", dataZone.run("run0001").status());
        }
    }

    @Test
    void startsOneRunWhereTheServiceIsSilent() {
        deployment.socketTimeout = Duration.ofMillis(200);
        dataZone.fault(START, StandInFault.answerLate(Duration.ofSeconds(1)), 2);

        Answer created = deployment.create(run());

        created.assertSucceeded();
        assertEquals(3, dataZone.calls(START).size());
        assertEquals(1, dataZone.startedRuns().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {START, GET})
    void triesAgainWhereAnAnswerStopsInTheMiddle(String operation) {
        deployment.socketTimeout = Duration.ofMillis(200);
        dataZone.fault(operation, StandInFault.answerHalf(Duration.ofSeconds(1)), 2);

        Answer created = deployment.create(run());

        created.assertSucceeded();
        assertEquals(3, dataZone.calls(operation).size());
        assertEquals(1, dataZone.startedRuns().size());
    }

    /** A redirected request would take its signature along. */
    @ParameterizedTest
    @ValueSource(strings = {START, GET})
    void followsNoRedirection(String operation) {
        try (StandInDataZone elsewhere = new StandInDataZone()) {
            Map<String, String> location = Map.of("Location", elsewhere.endpoint() + "/");
            dataZone.fault(operation, StandInFault.answerWith(302, location, ""));

            Answer created = deployment.create(run());

            created.assertFailed("HTTP 302", "check proxies and endpoints");
            assertEquals(0, elsewhere.calls().size());
        }
    }

    @Test
    void failsAtOnceWhereAProxyForbidsTheCall() {
        dataZone.faultAlways(START, StandInFault.answerWith(407, HTML, "<html>Proxy Authentication Required</html>"));

        Answer created = deployment.create(run());

        created.assertFailed("HTTP 407", "check proxies and endpoints");
        assertEquals(Duration.ZERO, created.took());
    }

    @Test
    void triesAgainWithTheServicesTimeWhereTheMachinesClockIsWrong() {
        dataZone.fault(
                START,
                StandInFault.answerWith(
                        403,
                        Map.of("x-amzn-ErrorType", "RequestTimeTooSkewed"),
                        "{\"message\":\"The difference between the request time and the current time is too"
                                + " large.\"}"));

        Answer created = deployment.create(run());

        created.assertSucceeded();
        assertEquals(1, dataZone.startedRuns().size());
    }
}
