package io.github.datazonecdk.metadatageneration;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Reference;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.Tokenization;
import software.amazon.awscdk.services.datazone.CfnProjectMembership;
import software.constructs.Construct;

/**
 * What the runs of one stack have in common: their provider, the permissions that each provider needs for them, and
 * their project memberships. All runs of a project depend on its memberships, so that one which asks for none, or comes
 * first, does not start before the membership that it uses.
 *
 * <p>It is looked up once for each scope, and the rest is kept here: each question to CDK is a call to Node.js.
 */
final class RunsOfStack extends Construct {
    private static final String ID = "MetadataGenerationMemberships";

    /** A scope's stack never changes. Nothing is kept here that jsii would not keep anyway. */
    private static final Map<Construct, RunsOfStack> OF_SCOPES = Collections.synchronizedMap(new WeakHashMap<>());

    private final Stack stack;
    private final Duration usualServiceTimeout = Duration.minutes(35);
    private final Map<MetadataGenerationProvider, RunPermissions> permissions = new HashMap<>();
    private final Map<List<String>, String> domainArns = new HashMap<>();
    private final List<Runnable> dependencies = new ArrayList<>();
    private MetadataGenerationProvider provider;
    private boolean asked;

    private RunsOfStack(Stack stack) {
        super(stack, ID);
        this.stack = stack;
    }

    static RunsOfStack of(Construct scope) {
        return OF_SCOPES.computeIfAbsent(scope, RunsOfStack::find);
    }

    private static RunsOfStack find(Construct scope) {
        Stack stack = Stack.of(scope);
        Object found = stack.getNode().tryFindChild(ID);
        if (found == null) {
            return new RunsOfStack(stack);
        }
        Requirement.free(found instanceof RunsOfStack, ID, stack, "the memberships of the runs");
        return (RunsOfStack) found;
    }

    /** The given one, or else the one that the stack's runs share. */
    MetadataGenerationProvider provider(MetadataGenerationProvider given) {
        if (given != null) {
            return given;
        }
        provider = provider == null ? MetadataGenerationProvider.getOrCreate(stack) : provider;
        return provider;
    }

    /** Leaves the function the time to cancel a run that takes too long, and to say so. */
    Duration serviceTimeout(Duration timeout) {
        if (timeout == null) {
            return usualServiceTimeout;
        }
        return timeout.isUnresolved() ? Duration.minutes(60) : timeout.plus(Duration.minutes(5));
    }

    RunPermissions permissions(MetadataGenerationProvider provider) {
        return permissions.computeIfAbsent(provider, absent -> RunPermissions.of(stack, provider));
    }

    /** The ARN of a domain of the stack's account. */
    String domainArn(String region, String domainIdentifier) {
        return domainArns.computeIfAbsent(
                Arrays.asList(region, domainIdentifier),
                absent -> stack.formatArn(ArnComponents.builder()
                        .service("datazone")
                        .region(region)
                        .resource("domain")
                        .resourceName(domainIdentifier)
                        .build()));
    }

    /** As long as no run asks, no token is resolved: whoever made it may have more to say before synthesis. */
    void addToProject(Construct run, MetadataGenerationRunProps props, MetadataGenerationProvider provider) {
        dependencies.add(() -> run.getNode().addDependency(project(props)));
        if (props.getProjectMembership() != null) {
            asked = true;
            project(props).enrol(run, props.getProjectMembership(), callerRoleArn(props, provider));
        }
        if (asked) {
            dependencies.forEach(Runnable::run);
            dependencies.clear();
        }
    }

    private static String callerRoleArn(MetadataGenerationRunProps props, MetadataGenerationProvider provider) {
        return props.getAssumedRoleArn() == null ? provider.getRole().getRoleArn() : props.getAssumedRoleArn();
    }

    private Project project(MetadataGenerationRunProps props) {
        String identity = identity(stack, props.getDomainIdentifier()) + "\n"
                + identity(stack, props.getOwningProjectIdentifier());
        String id = "Project" + hash(identity);
        Object found = getNode().tryFindChild(id);
        return found == null ? new Project(this, id, props) : (Project) found;
    }

    private static final class Project extends Construct {
        private final String domainIdentifier;
        private final String projectIdentifier;
        private final Map<String, Construct> firstRuns = new HashMap<>();
        private final Map<String, MetadataGenerationDesignation> designations = new HashMap<>();

        private Project(Construct scope, String id, MetadataGenerationRunProps props) {
            super(scope, id);
            domainIdentifier = props.getDomainIdentifier();
            projectIdentifier = props.getOwningProjectIdentifier();
        }

        /** One membership for a member, however many runs ask: Amazon DataZone refuses a second one. */
        private void enrol(Construct run, MetadataGenerationMembership membership, String callerRoleArn) {
            boolean group = membership.getGroupIdentifier() != null;
            String member = group ? membership.getGroupIdentifier() : callerRoleArn;
            String id = (group ? "Group" : "User") + hash(identity(Stack.of(this), member));
            Construct first = firstRuns.computeIfAbsent(id, absent -> run);
            MetadataGenerationDesignation known = designations.putIfAbsent(id, membership.getDesignation());
            if (known == null) {
                create(id, membership, group ? group(member) : user(member));
            }
            Requirement.require(
                    known == null || known == membership.getDesignation(),
                    "projectMembership must have one designation for each member of a project, got " + known + " for "
                            + path(first) + " and " + membership.getDesignation() + " for " + path(run));
        }

        private void create(
                String id, MetadataGenerationMembership membership, CfnProjectMembership.MemberProperty member) {
            CfnProjectMembership resource = CfnProjectMembership.Builder.create(this, id)
                    .domainIdentifier(domainIdentifier)
                    .projectIdentifier(projectIdentifier)
                    .designation(membership.getDesignation().name())
                    .member(member)
                    .build();
            // CDK's rule takes two members of one project for one membership.
            resource.getNode()
                    .addMetadata(
                            "aws:cdk:acknowledged-rules",
                            Map.of("CloudFormation-Validate::E3019", "the member is part of the identifier"));
        }

        private static CfnProjectMembership.MemberProperty group(String identifier) {
            return CfnProjectMembership.MemberProperty.builder()
                    .groupIdentifier(identifier)
                    .build();
        }

        private static CfnProjectMembership.MemberProperty user(String roleArn) {
            return CfnProjectMembership.MemberProperty.builder()
                    .userIdentifier(roleArn)
                    .build();
        }
    }

    private static String path(Construct construct) {
        return construct.getNode().getPath();
    }

    /**
     * What stands for a value in construct ids, the same in every synthesis. A token's string differs from one to the
     * next; and what a reference to another stack resolves to at this time is said as if it were to this one.
     */
    private static String identity(Stack stack, String value) {
        if (!Token.isUnresolved(value)) {
            return value;
        }
        StringBuilder identity = new StringBuilder().append(stack.resolve(value));
        Tokenization.reverseString(value).getTokens().stream()
                .filter(Reference::isReference)
                .map(token -> Stack.of(((Reference) token).getTarget()))
                .filter(owner -> !path(owner).equals(path(stack)))
                .forEach(owner -> identity.append(" of ").append(pathInStage(owner)));
        return identity.toString();
    }

    /** A stack that moves into a stage of a pipeline stays the same stack in its account. */
    private static String pathInStage(Stack stack) {
        String stage = Stage.of(stack).getNode().getPath();
        return stage.isEmpty() ? path(stack) : path(stack).substring(stage.length() + 1);
    }

    private static String hash(String text) {
        byte[] digest = ProviderCode.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, 16);
    }
}
