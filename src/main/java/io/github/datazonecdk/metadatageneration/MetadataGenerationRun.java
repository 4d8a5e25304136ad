package io.github.datazonecdk.metadatageneration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.OnEventOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/**
 * Defines a metadata generation run: while the stack is deployed, Amazon DataZone writes business names, descriptions or
 * glossary associations for a data asset, and the deployment goes on when it has ended.
 *
 * <p>Creates a custom resource of type <code>Custom::DataZoneMetadataGenerationRun</code>, the permissions that the run
 * needs, its membership of the project where a prop asks for that, and, if the stack has none yet, the {@link
 * MetadataGenerationProvider} that all its runs share.
 *
 * <p>A run is started when the resource is created and when what defines it changes: the domain, the project, the
 * target, the types, the client token, the rerun trigger or the Region. A run that is awaited and fails, or takes longer than its
 * timeout, fails the deployment, unless a prop says otherwise.
 *
 * <pre>{@code
 * MetadataGenerationRun.Builder.create(this, "Orders")
 *         .domainIdentifier("dzd_4p2x9k7")
 *         .owningProjectIdentifier("3jx9m2c")
 *         .target(MetadataGenerationTarget.asset("5d4kq3x"))
 *         .type(MetadataGenerationType.BUSINESS_DESCRIPTIONS)
 *         .build();
 * }</pre>
 *
 * @see <a href="https://docs.aws.amazon.com/datazone/latest/APIReference/API_StartMetadataGenerationRun.html">
 *     StartMetadataGenerationRun</a>
 */
public final class MetadataGenerationRun extends Construct {
    private final IMetadataGenerationProvider provider;
    private final CustomResource resource;
    private final Boolean cancelOnDelete;

    /**
     * Defines a run.
     *
     * @param scope the construct that the run is part of
     * @param id the construct id; a change of it starts a new run
     * @param props what to generate, for which asset, and how
     * @throws IllegalArgumentException if a prop is missing or Amazon DataZone would not accept its value; the message ends
     *     with the construct's path
     */
    public MetadataGenerationRun(Construct scope, String id, MetadataGenerationRunProps props) {
        this(scope, id, props, Requirement.at(scope, id, () -> validated(scope, props)));
    }

    private MetadataGenerationRun(
            Construct scope, String id, MetadataGenerationRunProps props, Map<String, Object> properties) {
        super(scope, id);
        cancelOnDelete = props.getCancelOnDelete();
        RunsOfStack runs = RunsOfStack.of(scope);
        provider = runs.provider(props.getProvider());
        runs.addToProject(this, props, provider);
        resource = CustomResource.Builder.create(this, "Resource")
                .resourceType("Custom::DataZoneMetadataGenerationRun")
                .serviceToken(provider.getServiceToken())
                .serviceTimeout(runs.serviceTimeout(props.getTimeout()))
                .properties(properties)
                .removalPolicy(props.getRemovalPolicy())
                .build();
        resource.getNode().addDependency(permissions(runs, props));
        runs.network(provider).forEach(vpc -> resource.getNode().addDependency(vpc));
        runs.watch(new DeclaredRun(this, resource, properties));
        RunWarnings.warnOfProps(resource, props);
    }

    private static Map<String, Object> validated(Construct scope, MetadataGenerationRunProps props) {
        Map<String, Object> properties = RunResourceProperties.of(props);
        Requirement.sameEnvironment("provider", scope, props.getProvider());
        if (props.getProjectMembership() != null) {
            Requirement.ownRegion("region", scope, props.getRegion());
            Requirement.ownDomain("domainArn", scope, props.getDomainArn());
        }
        Requirement.ownPartition("region", scope, props.getRegion());
        Requirement.sameRegion("domainArn", props.getDomainArn(), scope, props.getRegion());
        return properties;
    }

    private Construct permissions(RunsOfStack runs, MetadataGenerationRunProps props) {
        RunPermissions permissions = runs.permissions(provider);
        if (props.getAssumedRoleArn() != null) {
            permissions.allowAssuming(props.getAssumedRoleArn());
            return permissions;
        }
        String domainArn = Optional.ofNullable(props.getDomainArn())
                .orElseGet(() -> runs.domainArn(props.getRegion(), props.getDomainIdentifier()));
        permissions.allowRun(domainArn);
        if (Boolean.TRUE.equals(props.getAcceptPredictions())) {
            permissions.allowAcceptance(domainArn);
        }
        if (props.getDomainKey() != null) {
            permissions.allowKey(props.getDomainKey(), props.getDomainIdentifier());
        }
        return permissions;
    }

