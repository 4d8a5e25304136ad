package io.github.datazonecdk.metadatageneration;

import io.github.datazonecdk.metadatageneration.contract.TimeLimit;
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
 * What the runs of one stack share: their provider, the permissions that each provider needs for them, their project
 * memberships, and more that is the same for many of them. It is looked up once for each scope, and the rest is kept
 * here: each question to CDK is a call to Node.js.
 */
final class SharedResources extends Construct {
    /** Public contract: the logical ids of memberships come from it. */
    private static final String ID = "MetadataGenerationMemberships";

    /** A scope's stack never changes. Nothing is kept here that jsii would not keep anyway. */
    private static final Map<Construct, SharedResources> OF_SCOPES = Collections.synchronizedMap(new WeakHashMap<>());

    private final Stack stack;
    private final Duration usualServiceTimeout = serviceTimeout(TimeLimit.DEFAULT_TIMEOUT.toSeconds());
    private final Map<IMetadataGenerationProvider, RunPermissions> permissions = new HashMap<>();
    private final Map<IMetadataGenerationProvider, List<IVpc>> networks = new HashMap<>();
    private final Map<List<String>, String> domainArns = new HashMap<>();
    private final MembershipDependencies memberships = new MembershipDependencies(this);
    private final ConflictingRuns conflictingRuns = new ConflictingRuns();
    private MetadataGenerationProvider provider;

    private SharedResources(Stack stack) {
        super(stack, ID);
        this.stack = stack;
        getNode().addValidation(conflictingRuns);
    }

    static SharedResources of(Construct scope) {
        return OF_SCOPES.computeIfAbsent(scope, SharedResources::find);
    }

    private static SharedResources find(Construct scope) {
        Stack stack = Stack.of(scope);
        Object found = stack.getNode().tryFindChild(ID);
        if (found == null) {
            return new SharedResources(stack);
        }
        Requirement.free(found instanceof SharedResources, ID, stack, "the memberships of the runs");
        return (SharedResources) found;
    }

    /** The given one, or else the one that the stack's runs share. */
    IMetadataGenerationProvider provider(IMetadataGenerationProvider given) {
        if (given != null) {
            return given;
        }
        provider = provider == null ? MetadataGenerationProvider.getOrCreate(stack) : provider;
        return provider;
    }

    RunPermissions permissions(IMetadataGenerationProvider provider) {
        return permissions.computeIfAbsent(provider, absent -> RunPermissions.of(stack, provider));
    }

    /** What must be there before a run, and after its deletion, as its provider's function needs it. */
    List<IVpc> network(IMetadataGenerationProvider provider) {
        return networks.computeIfAbsent(provider, absent -> ProviderNetwork.of(provider, stack));
    }

    MembershipDependencies memberships() {
        return memberships;
    }

    ConflictingRuns conflictingRuns() {
        return conflictingRuns;
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

    /** Leaves the function the time to cancel a run that takes too long, and to say so. */
    Duration serviceTimeout(Duration timeout) {
        if (timeout == null) {
            return usualServiceTimeout;
        }
        return serviceTimeout(
                timeout.isUnresolved()
                        ? TimeLimit.LONGEST_TIMEOUT.toSeconds()
                        : timeout.toSeconds().longValue());
    }

    private static Duration serviceTimeout(long timeout) {
        return Duration.seconds(timeout + TimeLimit.GRACE.toSeconds());
    }
}
