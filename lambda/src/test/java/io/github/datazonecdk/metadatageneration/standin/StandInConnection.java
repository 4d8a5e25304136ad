package io.github.datazonecdk.metadatageneration.standin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Hands the SDK's requests to the stand-in without a socket between them: for those who have millions. As
 * HttpURLConnection does, it drops the body of a 401 where the request says its length.
 */
public record StandInConnection(StandInDataZone dataZone) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return exchange(request);
            }

            @Override
            public void abort() {}
        };
    }

    private HttpExecuteResponse exchange(HttpExecuteRequest request) throws IOException {
        SdkHttpRequest http = request.httpRequest();
        StandInDataZone.Answer answer = dataZone.answer(
                http.method().name(),
                http.getUri(),
                http.firstMatchingHeader("Authorization").orElse(null),
                body(request));
        if (answer == null) {
            throw new IOException("Connection reset");
        }
        boolean dropsBody = answer.status() == 401
                && http.firstMatchingHeader("Content-Length").isPresent();
        Map<String, List<String>> headers = new HashMap<>();
        answer.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(answer.status())
                        .headers(headers)
                        .build())
                .responseBody(
                        AbortableInputStream.create(new ByteArrayInputStream(dropsBody ? new byte[0] : answer.body())))
                .build();
    }

    private static byte[] body(HttpExecuteRequest request) throws IOException {
        if (request.contentStreamProvider().isEmpty()) {
            return new byte[0];
        }
        try (InputStream body = request.contentStreamProvider().get().newStream()) {
            return body.readAllBytes();
        }
    }

    @Override
    public String clientName() {
        return "StandIn";
    }

    @Override
    public void close() {}
}
