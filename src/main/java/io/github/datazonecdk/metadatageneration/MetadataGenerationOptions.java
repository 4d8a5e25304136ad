package io.github.datazonecdk.metadatageneration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;

/**
 * Defines what is generated in which domain, and how, whatever it is generated for. Strings and numbers may be tokens:
 * they are checked at synthesis only where their values are known.
 */
public interface MetadataGenerationOptions {
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
     * The ARN of the domain, which the function's permissions are limited to. Give it where the domain belongs to another
     * account; "*" permits every domain.
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
     * policies of the account permit that, as a key of CDK's does; the policy of another account's key must name the role.
     *
     * @return a key, not an alias of one; default: none, the domain is encrypted with a key that AWS owns
     * @see <a href="https://docs.aws.amazon.com/datazone/latest/userguide/encryption-rest-datazone.html">Data encryption at
     *     rest for Amazon DataZone</a>
     */
    default IKey getDomainKey() {
        return null;
    }

    /**
     * The membership of the owning project that the stack creates for the run. Nobody but a member of the project may start a
     * run. CloudFormation must itself be allowed to enrol members of the project, and the domain must be in the stack's
     * account and Region. All runs of the project in the stack wait for the membership, and are deleted before it. One stack
     * only may enrol a member in a project.
     *
     * @return the membership; default: none, the role that calls Amazon DataZone is a member already
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

    /**
     * Defines {@link MetadataGenerationOptions} one by one. It is what all builders of such options have in common.
     *
     * @param <B> the builder, which each setter returns
     */
    abstract class Setters<B extends Setters<B>> extends PropsBuilder<B> {
        Setters() {}

        /**
         * Sets the domain that holds the asset.
         *
         * @param domainIdentifier "dzd", then "-" or "_", then 1 to 36 letters, digits, "_" or "-"; required; see
         *     {@link MetadataGenerationOptions#getDomainIdentifier}
         * @return this builder
         */
        public B domainIdentifier(String domainIdentifier) {
            return set("domainIdentifier", domainIdentifier);
        }

        /**
         * Sets the project that owns the asset.
         *
         * @param owningProjectIdentifier 1 to 36 letters, digits, "_" or "-"; required; see
         *     {@link MetadataGenerationOptions#getOwningProjectIdentifier}
         * @return this builder
         */
        public B owningProjectIdentifier(String owningProjectIdentifier) {
            return set("owningProjectIdentifier", owningProjectIdentifier);
        }

        /**
         * Sets the one type of metadata to generate.
         *
         * @param type the type; exactly one of type and types is required; see
         *     {@link MetadataGenerationOptions#getType}
         * @return this builder
         */
        public B type(MetadataGenerationType type) {
            return set("type", type);
        }

        /**
         * Sets the types of metadata to generate.
         *
         * @param types 1 to 3 distinct types; exactly one of type and types is required; see
         *     {@link MetadataGenerationOptions#getTypes}
         * @return this builder
         */
        public B types(List<MetadataGenerationType> types) {
            return set("types", types == null ? null : new ArrayList<>(types));
        }

        /**
         * Sets the types of metadata to generate, one by one.
         *
         * @param types 1 to 3 distinct types; exactly one of type and types is required; see
         *     {@link MetadataGenerationOptions#getTypes}
         * @return this builder
         */
        public B types(MetadataGenerationType... types) {
            return types(types == null ? null : Arrays.asList(types));
        }

        /**
         * Sets whether the deployment waits until the run has ended.
         *
         * @param waitForCompletion whether to wait; default: true; see
         *     {@link MetadataGenerationOptions#getWaitForCompletion}
         * @return this builder
         */
        public B waitForCompletion(Boolean waitForCompletion) {
            return set("waitForCompletion", waitForCompletion);
        }

        /**
         * Sets how long the run may take.
         *
         * @param timeout 1 to 55 minutes in whole seconds; a token must be in seconds; default: 30 minutes; see
         *     {@link MetadataGenerationOptions#getTimeout}
         * @return this builder
         */
        public B timeout(Duration timeout) {
            return set("timeout", timeout);
        }

        /**
         * Sets whether all predictions for the asset are accepted.
         *
         * @param acceptPredictions whether to accept; default: false, a person accepts or rejects them; see
         *     {@link MetadataGenerationOptions#getAcceptPredictions}
         * @return this builder
         */
        public B acceptPredictions(Boolean acceptPredictions) {
            return set("acceptPredictions", acceptPredictions);
        }

        /**
         * Sets the confidence that a prediction must have to be accepted.
         *
         * @param acceptanceThreshold a number from 0 to 1; default: every prediction is accepted; see
         *     {@link MetadataGenerationOptions#getAcceptanceThreshold}
         * @return this builder
         */
        public B acceptanceThreshold(Number acceptanceThreshold) {
            return set("acceptanceThreshold", acceptanceThreshold);
        }

        /**
         * Sets whether a run that is still active is cancelled on deletion.
         *
         * @param cancelOnDelete whether to cancel; default: true, but false where removalPolicy retains the run; see
         *     {@link MetadataGenerationOptions#getCancelOnDelete}
         * @return this builder
         */
        public B cancelOnDelete(Boolean cancelOnDelete) {
            return set("cancelOnDelete", cancelOnDelete);
        }

        /**
         * Sets the string whose change starts a new run.
         *
         * @param rerunTrigger any string; default: only a change of the run itself starts a new one; see
         *     {@link MetadataGenerationOptions#getRerunTrigger}
         * @return this builder
         */
        public B rerunTrigger(String rerunTrigger) {
            return set("rerunTrigger", rerunTrigger);
        }

        /**
         * Sets the ARN that the function's permissions are limited to.
         *
         * @param domainArn the ARN of the domain, "*" and "?" welcome in it, or "*"; default: that of a domain of this
         *     id in the stack's account and the run's Region; see {@link MetadataGenerationOptions#getDomainArn}
         * @return this builder
         */
        public B domainArn(String domainArn) {
            return set("domainArn", domainArn);
        }

        /**
         * Sets the customer managed key that the domain is encrypted with.
         *
         * @param domainKey a key, not an alias of one; default: none, the domain is encrypted with a key that AWS
         *     owns; see {@link MetadataGenerationOptions#getDomainKey}
         * @return this builder
         */
        public B domainKey(IKey domainKey) {
            return set("domainKey", domainKey);
        }

        /**
         * Sets the membership of the owning project that the stack creates.
         *
         * @param projectMembership the membership; default: none, the role that calls Amazon DataZone is a
         *     member already; see {@link MetadataGenerationOptions#getProjectMembership}
         * @return this builder
         */
        public B projectMembership(MetadataGenerationMembership projectMembership) {
            return set("projectMembership", projectMembership);
        }

        /**
         * Sets what happens when the resource is removed from the stack.
         *
         * @param removalPolicy DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE; default: {@link RemovalPolicy#DESTROY};
         *     see {@link MetadataGenerationOptions#getRemovalPolicy}
         * @return this builder
         */
        public B removalPolicy(RemovalPolicy removalPolicy) {
            return set("removalPolicy", removalPolicy);
        }

        /**
         * Sets the provider whose function starts the run.
         *
         * @param provider the provider; default: the one that all runs of the stack share; see
         *     {@link MetadataGenerationOptions#getProvider}
         * @return this builder
         */
        public B provider(IMetadataGenerationProvider provider) {
            return set("provider", provider);
        }
    }
}
