package io.github.datazonecdk.metadatageneration;

/** Defines what is known of a {@link MetadataGenerationProvider} that another app or stack has deployed. */
public interface MetadataGenerationProviderAttributes {
    /**
     * Begins a set of attributes.
     *
     * @return a builder without any attribute
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * What the provider's {@link MetadataGenerationProvider#getServiceToken getServiceToken} gives. Required.
     *
     * @return the ARN of a function of the runs' account and Region, literal or token
     */
    String getServiceToken();

    /**
     * The ARN of the provider's {@link MetadataGenerationProvider#getRole role}. Required. CDK reads the name of a role
     * with a path only from an ARN that is no token.
     *
     * @return the ARN of a role of the runs' account, literal or token
     */
    String getRoleArn();

    /**
     * The ARN of the provider's {@link MetadataGenerationProvider#getFunction function}, which the state machine of a {@link
     * MetadataGenerationBatch} calls. A batch needs it, and needs the role to trust <code>states.amazonaws.com</code>: it
     * does where the provider's own stack has a batch, or once somebody has added that to its trust policy.
     *
     * @return the ARN of a function of the runs' account and Region, literal or token; default: none, which is enough for
     *     runs
     */
    default String getFunctionArn() {
        return null;
    }

    /**
     * Whether each stack of runs attaches a policy to the role, with what its runs need. All inline policies of a role
     * together are limited to 10,240 characters, which is about 30 stacks. Where false, the role must permit what the runs
     * need already: <code>StartMetadataGenerationRun</code>, <code>GetMetadataGenerationRun</code>, <code>
     * ListMetadataGenerationRuns</code> and <code>CancelMetadataGenerationRun</code> of the service <code>datazone</code>
     * on their domains, <code>AcceptPredictions</code> where they accept, <code>Search</code> where they name an asset, and <code>sts:AssumeRole</code> on the roles that
     * they assume.
     *
     * @return whether policies are attached; default: true
     */
    default Boolean getMutableRole() {
        return null;
    }

    /**
     * Defines {@link MetadataGenerationProviderAttributes} one by one. The attributes are checked when a provider is made of
     * them.
     */
    final class Builder extends PropsBuilder<Builder> {
        private Builder() {}

        /**
         * Sets the ARN of the Provider framework's onEvent function.
         *
         * @param serviceToken see {@link MetadataGenerationProviderAttributes#getServiceToken}
         * @return this builder
         */
        public Builder serviceToken(String serviceToken) {
            return set("serviceToken", serviceToken);
        }

        /**
         * Sets the ARN of the function's role.
         *
         * @param roleArn see {@link MetadataGenerationProviderAttributes#getRoleArn}
         * @return this builder
         */
        public Builder roleArn(String roleArn) {
            return set("roleArn", roleArn);
        }

        /**
         * Sets the ARN of the function that calls Amazon DataZone.
         *
         * @param functionArn see {@link MetadataGenerationProviderAttributes#getFunctionArn}
         * @return this builder
         */
        public Builder functionArn(String functionArn) {
            return set("functionArn", functionArn);
        }

        /**
         * Sets whether each stack of runs attaches a policy to the role; true by default.
         *
         * @param mutableRole see {@link MetadataGenerationProviderAttributes#getMutableRole}
         * @return this builder
         */
        public Builder mutableRole(Boolean mutableRole) {
            return set("mutableRole", mutableRole);
        }

        /**
         * Ends the set of attributes.
         *
         * @return the attributes, which later calls of this builder do not change
         */
        public MetadataGenerationProviderAttributes build() {
            return props(MetadataGenerationProviderAttributes.class);
        }
    }
}
