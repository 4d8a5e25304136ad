package io.github.datazonecdk.metadatageneration.provider;

import io.github.datazonecdk.metadatageneration.provider.batch.S3;
import io.github.datazonecdk.metadatageneration.provider.datazone.Access;
import io.github.datazonecdk.metadatageneration.provider.datazone.BufferedRequests;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.datazone.DataZoneClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Makes the SDK's clients, which share their connections. */
final class Clients {
    static {
        // The JDK makes a key for the first group of each kind, and a key for P-256 takes the longest.
        // So P-256 comes second of its kind, after a cheap one. A server that wants it can still ask for it.
        // Read when TLS is loaded.
        System.getProperties().putIfAbsent("jdk.tls.namedGroups", "x25519,ffdhe2048,secp256r1,secp384r1");
    }

    private final String ownRegion;
    private final AwsCredentialsProvider own;
    private final SdkHttpClient http;

    Clients(String ownRegion) {
        this(ownRegion, Duration.ofSeconds(30));
    }

    Clients(String ownRegion, Duration socketTimeout) {
        this.ownRegion = ownRegion;
        this.own = lambdasCredentials();
        this.http = http(socketTimeout);
    }

    /** As Lambda gives them: in the environment, or at an endpoint that it names there (to functions with SnapStart). */
    private static AwsCredentialsProvider lambdasCredentials() {
        return SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI
                        .getStringValue()
                        .isPresent()
                ? ContainerCredentialsProvider.create()
                : EnvironmentVariableCredentialsProvider.create();
    }

    /** One for all: the JDK keeps connections, and trusted certificates, for the socket factory that each has of its own. */
    SdkHttpClient http() {
        return http;
    }

    DataZoneClient dataZone(Access access) {
        return dataZone(access.region(), access.roleArn() == null ? own : assumed(access), http);
    }

    static DataZoneClient dataZone(String region, AwsCredentialsProvider credentials, SdkHttpClient http) {
        return DataZoneClient.builder()
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(Clients::tryOnce)
                .build();
    }

    SfnClient stepFunctions() {
        return SfnClient.builder()
                .region(Region.of(ownRegion))
                .credentialsProvider(own)
                .httpClient(http)
                .overrideConfiguration(Clients::tryOnce)
                .build();
    }

    S3 s3() {
        return new S3(ownRegion, own, http);
    }

    private AwsCredentialsProvider assumed(Access access) {
        StsClient sts = StsClient.builder()
                .region(Region.of(ownRegion))
                .credentialsProvider(own)
                .httpClient(http)
                .overrideConfiguration(Clients::tryOnce)
                .build();
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(role -> role.roleArn(access.roleArn())
                        .externalId(access.externalId())
                        .roleSessionName("metadata-generation"))
                .build();
    }

    /** Retries are ours, not the SDK's. */
    private static void tryOnce(ClientOverrideConfiguration.Builder client) {
        client.retryStrategy(AwsRetryStrategy.doNotRetry());
    }

    private static SdkHttpClient http(Duration socketTimeout) {
        return new BufferedRequests(UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(5))
                .socketTimeout(socketTimeout)
                .build());
    }
}
