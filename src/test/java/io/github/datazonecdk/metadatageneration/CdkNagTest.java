package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.MetadataGenerationRunTest.run;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.HIPAASecurityChecks;
import io.github.cdklabs.cdknag.NIST80053R4Checks;
import io.github.cdklabs.cdknag.NIST80053R5Checks;
import io.github.cdklabs.cdknag.NagPack;
import io.github.cdklabs.cdknag.PCIDSS321Checks;
import io.github.cdklabs.cdknag.ServerlessChecks;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.IConstruct;

/** What cdk-nag finds is accepted one by one, each with its reason. Anything else fails. */
class CdkNagTest {
    private static final List<String> FRAMEWORK =
            List.of("Framework/framework-onEvent", "Framework/framework-isComplete", "Framework/framework-onTimeout");
    private static final String WAITER = "Framework/waiter-state-machine";

    private static final List<Accepted> ACCEPTED = Stream.of(
                    accepted(
                            "the versions of the function that it calls",
                            "IAM5[Resource::<MetadataGenerationProviderFrameworkframeworkisComplete0B264DCD.Arn>:*]",
                            WAITER + "/Role/DefaultPolicy"),
                    accepted(
                            "the versions of the function that it calls",
                            "IAM5[Resource::<MetadataGenerationProviderFrameworkframeworkonTimeoutE61F2568.Arn>:*]",
                            WAITER + "/Role/DefaultPolicy"),
                    accepted("its log would hold the presigned URL of the answer to CloudFormation", "SF1", WAITER),
                    accepted("the framework does not let its state machine be traced", "SF2", WAITER),
                    accepted(
                            "the framework does not let its state machine be traced",
                            "StepFunctionStateMachineXray",
                            WAITER),
                    accepted("the framework does not let its functions be traced", "LambdaTracing", FRAMEWORK),
                    accepted(
                            "CloudFormation learns of a request that is lost by the service timeout",
                            "LambdaDLQ",
                            FRAMEWORK.get(0)),
                    accepted(
                            "the state machine awaits it, and learns of its failure",
                            "LambdaDLQ",
                            FRAMEWORK.subList(1, 3)),
                    accepted("the framework awaits it, and learns of its failure", "LambdaDLQ", "Function"),
                    accepted(
                            "it calls a function and a state machine, and CloudFormation over the internet",
                            "LambdaInsideVPC",
                            FRAMEWORK),
                    accepted(
                            "reserved concurrency is taken from the account: a decision of its owner",
                            "LambdaConcurrency",
                            FRAMEWORK),
                    accepted(
                            "reserved concurrency is taken from the account: a decision of its owner",
                            "LambdaConcurrency",
                            "Function"),
                    accepted(
                            "it is for this one role, and goes with it",
                            "IAMNoInlinePolicy",
                            "FrameworkOnEventRole/DefaultPolicy",
                            "FrameworkCompleteAndTimeoutRole/DefaultPolicy",
                            "Role/DefaultPolicy"),
                    accepted("the framework grants so", "IAMNoInlinePolicy", WAITER + "/Role/DefaultPolicy"),
                    accepted(
                            "it is for this one role, and goes with the runs",
                            "IAMNoInlinePolicy",
                            "Permissions/Policy"),
                    accepted("vpc puts it into one", "LambdaInsideVPC", "Function"),
                    accepted("tracing turns it on", "LambdaTracing", "Function"),
                    accepted(
                            "CloudWatch encrypts it, and logGroup may bring one with a key of the user's",
                            "CloudWatchLogGroupEncrypted",
                            "LogGroup"))
            .flatMap(List::stream)
            .toList();

    private static final Accepted ANYTHING = new Accepted(
            "Role/DefaultPolicy",
            "IAM5[Resource::*]",
            "network interfaces have no ARN before they are there, and traces never have one");

    private final Stack stack = new Stack(SynthesizedStack.app(), "Stack");

