package io.github.datazonecdk.metadatageneration.provider;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.datazone.DataZoneClient;

/** Answers the Provider framework's onEvent and isComplete calls. */
public final class MetadataGenerationHandler implements RequestStreamHandler {
    private final Region region;
    private final Function<Region, DataZoneClient> clients;
    private final Time time;

    /** Creates the handler, once per function instance. */
    public MetadataGenerationHandler() {
        this(
                Region.of(System.getenv("AWS_REGION")),
                region -> DataZoneClient.builder()
                        .region(region)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build(),
                Time.SYSTEM);
    }

    MetadataGenerationHandler(Region region, Function<Region, DataZoneClient> clients, Time time) {
        this.region = region;
        this.clients = clients;
        this.time = time;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        clients.apply(region);
        output.write(("{\"now\":\"" + time.now() + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}
