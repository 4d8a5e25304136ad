package io.github.datazonecdk.metadatageneration.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.stage.LambdaInstance;
import io.github.datazonecdk.metadatageneration.stage.LambdaMachine;
import io.github.datazonecdk.metadatageneration.stage.LambdaResult;
import io.github.datazonecdk.metadatageneration.stage.ThrowawayCertificate;
import io.github.datazonecdk.metadatageneration.stage.TlsFront;
import io.github.datazonecdk.metadatageneration.stage.TlsFront.Request;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the packaged function connects while it starts, over TLS. */
final class FirstConnectionTest {
    private static final int X25519 = 0x001d;
    private static final int FFDHE2048 = 0x0100;
    private static final int P256 = 0x0017;
    private static final int P384 = 0x0018;

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
    void isOpenedByAnUnsignedGetAndTakenByTheFirstCall(@TempDir Path directory) throws Exception {
        ThrowawayCertificate certificate = new ThrowawayCertificate(directory);
        Path trustStore = certificate.trustStore(LambdaMachine.asItIs(true).javaHome());
        try (StandInDataZone dataZone = new StandInDataZone();
                TlsFront front = new TlsFront(dataZone.endpoint(), certificate, packaged.threads());
                LambdaInstance function =
                        start(front.endpoint().toString(), "-Djavax.net.ssl.trustStore=" + trustStore)) {

            LambdaResult result =
                    function.invoke(PackagedFunction.request("Create").toString());

            assertFalse(result.isError(), result::payload);
            List<Request> requests = front.requests();
            int port = requests.get(0).clientPort();
            assertEquals(
                    List.of(
                            new Request("GET", "/", false, port),
                            new Request("POST", "/v2/domains/dzd_4p2/metadata-generation-runs", true, port)),
                    requests);
        }
    }

    /** Each share takes the JDK a key; the server that wants P-256 asks for it. */
    @Test
    void beginsWithCheapKeysAndOffersTheUsualOnes() throws Exception {
        ClientHello hello = clientHello("");

        assertEquals(List.of(X25519, FFDHE2048), hello.keyShares());
        assertEquals(List.of(X25519, FFDHE2048, P256, P384), hello.groups());
    }

    @Test
    void beginsWithTheKeysThatTheUserPrefers() throws Exception {
        ClientHello hello = clientHello("-Djdk.tls.namedGroups=secp384r1");

        assertEquals(List.of(P384), hello.keyShares());
        assertEquals(List.of(P384), hello.groups());
    }

    private static ClientHello clientHello(String javaOptions) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LambdaInstance function = start("https://127.0.0.1:" + server.getLocalPort(), javaOptions);
                Socket client = server.accept()) {
            ClientHello hello = ClientHello.read(new DataInputStream(client.getInputStream()));
            assertTrue(function.isAlive());
            return hello;
        }
    }

    private static LambdaInstance start(String endpoint, String javaOptions) {
        return packaged.start(
                Map.of("AWS_ENDPOINT_URL_DATAZONE", endpoint, "JAVA_TOOL_OPTIONS", javaOptions),
                Duration.ofMinutes(2),
                line -> {});
    }

    /** The first message of a TLS connection, as RFC 8446 has it. */
    private record ClientHello(List<Integer> groups, List<Integer> keyShares) {
        private static final int SUPPORTED_GROUPS = 10;
        private static final int KEY_SHARE = 51;

        static ClientHello read(DataInputStream in) throws IOException {
            in.skipNBytes(5 + 4 + 2 + 32); // the record, the message, the version and the random number
            in.skipNBytes(in.readUnsignedByte()); // the session
            in.skipNBytes(in.readUnsignedShort()); // ciphers
            in.skipNBytes(in.readUnsignedByte()); // compression
            ClientHello hello = new ClientHello(new ArrayList<>(), new ArrayList<>());
            ByteBuffer extensions = ByteBuffer.wrap(in.readNBytes(in.readUnsignedShort()));
            while (extensions.hasRemaining()) {
                hello.take(extensions.getShort(), vector(extensions));
            }
            return hello;
        }

        private void take(int extension, ByteBuffer data) {
            if (extension == SUPPORTED_GROUPS) {
                for (ByteBuffer offered = vector(data); offered.hasRemaining(); ) {
                    groups.add((int) offered.getShort());
                }
            } else if (extension == KEY_SHARE) {
                for (ByteBuffer shares = vector(data); shares.hasRemaining(); vector(shares)) {
                    keyShares.add((int) shares.getShort());
                }
            }
        }

        /** What comes next, after its length. */
        private static ByteBuffer vector(ByteBuffer in) {
            int length = Short.toUnsignedInt(in.getShort());
            ByteBuffer vector = in.slice(in.position(), length);
            in.position(in.position() + length);
            return vector;
        }
    }
}
