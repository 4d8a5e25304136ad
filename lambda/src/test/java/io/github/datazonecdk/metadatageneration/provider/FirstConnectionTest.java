package io.github.datazonecdk.metadatageneration.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** What it sends, and how long a start can wait for it. Over TLS, the packaged function is looked at elsewhere. */
class FirstConnectionTest {
    private static final Duration TWO_SECONDS_AND_SOME_FOR_A_BUSY_MACHINE = Duration.ofMillis(3500);

    private final List<SdkHttpRequest> sent = new ArrayList<>();

    @Test
    void getsTheRootWithoutASignature() {
        open(() -> URI.create("https://datazone.eu-west-1.api.aws"));

        assertEquals(1, sent.size());
        assertEquals(SdkHttpMethod.GET, sent.get(0).method());
        assertEquals(
                URI.create("https://datazone.eu-west-1.api.aws/"), sent.get(0).getUri());
        assertTrue(sent.get(0).headers().isEmpty(), sent::toString);
    }

    @Test
    void sendsNothingWhereThereIsNoHandshake() {
        open(() -> URI.create("http://127.0.0.1:1"));

        assertEquals(List.of(), sent);
    }

    @Test
    void failsNoStartWhereTheEndpointIsUnknown() {
        open(() -> {
            throw new IllegalArgumentException("no such Region");
        });

        assertEquals(List.of(), sent);
    }

    @Test
    void delaysAStartByTwoSecondsWhereNobodyAnswers() throws IOException {
        SdkHttpClient http = new Clients("eu-west-1").http();
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI endpoint = URI.create("https://127.0.0.1:" + deaf.getLocalPort());

            assertTakesTwoSeconds(
                    () -> FirstConnection.open(http, () -> endpoint).await());
        }
    }

    /** As in a VPC without a route, or with a resolver that does not answer. */
    @Test
    void delaysAStartByTwoSecondsWhereConnectingTakesForever() {
        CountDownLatch never = new CountDownLatch(1);

        assertTakesTwoSeconds(() -> FirstConnection.open(new Recorder(), () -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return null;
                })
                .await());
    }

    private static void assertTakesTwoSeconds(Runnable start) {
        long began = System.nanoTime();
        assertTimeoutPreemptively(TWO_SECONDS_AND_SOME_FOR_A_BUSY_MACHINE, start::run);
        assertTrue(System.nanoTime() - began > Duration.ofMillis(1900).toNanos(), "nobody was waited for");
    }

    private void open(Supplier<URI> endpoint) {
        FirstConnection.open(new Recorder(), endpoint).await();
    }

    /** Notes what is to be sent, and breaks instead of sending it. */
    private final class Recorder implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            sent.add(request.httpRequest());
            throw new IllegalStateException("not sent");
        }

        @Override
        public void close() {}
    }
}