    /**
     * Sets what happens to the run when its resource is removed from the stack or replaced, as {@link
     * MetadataGenerationRunProps#getRemovalPolicy removalPolicy} does. Nothing cancels a run that is retained, whatever
     * {@link MetadataGenerationRunProps#getCancelOnDelete cancelOnDelete} says.
     *
     * @param policy DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE
     * @throws IllegalArgumentException if the policy is null or SNAPSHOT
     */
    public void applyRemovalPolicy(RemovalPolicy policy) {
        Requirement.at(
                this, () -> Requirement.removalPolicy("removalPolicy", Requirement.given("removalPolicy", policy)));
        resource.applyRemovalPolicy(policy);
        ((CfnResource) resource.getNode().getDefaultChild())
                .addPropertyOverride("cancelOnDelete", RunResourceProperties.cancelOnDelete(policy, cancelOnDelete));
    }

    /**
     * Returns what starts the run and waits for it. Its role has to be a member of the owning project.
     *
     * @return the provider, shared by all runs of the stack unless a prop said otherwise
     */
    public IMetadataGenerationProvider getProvider() {
        return provider;
    }

    /**
     * Returns the id of the run.
     *
     * @return a token for the attribute <code>RunId</code>
     */
    public String getRunId() {
        return resource.getAttString("RunId");
    }

    /**
     * Returns the status of the run when the deployment went on: SUCCEEDED or PARTIALLY_SUCCEEDED as a rule, SUBMITTED or
     * IN_PROGRESS where it did not wait. It may be any where no outcome fails the deployment or where an update started no
     * run, and is empty where Amazon DataZone does not know the run any more.
     *
     * @return a token for the attribute <code>Status</code>
     */
    public String getStatus() {
        return resource.getAttString("Status");
    }

    /**
     * Returns when the run was created, in ISO 8601.
     *
     * @return a token for the attribute <code>CreatedAt</code>
     */
    public String getCreatedAt() {
        return resource.getAttString("CreatedAt");
    }

    /**
     * Returns who created the run.
     *
     * @return a token for the attribute <code>CreatedBy</code>
     */
    public String getCreatedBy() {
        return resource.getAttString("CreatedBy");
    }

    /**
     * Returns the id of the domain.
     *
     * @return a token for the attribute <code>DomainId</code>
     */
    public String getDomainId() {
        return resource.getAttString("DomainId");
    }

    /**
     * Returns the id of the project that owns the asset.
     *
     * @return a token for the attribute <code>OwningProjectId</code>
     */
    public String getOwningProjectId() {
        return resource.getAttString("OwningProjectId");
    }

    /**
     * Returns the first of the run's types.
     *
     * @return a token for the attribute <code>Type</code>
     */
    public String getType() {
        return resource.getAttString("Type");
    }

    /**
     * Returns the run's types, separated by commas.
     *
     * @return a token for the attribute <code>Types</code>
     */
    public String getTypes() {
        return resource.getAttString("Types");
    }

    /**
     * Returns the revision of the asset that accepting the predictions made; empty where nothing was accepted.
     *
     * @return a token for the attribute <code>AssetRevision</code>
     */
    public String getAssetRevision() {
        return resource.getAttString("AssetRevision");
    }

    /**
     * Returns what CloudFormation knows the run by. It is opaque: use {@link #getRunId} for the run's id.
     *
     * @return a token for the resource's <code>Ref</code>
     */
    public String getRef() {
        return resource.getRef();
    }

    /**
     * Defines an EventBridge rule on runs that have succeeded.
     *
     * <p>Amazon DataZone does not document what its events hold, so the rule matches the events of all runs in the account
     * and Region of its stack, not of this run only, unless the options' pattern narrows it. The events of a run in
     * another account or Region do not come there: then the rule belongs in a stack of that environment. The events are
     * sent on a best-effort basis: what must not be missed is better a resource that depends on this construct, which is deployed
     * when the run has ended.
     *
     * @param id the construct id of the rule
     * @param options the rule's target, name, description, and what its pattern asks for beyond source and detail type
     * @return the rule
     * @throws IllegalArgumentException if the options are null
     */
    public Rule onSucceeded(String id, OnEventOptions options) {
        return rule(id, "Metadata Generation Succeeded", options);
    }

