package io.github.datazonecdk.metadatageneration;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.customresources.Provider;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.IRole;
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
 * runs.
 *
 * <p>Creates a Java function, its role, a log group that is kept for one month and goes with the stack, and the three
 * functions and the state machine of CDK's Provider framework, which log to the same group.
 *
 * <p>Amazon DataZone lets the function in only as a member of each run's owning project: enrol {@link #getRole its
 * role}.
 */
public final class MetadataGenerationProvider extends Construct implements IGrantable {
    private static final String ID = "MetadataGenerationProvider";
    private static final String HANDLER = "io.github.datazonecdk.metadatageneration.provider.MetadataGenerationHandler";

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
        super(scope, id);
        logGroup = logGroup();
        role = role();
        function = function();
        serviceToken = framework().getServiceToken();
    }

    /**
     * Returns the provider that the runs of a stack share, and defines it if the stack has none yet. Its path in the
     * stack is <code>MetadataGenerationProvider</code>.
     *
     * @param scope the stack, or any construct in it
     * @return the stack's provider
     * @throws IllegalArgumentException if the stack has something else under that id
     */
    public static MetadataGenerationProvider getOrCreate(Construct scope) {
        Stack stack = Stack.of(scope);
        Object found = stack.getNode().tryFindChild(ID);
        Requirement.require(
                found == null || found instanceof MetadataGenerationProvider,
                "construct id " + ID + " in stack " + stack.getStackName()
                        + " is taken: it must be free for the provider");
        return found == null ? new MetadataGenerationProvider(stack, ID) : (MetadataGenerationProvider) found;
    }

    /**
     * Returns the function's role, which has to be a member of the runs' projects.
     *
     * @return the role
     */
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
    public String getServiceToken() {
        return serviceToken;
    }

    private ILogGroup logGroup() {
        return LogGroup.Builder.create(this, "LogGroup")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
    }

    /** CDK's own role for a function may write to every log group of the account. */
    private IRole role() {
        Role created = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .description("Starts Amazon DataZone metadata generation runs and waits for them")
                .build();
        logGroup.grantWrite(created);
        return created;
    }

    private IFunction function() {
        return Function.Builder.create(this, "Function")
                .description("Starts Amazon DataZone metadata generation runs and waits for them")
                .runtime(Runtime.JAVA_25)
                .handler(HANDLER)
                .code(ProviderCode.asset())
                .memorySize(1024)
                .timeout(Duration.minutes(10))
                .role(role)
                // For messages: who DataZone refuses must be enrolled by a person.
                .environment(Map.of("PROVIDER_ROLE_ARN", role.getRoleArn()))
                .logGroup(logGroup)
                .loggingFormat(LoggingFormat.JSON)
                .build();
    }

    private Provider framework() {
        return Provider.Builder.create(this, "Framework")
                .onEventHandler(function)
                .isCompleteHandler(function)
                .queryInterval(Duration.seconds(10))
                .totalTimeout(Duration.minutes(60))
                .logGroup(logGroup)
                .build();
    }
}
