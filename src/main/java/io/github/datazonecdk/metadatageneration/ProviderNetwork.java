package io.github.datazonecdk.metadatageneration;

import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.IVpc;

/**
 * What a provider's function reaches Amazon DataZone by, endpoints that are added to its VPC later among it. The whole of
 * a VPC in another stack is deployed before, as the function is.
 */
final class ProviderNetwork {
    private ProviderNetwork() {}

    static List<IVpc> of(IMetadataGenerationProvider provider, Stack stack) {
        IVpc vpc = provider instanceof MetadataGenerationProvider made ? made.vpc() : null;
        return vpc != null && topmost(stack).equals(topmost(Stack.of(vpc))) ? List.of(vpc) : List.of();
    }

    /** Nested stacks are deployed with the stack that they are part of. */
    private static String topmost(Stack stack) {
        Stack parent = stack.getNestedStackParent();
        return parent == null ? stack.getNode().getAddr() : topmost(parent);
    }
}
