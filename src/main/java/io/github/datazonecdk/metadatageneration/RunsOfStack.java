package io.github.datazonecdk.metadatageneration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.IVpc;
import software.constructs.Construct;

/**
 * What the runs of one stack have in common: their provider, the permissions that each provider needs for them, and
 * their project memberships. All runs of a project depend on its memberships, so that one which asks for none, or comes
 * first, does not start before the membership that it uses.
 *
 * <p>It is looked up once for each scope, and the rest is kept here: each question to CDK is a call to Node.js.
 */
final class RunsOfStack extends Construct {
    private static final String ID = "MetadataGenerationMemberships";

    /** A scope's stack never changes. Nothing is kept here that jsii would not keep anyway. */
    private static final Map<Construct, RunsOfStack> OF_SCOPES = Collections.synchronizedMap(new WeakHashMap<>());

    private final Stack stack;
    private final Duration usualServiceTimeout = Duration.minutes(35);
    private final Map<IMetadataGenerationProvider, RunPermissions> permissions = new HashMap<>();
    private final Map<IMetadataGenerationProvider, List<IVpc>> networks = new HashMap<>();
    private final Map<List<String>, String> domainArns = new HashMap<>();
    private final RunWarnings warnings = new RunWarnings();
    private final List<Runnable> dependencies = new ArrayList<>();
    private MetadataGenerationProvider provider;
    private boolean asked;

    private RunsOfStack(Stack stack) {
        super(stack, ID);
        this.stack = stack;
        getNode().addValidation(warnings);
    }

    static RunsOfStack of(Construct scope) {
        return OF_SCOPES.computeIfAbsent(scope, RunsOfStack::find);
    }

    private static RunsOfStack find(Construct scope) {
        Stack stack = Stack.of(scope);
        Object found = stack.getNode().tryFindChild(ID);
        if (found == null) {
            return new RunsOfStack(stack);
        }
        Requirement.free(found instanceof RunsOfStack, ID, stack, "the memberships of the runs");
        return (RunsOfStack) found;
    }

    void watch(DeclaredRun run) {
        warnings.watch(run);
    }

    /** The given one, or else the one that the stack's runs share. */
    IMetadataGenerationProvider provider(IMetadataGenerationProvider given) {
        if (given != null) {
            return given;
        }
        provider = provider == null ? MetadataGenerationProvider.getOrCreate(stack) : provider;
        return provider;
    }

    /** Leaves the function the time to cancel a run that takes too long, and to say so. */
    Duration serviceTimeout(Duration timeout) {
        if (timeout == null) {
            return usualServiceTimeout;
        }
        // CDK adds no minutes to a fraction of a minute.
        return timeout.isUnresolved()
                ? Duration.minutes(60)
                : Duration.seconds(timeout.toSeconds().intValue() + 300);
    }

    RunPermissions permissions(IMetadataGenerationProvider provider) {
        return permissions.computeIfAbsent(provider, absent -> RunPermissions.of(stack, provider));
    }

    /**
     * What the provider's function reaches Amazon DataZone by, endpoints that are added to the VPC later among it. The
     * whole of a VPC in another stack is there before, as the function is.
     */
    List<IVpc> network(IMetadataGenerationProvider provider) {
        return networks.computeIfAbsent(provider, this::findNetwork);
    }

    private List<IVpc> findNetwork(IMetadataGenerationProvider provider) {
        IVpc vpc = provider instanceof MetadataGenerationProvider made ? made.vpc() : null;
        return vpc != null && topmost(stack).equals(topmost(Stack.of(vpc))) ? List.of(vpc) : List.of();
    }

    /** Nested stacks are deployed with the stack that they are part of. */
    private static String topmost(Stack stack) {
        Stack parent = stack.getNestedStackParent();
        return parent == null ? stack.getNode().getAddr() : topmost(parent);
    }

    /** The ARN of a domain of the stack's account. */
    String domainArn(String region, String domainIdentifier) {
        return domainArns.computeIfAbsent(
                Arrays.asList(region, domainIdentifier),
                absent -> stack.formatArn(ArnComponents.builder()
                        .service("datazone")
                        .region(region)
                        .resource("domain")
                        .resourceName(domainIdentifier)
                        .build()));
    }

    /** As long as no run asks, no token is resolved: whoever made it may have more to say before synthesis. */
    void addToProject(Construct run, MetadataGenerationRunProps props, IMetadataGenerationProvider provider) {
        dependencies.add(() -> run.getNode().addDependency(memberships(props)));
        if (props.getProjectMembership() != null) {
            asked = true;
            memberships(props).enrol(run, props.getProjectMembership(), callerRoleArn(props, provider));
        }
        if (asked) {
            dependencies.forEach(Runnable::run);
            dependencies.clear();
        }
    }

    private static String callerRoleArn(MetadataGenerationRunProps props, IMetadataGenerationProvider provider) {
        return props.getAssumedRoleArn() == null ? provider.getRole().getRoleArn() : props.getAssumedRoleArn();
    }

    private ProjectMemberships memberships(MetadataGenerationRunProps props) {
        return ProjectMemberships.of(this, props.getDomainIdentifier(), props.getOwningProjectIdentifier());
    }
}
