package io.github.datazonecdk.metadatageneration.stage;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate of 127.0.0.1, for servers that clients are told to trust. */
public final class ThrowawayCertificate {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String ALIAS = "loopback";

    private final Path directory;
    private final KeyStore keys;
    private final Path file;

    public ThrowawayCertificate(Path directory) {
        this.directory = directory;
        try {
            keys = keys(directory.resolve("loopback.p12"));
            file = Files.writeString(directory.resolve("loopback.pem"), pem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a client must trust, as PEM. */
    Path file() {
        return file;
    }

    /** All that a Java trusts by itself, and this certificate. */
    public Path trustStore(Path javaHome) throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance(
                    javaHome.resolve("lib/security/cacerts").toFile(), PASSWORD);
            trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
            Path store = directory.resolve("cacerts");
            try (OutputStream out = Files.newOutputStream(store)) {
                // With a password, PKCS #12 would take time to read.
                trusted.store(out, trusted.getType().equalsIgnoreCase("JKS") ? PASSWORD : null);
            }
            return store;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** A server on 127.0.0.1 that is still to be started. */
    HttpsServer server(ExecutorService threads) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls()));
        server.setExecutor(threads);
        return server;
    }

    private static KeyStore keys(Path file) throws IOException, GeneralSecurityException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        ALIAS,
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

    private String pem() throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getCertificate(ALIAS).getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private SSLContext tls() throws IOException {
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(managers.getKeyManagers(), null, null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
