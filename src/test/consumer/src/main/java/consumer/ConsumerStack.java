package consumer;

import io.github.datazonecdk.metadatageneration.MetadataGenerationFailOn;
import io.github.datazonecdk.metadatageneration.MetadataGenerationProvider;
import io.github.datazonecdk.metadatageneration.MetadataGenerationRun;
import io.github.datazonecdk.metadatageneration.MetadataGenerationTarget;
import io.github.datazonecdk.metadatageneration.MetadataGenerationType;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnOutputProps;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.datazone.CfnDomain;
import software.constructs.Construct;

/** One run as simple as can be, and one with every prop: an older CDK may lack what only a prop makes use of. */
final class ConsumerStack extends Stack {
    ConsumerStack(Construct scope) {
        super(scope, "Consumer");
        MetadataGenerationRun run = simple();
        new CfnOutput(
                this, "RunId", CfnOutputProps.builder().value(run.getRunId()).build());
        run.getProvider().metricErrors();
        run.onFailed("Failed");
        withEveryProp().getNode().addDependency(run);
    }

    private MetadataGenerationRun simple() {
        return MetadataGenerationRun.Builder.create(this, "Simple")
                .domainIdentifier("dzd_4p2x9k7")
                .owningProjectIdentifier("3jx9m2c")
                .target(MetadataGenerationTarget.asset("5d4kq3x"))
                .types(List.of(MetadataGenerationType.BUSINESS_DESCRIPTIONS))
                .build();
    }

    private MetadataGenerationRun withEveryProp() {
        CfnDomain domain = CfnDomain.Builder.create(this, "Domain")
                .name("catalog")
                .domainExecutionRole("arn:aws:iam::123456789012:role/domain")
                .build();
        return MetadataGenerationRun.Builder.create(this, "WithEveryProp")
                .domainIdentifier(domain.getAttrId())
                .owningProjectIdentifier("3jx9m2c")
                .target(MetadataGenerationTarget.asset("5d4kq3x", "7"))
                .type(MetadataGenerationType.BUSINESS_NAMES)
                .clientToken("orders-1")
                .waitForCompletion(true)
                .timeout(Duration.minutes(10))
                .failOn(MetadataGenerationFailOn.PARTIALLY_SUCCEEDED)
                .acceptPredictions(true)
                .acceptanceThreshold(0.8)
                .cancelOnDelete(false)
                .rerunTrigger("build 17")
                .domainArn(domain.getAttrArn())
                .removalPolicy(RemovalPolicy.RETAIN)
                .provider(new MetadataGenerationProvider(this, "Provider"))
                .build();
    }
}
