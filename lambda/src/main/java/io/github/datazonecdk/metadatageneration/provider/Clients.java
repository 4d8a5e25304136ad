package io.github.datazonecdk.metadatageneration.provider;

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
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Makes the SDK's clients. */
final class Clients {
    private final String ownRegion;
    private final AwsCredentialsProvider own;
    private final Duration socketTimeout;

    Clients(String ownRegion) {
        this(ownRegion, Duration.ofSeconds(30));
    }

    Clients(String ownRegion, Duration socketTimeout) {
        this.ownRegion = ownRegion;
        this.own = lambdasCredentials();
        this.socketTimeout = socketTimeout;
    }

    /** As Lambda gives them: in the environment, or at an endpoint that it names there (to functions with SnapStart). */
    private static AwsCredentialsProvider lambdasCredentials() {
        return SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI
                        .getStringValue()
                        .isPresent()
                ? ContainerCredentialsProvider.create()
                : EnvironmentVariableCredentialsProvider.create();
    }

    DataZoneClient dataZone(Caller caller) {
        return dataZone(caller.region(), caller.roleArn() == null ? own : assumed(caller), http());
    }

    static DataZoneClient dataZone(String region, AwsCredentialsProvider credentials, SdkHttpClient http) {
        return DataZoneClient.builder()
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(Clients::tryOnce)
                .build();
    }

    private AwsCredentialsProvider assumed(Caller caller) {
        StsClient sts = StsClient.builder()
                .region(Region.of(ownRegion))
                .credentialsProvider(own)
                .httpClient(http())
                .overrideConfiguration(Clients::tryOnce)
                .build();
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(role -> role.roleArn(caller.roleArn())
                        .externalId(caller.externalId())
                        .roleSessionName("metadata-generation"))
                .build();
    }

    /** Patience is who tries again. */
    private static void tryOnce(ClientOverrideConfiguration.Builder client) {
        client.retryStrategy(AwsRetryStrategy.doNotRetry());
    }

    private SdkHttpClient http() {
        return new BufferedRequests(UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(5))
                .socketTimeout(socketTimeout)
                .build());
    }
}
