package io.github.datazonecdk.metadatageneration;

import io.github.datazonecdk.metadatageneration.contract.BatchAttribute;
import io.github.datazonecdk.metadatageneration.contract.PropertyName;
import io.github.datazonecdk.metadatageneration.contract.ResourceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.OnEventOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SfnStateMachine;
import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.IStateMachine;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.constructs.Construct;

/**
 * Defines metadata generation for many assets: while the stack is deployed, Amazon DataZone writes business names,
 * descriptions or glossary associations for each of them, and the deployment goes on when all have ended.
 *
 * <p>Creates a custom resource of type <code>Custom::DataZoneMetadataGenerationBatch</code>, an AWS Step Functions state
 * machine that works on the assets, a bucket for its results unless a prop brings one, the permissions that the batch
 * needs, the role's membership of the project where a prop asks for that, and, if the stack has none yet, the {@link
 * MetadataGenerationProvider} that its runs and batches share. The state machine has the role of the provider's function,
 * so that one role is to be enrolled in the project.
 *
 * <p>The state machine is started when the resource is created and when what defines the batch changes: the domain, the
 * project, the assets, the types, whether assets are passed over, or the rerun trigger. An unchanged deployment starts
 * nothing, and neither does a rollback. The deployment fails where more than the tolerated assets fail, with the numbers and
 * the first reasons; what has succeeded by then stays, and is passed over when it is tried again.
 *
 * <p>Step Functions counts some ten state transitions for each asset: about 0.25 USD for 1,000 assets. At 10 starts a
 * second, 10,000 assets take about 20 minutes; 30,000 take about 52 minutes. The longest timeout is 55.
 *
 * <pre>{@code
 * MetadataGenerationBatch batch = MetadataGenerationBatch.Builder.create(this, "Catalog")
 *         .domainIdentifier("dzd_4p2x9k7")
 *         .owningProjectIdentifier("3jx9m2c")
 *         .assets(MetadataGenerationAssets.ofProject())
 *         .types(MetadataGenerationType.BUSINESS_NAMES, MetadataGenerationType.BUSINESS_DESCRIPTIONS)
 *         .projectMembership(MetadataGenerationMembership.contributor())
 *         .build();
 * batch.generateAfterDataSourceRuns();
 * }</pre>
 *
 * <p>All inline policies of a role together are limited to 10,240 characters, which is about eight batches: give further
 * ones a provider of their own.
 *
 * <p>When the stack is deleted, the execution that it has started is stopped, unless {@link
 * MetadataGenerationBatchProps#getCancelOnDelete cancelOnDelete} is false. The deletion waits for executions that a schedule
 * or a rule has started. Runs that are active then end by themselves. A provider that is imported needs its {@link MetadataGenerationProviderAttributes#getFunctionArn
 * functionArn}, and its role has to trust the service <code>states.amazonaws.com</code>, as it does where its own stack has
 * a batch.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html">Distributed Map</a>
 */
public final class MetadataGenerationBatch extends Construct {
    private final IMetadataGenerationProvider provider;
    private final IBucket results;
    private final StateMachine machine;
    private final BatchPermissions permissions;
    private final CustomResource resource;
    private final Boolean cancelOnDelete;

    /**
     * Defines a batch.
     *
     * @param scope the construct that the batch is part of
     * @param id the construct id; a change of it starts the batch again
     * @param props what to generate, for which assets, and how
     * @throws IllegalArgumentException if a prop is missing or would certainly be refused; the message ends with the
     *     construct's path
     */
    public MetadataGenerationBatch(Construct scope, String id, MetadataGenerationBatchProps props) {
        this(scope, id, props, Requirement.at(scope, id, () -> validated(scope, props)));
    }

