package io.github.datazonecdk.metadatageneration.provider;

import io.github.datazonecdk.metadatageneration.provider.calls.Time;
import io.github.datazonecdk.metadatageneration.provider.run.Runs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.datazone.DataZoneClient;

/**
 * Plays one request through all the code that a first one needs. Lambda gives the function a full processor while it
 * starts and a part of one from then on, so whatever is loaded here costs less. Nothing leaves the process: DataZone's
 * answers come from memory.
 */
final class Priming {
    private static final String CREATE = """
        {"RequestType": "Create", "StackId": "-", "LogicalResourceId": "-", "RequestId": "-",
        "ResourceProperties": {"domainIdentifier": "dzd_0", "owningProjectIdentifier": "0",
        "target": {"identifier": "0"}, "types": ["BUSINESS_DESCRIPTIONS"]}\
        """;

    /** Created in 1970, so that Get is primed too. */
    private static final String RUN = """
        {"id": "0", "domainId": "dzd_0", "owningProjectId": "0", "status": "SUCCEEDED",
        "types": ["BUSINESS_DESCRIPTIONS"], "typeStats": [], "createdAt": 0, "createdBy": "0"}\
        """;

    private Priming() {}

    /** Never fails: a function that is not primed is only slower. */
    static void prime() {
        try {
            Runs runs = new Runs("us-east-1", "-", access -> client());
            // Of runs alone: nobody waits for the first request of a batch, which goes on for minutes.
            Router router = new Router(runs, null, Time.SYSTEM);
            String begun = answer(router, CREATE + "}");
            answer(router, CREATE + "," + begun.substring(1));
        } catch (Exception | LinkageError e) {
            System.err.println("not primed: " + e);
        }
    }

    private static String answer(Router router, String event) {
        InputStream input = new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
        // No time for a second try: Lambda gives a function ten seconds to start.
        return new String(router.answer(input, Duration.ZERO, line -> {}), StandardCharsets.UTF_8);
    }

    private static DataZoneClient client() {
        return Clients.dataZone(
                "us-east-1",
                StaticCredentialsProvider.create(AwsSessionCredentials.create("0", "0", "0")),
                UrlConnectionHttpClient.create(Answered::new));
    }

    /** A connection to nowhere, over which any request is answered with a run. */
    private static final class Answered extends HttpURLConnection {
        Answered(URI uri) {
            super(url(uri));
        }

        private static URL url(URI uri) {
            try {
                return uri.toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        public void connect() {
            connected = true;
        }

        @Override
        public void disconnect() {}

        @Override
        public boolean usingProxy() {
            return false;
        }

        @Override
        public int getResponseCode() {
            return HTTP_OK;
        }

        @Override
        public OutputStream getOutputStream() {
            return new ByteArrayOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(RUN.getBytes(StandardCharsets.UTF_8));
        }
    }
}
