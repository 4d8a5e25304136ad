package io.github.datazonecdk.metadatageneration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;

/**
 * Defines a {@link MetadataGenerationRun}. Strings and numbers may be tokens: they are checked at synthesis only where
 * their values are known.
 */
public interface MetadataGenerationRunProps {
    /**
     * Begins a set of props.
     *
     * @return a builder without any prop
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * The id of the Amazon DataZone domain that holds the asset. Required.
     *
     * @return "dzd", then "-" or "_", then 1 to 36 letters, digits, "_" or "-"; required
     */
    String getDomainIdentifier();

    /**
     * The id of the project that owns the asset. Required. The function's role must be a member of this project.
     *
     * @return 1 to 36 letters, digits, "_" or "-"; required
     */
    String getOwningProjectIdentifier();

    /**
     * What metadata is generated for. Required.
     *
     * @return the asset; required
     */
    MetadataGenerationTarget getTarget();

    /**
     * The one type of metadata to generate, sent as the request's older, single <code>type</code>. Exactly one of
     * <code>type</code> and {@link #getTypes types} is required.
     *
     * @return the type; exactly one of type and types is required
     */
    default MetadataGenerationType getType() {
        return null;
    }

    /**
     * The types of metadata to generate, 1 to 3 distinct ones. Exactly one of {@link #getType type} and <code>types
     * </code> is required. Amazon DataZone decides which of them it generates together.
     *
     * @return 1 to 3 distinct types; exactly one of type and types is required
     */
    default List<MetadataGenerationType> getTypes() {
        return null;
    }

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
     * Whether the deployment waits until the run has ended. Without waiting, the deployment goes on as soon as the run
     * is started, whatever becomes of it.
     *
     * @return whether to wait; default: true
     */
    default Boolean getWaitForCompletion() {
        return null;
    }

