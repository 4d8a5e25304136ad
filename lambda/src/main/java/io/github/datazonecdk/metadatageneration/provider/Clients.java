package io.github.datazonecdk.metadatageneration.provider;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.datazone.DataZoneClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Makes the SDK's clients. */
final class Clients {
    private static final AwsCredentialsProvider OWN = EnvironmentVariableCredentialsProvider.create();

    private Clients() {}

    static DataZoneClient dataZone(Caller caller) {
        return DataZoneClient.builder()
                .region(Region.of(caller.region()))
                .credentialsProvider(caller.roleArn() == null ? OWN : assumed(caller))
                .httpClient(http())
                // Patience is who tries again.
                .overrideConfiguration(client -> client.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private static AwsCredentialsProvider assumed(Caller caller) {
        StsClient sts = StsClient.builder()
                .region(Region.of(System.getenv("AWS_REGION")))
                .credentialsProvider(OWN)
                .httpClient(http())
                .build();
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(role -> role.roleArn(caller.roleArn())
                        .externalId(caller.externalId())
                        .roleSessionName("metadata-generation"))
                .build();
    }

    private static SdkHttpClient http() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(5))
                .socketTimeout(Duration.ofSeconds(30))
                .build();
    }
}
