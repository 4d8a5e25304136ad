package io.github.datazonecdk.metadatageneration.provider;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Has HttpURLConnection buffer what it sends, by leaving it to set the length: of a request that is streamed it drops the
 * body of a 401, and so DataZone's message.
 */
public record BufferedRequests(SdkHttpClient client) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return client.prepareRequest(HttpExecuteRequest.builder()
                .request(request.httpRequest().toBuilder()
                        .removeHeader("Content-Length")
                        .build())
                .contentStreamProvider(request.contentStreamProvider().orElse(null))
                .build());
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }
}
