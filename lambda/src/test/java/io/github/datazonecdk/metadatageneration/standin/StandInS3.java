package io.github.datazonecdk.metadatageneration.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in for Amazon S3 on this machine: GetObject and PutObject, with the bucket in the path; ranges from the
 * beginning, of ASCII alone. It refuses what is not
 * signed, and bodies that their signature was not made for.
 */
public final class StandInS3 implements AutoCloseable {
    private static final String SIGNATURE = "AWS4-HMAC-SHA256 Credential=[^/]+/\\d{8}/[a-z0-9-]+/s3/aws4_request, .+";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> objects = new TreeMap<>();
    private final List<String> calls = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    private record Fault(String call, int status, String code) {}

    /** Serves at once. */
    public StandInS3() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public URI endpoint() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getHostString() + ":" + address.getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    public synchronized void put(String bucket, String key, String content) {
        objects.put(bucket + "/" + key, content);
    }

    /** Null where there is none. */
    public synchronized String get(String bucket, String key) {
        return objects.get(bucket + "/" + key);
    }

    public synchronized List<String> keys() {
        return List.copyOf(objects.keySet());
    }

    /** Such as {@code GET bucket/key}. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Answers an error to the next such calls, as {@link #calls} has them. */
    public synchronized void fault(String call, int status, String code, int times) {
        for (int i = 0; i < times; i++) {
            faults.add(new Fault(call, status, code));
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String place = exchange.getRequestURI().getPath().substring(1);
            exchange.getResponseHeaders().set("x-amz-request-id", "4442587FB7D0A2F9");
            answer(exchange, exchange.getRequestMethod() + " " + place, place, body);
        }
    }

    private synchronized void answer(HttpExchange exchange, String call, String place, byte[] body) throws IOException {
        calls.add(call);
        Fault fault = faults.stream()
                .filter(each -> each.call().equals(call))
                .findFirst()
                .orElse(null);
        faults.remove(fault);
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String hash = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
        if (fault != null) {
            send(exchange, fault.status(), error(fault.code(), "It is as " + fault.code() + " says"));
        } else if (!authorization.matches(SIGNATURE)) {
            send(exchange, 403, error("AccessDenied", "Access Denied"));
        } else if (!sha256(body).equals(hash)) {
            send(exchange, 400, error("XAmzContentSHA256Mismatch", "The provided header does not match"));
        } else if (exchange.getRequestMethod().equals("PUT")) {
            objects.put(place, new String(body, StandardCharsets.UTF_8));
            send(exchange, 200, "");
        } else if (objects.containsKey(place)) {
            sendObject(exchange, objects.get(place));
        } else {
            send(exchange, 404, error("NoSuchKey", "The specified key does not exist."));
        }
    }

    private static String error(String code, String message) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                + "</Message><RequestId>4442587FB7D0A2F9</RequestId></Error>";
    }

    /** The whole of it, or its beginning where a range asks for that alone. */
    private static void sendObject(HttpExchange exchange, String text) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null) {
            send(exchange, 200, text);
        } else {
            int last = Integer.parseInt(range.replaceFirst("bytes=0-", ""));
            send(exchange, 206, text.substring(0, Math.min(text.length(), last + 1)));
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