    /**
     * Defines an EventBridge rule on runs that have succeeded, without a target yet.
     *
     * @param id the construct id of the rule
     * @return the rule
     * @see #onSucceeded(String, OnEventOptions)
     */
    public Rule onSucceeded(String id) {
        return onSucceeded(id, OnEventOptions.builder().build());
    }

    /**
     * Defines an EventBridge rule on runs that have failed.
     *
     * <p>As {@link #onSucceeded(String, OnEventOptions) with runs that have succeeded}, the rule matches the events of all
     * runs in the account and Region of its stack, and the events are sent on a best-effort basis. The events of a run in
     * another account or Region do not come there: then the rule belongs in a stack of that environment. Whether a
     * deployment fails does not depend on them.
     *
     * @param id the construct id of the rule
     * @param options the rule's target, name, description, and what its pattern asks for beyond source and detail type
     * @return the rule
     * @throws IllegalArgumentException if the options are null
     */
    public Rule onFailed(String id, OnEventOptions options) {
        return rule(id, "Metadata Generation Failed", options);
    }

    /**
     * Defines an EventBridge rule on runs that have failed, without a target yet.
     *
     * @param id the construct id of the rule
     * @return the rule
     * @see #onFailed(String, OnEventOptions)
     */
    public Rule onFailed(String id) {
        return onFailed(id, OnEventOptions.builder().build());
    }

    private Rule rule(String id, String detailType, OnEventOptions options) {
        Requirement.at(this, id, () -> Requirement.given("options", options));
        Construct scope = options.getCrossStackScope() == null ? this : options.getCrossStackScope();
        Rule rule = Rule.Builder.create(scope, id)
                .description(options.getDescription())
                .ruleName(options.getRuleName())
                .eventPattern(options.getEventPattern())
                .build();
        rule.addEventPattern(EventPattern.builder()
                .source(List.of("aws.datazone"))
                .detailType(List.of(detailType))
                .build());
        rule.addTarget(options.getTarget());
        return rule;
    }

    /** Defines a {@link MetadataGenerationRun} prop by prop. */
    public static final class Builder {
        private final Construct scope;
        private final String id;
        private final MetadataGenerationRunProps.Builder props = MetadataGenerationRunProps.builder();

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /**
         * Begins a run.
         *
         * @param scope the construct that the run is part of
         * @param id the construct id; a change of it starts a new run
         * @return a builder without any prop
         */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /**
         * Sets the domain that holds the asset.
         *
         * @param domainIdentifier "dzd", then "-" or "_", then 1 to 36 letters, digits, "_" or "-"; required; see
         *     {@link MetadataGenerationRunProps#getDomainIdentifier}
         * @return this builder
         */
        public Builder domainIdentifier(String domainIdentifier) {
            props.domainIdentifier(domainIdentifier);
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
            props.owningProjectIdentifier(owningProjectIdentifier);
            return this;
        }

        /**
         * Sets what metadata is generated for.
         *
         * @param target the asset; required; see {@link MetadataGenerationRunProps#getTarget}
         * @return this builder
         */
        public Builder target(MetadataGenerationTarget target) {
            props.target(target);
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
            props.type(type);
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
            props.types(types);
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
            props.types(types);
            return this;
        }

        /**
         * Sets the idempotency token of the request.
         *
         * @param clientToken 1 to 128 printable ASCII characters without spaces; default: derived from the stack and
         *     its request; see {@link MetadataGenerationRunProps#getClientToken}
         * @return this builder
         */
        public Builder clientToken(String clientToken) {
            props.clientToken(clientToken);
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
            props.waitForCompletion(waitForCompletion);
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
            props.timeout(timeout);
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
            props.failOn(failOn);
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
            props.acceptPredictions(acceptPredictions);
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
            props.acceptanceThreshold(acceptanceThreshold);
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
            props.cancelOnDelete(cancelOnDelete);
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
            props.rerunTrigger(rerunTrigger);
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
            props.domainArn(domainArn);
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
            props.domainKey(domainKey);
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
            props.region(region);
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
            props.assumedRoleArn(assumedRoleArn);
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
            props.externalId(externalId);
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
            props.projectMembership(projectMembership);
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
            props.removalPolicy(removalPolicy);
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
            props.provider(provider);
            return this;
        }

        /**
         * Defines the run.
         *
         * @return the run
         * @throws IllegalArgumentException if a prop is missing or Amazon DataZone would not accept its value
         */
        public MetadataGenerationRun build() {
            return new MetadataGenerationRun(scope, id, props.build());
        }
    }
}
