package io.github.datazonecdk.metadatageneration.stage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The S3 bucket that takes the answers to CloudFormation, under URLs that hold a secret. */
public final class ResponseBucket implements AutoCloseable {
    private final HttpsServer server;
    private final ThrowawayCertificate certificate;
    private final Map<String, BlockingQueue<String>> answers = new ConcurrentHashMap<>();

    /** A URL that may be written to, once or more, and its secret. */
    public record PresignedUrl(String url, String secret) {}

    public ResponseBucket(Path directory, ExecutorService threads) {
        this(new ThrowawayCertificate(directory), threads);
    }

    public ResponseBucket(ThrowawayCertificate certificate, ExecutorService threads) {
        this.certificate = certificate;
        try {
            server = certificate.server(threads);
            server.createContext("/", this::put);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a client must trust. */
    ThrowawayCertificate certificate() {
        return certificate;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public PresignedUrl presign(String stackId, String logicalId, String requestId) {
        String secret = UUID.randomUUID().toString().replace("-", "");
        String path = "/" + URLEncoder.encode(stackId + "|" + logicalId + "|" + requestId, StandardCharsets.UTF_8)
                + "?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Expires=1893456000&Signature=" + secret;
        answers.put(path, new LinkedBlockingQueue<>());
        return new PresignedUrl("https://127.0.0.1" + path, secret);
    }

    /** The next answer at this URL, or null when none arrives in this many seconds. */
    String await(PresignedUrl url, long seconds) throws InterruptedException {
        return answers.get(path(URI.create(url.url()))).poll(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void put(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        BlockingQueue<String> queue = answers.get(path(exchange.getRequestURI()));
        boolean allowed = queue != null && exchange.getRequestMethod().equals("PUT");
        exchange.sendResponseHeaders(allowed ? 200 : 403, -1);
        exchange.close();
        if (allowed) {
            queue.add(body);
        }
    }

    private static String path(URI uri) {
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }
}
