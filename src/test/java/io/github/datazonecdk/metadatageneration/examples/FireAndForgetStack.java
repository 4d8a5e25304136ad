package io.github.datazonecdk.metadatageneration.examples;

import io.github.datazonecdk.metadatageneration.MetadataGenerationRun;
import io.github.datazonecdk.metadatageneration.MetadataGenerationTarget;
import io.github.datazonecdk.metadatageneration.MetadataGenerationType;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.OnEventOptions;
import software.amazon.awscdk.services.events.targets.SnsTopic;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/**
 * A run that is started and left alone: the deployment does not wait for it, nothing cancels it, and a topic tells of
 * failures, of this run and of others.
 */
public final class FireAndForgetStack extends Stack {
    public FireAndForgetStack(Construct scope, String id) {
        super(scope, id);
        MetadataGenerationRun run = MetadataGenerationRun.Builder.create(this, "Orders")
                .domainIdentifier("dzd_4p2x9k7")
                .owningProjectIdentifier("3jx9m2c")
                .target(MetadataGenerationTarget.asset("5d4kq3x"))
                .types(List.of(MetadataGenerationType.BUSINESS_DESCRIPTIONS))
                .waitForCompletion(false)
                .cancelOnDelete(false)
                .build();
        Topic failures = new Topic(this, "Failures");
        run.onFailed(
                "Failed",
                OnEventOptions.builder().target(new SnsTopic(failures)).build());
    }
}
