package io.github.datazonecdk.metadatageneration.provider;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.function.Supplier;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Opens the connection that the first call will find open, by an unsigned GET which is no API call: a TLS handshake is
 * the most that is left to do, and only while Lambda starts the function has it a full processor for it.
 */
final class FirstConnection {
    /** Where nobody is reached, in a VPC without a route, Lambda is not to wait: it gives a function ten seconds to start. */
    private static final long LONGEST_DELAY_MILLIS = 2000;

    /** A connection is kept only if its answer has been read to the end, which nobody says is near. */
    private static final int MOST_BYTES = 65_536;

    private final Thread thread;

    private FirstConnection(Thread thread) {
        this.thread = thread;
    }

    /** Begins, beside what the caller goes on doing. Never fails: without it, the first call connects by itself. */
    static FirstConnection open(SdkHttpClient http, Supplier<URI> endpoint) {
        Thread thread = new Thread(() -> tryToGet(http, endpoint), "first-connection");
        thread.setDaemon(true);
        thread.start();
        return new FirstConnection(thread);
    }

    void await() {
        try {
            thread.join(LONGEST_DELAY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tryToGet(SdkHttpClient http, Supplier<URI> endpoint) {
        try {
            URI root = endpoint.get().resolve("/");
            if ("https".equals(root.getScheme())) {
                get(http, root);
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            System.err.println("not connected yet: " + e);
        }
    }

    private static void get(SdkHttpClient http, URI root) throws IOException {
        SdkHttpRequest get =
                SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(root).build();
        try (InputStream answer = http.prepareRequest(
                        HttpExecuteRequest.builder().request(get).build())
                .call()
                .responseBody()
                .orElseGet(AbortableInputStream::createEmpty)) {
            answer.readNBytes(MOST_BYTES);
        }
    }
}
