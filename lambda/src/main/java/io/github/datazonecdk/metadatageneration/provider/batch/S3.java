package io.github.datazonecdk.metadatageneration.provider.batch;

import io.github.datazonecdk.metadatageneration.provider.calls.ServiceError;
import io.github.datazonecdk.metadatageneration.provider.datazone.Advice;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.endpoint.AwsClientEndpointProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Reads and writes objects in Amazon S3, with the SDK's own connections, endpoints and signatures. Not with the SDK's S3
 * client: its operations hang together so closely that all of them would be in the function's package, which they would
 * more than double.
 */
public final class S3 {
    private static final Pattern ERROR = Pattern.compile("(?s).*<Code>(.*?)</Code>.*?<Message>(.*?)</Message>.*");

    private final String region;
    private final AwsCredentialsProvider credentials;
    private final SdkHttpClient http;
    private final URI endpoint;

    /** Finds its endpoint as the SDK's clients do. */
    public S3(String region, AwsCredentialsProvider credentials, SdkHttpClient http) {
        this.region = region;
        this.credentials = credentials;
        this.http = http;
        this.endpoint = AwsClientEndpointProvider.builder()
                .serviceEndpointOverrideEnvironmentVariable("AWS_ENDPOINT_URL_S3")
                .serviceEndpointOverrideSystemProperty("aws.endpointUrlS3")
                .serviceProfileProperty("s3")
                .serviceEndpointPrefix("s3")
                .defaultProtocol("https")
                .region(Region.of(region))
                .dualstackEnabled(false)
                .fipsEnabled(
                        SdkSystemSetting.AWS_USE_FIPS_ENDPOINT.getBooleanValue().orElse(false))
                .build()
                .clientEndpoint();
    }

    byte[] get(String bucket, String key) {
        return call(request(bucket, key).method(SdkHttpMethod.GET), null);
    }

    /** No more than so many bytes of it. */
    byte[] beginning(String bucket, String key, int bytes) {
        return call(request(bucket, key).method(SdkHttpMethod.GET).putHeader("Range", "bytes=0-" + (bytes - 1)), null);
    }

    /** The failure of a call: where no answer came, nothing was refused. */
    static Failure failure(String operation, String subject, SdkException error, String refused, Advice advice) {
        return ServiceError.failure(
                operation,
                subject,
                error,
                error instanceof SdkServiceException ? refused : advice.reach(BatchGeneration.SERVICES));
    }

    void put(String bucket, String key, byte[] content) {
        SdkHttpRequest.Builder put = request(bucket, key)
                .method(SdkHttpMethod.PUT)
                .putHeader("Content-Length", String.valueOf(content.length))
                .putHeader("Content-Type", "application/json");
        call(put, () -> new ByteArrayInputStream(content));
    }

    private byte[] call(SdkHttpRequest.Builder request, ContentStreamProvider body) {
        SignedRequest signed = signed(request.build(), body);
        try {
            HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
                            .request(signed.request())
                            .contentStreamProvider(signed.payload().orElse(null))
                            .build())
                    .call();
            byte[] answer = read(response);
            if (!response.httpResponse().isSuccessful()) {
                throw error(response.httpResponse(), answer);
            }
            return answer;
        } catch (IOException e) {
            throw SdkClientException.create("S3 not reached", e);
        }
    }

    /** With the bucket in the path, which any endpoint takes. */
    private SdkHttpRequest.Builder request(String bucket, String key) {
        return SdkHttpRequest.builder()
                .uri(endpoint)
                .encodedPath(SdkHttpUtils.appendUri(
                        endpoint.getRawPath(), bucket + "/" + SdkHttpUtils.urlEncodeIgnoreSlashes(key)));
    }

    private SignedRequest signed(SdkHttpRequest request, ContentStreamProvider body) {
        return AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(credentials.resolveCredentials())
                        .request(request)
                        .payload(body)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false));
    }

    private static byte[] read(HttpExecuteResponse response) throws IOException {
        try (InputStream body = response.responseBody().orElseGet(AbortableInputStream::createEmpty)) {
            return body.readAllBytes();
        }
    }

    private static AwsServiceException error(SdkHttpResponse response, byte[] body) {
        Matcher error = ERROR.matcher(new String(body, StandardCharsets.UTF_8));
        AwsErrorDetails.Builder details = AwsErrorDetails.builder().serviceName("S3");
        if (error.matches()) {
            details.errorCode(error.group(1)).errorMessage(error.group(2));
        }
        return AwsServiceException.builder()
                .awsErrorDetails(details.build())
                .statusCode(response.statusCode())
                .requestId(response.firstMatchingHeader("x-amz-request-id").orElse(null))
                .build();
    }
}
