package io.github.datazonecdk.metadatageneration.examples;

import io.github.datazonecdk.metadatageneration.IMetadataGenerationProvider;
import io.github.datazonecdk.metadatageneration.MetadataGenerationProvider;
import io.github.datazonecdk.metadatageneration.MetadataGenerationRun;
import io.github.datazonecdk.metadatageneration.MetadataGenerationTarget;
import io.github.datazonecdk.metadatageneration.MetadataGenerationType;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** A run by the provider that a {@link SharedProviderStack} of another app has exported. */
public final class ImportedProviderStack extends Stack {
    public ImportedProviderStack(Construct scope, String id) {
        super(scope, id);
        IMetadataGenerationProvider provider = MetadataGenerationProvider.fromProviderAttributes(
                this,
                "Provider",
                Fn.importValue("MetadataGenerationServiceToken"),
                Fn.importValue("MetadataGenerationRoleArn"));
        MetadataGenerationRun.Builder.create(this, "Orders")
                .domainIdentifier("dzd_4p2x9k7")
                .owningProjectIdentifier("3jx9m2c")
                .target(MetadataGenerationTarget.asset("5d4kq3x"))
                .type(MetadataGenerationType.BUSINESS_DESCRIPTIONS)
                .provider(provider)
                .build();
    }
}
