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
        Number memorySize,
        IVpc vpc,
        SubnetSelection vpcSubnets,
        List<ISecurityGroup> securityGroups,
        IRole role,
        ILogGroup logGroup,
        RetentionDays logRetention,
        Architecture architecture,
        Duration queryInterval,
        String functionName,
        IKey environmentEncryption,
        Tracing tracing,
        IRole frameworkOnEventRole,
        IRole frameworkCompleteAndTimeoutRole)
        implements MetadataGenerationProviderProps {
    @Override
    public Number getMemorySize() {
        return memorySize;
    }

    @Override
    public IVpc getVpc() {
        return vpc;
    }

    @Override
    public SubnetSelection getVpcSubnets() {
        return vpcSubnets;
    }

    @Override
    public List<ISecurityGroup> getSecurityGroups() {
        return securityGroups;
    }

    @Override
    public IRole getRole() {
        return role;
    }

    @Override
    public ILogGroup getLogGroup() {
        return logGroup;
    }

    @Override
    public RetentionDays getLogRetention() {
        return logRetention;
    }

    @Override
    public Architecture getArchitecture() {
        return architecture;
    }

    @Override
    public Duration getQueryInterval() {
        return queryInterval;
    }

    @Override
    public String getFunctionName() {
        return functionName;
    }

    @Override
    public IKey getEnvironmentEncryption() {
        return environmentEncryption;
    }

    @Override
    public Tracing getTracing() {
        return tracing;
    }

    @Override
    public IRole getFrameworkOnEventRole() {
        return frameworkOnEventRole;
    }

    @Override
    public IRole getFrameworkCompleteAndTimeoutRole() {
        return frameworkCompleteAndTimeoutRole;
    }
}