    /**
     * How long the run may take, its start included. A run that takes longer is cancelled and fails the deployment.
     *
     * @return 1 to 55 minutes in whole seconds; a token must be in seconds; default: 30 minutes
     */
    default Duration getTimeout() {
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
     * Whether the predictions for the asset are accepted once the run has ended, which writes them to the asset. Accepting
     * covers all predictions of the asset, also those that another run made: Amazon DataZone does not tell runs apart.
     * Without it, a person accepts or rejects the predictions.
     *
     * <p>AcceptPredictions is called by the deployment that starts the run, and by one that turns this on or changes the
     * {@link #getAcceptanceThreshold acceptanceThreshold}. A rollback never calls it, nor does a deployment that goes back to
     * earlier settings.
     *
     * <p>Needs {@link #getWaitForCompletion waitForCompletion}, and an asset's identifier of 1 to 36 letters, digits, "_" or
     * "-", as AcceptPredictions takes no other.
     *
     * @return whether to accept; default: false, a person accepts or rejects them
     * @see <a href="https://docs.aws.amazon.com/datazone/latest/APIReference/API_AcceptPredictions.html">
     *     AcceptPredictions</a>
     */
    default Boolean getAcceptPredictions() {
        return null;
    }

    /**
     * The confidence that a prediction must have to be accepted. Needs {@link #getAcceptPredictions
     * acceptPredictions}.
     *
     * @return a number from 0 to 1; default: every prediction is accepted
     */
    default Number getAcceptanceThreshold() {
        return null;
    }

    /**
     * Whether a run that is still active is cancelled when its resource is deleted or replaced, or when it is in the way of
     * the run that replaces it. It has no effect beside a {@link #getRemovalPolicy removalPolicy} that retains: then nothing
     * cancels the run.
     *
     * @return whether to cancel; default: true, but false where removalPolicy retains the run
     */
    default Boolean getCancelOnDelete() {
        return null;
    }

    /**
     * Any string: a change of it starts a new run, though nothing else has changed. A value that differs each time, as
     * a build number does, makes every deployment start a run.
     *
     * @return any string; default: only a change of the run itself starts a new one
     */
    default String getRerunTrigger() {
        return null;
    }

    /**
     * The ARN of the domain, which the function's permissions for this run are limited to. Give it where the domain
     * belongs to another account; "*" permits every domain. It is of no use with {@link #getAssumedRoleArn
     * assumedRoleArn}, whose own permissions count.
     *
     * @return the ARN of the domain, "*" and "?" welcome in it, or "*"; default: that of a domain of this id in the
     *     stack's account and the run's Region
     */
    default String getDomainArn() {
        return null;
    }

    /**
     * The customer managed key that the domain is encrypted with. The function's role is then allowed to decrypt with it
     * and to generate data keys, for this domain alone, which Amazon DataZone asks of its callers. The key's policy must let
     * policies of the account permit that, as a key of CDK's does; the policy of another account's key must name the role. It
     * is of no use with {@link #getAssumedRoleArn assumedRoleArn}, which needs these permissions itself.
     *
     * @return a key, not an alias of one; default: none, the domain is encrypted with a key that AWS owns
     * @see <a href="https://docs.aws.amazon.com/datazone/latest/userguide/encryption-rest-datazone.html">Data encryption at
     *     rest for Amazon DataZone</a>
     */
    default IKey getDomainKey() {
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
     * nothing but assume it.
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
     * The membership of the owning project that the stack creates for the run. Nobody but a member of the project may start a
     * run. CloudFormation must itself be allowed to enrol members of the project, and the domain must be in the stack's
     * account and Region. All runs of the project in the stack wait for the membership, and are deleted before it. One stack
     * only may enrol a member in a project.
     *
     * @return the membership; default: none, the function's role or assumedRoleArn is a member already
     */
    default MetadataGenerationMembership getProjectMembership() {
        return null;
    }

    /**
     * What happens to the run when its resource is removed from the stack or replaced. RETAIN and
     * RETAIN_ON_UPDATE_OR_DELETE leave it alone: nothing cancels it, whatever {@link #getCancelOnDelete cancelOnDelete}
     * says, and a start that it is in the way of waits or fails instead.
     *
     * @return DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE; default: {@link RemovalPolicy#DESTROY}
     */
    default RemovalPolicy getRemovalPolicy() {
        return null;
    }

    /**
     * The provider whose function starts the run, in the same account and Region. A deployed run cannot move to another provider: give it a new
     * construct id then. A provider can serve about 30 stacks, as all policies of its role together are limited in size.
     *
     * @return the provider; default: the one that all runs of the stack share
     */
    default IMetadataGenerationProvider getProvider() {
        return null;
    }

    /** Defines {@link MetadataGenerationRunProps} one by one. The props are checked when the run is made of them. */
    final class Builder {
        private String domainIdentifier;
        private String owningProjectIdentifier;
        private MetadataGenerationTarget target;
        private MetadataGenerationType type;
        private List<MetadataGenerationType> types;
        private String clientToken;
        private Boolean waitForCompletion;
        private Duration timeout;
        private MetadataGenerationFailOn failOn;
        private Boolean acceptPredictions;
        private Number acceptanceThreshold;
        private Boolean cancelOnDelete;
        private String rerunTrigger;
        private String domainArn;
        private IKey domainKey;
        private RemovalPolicy removalPolicy;
        private String region;
        private String assumedRoleArn;
        private String externalId;
        private MetadataGenerationMembership projectMembership;
        private IMetadataGenerationProvider provider;

        private Builder() {}

        /**
         * Sets the domain that holds the asset.
         *
         * @param domainIdentifier "dzd", then "-" or "_", then 1 to 36 letters, digits, "_" or "-"; required; see
         *     {@link MetadataGenerationRunProps#getDomainIdentifier}
         * @return this builder
         */
        public Builder domainIdentifier(String domainIdentifier) {
            this.domainIdentifier = domainIdentifier;
            return this;
        }

        /**
         * Sets the project that owns the asset.
         *
         * @param owningProjectIdentifier 1 to 36 letters, digits, "_" or "-"; required; see
         *     {@link MetadataGenerationRunProps#getOwningProjectIdentifier}
         * @return this builder
         */
        public Builder owningProjectIdentifier(String owningProjectIdentifier) {
            this.owningProjectIdentifier = owningProjectIdentifier;
            return this;
        }

        /**
         * Sets what metadata is generated for.
         *
         * @param target the asset; required; see {@link MetadataGenerationRunProps#getTarget}
         * @return this builder
         */
        public Builder target(MetadataGenerationTarget target) {
            this.target = target;
            return this;
        }

        /**
         * Sets the one type of metadata to generate.
         *
         * @param type the type; exactly one of type and types is required; see
         *     {@link MetadataGenerationRunProps#getType}
         * @return this builder
         */
        public Builder type(MetadataGenerationType type) {
            this.type = type;
            return this;
        }

        /**
         * Sets the types of metadata to generate.
         *
         * @param types 1 to 3 distinct types; exactly one of type and types is required; see
         *     {@link MetadataGenerationRunProps#getTypes}
         * @return this builder
         */
        public Builder types(List<MetadataGenerationType> types) {
            this.types = types == null ? null : new ArrayList<>(types);
            return this;
        }

        /**
         * Sets the types of metadata to generate, one by one.
         *
         * @param types 1 to 3 distinct types; exactly one of type and types is required; see
         *     {@link MetadataGenerationRunProps#getTypes}
         * @return this builder
         */
        public Builder types(MetadataGenerationType... types) {
            return types(types == null ? null : Arrays.asList(types));
        }

        /**
         * Sets the idempotency token of the request.
         *
         * @param clientToken 1 to 128 printable ASCII characters without spaces; default: derived from the stack and
         *     its request; see {@link MetadataGenerationRunProps#getClientToken}
         * @return this builder
         */
        public Builder clientToken(String clientToken) {
            this.clientToken = clientToken;
            return this;
        }

        /**
         * Sets whether the deployment waits until the run has ended.
         *
         * @param waitForCompletion whether to wait; default: true; see
         *     {@link MetadataGenerationRunProps#getWaitForCompletion}
         * @return this builder
         */
        public Builder waitForCompletion(Boolean waitForCompletion) {
            this.waitForCompletion = waitForCompletion;
            return this;
        }

        /**
         * Sets how long the run may take.
         *
         * @param timeout 1 to 55 minutes in whole seconds; a token must be in seconds; default: 30 minutes; see
         *     {@link MetadataGenerationRunProps#getTimeout}
         * @return this builder
         */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /**
         * Sets which outcomes fail the deployment.
         *
         * @param failOn FAILED, PARTIALLY_SUCCEEDED or NOTHING, only where waitForCompletion is true; default:
         *     {@link MetadataGenerationFailOn#FAILED}; see {@link MetadataGenerationRunProps#getFailOn}
         * @return this builder
         */
        public Builder failOn(MetadataGenerationFailOn failOn) {
            this.failOn = failOn;
            return this;
        }

        /**
         * Sets whether all predictions for the asset are accepted.
         *
         * @param acceptPredictions whether to accept; default: false, a person accepts or rejects them; see
         *     {@link MetadataGenerationRunProps#getAcceptPredictions}
         * @return this builder
         */
        public Builder acceptPredictions(Boolean acceptPredictions) {
            this.acceptPredictions = acceptPredictions;
            return this;
        }

        /**
         * Sets the confidence that a prediction must have to be accepted.
         *
         * @param acceptanceThreshold a number from 0 to 1; default: every prediction is accepted; see
         *     {@link MetadataGenerationRunProps#getAcceptanceThreshold}
         * @return this builder
         */
        public Builder acceptanceThreshold(Number acceptanceThreshold) {
            this.acceptanceThreshold = acceptanceThreshold;
            return this;
        }

        /**
         * Sets whether a run that is still active is cancelled on deletion.
         *
         * @param cancelOnDelete whether to cancel; default: true, but false where removalPolicy retains the run; see
         *     {@link MetadataGenerationRunProps#getCancelOnDelete}
         * @return this builder
         */
        public Builder cancelOnDelete(Boolean cancelOnDelete) {
            this.cancelOnDelete = cancelOnDelete;
            return this;
        }

        /**
         * Sets the string whose change starts a new run.
         *
         * @param rerunTrigger any string; default: only a change of the run itself starts a new one; see
         *     {@link MetadataGenerationRunProps#getRerunTrigger}
         * @return this builder
         */
        public Builder rerunTrigger(String rerunTrigger) {
            this.rerunTrigger = rerunTrigger;
            return this;
        }

        /**
         * Sets the ARN that the function's permissions are limited to.
         *
         * @param domainArn the ARN of the domain, "*" and "?" welcome in it, or "*"; default: that of a domain of this
         *     id in the stack's account and the run's Region; see {@link MetadataGenerationRunProps#getDomainArn}
         * @return this builder
         */
        public Builder domainArn(String domainArn) {
            this.domainArn = domainArn;
            return this;
        }

        /**
         * Sets the customer managed key that the domain is encrypted with.
         *
         * @param domainKey a key, not an alias of one; default: none, the domain is encrypted with a key that AWS
         *     owns; see {@link MetadataGenerationRunProps#getDomainKey}
         * @return this builder
         */
        public Builder domainKey(IKey domainKey) {
            this.domainKey = domainKey;
            return this;
        }

        /**
         * Sets the Region whose Amazon DataZone is called.
         *
         * @param region the name of a Region in the stack's partition, such as eu-west-1; default: the stack's Region;
         *     see {@link MetadataGenerationRunProps#getRegion}
         * @return this builder
         */
        public Builder region(String region) {
            this.region = region;
            return this;
        }

        /**
         * Sets the role that the function assumes to call Amazon DataZone.
         *
         * @param assumedRoleArn the ARN of a role; default: the function calls as its own role; see
         *     {@link MetadataGenerationRunProps#getAssumedRoleArn}
         * @return this builder
         */
        public Builder assumedRoleArn(String assumedRoleArn) {
            this.assumedRoleArn = assumedRoleArn;
            return this;
        }

        /**
         * Sets the external id that the assumed role's trust policy asks for.
         *
         * @param externalId 2 to 1,224 letters, digits or any of _+=,.@:/-; default: none; see
         *     {@link MetadataGenerationRunProps#getExternalId}
         * @return this builder
         */
        public Builder externalId(String externalId) {
            this.externalId = externalId;
            return this;
        }

        /**
         * Sets the membership of the owning project that the stack creates.
         *
         * @param projectMembership the membership; default: none, the function's role or assumedRoleArn is a member
         *     already; see {@link MetadataGenerationRunProps#getProjectMembership}
         * @return this builder
         */
        public Builder projectMembership(MetadataGenerationMembership projectMembership) {
            this.projectMembership = projectMembership;
            return this;
        }

        /**
         * Sets what happens when the resource is removed from the stack.
         *
         * @param removalPolicy DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE; default: {@link RemovalPolicy#DESTROY};
         *     see {@link MetadataGenerationRunProps#getRemovalPolicy}
         * @return this builder
         */
        public Builder removalPolicy(RemovalPolicy removalPolicy) {
            this.removalPolicy = removalPolicy;
            return this;
        }

        /**
         * Sets the provider whose function starts the run.
         *
         * @param provider the provider; default: the one that all runs of the stack share; see
         *     {@link MetadataGenerationRunProps#getProvider}
         * @return this builder
         */
        public Builder provider(IMetadataGenerationProvider provider) {
            this.provider = provider;
            return this;
        }

        /**
         * Ends the set of props.
         *
         * @return the props, which later calls of this builder do not change
         */
        public MetadataGenerationRunProps build() {
            return new MetadataGenerationRunPropsValues(
                    domainIdentifier,
                    owningProjectIdentifier,
                    target,
                    type,
                    types,
                    clientToken,
                    waitForCompletion,
                    timeout,
                    failOn,
                    acceptPredictions,
                    acceptanceThreshold,
                    cancelOnDelete,
                    rerunTrigger,
                    domainArn,
                    domainKey,
                    removalPolicy,
                    region,
                    assumedRoleArn,
                    externalId,
                    projectMembership,
                    provider);
        }
    }
}
