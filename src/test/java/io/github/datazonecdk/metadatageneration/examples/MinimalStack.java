package io.github.datazonecdk.metadatageneration.examples;

import io.github.datazonecdk.metadatageneration.MetadataGenerationRun;
import io.github.datazonecdk.metadatageneration.MetadataGenerationTarget;
import io.github.datazonecdk.metadatageneration.MetadataGenerationType;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** One run, awaited: business descriptions for one asset. */
public final class MinimalStack extends Stack {
    public MinimalStack(Construct scope, String id) {
        super(scope, id);
        MetadataGenerationRun.Builder.create(this, "Orders")
                .domainIdentifier("dzd_4p2x9k7")
                .owningProjectIdentifier("3jx9m2c")
                .target(MetadataGenerationTarget.asset("5d4kq3x"))
                .types(List.of(MetadataGenerationType.BUSINESS_DESCRIPTIONS))
                .build();
    }
}
