package io.github.datazonecdk.metadatageneration;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;

/** The props as the builder leaves them. */
record MetadataGenerationProviderPropsValues(
        Number getMemorySize,
        IVpc getVpc,
        SubnetSelection getVpcSubnets,
        List<ISecurityGroup> getSecurityGroups,
        IRole getRole,
        ILogGroup getLogGroup,
        RetentionDays getLogRetention,
        Architecture getArchitecture,
        Duration getQueryInterval,
        String getFunctionName,
        IKey getEnvironmentEncryption,
        Tracing getTracing,
        Number getFrameworkMemorySize,
        IRole getFrameworkOnEventRole,
        IRole getFrameworkCompleteAndTimeoutRole)
        implements MetadataGenerationProviderProps {}
