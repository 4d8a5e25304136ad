package io.github.datazonecdk.metadatageneration;

import java.util.List;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Names;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.UniqueResourceNameOptions;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * What a provider's role may do for the runs of one stack. It is one policy however many runs there are: all inline
 * policies of a role together hold 10,240 characters. And it is part of the runs' stack, not of the role's: the role's
 * stack must not depend on the domains of the runs' stack, which depends on it already.
 */
final class RunPermissions extends Construct {
    private static final List<String> RUN_ACTIONS = List.of(
            "datazone:StartMetadataGenerationRun",
            "datazone:GetMetadataGenerationRun",
            "datazone:ListMetadataGenerationRuns",
            "datazone:CancelMetadataGenerationRun");
    private static final List<String> ACCEPT_ACTIONS = List.of("datazone:AcceptPredictions");

    private final Policy policy;
    private PolicyStatement running;
    private PolicyStatement accepting;

    private RunPermissions(Construct scope, String id, MetadataGenerationProvider provider) {
        super(scope, id);
        policy = Policy.Builder.create(this, "Policy")
                // Unique in the role, whatever stacks share it: policies of one name would overwrite each other.
                .policyName(Names.uniqueResourceName(
                        this, UniqueResourceNameOptions.builder().maxLength(128).build()))
                .roles(List.of(provider.getRole()))
                .build();
    }

    static RunPermissions of(Construct run, MetadataGenerationProvider provider) {
        Stack stack = Stack.of(run);
        boolean ofProvider =
                stack.getNode().getAddr().equals(Stack.of(provider).getNode().getAddr());
        Construct scope = ofProvider ? provider : stack;
        String id = ofProvider
                ? "Permissions"
                : "MetadataGenerationPermissions" + provider.getNode().getAddr();
        Object found = scope.getNode().tryFindChild(id);
        return found == null ? new RunPermissions(scope, id, provider) : (RunPermissions) found;
    }

    static String domainArn(Construct run, String domainIdentifier) {
        return Stack.of(run)
                .formatArn(ArnComponents.builder()
                        .service("datazone")
                        .resource("domain")
                        .resourceName(domainIdentifier)
                        .build());
    }

    void allowRun(String domainArn) {
        running = allow(running, RUN_ACTIONS, domainArn);
    }

    void allowAcceptance(String domainArn) {
        accepting = allow(accepting, ACCEPT_ACTIONS, domainArn);
    }

    private PolicyStatement allow(PolicyStatement statement, List<String> actions, String domainArn) {
        if (statement != null) {
            statement.addResources(domainArn);
            return statement;
        }
        PolicyStatement created = PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(domainArn))
                .build();
        policy.addStatements(created);
        return created;
    }
}
