package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.Requirement.isToken;
import static io.github.datazonecdk.metadatageneration.Requirement.require;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.regioninfo.RegionInfo;
import software.constructs.Construct;

/** Checks that what a run uses is in the account, the Region or the partition that it must be in. */
final class EnvironmentRequirement {
    private EnvironmentRequirement() {}

    /** A custom resource calls a function of its own account and Region only. */
    static void sameEnvironment(String prop, Construct scope, IMetadataGenerationProvider provider) {
        if (provider instanceof MetadataGenerationProvider made) {
            Stack here = Stack.of(scope);
            Stack there = Stack.of(made);
            same(prop, "account", here.getAccount(), there.getAccount());
            same(prop, "Region", here.getRegion(), there.getRegion());
            bothKnown(prop, here, there);
        } else if (provider != null && !isToken(provider.getServiceToken())) {
            // The function is where its ARN says, and not where it was imported.
            String[] arn = provider.getServiceToken().split(":");
            same(prop, "account", Stack.of(scope).getAccount(), arn[4]);
            same(prop, "Region", Stack.of(scope).getRegion(), arn[3]);
        }
    }

    private static void same(String prop, String what, String here, String there) {
        boolean known = !isToken(here) && !isToken(there);
        require(
                !known || here.equals(there),
                prop + " must be in the run's " + what + " " + here + ", got one in " + there);
    }

    /** CDK makes no reference between two stacks where only one has a known environment. */
    private static void bothKnown(String prop, Stack here, Stack there) {
        require(
                here.getEnvironment().equals(there.getEnvironment()),
                prop + " must be in a stack of the run's env, or be imported by fromProviderAttributes: the run is in "
                        + here.getEnvironment() + ", got one in " + there.getEnvironment() + ", stack "
                        + there.getNode().getPath());
    }

    /** CloudFormation enrols members in the Region that it is in itself. */
    static void ownRegion(String prop, Construct scope, String region) {
        String own = Stack.of(scope).getRegion();
        boolean known = region != null && !isToken(region) && !isToken(own);
        require(
                !known || region.equals(own),
                prop + " must be the stack's where projectMembership is given, got " + region + " in " + own);
    }

    /** No credentials are valid in two partitions. */
    static void ownPartition(String prop, Construct scope, String region) {
        if (region != null && !isToken(region)) {
            String own = Stack.of(scope).getRegion();
            String here = isToken(own) ? null : partition(own);
            String there = here == null ? null : partition(region);
            require(
                    there == null || there.equals(here),
                    prop + " must be in the partition " + here + " as the stack's Region " + own + " is, got "
                            + Requirement.shown(region) + " in " + there);
        }
    }

    /** Null where this version of CDK does not know the Region. */
    static String partition(String region) {
        return RegionInfo.get(region).getPartition();
    }
}