    private MetadataGenerationBatch(
            Construct scope, String id, MetadataGenerationBatchProps props, Map<String, Object> checked) {
        super(scope, id);
        cancelOnDelete = props.getCancelOnDelete();
        SharedResources shared = SharedResources.of(scope);
        provider = shared.provider(props.getProvider());
        shared.memberships().add(this, props, () -> provider.getRole().getRoleArn());
        results = Optional.ofNullable(props.getResultsBucket()).orElseGet(this::results);
        AssetSelection.Selected assets = props.getAssets().selection().select(this);
        Map<String, Object> properties = new LinkedHashMap<>(checked);
        properties.put(PropertyName.ASSETS, assets.properties());
        properties.put(PropertyName.RESULTS_BUCKET, results.getBucketName());
        machine = machine(BatchResourceProperties.input(properties, props), properties);
        machine.getNode().addDependency(runPermissions(shared, props));
        permissions = permissions(assets);
        properties.put(PropertyName.STATE_MACHINE_ARN, machine.getStateMachineArn());
        resource = CustomResource.Builder.create(this, "Resource")
                .resourceType(ResourceType.BATCH.typeName())
                .serviceToken(provider.getServiceToken())
                .serviceTimeout(shared.serviceTimeout(props.getTimeout()))
                .properties(properties)
                .removalPolicy(props.getRemovalPolicy())
                .build();
        resource.getNode().addDependency(machine, permissions, results);
        shared.network(provider).forEach(vpc -> resource.getNode().addDependency(vpc));
    }

    private static Map<String, Object> validated(Construct scope, MetadataGenerationBatchProps props) {
        Map<String, Object> properties = BatchResourceProperties.of(props);
        EnvironmentRequirement.sameEnvironment("provider", scope, props.getProvider());
        Requirement.require(
                props.getProvider() == null || props.getProvider().getFunction() != null,
                "provider must know its function, which the state machine calls: give functionArn to "
                        + "MetadataGenerationProvider.fromProviderAttributes");
        if (props.getProjectMembership() != null) {
            DomainArnRequirement.ownDomain("domainArn", scope, props.getDomainArn());
        }
        DomainArnRequirement.sameRegion("domainArn", props.getDomainArn(), scope, null);
        return properties;
    }

