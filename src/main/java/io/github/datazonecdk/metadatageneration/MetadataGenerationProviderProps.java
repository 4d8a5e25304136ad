package io.github.datazonecdk.metadatageneration;

import java.util.ArrayList;
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

/**
 * Defines how a {@link MetadataGenerationProvider} is set up. Every prop is optional, and none of them changes the
 * logical ids of a deployed provider's functions: no change makes CloudFormation refuse the update. But a new role must
 * be enrolled again, and a default log group that is replaced takes its logs along.
 */
public interface MetadataGenerationProviderProps {
    /**
     * Begins a set of props.
     *
     * @return a builder without any prop
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * The memory of the function, in MiB. It decides the function's share of a CPU as well: with less than the default, every
     * cold start takes longer.
     *
     * @return a whole number from 128 to 10,240; default: 1,024
     */
    default Number getMemorySize() {
        return null;
    }

    /**
     * The VPC that the function runs in. Amazon DataZone, and AWS STS where a role is assumed, must be reachable from there,
     * by NAT or by interface endpoints. CDK's Provider framework stays outside.
     *
     * <p>Runs in the stack of the VPC depend on all that is part of it, so that what its <code>addInterfaceEndpoint</code>
     * adds is there before a run and after its deletion. What reaches Amazon DataZone without being part of the VPC
     * construct must be made a dependency of the runs by you.
     *
     * @return the VPC; default: the function runs in none
     */
    default IVpc getVpc() {
        return null;
    }

    /**
     * The subnets of the function's network interfaces. Needs {@link #getVpc vpc}.
     *
     * @return the subnets; default: the private ones of the VPC
     */
    default SubnetSelection getVpcSubnets() {
        return null;
    }

    /**
     * The security groups of the function's network interfaces. Needs {@link #getVpc vpc}.
     *
     * @return the security groups; default: one of its own, which lets all traffic out
     */
    default List<ISecurityGroup> getSecurityGroups() {
        return null;
    }

    /**
     * The function's role, which <code>lambda.amazonaws.com</code> must be allowed to assume. It is granted what the function
     * needs. It must be of the function's account. A role that CDK cannot change, imported as immutable, must permit it already:
     * to write to the log group, the actions on the domains of the runs, to assume their roles, network interfaces in a VPC, and
     * with tracing <code>xray:PutTraceSegments</code> and <code>xray:PutTelemetryRecords</code>.
     *
     * <p>Where several stacks import one role, give each import a <code>defaultPolicyName</code> of its own: CDK's name
     * for what it grants to the role may be the same in all of them, and one would overwrite the other.
     *
     * @return the role; default: one of its own
     */
    default IRole getRole() {
        return null;
    }

    /**
     * The log group of the function and of the Provider framework's functions.
     *
     * @return the log group; default: one of its own, which goes with the stack
     */
    default ILogGroup getLogGroup() {
        return null;
    }

    /**
     * How long the default log group keeps what is logged. A {@link #getLogGroup logGroup} of your own has its own retention.
     *
     * @return the retention; default: one month
     */
    default RetentionDays getLogRetention() {
        return null;
    }

    /**
     * The processor architecture of the function.
     *
     * @return the architecture; default: {@link Architecture#X86_64}
     */
    default Architecture getArchitecture() {
        return null;
    }

    /**
     * How long the Provider framework waits from one question whether a run has ended to the next. A run that takes longer
     * than its timeout is noticed that much later.
     *
     * @return 1 second to 2 minutes in whole seconds, not a token; default: 10 seconds
     */
    default Duration getQueryInterval() {
        return null;
    }

    /**
     * The name of the function. Where it is set, no second provider of that name fits into the account and Region.
     *
     * @return 1 to 64 letters, digits, "_" or "-"; default: CloudFormation makes one up
     */
    default String getFunctionName() {
        return null;
    }

