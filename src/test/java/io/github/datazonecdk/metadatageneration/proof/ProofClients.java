package io.github.datazonecdk.metadatageneration.proof;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.datazone.DataZoneClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The services that the proof calls itself; endpoints, Region and credentials are where the SDK finds them. */
record ProofClients(DataZoneClient dataZone, CloudFormationClient cloudFormation, SsmClient ssm, StsClient sts)
        implements AutoCloseable {

    static ProofClients fromEnvironment() {
        SdkHttpClient.Builder<?> http = UrlConnectionHttpClient.builder();
        return new ProofClients(
                DataZoneClient.builder().httpClientBuilder(http).build(),
                CloudFormationClient.builder().httpClientBuilder(http).build(),
                SsmClient.builder().httpClientBuilder(http).build(),
                StsClient.builder().httpClientBuilder(http).build());
    }

    String region() {
        return dataZone.serviceClientConfiguration().region().id();
    }

    String account() {
        return sts.getCallerIdentity().account();
    }

    /** The asset's newest revision, or why it cannot be told. */
    String assetRevision(ProofSettings settings) {
        try {
            return dataZone.getAsset(
                            asset -> asset.domainIdentifier(settings.domain()).identifier(settings.asset()))
                    .revision();
        } catch (SdkException e) {
            return "unknown (" + OpenQuestions.described(e) + ")";
        }
    }

    @Override
    public void close() {
        dataZone.close();
        cloudFormation.close();
        ssm.close();
        sts.close();
    }
}
