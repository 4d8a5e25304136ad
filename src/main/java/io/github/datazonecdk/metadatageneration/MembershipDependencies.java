package io.github.datazonecdk.metadatageneration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.constructs.Construct;

/**
 * Lets all runs of a project depend on its memberships, so that one which asks for none, or comes first, does not start
 * before the membership that it uses. As long as no run asks, no token is resolved: whoever made it may have more to say
 * before synthesis.
 */
final class MembershipDependencies {
    private final Construct scope;
    private final List<Runnable> pending = new ArrayList<>();
    private boolean asked;

    MembershipDependencies(Construct scope) {
        this.scope = scope;
    }

    void add(Construct run, MetadataGenerationOptions options, Supplier<String> callerRoleArn) {
        pending.add(() -> run.getNode().addDependency(ofProject(options)));
        if (options.getProjectMembership() != null) {
            asked = true;
            ofProject(options).enrol(run, options.getProjectMembership(), callerRoleArn.get());
        }
        if (asked) {
            pending.forEach(Runnable::run);
            pending.clear();
        }
    }

    private ProjectMemberships ofProject(MetadataGenerationOptions options) {
        return ProjectMemberships.of(scope, options.getDomainIdentifier(), options.getOwningProjectIdentifier());
    }
}