    /**
     * The key that encrypts the environment variables of the function and of the Provider framework's functions. Whoever
     * deploys needs the permission <code>kms:CreateGrant</code> for it.
     *
     * @return the key; default: AWS Lambda's own
     */
    default IKey getEnvironmentEncryption() {
        return null;
    }

    /**
     * Whether AWS X-Ray traces the function.
     *
     * @return the mode; default: no tracing
     */
    default Tracing getTracing() {
        return null;
    }

    /**
     * The memory of each of the Provider framework's functions, in MiB. It decides their share of a CPU as well: a deployment
     * waits for cold starts of two of them, before and after the function's own. By a measurement, 1,000 deployments cost
     * 0.060 USD of AWS Lambda in all; with 128 MB 0.044 USD, and each waits 2 s longer; with 1,024 MB 0.082 USD, and each waits
     * 0.3 s less.
     *
     * @return a whole number from 128 to 10,240; default: 512
     */
    default Number getFrameworkMemorySize() {
        return null;
    }

    /**
     * The role of the Provider framework's function that receives CloudFormation's requests. <code>lambda.amazonaws.com</code>
     * must be allowed to assume it. It is granted to call the function, to write to the log group, and to start the state
     * machine that waits. The role must be of the same stack, or imported.
     *
     * @return the role; default: one of its own, which may do no more than that
     */
    default IRole getFrameworkOnEventRole() {
        return null;
    }

    /**
     * The role of the Provider framework's functions that ask whether a run has ended, and that give up. <code>
     * lambda.amazonaws.com</code> must be allowed to assume it. It is granted to call the function and to write to the log
     * group. The role must be of the same stack, or imported.
     *
     * @return the role; default: one of its own for both, which may do no more than that
     */
    default IRole getFrameworkCompleteAndTimeoutRole() {
        return null;
    }

    /**
     * Defines {@link MetadataGenerationProviderProps} one by one. It is what their builder and that of a provider have in
     * common.
     *
     * @param <B> the builder, which each setter returns
     */
    abstract class Setters<B extends Setters<B>> extends PropsBuilder<B> {
        Setters() {}

        /**
         * Sets the memory of the function.
         *
         * @param memorySize a whole number from 128 to 10,240; default: 1,024; see
         *     {@link MetadataGenerationProviderProps#getMemorySize}
         * @return this builder
         */
        public B memorySize(Number memorySize) {
            return set("memorySize", memorySize);
        }

        /**
         * Sets the VPC that the function runs in.
         *
         * @param vpc the VPC; default: the function runs in none; see {@link MetadataGenerationProviderProps#getVpc}
         * @return this builder
         */
        public B vpc(IVpc vpc) {
            return set("vpc", vpc);
        }

        /**
         * Sets the subnets of the function's network interfaces.
         *
         * @param vpcSubnets the subnets; default: the private ones of the VPC; see
         *     {@link MetadataGenerationProviderProps#getVpcSubnets}
         * @return this builder
         */
        public B vpcSubnets(SubnetSelection vpcSubnets) {
            return set("vpcSubnets", vpcSubnets);
        }

        /**
         * Sets the security groups of the function's network interfaces.
         *
         * @param securityGroups the security groups; default: one of its own, which lets all traffic out; see
         *     {@link MetadataGenerationProviderProps#getSecurityGroups}
         * @return this builder
         */
        public B securityGroups(List<? extends ISecurityGroup> securityGroups) {
            return set("securityGroups", securityGroups == null ? null : new ArrayList<>(securityGroups));
        }

        /**
         * Sets the function's role.
         *
         * @param role the role; default: one of its own; see {@link MetadataGenerationProviderProps#getRole}
         * @return this builder
         */
        public B role(IRole role) {
            return set("role", role);
        }

        /**
         * Sets the log group of all functions.
         *
         * @param logGroup the log group; default: one of its own, which goes with the stack; see
         *     {@link MetadataGenerationProviderProps#getLogGroup}
         * @return this builder
         */
        public B logGroup(ILogGroup logGroup) {
            return set("logGroup", logGroup);
        }

