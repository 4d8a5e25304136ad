package io.github.datazonecdk.metadatageneration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The S3 bucket that takes the answers to CloudFormation, under URLs that hold a secret. */
final class ResponseBucket implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final HttpsServer server;
    private final Path certificate;
    private final Map<String, BlockingQueue<String>> answers = new ConcurrentHashMap<>();

    /** A URL that may be written to, once or more, and its secret. */
    record PresignedUrl(String url, String secret) {}

    ResponseBucket(Path directory, ExecutorService threads) {
        try {
            KeyStore keys = throwawayKeys(directory.resolve("response-bucket.p12"));
            certificate = Files.writeString(directory.resolve("response-bucket.pem"), pem(keys));
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls(keys)));
            server.setExecutor(threads);
            server.createContext("/", this::put);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a client must trust. */
    Path certificate() {
        return certificate;
    }

    int port() {
        return server.getAddress().getPort();
    }

    PresignedUrl presign(String stackId, String logicalId, String requestId) {
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

    private static KeyStore throwawayKeys(Path file) throws IOException, GeneralSecurityException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "bucket",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!Files.exists(file)) {
            throw new IOException("keytool made no certificate: " + output);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static String pem(KeyStore keys) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getCertificate("bucket").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static SSLContext tls(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls;
    }
}
