package io.github.datazonecdk.metadatageneration;

import io.github.datazonecdk.metadatageneration.contract.PropertyName;
import io.github.datazonecdk.metadatageneration.contract.ResourceType;
import io.github.datazonecdk.metadatageneration.contract.RunAttribute;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.OnEventOptions;
import software.amazon.awscdk.services.events.Rule;
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
        SharedResources shared = SharedResources.of(scope);
        provider = shared.provider(props.getProvider());
        shared.memberships().add(this, props, () -> callerRoleArn(props));
        resource = CustomResource.Builder.create(this, "Resource")
                .resourceType(ResourceType.RUN.typeName())
                .serviceToken(provider.getServiceToken())
                .serviceTimeout(shared.serviceTimeout(props.getTimeout()))
                .properties(properties)
                .removalPolicy(props.getRemovalPolicy())
                .build();
        resource.getNode().addDependency(permissions(shared, props));
        shared.network(provider).forEach(vpc -> resource.getNode().addDependency(vpc));
        shared.conflictingRuns().add(new RunResource(this, resource, properties));
        RunWarnings.warnOfProps(resource, props);
    }

    private static Map<String, Object> validated(Construct scope, MetadataGenerationRunProps props) {
        Map<String, Object> properties = RunResourceProperties.of(props);
        EnvironmentRequirement.sameEnvironment("provider", scope, props.getProvider());
        if (props.getProjectMembership() != null) {
            EnvironmentRequirement.ownRegion("region", scope, props.getRegion());
            DomainArnRequirement.ownDomain("domainArn", scope, props.getDomainArn());
        }
        EnvironmentRequirement.ownPartition("region", scope, props.getRegion());
        DomainArnRequirement.sameRegion("domainArn", props.getDomainArn(), scope, props.getRegion());
        return properties;
    }

    private String callerRoleArn(MetadataGenerationRunProps props) {
        return props.getAssumedRoleArn() == null ? provider.getRole().getRoleArn() : props.getAssumedRoleArn();
    }

    private Construct permissions(SharedResources shared, MetadataGenerationRunProps props) {
        RunPermissions permissions = shared.permissions(provider);
        if (props.getAssumedRoleArn() != null) {
            permissions.allowAssuming(props.getAssumedRoleArn());
            return permissions;
        }
        String domainArn = Optional.ofNullable(props.getDomainArn())
                .orElseGet(() -> shared.domainArn(props.getRegion(), props.getDomainIdentifier()));
        permissions.allowRun(domainArn);
        if (props.getTarget().getName() != null) {
            permissions.allowSearch(domainArn);
        }
        if (OptionProperties.accepts(props)) {
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
        Requirement.at(this, () -> {
            OptionProperties.checkRemovalPolicy(Requirement.given("removalPolicy", policy));
            return policy;
        });
        resource.applyRemovalPolicy(policy);
        ((CfnResource) resource.getNode().getDefaultChild())
                .addPropertyOverride(
                        PropertyName.CANCEL_ON_DELETE, OptionProperties.cancelOnDelete(policy, cancelOnDelete));
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
        return resource.getAttString(RunAttribute.RUN_ID);
    }

    /**
     * Returns the status of the run when the deployment went on: SUCCEEDED or PARTIALLY_SUCCEEDED as a rule, SUBMITTED or
     * IN_PROGRESS where it did not wait. It may be any where no outcome fails the deployment or where an update started no
     * run, and is empty where Amazon DataZone does not know the run any more.
     *
     * @return a token for the attribute <code>Status</code>
     */
    public String getStatus() {
        return resource.getAttString(RunAttribute.STATUS);
    }

    /**
     * Returns when the run was created, in ISO 8601.
     *
     * @return a token for the attribute <code>CreatedAt</code>
     */
    public String getCreatedAt() {
        return resource.getAttString(RunAttribute.CREATED_AT);
    }

    /**
     * Returns who created the run.
     *
     * @return a token for the attribute <code>CreatedBy</code>
     */
    public String getCreatedBy() {
        return resource.getAttString(RunAttribute.CREATED_BY);
    }

    /**
     * Returns the id of the domain.
     *
     * @return a token for the attribute <code>DomainId</code>
     */
    public String getDomainId() {
        return resource.getAttString(RunAttribute.DOMAIN_ID);
    }

    /**
     * Returns the id of the project that owns the asset.
     *
     * @return a token for the attribute <code>OwningProjectId</code>
     */
    public String getOwningProjectId() {
        return resource.getAttString(RunAttribute.OWNING_PROJECT_ID);
    }

    /**
     * Returns the first of the run's types.
     *
     * @return a token for the attribute <code>Type</code>
     */
    public String getType() {
        return resource.getAttString(RunAttribute.TYPE);
    }

    /**
     * Returns the run's types, separated by commas.
     *
     * @return a token for the attribute <code>Types</code>
     */
    public String getTypes() {
        return resource.getAttString(RunAttribute.TYPES);
    }

    /**
     * Returns the revision of the asset that accepting the predictions made; empty where nothing was accepted.
     *
     * @return a token for the attribute <code>AssetRevision</code>
     */
    public String getAssetRevision() {
        return resource.getAttString(RunAttribute.ASSET_REVISION);
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
    public static final class Builder extends MetadataGenerationRunProps.Setters<Builder> {
        private final Construct scope;
        private final String id;

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
         * Defines the run.
         *
         * @return the run
         * @throws IllegalArgumentException if a prop is missing or Amazon DataZone would not accept its value
         */
        public MetadataGenerationRun build() {
            return new MetadataGenerationRun(scope, id, props(MetadataGenerationRunProps.class));
        }
    }
}
