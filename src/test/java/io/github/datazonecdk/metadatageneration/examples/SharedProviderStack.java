package io.github.datazonecdk.metadatageneration.examples;

import io.github.datazonecdk.metadatageneration.MetadataGenerationProvider;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnOutputProps;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** One provider for the stacks of every app of the account and Region: its role is enrolled once. */
public final class SharedProviderStack extends Stack {
    public SharedProviderStack(Construct scope, String id) {
        super(scope, id);
        MetadataGenerationProvider provider = MetadataGenerationProvider.getOrCreate(this);
        export("ServiceToken", provider.getServiceToken());
        export("RoleArn", provider.getRole().getRoleArn());
    }

    private void export(String id, String value) {
        new CfnOutput(
                this,
                id,
                CfnOutputProps.builder()
                        .value(value)
                        .exportName("MetadataGeneration" + id)
                        .build());
    }
}