    @BeforeEach
    void acceptPredictions() {
        run(stack, "Run").acceptPredictions(true).build();
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingThatIsNotAccepted(Pack pack) {
        Set<String> findings = pack.findings(stack);

        findings.removeIf(finding -> ACCEPTED.stream().anyMatch(accepted -> accepted.covers(finding)));
        assertEquals(Set.of(), findings);
    }

    @Test
    void acceptsNothingThatIsNotFound() {
        Set<String> found = findings(stack);

        for (Accepted accepted : ACCEPTED) {
            assertTrue(found.stream().anyMatch(accepted::covers), accepted::toString);
        }
    }

    @Test
    void findsNothingInOurOwnResourcesByTheAwsSolutions() {
        Set<String> findings = Pack.AWS_SOLUTIONS.findings(stack);

        findings.removeIf(finding -> finding.startsWith("Framework/waiter-state-machine"));
        assertEquals(Set.of(), findings);
    }

    /** Each is told on the page about cdk-nag. */
    @Test
    void findsInABatchByTheAwsSolutionsWhatIsToldOfIt() {
        MetadataGenerationBatchTest.batch(stack, "Catalog").build();

        assertEquals(
                Set.of(
                        "Stack/Catalog/Permissions/Policy IAM5",
                        "Stack/Catalog/Results S1",
                        "Stack/Catalog/StateMachine SF1",
                        "Stack/Catalog/StateMachine SF2"),
                Pack.AWS_SOLUTIONS.findings(stack).stream()
                        .filter(finding -> finding.startsWith("Stack/Catalog/"))
                        .map(finding -> finding.replaceFirst("\\[.*", ""))
                        .collect(Collectors.toSet()));
    }

    @Test
    void findsNothingByTheAwsSolutionsWhereAStackTakesThePublishedAcknowledgements(@TempDir Path folder)
            throws Exception {
        Stack taking = ReadmeTest.stackOf(ReadmeTest.blocks("java", ".github/CDK-NAG.md"), folder);
        run(taking, "Run").acceptPredictions(true).build();

        assertEquals(4, Pack.AWS_SOLUTIONS.findings(stack).size());
        assertEquals(Set.of(), Pack.AWS_SOLUTIONS.findings(taking));
    }

    /** As its users have it: what it finds stops the synthesis. */
    @Test
    void stopsNoSynthesisWhereAStackTakesThePublishedAcknowledgements(@TempDir Path folder) throws Exception {
        Stack taking = ReadmeTest.stackOf(ReadmeTest.blocks("java", ".github/CDK-NAG.md"), folder);
        run(taking, "Run").build();
        App app = (App) taking.getNode().getRoot();
        App other = (App) stack.getNode().getRoot();

        Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
        Validations.of(other).addPlugins(new AwsSolutionsChecks(other));

        assertDoesNotThrow(() -> app.synth());
        assertThrows(RuntimeException.class, () -> other.synth());
    }

    @Test
    void findsLessWhereTheProviderIsSetUpForIt() {
        Stack strict = new Stack(SynthesizedStack.app(), "Strict");

        MetadataGenerationProvider.Builder.create(strict, "MetadataGenerationProvider")
                .vpc(MetadataGenerationProviderPropsTest.vpc(strict))
                .tracing(Tracing.ACTIVE)
                .logGroup(encrypted(strict))
                .build();

        run(strict, "Run").acceptPredictions(true).build();
        Set<String> mended = findings(stack);
        mended.removeAll(findings(strict));
        Set<String> added = findings(strict);
        added.removeAll(findings(stack));
        assertEquals(
                Set.of("Function LambdaInsideVPC", "Function LambdaTracing", "LogGroup CloudWatchLogGroupEncrypted"),
                mended);
        assertEquals(Set.of(ANYTHING.finding()), added);
    }

    private static LogGroup encrypted(Stack stack) {
        return LogGroup.Builder.create(stack, "Logs")
                .encryptionKey(Key.fromKeyArn(stack, "Key", "arn:aws:kms:eu-west-1:123456789012:key/logs"))
                .build();
    }

    private static Set<String> findings(Stack stack) {
        return Stream.of(Pack.values())
                .flatMap(pack -> pack.findings(stack).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Accepted> accepted(String reason, String rule, String... constructs) {
        return accepted(reason, rule, List.of(constructs));
    }

    private static List<Accepted> accepted(String reason, String rule, List<String> constructs) {
        return constructs.stream()
                .map(construct -> new Accepted(construct, rule, reason))
                .toList();
    }

    private record Accepted(String construct, String rule, String reason) {
        boolean covers(String finding) {
            return finding.equals(finding());
        }

        String finding() {
            return construct + " " + rule;
        }
    }

    private enum Pack {
        AWS_SOLUTIONS(AwsSolutionsChecks::new),
        HIPAA(HIPAASecurityChecks::new),
        NIST_R4(NIST80053R4Checks::new),
        NIST_R5(NIST80053R5Checks::new),
        PCI(PCIDSS321Checks::new),
        SERVERLESS(ServerlessChecks::new);

        private final Function<IConstruct, NagPack> checks;

        Pack(Function<IConstruct, NagPack> checks) {
            this.checks = checks;
        }

        Set<String> findings(Stack stack) {
            return checks.apply(stack).validateScope(stack).getViolations().stream()
                    .flatMap(violation -> violation.getViolatingResources().stream()
                            .map(resource -> finding(resource.getConstructPath(), violation.getRuleName())))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** Without what all have in common: the provider's path, and the pack's name. */
        private static String finding(String path, String rule) {
            String below = path.replaceAll("^.*/MetadataGenerationProvider/|/Resource$", "");
            return below + " " + rule.substring(rule.indexOf('-') + 1);
        }
    }
}
