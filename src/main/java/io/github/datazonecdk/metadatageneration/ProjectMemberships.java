package io.github.datazonecdk.metadatageneration;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import software.amazon.awscdk.Reference;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.Tokenization;
import software.amazon.awscdk.services.datazone.CfnProjectMembership;
import software.constructs.Construct;

/** The memberships of one project that the runs of a stack ask for. */
final class ProjectMemberships extends Construct {
    private final String domainIdentifier;
    private final String projectIdentifier;
    private final Map<String, Construct> firstRuns = new HashMap<>();
    private final Map<String, MetadataGenerationDesignation> designations = new HashMap<>();

    private ProjectMemberships(Construct scope, String id, String domainIdentifier, String projectIdentifier) {
        super(scope, id);
        this.domainIdentifier = domainIdentifier;
        this.projectIdentifier = projectIdentifier;
    }

    static ProjectMemberships of(Construct scope, String domainIdentifier, String projectIdentifier) {
        Stack stack = Stack.of(scope);
        String id = "Project" + hash(identity(stack, domainIdentifier) + "\n" + identity(stack, projectIdentifier));
        Object found = scope.getNode().tryFindChild(id);
        return found == null
                ? new ProjectMemberships(scope, id, domainIdentifier, projectIdentifier)
                : (ProjectMemberships) found;
    }

    /** One membership for a member, however many runs ask: Amazon DataZone refuses a second one. */
    void enrol(Construct run, MetadataGenerationMembership membership, String callerRoleArn) {
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

    private static String path(Construct construct) {
        return construct.getNode().getPath();
    }

    /**
     * Stands for a value in construct ids, and is the same in every synthesis. A token's string is not, so the token is
     * resolved. A reference to another stack resolves here as one to this stack would, so the other stack's path is added.
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
        byte[] digest = Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, 16);
    }
}
