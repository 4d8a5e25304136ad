package io.github.datazonecdk.metadatageneration.examples;

import io.github.datazonecdk.metadatageneration.MetadataGenerationRun;
import io.github.datazonecdk.metadatageneration.MetadataGenerationTarget;
import io.github.datazonecdk.metadatageneration.MetadataGenerationType;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/**
 * A new run in every deployment. The build's number serves better than the time: deploying a build once more, or going
 * back to it, is then no reason for another run, and runs are metered.
 */
public final class EveryDeploymentStack extends Stack {
    public EveryDeploymentStack(Construct scope, String id, String buildNumber) {
        super(scope, id);
        MetadataGenerationRun.Builder.create(this, "Orders")
                .domainIdentifier("dzd_4p2x9k7")
                .owningProjectIdentifier("3jx9m2c")
                .target(MetadataGenerationTarget.asset("5d4kq3x"))
                .types(List.of(MetadataGenerationType.BUSINESS_DESCRIPTIONS))
                .rerunTrigger(buildNumber)
                .build();
    }
}
