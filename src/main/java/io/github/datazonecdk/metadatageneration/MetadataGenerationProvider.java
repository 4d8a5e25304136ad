package io.github.datazonecdk.metadatageneration;

import io.github.datazonecdk.metadatageneration.contract.TimeLimit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * Defines what starts the metadata generation runs of a stack and waits for them. One provider serves any number of
 * runs, of about 30 stacks or 100 domains: all inline policies of its role together are limited to 10,240 characters.
 *
 * <p>Creates a Java function, its role, a log group that is kept for one month and goes with the stack, and the three
 * functions and the state machine of CDK's Provider framework, with their roles; its functions log to the same group.
 *
 * <p>Amazon DataZone lets the function in only as a member of each run's owning project: enrol {@link #getRole its
 * role}.
 *
 * <p>Define one yourself to set it up: it serves all runs of a stack where it is the stack's child
 * <code>MetadataGenerationProvider</code> before there is a run, and otherwise the runs that it is given to. All others
 * take the stack's own.
 *
 * <pre>{@code
 * MetadataGenerationProvider stewards = MetadataGenerationProvider.Builder.create(this, "Stewards")
 *         .logRetention(RetentionDays.ONE_YEAR)
 *         .build();
 * MetadataGenerationRun.Builder.create(this, "Invoices")
 *         .domainIdentifier("dzd_4p2x9k7")
 *         .owningProjectIdentifier("3jx9m2c")
 *         .target(MetadataGenerationTarget.asset("2v8qn5t"))
 *         .type(MetadataGenerationType.BUSINESS_DESCRIPTIONS)
 *         .provider(stewards)
 *         .build();
 * }</pre>
 *
 * <p>One that another app has deployed is taken by {@link #fromProviderAttributes}.
 */
public final class MetadataGenerationProvider extends Construct implements IMetadataGenerationProvider {
    private static final String ID = "MetadataGenerationProvider";
    private static final String HANDLER = "io.github.datazonecdk.metadatageneration.provider.ProviderFunction";
    private static final List<String> NETWORK_ACTIONS = List.of(
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:UnassignPrivateIpAddresses");

    private final IVpc vpc;
    private final ILogGroup logGroup;
    private final IRole role;
    private final IFunction function;
    private final String serviceToken;

    /**
     * Defines a provider of its own. Most stacks do well with the one that {@link #getOrCreate} gives.
     *
     * @param scope the construct that the provider is part of
     * @param id the construct id; a change of it makes CloudFormation refuse every deployed run of this provider
     */
    public MetadataGenerationProvider(Construct scope, String id) {
        this(scope, id, MetadataGenerationProviderProps.builder().build());
    }

    /**
     * Defines a provider of its own, set up by props.
     *
     * @param scope the construct that the provider is part of
     * @param id the construct id; a change of it makes CloudFormation refuse every deployed run of this provider
     * @param props how the provider is set up
     * @throws IllegalArgumentException if AWS Lambda would not accept a prop, if props do not go together, or if there is a
     *     provider of this id already, such as the one that earlier runs of the stack share; the message ends with the
     *     construct's path
     */
    public MetadataGenerationProvider(Construct scope, String id, MetadataGenerationProviderProps props) {
        this(scope, id, props, Requirement.at(scope, id, () -> validated(scope, id, props)));
    }

    private MetadataGenerationProvider(
            Construct scope, String id, MetadataGenerationProviderProps props, Polling polling) {
        super(scope, id);
        vpc = props.getVpc();
        logGroup = props.getLogGroup() == null ? logGroup(props) : props.getLogGroup();
        role = props.getRole() == null ? role() : props.getRole();
        IGrantable grantee = grantee();
        permitWhatLambdaNeeds(grantee, props);
        function = function(props);
        if (grantee instanceof Policy policy) {
            function.getNode().addDependency(policy);
        }
        serviceToken =
                ProviderFramework.of(this, function, logGroup, props, polling).getServiceToken();
    }

    private static Polling validated(Construct scope, String id, MetadataGenerationProviderProps props) {
        Requirement.given("props", props);
        Requirement.require(
                !(scope.getNode().tryFindChild(id) instanceof MetadataGenerationProvider),
                "id must not be that of a provider which is there already, got \"" + id
                        + "\": define it before the first "
                        + "run of the stack, or give it another id and pass it to runs by provider");
        QuantityRequirement.memorySize("memorySize", props.getMemorySize());
        QuantityRequirement.memorySize("frameworkMemorySize", props.getFrameworkMemorySize());
        TextRequirement.functionName("functionName", props.getFunctionName());
        Requirement.onlyWith("vpc", props.getVpc(), "vpcSubnets", props.getVpcSubnets());
        Requirement.onlyWith("vpc", props.getVpc(), "securityGroups", props.getSecurityGroups());
        Requirement.noneNull("securityGroups", props.getSecurityGroups());
        RoleRequirement.ownAccount("role", scope, props.getRole());
        RoleRequirement.ownAccount("frameworkOnEventRole", scope, props.getFrameworkOnEventRole());
        RoleRequirement.ownAccount(
                "frameworkCompleteAndTimeoutRole", scope, props.getFrameworkCompleteAndTimeoutRole());
        Requirement.require(
                props.getLogGroup() == null || props.getLogRetention() == null,
                "logRetention is allowed only where logGroup is not given, got " + props.getLogRetention());
        return Polling.every(QuantityRequirement.queryInterval("queryInterval", props.getQueryInterval()));
    }

    /**
     * Returns the provider that the runs of a stack share, and defines it with default props if the stack has none yet.
     * Its path in the stack is <code>MetadataGenerationProvider</code>.
     *
     * @param scope the stack, or any construct in it
     * @return the stack's provider
     * @throws IllegalArgumentException if the stack has something else under that id
     */
    public static MetadataGenerationProvider getOrCreate(Construct scope) {
        Stack stack = Stack.of(scope);
        Object found = stack.getNode().tryFindChild(ID);
        Requirement.free(found == null || found instanceof MetadataGenerationProvider, ID, stack, "the provider");
        return found == null ? new MetadataGenerationProvider(stack, ID) : (MetadataGenerationProvider) found;
    }

    /**
     * Takes a provider that another app or stack has deployed, so that one function, enrolled once, serves all stacks of an
     * account and Region. Nothing is created but a policy of its role in each stack of runs.
     *
     * <p>Enrol the role where the provider is, or by hand: only one stack can make it a member of a project.
     *
     * @param scope the construct that the import is part of
     * @param id the construct id of the import
     * @param attributes what is known of the provider
     * @return the provider, to be given to runs by <code>provider</code>
     * @throws IllegalArgumentException if an attribute is missing or no such ARN, or if the role is of another account than
     *     the function; the message ends with the construct's path
     */
    public static IMetadataGenerationProvider fromProviderAttributes(
            Construct scope, String id, MetadataGenerationProviderAttributes attributes) {
        Requirement.at(scope, id, () -> ImportedProvider.validated(attributes));
        return new ImportedProvider(scope, id, attributes);
    }

    /**
     * Takes a provider that another app or stack has deployed by the two attributes that it takes.
     *
     * @param scope the construct that the import is part of
     * @param id the construct id of the import
     * @param serviceToken see {@link MetadataGenerationProviderAttributes#getServiceToken}
     * @param roleArn see {@link MetadataGenerationProviderAttributes#getRoleArn}
     * @return the provider, to be given to runs by <code>provider</code>
     * @throws IllegalArgumentException if an argument is null or no such ARN, or if the role is of another account than the
     *     function; the message ends with the construct's path
     * @see #fromProviderAttributes(Construct, String, MetadataGenerationProviderAttributes)
     */
    public static IMetadataGenerationProvider fromProviderAttributes(
            Construct scope, String id, String serviceToken, String roleArn) {
        return fromProviderAttributes(
                scope,
                id,
                MetadataGenerationProviderAttributes.builder()
                        .serviceToken(serviceToken)
                        .roleArn(roleArn)
                        .build());
    }

    /**
     * Returns the function's role, which has to be a member of the runs' projects.
     *
     * @return the role
     */
    @Override
    public IRole getRole() {
        return role;
    }

    /**
     * Returns the principal that permissions for the function are granted to.
     *
     * @return the role
     */
    @Override
    public IPrincipal getGrantPrincipal() {
        return role.getGrantPrincipal();
    }

    /**
     * Returns the Java function that calls Amazon DataZone.
     *
     * @return the function
     */
    @Override
    public IFunction getFunction() {
        return function;
    }

    /**
     * Returns the log group of the function and of the Provider framework's functions.
     *
     * @return the log group
     */
    public ILogGroup getLogGroup() {
        return logGroup;
    }

    /**
     * Returns what a custom resource names as its <code>ServiceToken</code>.
     *
     * @return the ARN of the Provider framework's onEvent function
     */
    @Override
    public String getServiceToken() {
        return serviceToken;
    }

    /**
     * Returns how often the function failed, which it does where a run fails a deployment: because it could not be started,
     * failed, or took too long. It is the sum over five minutes.
     *
     * @return a metric to make a graph or an alarm of
     */
    public Metric metricErrors() {
        return function.metricErrors();
    }

    /**
     * Returns how often the function failed, as the options have it. Other metrics are those of {@link #getFunction the
     * function}.
     *
     * @param options the statistic, the period, and how the metric is shown
     * @return a metric to make a graph or an alarm of
     */
    public Metric metricErrors(MetricOptions options) {
        return function.metricErrors(options);
    }

    IVpc vpc() {
        return vpc;
    }

    private ILogGroup logGroup(MetadataGenerationProviderProps props) {
        return LogGroup.Builder.create(this, "LogGroup")
                .retention(Optional.ofNullable(props.getLogRetention()).orElse(RetentionDays.ONE_MONTH))
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
    }

    /** CDK's own role for a function could write to every log group of the account. */
    private IRole role() {
        return Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .description("Starts Amazon DataZone metadata generation runs and waits for them")
                .build();
    }

    /** This stack depends on that of a role from another stack. A policy here keeps that stack from depending on this one. */
    private IGrantable grantee() {
        String own = Stack.of(this).getNode().getAddr();
        boolean ofStack = Stack.of(role).getNode().getAddr().equals(own);
        return ofStack ? role : ProviderPolicy.of(this, this);
    }

    /** CDK grants none of this to a role that it did not create. */
    private void permitWhatLambdaNeeds(IGrantable grantee, MetadataGenerationProviderProps props) {
        logGroup.grantWrite(grantee);
        Stream.of(props.getFrameworkOnEventRole(), props.getFrameworkCompleteAndTimeoutRole())
                .filter(Objects::nonNull)
                .forEach(logGroup::grantWrite);
        if (props.getVpc() != null) {
            // The network interfaces do not exist yet, so their ARNs are not known.
            grantee.getGrantPrincipal()
                    .addToPrincipalPolicy(PolicyStatement.Builder.create()
                            .actions(NETWORK_ACTIONS)
                            .resources(List.of("*"))
                            .build());
        }
    }

    private IFunction function(MetadataGenerationProviderProps props) {
        return Function.Builder.create(this, "Function")
                .functionName(props.getFunctionName())
                .description("Starts Amazon DataZone metadata generation runs and waits for them")
                .runtime(Runtime.JAVA_25)
                .architecture(props.getArchitecture())
                .handler(HANDLER)
                .code(ProviderCode.asset())
                .memorySize(Optional.ofNullable(props.getMemorySize()).orElse(1024))
                .timeout(Duration.minutes(TimeLimit.FUNCTION.toMinutes()))
                .role(role)
                // Messages name the role, as a person must enrol it where DataZone refuses it.
                .environment(Map.of("PROVIDER_ROLE_ARN", role.getRoleArn()))
                .environmentEncryption(props.getEnvironmentEncryption())
                .vpc(props.getVpc())
                .vpcSubnets(props.getVpcSubnets())
                .securityGroups(props.getSecurityGroups())
                .tracing(props.getTracing())
                .logGroup(logGroup)
                .loggingFormat(LoggingFormat.JSON)
                .build();
    }

    /** Defines a {@link MetadataGenerationProvider} prop by prop. */
    public static final class Builder extends MetadataGenerationProviderProps.Setters<Builder> {
        private final Construct scope;
        private final String id;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /**
         * Begins a provider.
         *
         * @param scope the construct that the provider is part of
         * @param id the construct id; a change of it makes CloudFormation refuse every deployed run of this provider
         * @return a builder without any prop
         */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /**
         * Defines the provider.
         *
         * @return the provider
         * @throws IllegalArgumentException if AWS Lambda would not accept a prop, or if props do not go together
         */
        public MetadataGenerationProvider build() {
            return new MetadataGenerationProvider(scope, id, props(MetadataGenerationProviderProps.class));
        }
    }
}