    private Bucket results() {
        return Bucket.Builder.create(this, "Results")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .expiration(Duration.days(30))
                        .abortIncompleteMultipartUploadAfter(Duration.days(1))
                        .build()))
                .removalPolicy(RemovalPolicy.DESTROY)
                .autoDeleteObjects(true)
                .build();
    }

    /** It ends one day: a run that never ends must not be asked about for a year. */
    private StateMachine machine(Map<String, Object> declared, Map<String, Object> properties) {
        trustStepFunctions(provider.getRole());
        BatchDefinition definition = new BatchDefinition(this, "Definition", provider.getFunction(), results);
        StateMachine machine = StateMachine.Builder.create(this, "StateMachine")
                .definitionBody(DefinitionBody.fromChainable(definition.start(declared, properties)))
                .comment("Generates Amazon DataZone metadata for many assets")
                .role(unchangeable(provider.getRole()))
                .timeout(Duration.days(1))
                .build();
        // The role does not take it, and it permits more than ours; cdk-nag would judge it all the same.
        machine.getNode().tryRemoveChild("DistributedMapPolicy");
        return machine;
    }

    /** What CDK would add for the tasks is for all resources, and in a policy that the state machine would depend on. */
    private IRole unchangeable(IRole role) {
        if (role instanceof Role made && ProviderPolicy.isMadeByOthers(role)) {
            // CDK cannot import it by an ARN that nobody knows yet.
            return made.withoutPolicyUpdates();
        }
        return Role.fromRoleArn(
                this,
                "Role",
                role.getRoleArn(),
                FromRoleArnOptions.builder().mutable(false).build());
    }

    private void trustStepFunctions(IRole role) {
        if (role instanceof Role made && made.getAssumeRolePolicy() != null) {
            made.getAssumeRolePolicy()
                    .addStatements(PolicyStatement.Builder.create()
                            .actions(List.of("sts:AssumeRole"))
                            .principals(List.of(new ServicePrincipal("states.amazonaws.com")))
                            .conditions(Map.of(
                                    "StringEquals",
                                    Map.of("aws:SourceAccount", Stack.of(role).getAccount())))
                            .build());
        }
    }

    private Construct runPermissions(SharedResources shared, MetadataGenerationBatchProps props) {
        RunPermissions permissions = shared.permissions(provider);
        String domainArn = Optional.ofNullable(props.getDomainArn())
                .orElseGet(() -> shared.domainArn(null, props.getDomainIdentifier()));
        permissions.allowBatch(domainArn);
        permissions.allowInvoking(provider.getFunction().getFunctionArn());
        if (props.getAssets().selection().isFoundBySearch()) {
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

    private BatchPermissions permissions(AssetSelection.Selected assets) {
        BatchPermissions permissions = new BatchPermissions(this, "Permissions", provider);
        permissions.allowExecutions(machine);
        permissions.allowResults(results);
        if (assets.bucket() != null) {
            permissions.allowReading(assets.bucket(), assets.key());
        }
        // Whoever depends on the bucket is deleted before it is emptied, and writes nothing into it any more.
        permissions.getNode().addDependency(results);
        return permissions;
    }

    /**
     * Sets what happens to the batch when its resource is removed from the stack or replaced, as {@link
     * MetadataGenerationBatchProps#getRemovalPolicy removalPolicy} does. It is about the resource alone: the state machine is
     * deleted with the stack.
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
     * Returns what starts the batch and waits for it. Its role has to be a member of the owning project.
     *
     * @return the provider, shared by all runs and batches of the stack unless a prop said otherwise
     */
    public IMetadataGenerationProvider getProvider() {
        return provider;
    }

    /**
     * Returns the state machine that works on the assets. An execution that is started with any input but that of the
     * provider, <code>{}</code> included, does what the stack declares: so may a schedule. Its metrics are those of the
     * batch, such as {@link IStateMachine#metricFailed metricFailed}.
     *
     * @return the state machine
     */
    public IStateMachine getStateMachine() {
        return machine;
    }

    /**
     * Returns the bucket that holds what the batch has selected, and what has become of it.
     *
     * @return the bucket, the batch's own unless a prop said otherwise
     */
    public IBucket getResultsBucket() {
        return results;
    }

    /**
     * Returns the ARN of the execution that this deployment has started, or an earlier one if it has started none.
     *
     * @return a token for the attribute <code>ExecutionArn</code>
     */
    public String getExecutionArn() {
        return resource.getAttString(BatchAttribute.EXECUTION_ARN);
    }

    /**
     * Returns the status of the execution when the deployment went on: SUCCEEDED as a rule, RUNNING where it did not wait.
     * It may be FAILED, TIMED_OUT or ABORTED where an update started none, and is empty where Step Functions does not know
     * the execution any more.
     *
     * @return a token for the attribute <code>Status</code>
     */
    public String getStatus() {
        return resource.getAttString(BatchAttribute.STATUS);
    }

    /**
     * Returns how many assets were selected, those that were passed over included. This number and the others are empty
     * where they are not known, and tell how far it had come where the deployment did not wait.
     *
     * @return a token for the attribute <code>Total</code>
     */
    public String getTotal() {
        return resource.getAttString(BatchAttribute.TOTAL);
    }

    /**
     * Returns for how many assets it has begun.
     *
     * @return a token for the attribute <code>Started</code>
     */
    public String getStarted() {
        return resource.getAttString(BatchAttribute.STARTED);
    }

    /**
     * Returns for how many assets a run has succeeded.
     *
     * @return a token for the attribute <code>Succeeded</code>
     */
    public String getSucceeded() {
        return resource.getAttString(BatchAttribute.SUCCEEDED);
    }

    /**
     * Returns for how many assets it has failed.
     *
     * @return a token for the attribute <code>Failed</code>
     */
    public String getFailed() {
        return resource.getAttString(BatchAttribute.FAILED);
    }

    /**
     * Returns how many assets were passed over, as they had metadata already.
     *
     * @return a token for the attribute <code>Skipped</code>
     */
    public String getSkipped() {
        return resource.getAttString(BatchAttribute.SKIPPED);
    }

    /**
     * Returns where the results of each asset are, beneath which <code>manifest.json</code> names the files.
     *
     * @return a token for the attribute <code>ResultsUri</code>, an s3 URI
     */
    public String getResultsUri() {
        return resource.getAttString(BatchAttribute.RESULTS_URI);
    }

    /**
     * Returns what CloudFormation knows the batch by. It is opaque: use {@link #getExecutionArn} for the execution.
     *
     * @return a token for the resource's <code>Ref</code>
     */
    public String getRef() {
        return resource.getRef();
    }

    /**
     * Starts the batch after each successful run of a data source, which is when new assets appear. With {@link
     * MetadataGenerationBatchProps#getSkipGenerated skipGenerated} it generates for what is new, and for nothing else. Fits
     * {@link MetadataGenerationAssets#ofProject}, as a list does not grow.
     *
     * <p>Amazon DataZone does not document what its events hold, so data source runs of all domains and projects in the
     * account and Region start it. Its events are sent on a best-effort basis: a schedule beside it finds what was missed.
     *
     * @return the rule
     * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-datazone.html">Amazon DataZone events</a>
     */
    public Rule generateAfterDataSourceRuns() {
        Rule rule = Rule.Builder.create(this, "DataSourceRuns")
                .description("Generates metadata for what data sources have added")
                .eventPattern(EventPattern.builder()
                        .source(List.of("aws.datazone"))
                        .detailType(List.of("Data Source Run Succeeded"))
                        .build())
                .targets(List.of(new SfnStateMachine(machine)))
                .build();
        rule.getNode().addDependency(permissions);
        return rule;
    }

    /**
     * Defines an EventBridge rule on executions of the state machine that have succeeded, whatever has started them.
     *
     * @param id the construct id of the rule
     * @param options the rule's target, name, description, and what its pattern asks for beyond the execution's outcome
     * @return the rule
     * @throws IllegalArgumentException if the options are null
     */
    public Rule onSucceeded(String id, OnEventOptions options) {
        return rule(id, List.of("SUCCEEDED"), options);
    }

    /**
     * Defines an EventBridge rule on executions of the state machine that have succeeded, without a target yet.
     *
     * @param id the construct id of the rule
     * @return the rule
     * @see #onSucceeded(String, OnEventOptions)
     */
    public Rule onSucceeded(String id) {
        return onSucceeded(id, OnEventOptions.builder().build());
    }

    /**
     * Defines an EventBridge rule on executions of the state machine that have failed, were stopped or took longer than a
     * day. Whether a deployment fails does not depend on it.
     *
     * @param id the construct id of the rule
     * @param options the rule's target, name, description, and what its pattern asks for beyond the execution's outcome
     * @return the rule
     * @throws IllegalArgumentException if the options are null
     */
    public Rule onFailed(String id, OnEventOptions options) {
        return rule(id, List.of("FAILED", "TIMED_OUT", "ABORTED"), options);
    }

    /**
     * Defines an EventBridge rule on executions of the state machine that have not succeeded, without a target yet.
     *
     * @param id the construct id of the rule
     * @return the rule
     * @see #onFailed(String, OnEventOptions)
     */
    public Rule onFailed(String id) {
        return onFailed(id, OnEventOptions.builder().build());
    }

    private Rule rule(String id, List<String> statuses, OnEventOptions options) {
        Requirement.at(this, id, () -> Requirement.given("options", options));
        Construct scope = options.getCrossStackScope() == null ? this : options.getCrossStackScope();
        Rule rule = Rule.Builder.create(scope, id)
                .description(options.getDescription())
                .ruleName(options.getRuleName())
                .eventPattern(options.getEventPattern())
                .build();
        rule.addEventPattern(EventPattern.builder()
                .source(List.of("aws.states"))
                .detailType(List.of("Step Functions Execution Status Change"))
                .detail(Map.of("stateMachineArn", List.of(machine.getStateMachineArn()), "status", statuses))
                .build());
        rule.addTarget(options.getTarget());
        return rule;
    }

    /** Defines a {@link MetadataGenerationBatch} prop by prop. */
    public static final class Builder extends MetadataGenerationBatchProps.Setters<Builder> {
        private final Construct scope;
        private final String id;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /**
         * Begins a batch.
         *
         * @param scope the construct that the batch is part of
         * @param id the construct id; a change of it starts the batch again
         * @return a builder without any prop
         */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /**
         * Defines the batch.
         *
         * @return the batch
         * @throws IllegalArgumentException if a prop is missing or would certainly be refused
         */
        public MetadataGenerationBatch build() {
            return new MetadataGenerationBatch(scope, id, props(MetadataGenerationBatchProps.class));
        }
    }
}
