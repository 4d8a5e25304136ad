package io.github.datazonecdk.metadatageneration;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.IListProducer;
import software.amazon.awscdk.IResolveContext;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.LazyListValueOptions;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/**
 * What a provider's role may do for the runs of one stack. It is one policy however many runs there are: all inline
 * policies of a role together hold 10,240 characters. And it is part of the runs' stack, not of the role's: the role's
 * stack must not depend on the domains of the runs' stack, which depends on it already.
 */
final class RunPermissions extends Construct {
    private static final List<String> RUN_ACTIONS = List.of(
            "datazone:CancelMetadataGenerationRun",
            "datazone:GetMetadataGenerationRun",
            "datazone:ListMetadataGenerationRuns",
            "datazone:StartMetadataGenerationRun");
    /** A batch cancels no run. */
    private static final List<String> BATCH_ACTIONS = List.of(
            "datazone:GetMetadataGenerationRun",
            "datazone:ListMetadataGenerationRuns",
            "datazone:StartMetadataGenerationRun");

    private static final List<String> SEARCH_ACTIONS = List.of("datazone:Search");
    private static final List<String> INVOKE_ACTIONS = List.of("lambda:InvokeFunction");
    private static final List<String> ACCEPT_ACTIONS = List.of("datazone:AcceptPredictions");
    private static final List<String> ASSUME_ACTIONS = List.of("sts:AssumeRole");
    private static final List<String> KEY_ACTIONS = List.of("kms:Decrypt", "kms:GenerateDataKey");
    private static final String ENCRYPTION_CONTEXT = "kms:EncryptionContext:aws:datazone:domainId";

    private final IGrantable grantee;
    private final Map<List<String>, Resources> allowed = new HashMap<>();
    private final Set<List<Object>> keys = new HashSet<>();

    private RunPermissions(Construct scope, String id, IMetadataGenerationProvider provider) {
        super(scope, id);
        grantee = ProviderPolicy.of(this, provider);
    }

    static RunPermissions of(Stack stack, IMetadataGenerationProvider provider) {
        boolean ofProvider = provider instanceof MetadataGenerationProvider
                && stack.getNode().getAddr().equals(Stack.of(provider).getNode().getAddr());
        Construct scope = ofProvider ? (MetadataGenerationProvider) provider : stack;
        String id = ofProvider
                ? "Permissions"
                : "MetadataGenerationPermissions" + provider.getNode().getAddr();
        Requirement.free(scope.getNode().tryFindChild(id) == null, id, scope, "the permissions of the runs");
        return new RunPermissions(scope, id, provider);
    }

    void allowRun(String domainArn) {
        allow(RUN_ACTIONS, domainArn);
    }

    void allowBatch(String domainArn) {
        allow(BATCH_ACTIONS, domainArn);
    }

    /** By the state machine of a batch, whose role it is as well. */
    void allowInvoking(String functionArn) {
        allow(INVOKE_ACTIONS, functionArn);
    }

    /** Search is permitted for a domain as a whole. */
    void allowSearch(String domainArn) {
        allow(SEARCH_ACTIONS, domainArn);
    }

    void allowAcceptance(String domainArn) {
        allow(ACCEPT_ACTIONS, domainArn);
    }

    void allowAssuming(String roleArn) {
        allow(ASSUME_ACTIONS, roleArn);
    }

    /** Needs no Lazy: where two tokens give one statement twice, CDK's policy drops one when it is resolved. */
    void allowKey(IKey key, String domainIdentifier) {
        if (keys.add(Arrays.asList(key, domainIdentifier))) {
            add(PolicyStatement.Builder.create()
                    .actions(KEY_ACTIONS)
                    .resources(List.of(key.getKeyArn()))
                    .conditions(Map.of("StringEquals", Map.of(ENCRYPTION_CONTEXT, domainIdentifier))));
        }
    }

    private void allow(List<String> actions, String arn) {
        boolean added = allowed.computeIfAbsent(actions, this::resources).arns.add(arn);
        if (added && !(grantee instanceof Policy)) {
            // CDK's report takes no statement that is added or produced later.
            add(PolicyStatement.Builder.create().actions(actions).resources(List.of(arn)));
        }
    }

    private Resources resources(List<String> actions) {
        Resources resources = new Resources();
        if (grantee instanceof Policy) {
            add(PolicyStatement.Builder.create()
                    .actions(actions)
                    .resources(Lazy.uncachedList(
                            resources, LazyListValueOptions.builder().build())));
        }
        return resources;
    }

    private void add(PolicyStatement.Builder statement) {
        grantee.getGrantPrincipal().addToPrincipalPolicy(statement.build());
    }

    /** Each ARN once. Different tokens may stand for one ARN: two imports of one value are two tokens. */
    private static final class Resources implements IListProducer {
        private final Set<String> arns = new LinkedHashSet<>();

        @Override
        public List<String> produce(IResolveContext context) {
            if (context.getPreparing()) {
                // CDK is looking for references between stacks, and resolves them only after that.
                return List.copyOf(arns);
            }
            Map<Object, String> distinct = new LinkedHashMap<>();
            arns.forEach(arn -> distinct.putIfAbsent(context.resolve(arn), arn));
            return List.copyOf(distinct.values());
        }
    }
}
