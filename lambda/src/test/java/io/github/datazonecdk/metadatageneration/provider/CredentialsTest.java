package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static final String ENDPOINT = "aws.containerCredentialsFullUri";

    @AutoClose
    private final Deployment deployment = new Deployment();

    @AfterEach
    void nameNoEndpoint() {
        System.clearProperty(ENDPOINT);
    }

    @Test
    void areThoseOfTheEndpointThatLambdaNames() throws Exception {
        HttpServer endpoint = endpoint();
        System.setProperty(ENDPOINT, "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/2021-04-23/credentials");

        Answer created = deployment.create(run());
        endpoint.stop(0);

        created.assertSucceeded();
        assertEquals("ASIACONTAINER", deployment.dataZone.calls().get(0).accessKeyId());
    }

    @Test
    void failTheRequestWhereThereAreNone() {
        System.setProperty(ENDPOINT, "http://127.0.0.1:1/none");

        Answer created = deployment.create(run());

        created.assertFailed("StartMetadataGenerationRun failed");
        assertEquals(0, deployment.dataZone.calls().size());
    }

    private static HttpServer endpoint() throws Exception {
        byte[] credentials =
                """
                {"AccessKeyId": "ASIACONTAINER", "SecretAccessKey": "secret", "Token": "token", "Expiration": "%s"}""".formatted(Instant.now().plus(Duration.ofHours(6))).getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, credentials.length);
            exchange.getResponseBody().write(credentials);
            exchange.close();
        });
        server.start();
        return server;
    }
}
