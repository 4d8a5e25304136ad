package io.github.datazonecdk.metadatageneration;

/** Defines a {@link MetadataGenerationRun}. */
public interface MetadataGenerationRunProps extends MetadataGenerationOptions {
    /**
     * Begins a set of props.
     *
     * @return a builder without any prop
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * What metadata is generated for. Required.
     *
     * @return the asset; required
     */
    MetadataGenerationTarget getTarget();

    /**
     * The idempotency token of the request. With a token of your own, a run that failed is never started anew: change
     * the token to have another one.
     *
     * @return 1 to 128 printable ASCII characters without spaces; default: derived from the stack and its request
     */
    default String getClientToken() {
        return null;
    }

    /**
     * Which outcomes of an awaited run fail the deployment. Where it does not {@link #getWaitForCompletion wait}, none does.
     *
     * @return FAILED, PARTIALLY_SUCCEEDED or NOTHING, only where waitForCompletion is true; default: {@link
     *     MetadataGenerationFailOn#FAILED}
     */
    default MetadataGenerationFailOn getFailOn() {
        return null;
    }

    /**
     * The Region whose Amazon DataZone is called, where that is not the stack's. A change of it starts a new run.
     *
     * @return the name of a Region in the stack's partition, such as eu-west-1; default: the stack's Region
     */
    default String getRegion() {
        return null;
    }

    /**
     * The role that the function assumes to call Amazon DataZone, which as a rule belongs to the domain's account. It must
     * trust the function's role, may Start, Get, List and Cancel the domain's metadata generation runs, AcceptPredictions
     * where the run asks for it, use the domain's key if that is a customer managed one, and must be a member of the owning project. For this run, the function's own role may do
     * nothing but assume it: {@link #getDomainArn domainArn} and {@link #getDomainKey domainKey} have no effect beside it.
     *
     * @return the ARN of a role; default: the function calls as its own role
     */
    default String getAssumedRoleArn() {
        return null;
    }

    /**
     * What the trust policy of {@link #getAssumedRoleArn assumedRoleArn} asks for as <code>sts:ExternalId</code>. It is no
     * secret: the template shows it.
     *
     * @return 2 to 1,224 letters, digits or any of _+=,.@:/-; default: none
     */
    default String getExternalId() {
        return null;
    }

    /**
     * Defines {@link MetadataGenerationRunProps} one by one. It is what their builder and that of a run have in common.
     *
     * @param <B> the builder, which each setter returns
     */
    abstract class Setters<B extends Setters<B>> extends MetadataGenerationOptions.Setters<B> {
        Setters() {}

        /**
         * Sets what metadata is generated for.
         *
         * @param target the asset; required; see {@link MetadataGenerationRunProps#getTarget}
         * @return this builder
         */
        public B target(MetadataGenerationTarget target) {
            return set("target", target);
        }

        /**
         * Sets the idempotency token of the request.
         *
         * @param clientToken 1 to 128 printable ASCII characters without spaces; default: derived from the stack and
         *     its request; see {@link MetadataGenerationRunProps#getClientToken}
         * @return this builder
         */
        public B clientToken(String clientToken) {
            return set("clientToken", clientToken);
        }

        /**
         * Sets which outcomes fail the deployment.
         *
         * @param failOn FAILED, PARTIALLY_SUCCEEDED or NOTHING, only where waitForCompletion is true; default:
         *     {@link MetadataGenerationFailOn#FAILED}; see {@link MetadataGenerationRunProps#getFailOn}
         * @return this builder
         */
        public B failOn(MetadataGenerationFailOn failOn) {
            return set("failOn", failOn);
        }

        /**
         * Sets the Region whose Amazon DataZone is called.
         *
         * @param region the name of a Region in the stack's partition, such as eu-west-1; default: the stack's Region;
         *     see {@link MetadataGenerationRunProps#getRegion}
         * @return this builder
         */
        public B region(String region) {
            return set("region", region);
        }

        /**
         * Sets the role that the function assumes to call Amazon DataZone.
         *
         * @param assumedRoleArn the ARN of a role; default: the function calls as its own role; see
         *     {@link MetadataGenerationRunProps#getAssumedRoleArn}
         * @return this builder
         */
        public B assumedRoleArn(String assumedRoleArn) {
            return set("assumedRoleArn", assumedRoleArn);
        }

        /**
         * Sets the external id that the assumed role's trust policy asks for.
         *
         * @param externalId 2 to 1,224 letters, digits or any of _+=,.@:/-; default: none; see
         *     {@link MetadataGenerationRunProps#getExternalId}
         * @return this builder
         */
        public B externalId(String externalId) {
            return set("externalId", externalId);
        }
    }

    /** Defines {@link MetadataGenerationRunProps} one by one. The props are checked when the run is made of them. */
    final class Builder extends Setters<Builder> {
        private Builder() {}

        /**
         * Ends the set of props.
         *
         * @return the props, which later calls of this builder do not change
         */
        public MetadataGenerationRunProps build() {
            return props(MetadataGenerationRunProps.class);
        }
    }
}
