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
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate of 127.0.0.1, for servers that clients are told to trust. It is of the kind that AWS's endpoints have,
 * RSA and signed by an intermediate authority: another kind would take clients another time to check.
 */
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

    /** All that a Java trusts by itself, and who signed this certificate. */
    public Path trustStore(Path javaHome) throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance(
                    javaHome.resolve("lib/security/cacerts").toFile(), PASSWORD);
            trusted.setCertificateEntry(ALIAS, root());
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
        makeKeys(file, "root", "-ext", "bc:c");
        makeKeys(file, "intermediate", "-ext", "bc:c", "-signer", "root");
        makeKeys(file, ALIAS, "-ext", "san=ip:127.0.0.1", "-signer", "intermediate");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        // A server with several keys takes any of them.
        keys.deleteEntry("root");
        keys.deleteEntry("intermediate");
        return keys;
    }

    private static void makeKeys(Path file, String alias, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=" + alias,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("keytool made no certificate: " + output);
        }
    }

    private Certificate root() throws GeneralSecurityException {
        Certificate[] chain = keys.getCertificateChain(ALIAS);
        return chain[chain.length - 1];
    }

    private String pem() throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(root().getEncoded())
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
