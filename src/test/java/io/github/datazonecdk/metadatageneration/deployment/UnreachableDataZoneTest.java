package io.github.datazonecdk.metadatageneration.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.stage.LambdaFunction;
import io.github.datazonecdk.metadatageneration.stage.LambdaResult;
import io.github.datazonecdk.metadatageneration.stage.ResponseBucket;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged function where it cannot reach DataZone, or is given less time than its work takes. */
final class UnreachableDataZoneTest {
    /** The function tries again until a minute before it is killed. */
    private static final Duration ONE_SECOND_OF_TRIES = Duration.ofSeconds(61);

    private static final String FAILED =
            "StartMetadataGenerationRun failed for asset 5d4kq3x (project 3jx9, domain dzd_4p2): no answer: ";
    private static final String ADVICE = "Check that the function reaches DataZone in eu-west-1";

    private static PackagedFunction packaged;

    @BeforeAll
    static void unpack(@TempDir Path directory) {
        packaged = new PackagedFunction(directory);
    }

    @AfterAll
    static void close() {
        packaged.close();
    }

    @Test
    void tellsThatTheNameIsUnknown() throws Exception {
        String line = firstLineOfAFailedCreate("https://datazone.eu-west-1.invalid");

        assertTells(line, "UnknownHostException");
    }

    @Test
    void tellsThatTheConnectionIsRefused() throws Exception {
        String line = firstLineOfAFailedCreate("http://127.0.0.1:" + unusedPort());

        assertTells(line, "ConnectException Connection refused");
    }

    /** The queue of the one who listens is full, so that nobody answers: the function waits for five seconds. */
    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void tellsThatNobodyAcceptsTheConnection(String scheme) throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket(deaf.getInetAddress(), deaf.getLocalPort());
                Socket second = new Socket(deaf.getInetAddress(), deaf.getLocalPort())) {
            String line = firstLineOfAFailedCreate(scheme + "://127.0.0.1:" + deaf.getLocalPort());

            assertTrue(first.isConnected() && second.isConnected());
            assertTells(line, "SocketTimeoutException Connect timed out");
        }
    }

    @Test
    void tellsThatTheCertificateIsNotTrusted(@TempDir Path directory) throws Exception {
        try (ResponseBucket stranger = new ResponseBucket(directory, packaged.threads())) {
            String line = firstLineOfAFailedCreate("https://127.0.0.1:" + stranger.port());

            assertTells(line, "unable to find valid certification path to requested target");
        }
    }

    @Test
    void deletesAllTheSame() throws Exception {
        try (LambdaFunction function = packaged.at("http://127.0.0.1:" + unusedPort(), Duration.ofSeconds(12))) {
            ObjectNode delete = PackagedFunction.request("Delete")
                    .put("PhysicalResourceId", "v1:ours:run0001:0123456789abcdef0123456789abcdef:finished");

            LambdaResult result = function.invoke(delete.toString());

            assertFalse(result.isError(), result::payload);
        }
    }

    @Test
    void startsOneRunWhereLambdaEndsTheFunctionAtItsTimeoutAndIsAskedAgain() throws Exception {
        try (StandInDataZone dataZone = new StandInDataZone();
                LambdaFunction slow = packaged.at(dataZone.endpoint().toString(), Duration.ofSeconds(3));
                LambdaFunction another = packaged.at(dataZone.endpoint().toString(), Duration.ofMinutes(1))) {
            dataZone.runs(StandInOutcome.neverEnds());
            dataZone.fault("StartMetadataGenerationRun", StandInFault.answerLate(Duration.ofSeconds(5)));
            String create = PackagedFunction.request("Create").toString();

            LambdaResult killed = slow.invoke(create);
            LambdaResult again = another.invoke(create);

            assertTrue(killed.payload().contains("Task timed out after 3.00 seconds"), killed::payload);
            assertFalse(again.isError(), again::payload);
            assertTrue(again.payload().contains(":run0001:"), again::payload);
            assertEquals(1, dataZone.startedRuns().size());
        }
    }

    private String firstLineOfAFailedCreate(String endpoint) throws InterruptedException {
        try (LambdaFunction function = packaged.at(endpoint, ONE_SECOND_OF_TRIES)) {
            LambdaResult result =
                    function.invoke(PackagedFunction.request("Create").toString());
            assertTrue(result.isError(), result::payload);
            JsonNode error = Json.parse(result.payload());
            return error.path("errorMessage").asText().lines().findFirst().orElse("");
        }
    }

    private static void assertTells(String line, String cause) {
        assertTrue(line.startsWith(FAILED), line);
        assertTrue(line.contains(cause), line);
        assertTrue(line.endsWith(ADVICE), line);
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