        /**
         * Sets how long the default log group keeps what is logged.
         *
         * @param logRetention the retention; default: one month; see
         *     {@link MetadataGenerationProviderProps#getLogRetention}
         * @return this builder
         */
        public B logRetention(RetentionDays logRetention) {
            return set("logRetention", logRetention);
        }

        /**
         * Sets the processor architecture of the function.
         *
         * @param architecture the architecture; default: {@link Architecture#X86_64}; see
         *     {@link MetadataGenerationProviderProps#getArchitecture}
         * @return this builder
         */
        public B architecture(Architecture architecture) {
            return set("architecture", architecture);
        }

        /**
         * Sets how often a run is asked after.
         *
         * @param queryInterval 1 second to 2 minutes in whole seconds, not a token; default: 10 seconds; see
         *     {@link MetadataGenerationProviderProps#getQueryInterval}
         * @return this builder
         */
        public B queryInterval(Duration queryInterval) {
            return set("queryInterval", queryInterval);
        }

        /**
         * Sets the name of the function.
         *
         * @param functionName 1 to 64 letters, digits, "_" or "-"; default: CloudFormation makes one up; see
         *     {@link MetadataGenerationProviderProps#getFunctionName}
         * @return this builder
         */
        public B functionName(String functionName) {
            return set("functionName", functionName);
        }

        /**
         * Sets the key that encrypts environment variables.
         *
         * @param environmentEncryption the key; default: AWS Lambda's own; see
         *     {@link MetadataGenerationProviderProps#getEnvironmentEncryption}
         * @return this builder
         */
        public B environmentEncryption(IKey environmentEncryption) {
            return set("environmentEncryption", environmentEncryption);
        }

        /**
         * Sets whether AWS X-Ray traces the function.
         *
         * @param tracing the mode; default: no tracing; see {@link MetadataGenerationProviderProps#getTracing}
         * @return this builder
         */
        public B tracing(Tracing tracing) {
            return set("tracing", tracing);
        }

        /**
         * Sets the memory of each of the framework's functions.
         *
         * @param frameworkMemorySize a whole number from 128 to 10,240; default: 512; see {@link MetadataGenerationProviderProps#getFrameworkMemorySize}
         * @return this builder
         */
        public B frameworkMemorySize(Number frameworkMemorySize) {
            return set("frameworkMemorySize", frameworkMemorySize);
        }

        /**
         * Sets the role of the framework's function that receives requests.
         *
         * @param frameworkOnEventRole the role; default: one of its own, which may do no more than that; see
         *     {@link MetadataGenerationProviderProps#getFrameworkOnEventRole}
         * @return this builder
         */
        public B frameworkOnEventRole(IRole frameworkOnEventRole) {
            return set("frameworkOnEventRole", frameworkOnEventRole);
        }

        /**
         * Sets the role of the framework's functions that wait.
         *
         * @param frameworkCompleteAndTimeoutRole the role; default: one of its own for both, which may do no more than
         *     that; see {@link MetadataGenerationProviderProps#getFrameworkCompleteAndTimeoutRole}
         * @return this builder
         */
        public B frameworkCompleteAndTimeoutRole(IRole frameworkCompleteAndTimeoutRole) {
            return set("frameworkCompleteAndTimeoutRole", frameworkCompleteAndTimeoutRole);
        }
    }

    /** Defines {@link MetadataGenerationProviderProps} one by one. The props are checked when the provider is made of them. */
    final class Builder extends Setters<Builder> {
        private Builder() {}

        /**
         * Ends the set of props.
         *
         * @return the props, which later calls of this builder do not change
         */
        public MetadataGenerationProviderProps build() {
            return props(MetadataGenerationProviderProps.class);
        }
    }
}
