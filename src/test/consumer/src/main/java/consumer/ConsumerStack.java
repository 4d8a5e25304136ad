package consumer;

import io.github.datazonecdk.metadatageneration.MetadataGenerationFailOn;
import io.github.datazonecdk.metadatageneration.MetadataGenerationMembership;
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
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** One run as simple as can be, and others with every prop: an older CDK may lack what only a prop makes use of. */
final class ConsumerStack extends Stack {
    ConsumerStack(Construct scope) {
        super(scope, "Consumer");
        MetadataGenerationRun run = simple();
        new CfnOutput(
                this, "RunId", CfnOutputProps.builder().value(run.getRunId()).build());
        run.getProvider().getRole();
        MetadataGenerationProvider.getOrCreate(this).metricErrors();
        run.onFailed("Failed");
        withEveryProp().getNode().addDependency(run, elsewhere());
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
                .projectMembership(MetadataGenerationMembership.contributor())
                .removalPolicy(RemovalPolicy.RETAIN)
                .provider(providerWithEveryProp())
                .build();
    }

    private MetadataGenerationRun elsewhere() {
        return MetadataGenerationRun.Builder.create(this, "Elsewhere")
                .domainIdentifier("dzd_4p2x9k7")
                .owningProjectIdentifier("3jx9m2c")
                .target(MetadataGenerationTarget.asset("5d4kq3x"))
                .type(MetadataGenerationType.BUSINESS_GLOSSARY_ASSOCIATIONS)
                .region("eu-west-1")
                .assumedRoleArn(role("elsewhere").getRoleArn())
                .externalId("catalog-team")
                .build();
    }

    private MetadataGenerationProvider providerWithEveryProp() {
        Vpc vpc = Vpc.Builder.create(this, "Vpc").natGateways(0).maxAzs(1).build();
        return MetadataGenerationProvider.Builder.create(this, "Provider")
                .memorySize(1769)
                .vpc(vpc)
                .vpcSubnets(SubnetSelection.builder()
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .build())
                .securityGroups(List.of(SecurityGroup.Builder.create(this, "SecurityGroup")
                        .vpc(vpc)
                        .build()))
                .role(role("function"))
                .logGroup(new LogGroup(this, "Logs"))
                .architecture(Architecture.ARM_64)
                .queryInterval(Duration.seconds(20))
                .functionName("metadata-generation")
                .environmentEncryption(new Key(this, "Key"))
                .tracing(Tracing.ACTIVE)
                .frameworkOnEventRole(role("on-event"))
                .frameworkCompleteAndTimeoutRole(role("complete-and-timeout"))
                .build();
    }

    private IRole role(String name) {
        return Role.Builder.create(this, name)
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
    }
}
