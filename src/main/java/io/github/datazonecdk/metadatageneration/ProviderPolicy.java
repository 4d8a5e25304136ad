package io.github.datazonecdk.metadatageneration;

import software.amazon.awscdk.Names;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.UniqueResourceNameOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Policy;
import software.constructs.Construct;

/** Finds where to grant what a provider's role needs in one stack. */
final class ProviderPolicy {
    /** CDK's own key for what Role.customizeRoles says. */
    private static final String CUSTOMIZED_ROLES = "@aws-cdk/iam:customizeRoles";

    private ProviderPolicy() {}

    /**
     * A policy of the provider's role, which is part of the scope's stack whatever stack the role is part of. A role that
     * is created outside of CDK gets none: it collects the statements for CDK's report.
     */
    static IGrantable of(Construct scope, IMetadataGenerationProvider provider) {
        IRole role = provider.getRole();
        if (isMadeByOthers(role)) {
            return role;
        }
        Policy policy = Policy.Builder.create(scope, "Policy")
                .policyName(policyName(scope, provider))
                .build();
        // The role may ignore it: one that is imported as immutable, or of another account, takes no policy.
        role.attachInlinePolicy(policy);
        return policy;
    }

    static boolean isMadeByOthers(IRole role) {
        return role.getNode().tryGetContext(CUSTOMIZED_ROLES) != null;
    }

    /**
     * Unique in the role, whatever stacks share it: policies of one name would overwrite each other. Stacks of one name
     * in two Regions may share a role that the provider did not make.
     */
    private static String policyName(Construct scope, IMetadataGenerationProvider provider) {
        boolean made = provider.getNode().tryFindChild("Role") == provider.getRole();
        String name = Names.uniqueResourceName(
                scope,
                UniqueResourceNameOptions.builder().maxLength(made ? 128 : 100).build());
        return made ? name : name + "-" + Stack.of(scope).getRegion();
    }
}
