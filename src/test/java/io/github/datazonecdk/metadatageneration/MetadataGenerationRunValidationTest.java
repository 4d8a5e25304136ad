package io.github.datazonecdk.metadatageneration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.kms.Alias;
import software.constructs.Construct;

class MetadataGenerationRunValidationTest {
    private static final String DOMAIN =
            "domainIdentifier must be \"dzd\", then \"-\" or \"_\", then 1 to 36 letters, digits, \"_\" or \"-\", got ";
    private static final String PROJECT =
            "owningProjectIdentifier must be 1 to 36 letters, digits, \"_\" or \"-\", got ";
    private static final String TYPES = "types must be 1 to 3 distinct types, got ";
    private static final String ONE_OF_TYPE_AND_TYPES = "exactly one of type and types is required, got ";
    private static final String TIMEOUT = "timeout must be 1 to 55 minutes in whole seconds, got ";
    private static final String CLIENT_TOKEN =
            "clientToken must be 1 to 128 printable ASCII characters without spaces, got ";
    private static final String REGION = "region must be the name of a Region, such as eu-west-1, got ";
    private static final String DOMAIN_ARN =
            "domainArn must be the ARN of an Amazon DataZone domain, \"*\" and \"?\" welcome in it, or \"*\", got ";
    private static final String ARN_PREFIX = "arn:aws:datazone:eu-west-1:210987654321:domain/";
    private static final String ROLE = "assumedRoleArn must be the ARN of a role, got ";
    private static final String ROLE_ARN = "arn:aws:iam::210987654321:role/catalog";
    private static final String EXTERNAL_ID = "externalId must be 2 to 1224 letters, digits or any of _+=,.@:/-, got ";
    private static final String ACCEPTED = "target.identifier must be 1 to 36 letters, digits, \"_\" or \"-\" "
            + "where acceptPredictions is true, got ";
    private static final String THRESHOLD = "acceptanceThreshold must be between 0 and 1, got ";

    private final Stack stack = new Stack(SynthesizedStack.app(), "Stack");

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatDataZoneWouldRefuse(String message, Consumer<MetadataGenerationRun.Builder> prop) {
        MetadataGenerationRun.Builder builder = MetadataGenerationRunTest.run(stack, "Run");
        prop.accept(builder);

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, builder::build);

        assertEquals(message + " (at Stack/Run)", e.getMessage());
        assertTrue(stack.getNode().getChildren().isEmpty(), "something was created");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("domainIdentifier is required", run -> run.domainIdentifier(null)),
                refused(DOMAIN + "\"\"", run -> run.domainIdentifier("")),
                refused(DOMAIN + "\"abc\"", run -> run.domainIdentifier("abc")),
                refused(DOMAIN + "\"dzd_\"", run -> run.domainIdentifier("dzd_")),
                refused(DOMAIN + "\"dzd_4p2\n\"", run -> run.domainIdentifier("dzd_4p2\n")),
                refused(
                        DOMAIN + "\"dzd_" + "a".repeat(37) + "\"",
                        run -> run.domainIdentifier("dzd_" + "a".repeat(37))),
                refused("owningProjectIdentifier is required", run -> run.owningProjectIdentifier(null)),
                refused(PROJECT + "\"\"", run -> run.owningProjectIdentifier("")),
                refused(PROJECT + "\"a b\"", run -> run.owningProjectIdentifier("a b")),
                refused(PROJECT + "\"" + "a".repeat(37) + "\"", run -> run.owningProjectIdentifier("a".repeat(37))),
                refused("target is required", run -> run.target(null)),
                refused(TYPES + "[]", run -> run.types(List.of())),
                refused(TYPES + "[null]", run -> run.types(Arrays.asList((MetadataGenerationType) null))),
                refused(
                        TYPES + "[BUSINESS_NAMES, BUSINESS_NAMES]",
                        run -> run.types(
                                List.of(MetadataGenerationType.BUSINESS_NAMES, MetadataGenerationType.BUSINESS_NAMES))),
                refused(
                        ONE_OF_TYPE_AND_TYPES + "type null and types null",
                        run -> run.types((List<MetadataGenerationType>) null)),
                refused(
                        ONE_OF_TYPE_AND_TYPES + "type null and types null",
                        run -> run.types((MetadataGenerationType[]) null)),
                refused(TYPES + "[]", run -> run.types()),
                refused(TYPES + "[null]", run -> run.types((MetadataGenerationType) null)),
                refused(
                        TYPES + "[BUSINESS_NAMES, BUSINESS_NAMES]",
                        run -> run.types(MetadataGenerationType.BUSINESS_NAMES, MetadataGenerationType.BUSINESS_NAMES)),
                refused(
                        ONE_OF_TYPE_AND_TYPES + "type BUSINESS_NAMES and types [BUSINESS_DESCRIPTIONS]",
                        run -> run.type(MetadataGenerationType.BUSINESS_NAMES)),
                refused(CLIENT_TOKEN + "\"\"", run -> run.clientToken("")),
                refused(CLIENT_TOKEN + "\"a b\"", run -> run.clientToken("a b")),
                refused(CLIENT_TOKEN + "\"" + "a".repeat(129) + "\"", run -> run.clientToken("a".repeat(129))),
                refused(TIMEOUT + "59 seconds", run -> run.timeout(Duration.seconds(59))),
                refused(TIMEOUT + "55 minutes 1 second", run -> run.timeout(Duration.seconds(3301))),
                refused(TIMEOUT + "1 minute 500 millis", run -> run.timeout(Duration.millis(60500))),
                refused(TIMEOUT + "1 day", run -> run.timeout(Duration.days(1))),
                refused(TIMEOUT + "1 minute 500 millis", run -> run.timeout(Duration.seconds(60.5))),
                refused(TIMEOUT + "Infinity days", run -> run.timeout(Duration.days(Double.MAX_VALUE))),
                refused(
                        "acceptPredictions must be false where waitForCompletion is false, got true: "
                                + "only a run that has ended has predictions to accept",
                        run -> run.acceptPredictions(true).waitForCompletion(false)),
                refused(
                        ACCEPTED + "\"an/asset\"",
                        run -> run.acceptPredictions(true).target(MetadataGenerationTarget.asset("an/asset"))),
                refused(
                        ACCEPTED + "\"..\"",
                        run -> run.acceptPredictions(true).target(MetadataGenerationTarget.asset(".."))),
                refused(THRESHOLD + "-0.1", run -> run.acceptPredictions(true).acceptanceThreshold(-0.1)),
                refused(THRESHOLD + "1.1", run -> run.acceptPredictions(true).acceptanceThreshold(1.1)),
                refused(THRESHOLD + "NaN", run -> run.acceptPredictions(true).acceptanceThreshold(Double.NaN)),
                refused(
                        "acceptanceThreshold is allowed only where acceptPredictions is true, got 0.5",
                        run -> run.acceptanceThreshold(0.5)),
                refused(REGION + "\"\"", run -> run.region("")),
                refused(REGION + "\"Ireland\"", run -> run.region("Ireland")),
                refused(ROLE + "\"catalog\"", run -> run.assumedRoleArn("catalog")),
                refused(
                        ROLE + "\"arn:" + "a".repeat(33) + ":iam::210987654321:role/catalog\"",
                        run -> run.assumedRoleArn("arn:" + "a".repeat(33) + ":iam::210987654321:role/catalog")),
                refused(
                        ROLE + "\"arn:aws:iam::210987654321:user/me\"",
                        run -> run.assumedRoleArn("arn:aws:iam::210987654321:user/me")),
                refused(
                        ROLE + "\"arn:aws:iam::210987654321:role/*\"",
                        run -> run.assumedRoleArn("arn:aws:iam::210987654321:role/*")),
                refused(
                        EXTERNAL_ID + "\"a\"",
                        run -> run.assumedRoleArn(ROLE_ARN).externalId("a")),
                refused(
                        EXTERNAL_ID + "\"a b\"",
                        run -> run.assumedRoleArn(ROLE_ARN).externalId("a b")),
                refused(
                        EXTERNAL_ID + "\"" + "a".repeat(1225) + "\"",
                        run -> run.assumedRoleArn(ROLE_ARN).externalId("a".repeat(1225))),
                refused("externalId is allowed only where assumedRoleArn is given", run -> run.externalId("orders")),
                refused(DOMAIN_ARN + "\"dzd_4p2\"", run -> run.domainArn("dzd_4p2")),
                refused(DOMAIN_ARN + "\"arn:aws:s3:::catalog\"", run -> run.domainArn("arn:aws:s3:::catalog")),
                refused(
                        DOMAIN_ARN + "\"arn:aws:datazone:eu-west-1:210987654321:project/dzd_4p2\"",
                        run -> run.domainArn("arn:aws:datazone:eu-west-1:210987654321:project/dzd_4p2")),
                refused(
                        DOMAIN_ARN + "\"" + ARN_PREFIX + "dzd_4p2/..\"",
                        run -> run.domainArn(ARN_PREFIX + "dzd_4p2/..")),
                refused(
                        "domainArn must be that of the domain dzd_4p2, got \"" + ARN_PREFIX + "dzd_other\"",
                        run -> run.domainArn(ARN_PREFIX + "dzd_other")),
                refused(
                        "domainArn must be that of the domain dzd_4p2, got \"" + ARN_PREFIX + "dzd_other*\"",
                        run -> run.domainArn(ARN_PREFIX + "dzd_other*")),
                refused(
                        "domainArn must be in the run's Region us-east-1, got \"" + ARN_PREFIX + "dzd_4p2\"",
                        run -> run.region("us-east-1").domainArn(ARN_PREFIX + "dzd_4p2")),
                refused(
                        "failOn is allowed only where waitForCompletion is true, got NOTHING: "
                                + "a deployment that does not wait fails on no outcome",
                        run -> run.waitForCompletion(false).failOn(MetadataGenerationFailOn.NOTHING)),
                refused(
                        "removalPolicy must be DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE, got SNAPSHOT",
                        run -> run.removalPolicy(RemovalPolicy.SNAPSHOT)));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void takesWhatIsJustWithinBounds(Consumer<MetadataGenerationRun.Builder> prop) {
        MetadataGenerationRun.Builder builder = MetadataGenerationRunTest.run(stack, "Run");
        prop.accept(builder);

        assertNotNull(builder.build());
    }

    static Stream<Consumer<MetadataGenerationRun.Builder>> accepted() {
        return Stream.of(
                run -> run.domainIdentifier("dzd-" + "a".repeat(36)),
                run -> run.owningProjectIdentifier("a".repeat(36)),
                run -> run.types(List.of(MetadataGenerationType.values())),
                run -> run.clientToken("~".repeat(128)),
                run -> run.timeout(Duration.minutes(1)),
                run -> run.timeout(Duration.minutes(55)),
                run -> run.timeout(Duration.millis(61000)),
                run -> run.timeout(Duration.minutes(1.5)),
                run -> run.region("us-gov-east-1"),
                run -> run.domainArn("*"),
                run -> run.domainArn(ARN_PREFIX + "dzd_4p2"),
                run -> run.domainArn(ARN_PREFIX + "*"),
                run -> run.domainArn(ARN_PREFIX + "dzd_?p*"),
                run -> run.domainArn("arn:*:datazone:eu-*:*:domain/dzd_4p2").region("eu-west-1"),
                run -> run.domainArn("arn:aws:datazone:eu-west-1:210987654321:*"),
                run -> run.domainArn("arn:aws:datazone:*"),
                run -> run.domainArn(ARN_PREFIX + "dzd_other")
                        .domainIdentifier(Token.asString(Map.of("Ref", "Domain"))),
                run -> run.domainArn("arn:" + Aws.PARTITION + ":datazone:eu-west-1:210987654321:domain/dzd_other"),
                run -> run.waitForCompletion(true).failOn(MetadataGenerationFailOn.NOTHING),
                run -> run.assumedRoleArn("arn:aws-us-gov:iam::210987654321:role/team/cata+log=,.@-_"),
                run -> run.assumedRoleArn(ROLE_ARN).externalId("a".repeat(1224)),
                run -> run.target(MetadataGenerationTarget.asset("an/asset")),
                run -> run.target(MetadataGenerationTarget.asset("a".repeat(36)))
                        .acceptPredictions(true),
                run -> run.target(MetadataGenerationTarget.asset(Token.asString(Map.of("Ref", "Asset"))))
                        .acceptPredictions(true),
                run -> run.acceptPredictions(true).acceptanceThreshold(0),
                run -> run.acceptPredictions(true).acceptanceThreshold(1));
    }

    @Test
    void refusesAnAliasForTheDomainsKey() {
        MetadataGenerationRun.Builder builder = MetadataGenerationRunTest.run(stack, "Run")
                .domainKey(Alias.fromAliasName(stack, "Alias", "alias/catalog"));

        assertRefused(
                "domainKey must be a key, got an alias: give the key that it stands for (at Stack/Run)",
                builder::build);
    }

    @Test
    void saysWhichRunOfALoopIsRefused() {
        Construct assets = new Construct(stack, "Assets");

        assertRefused(
                "domainIdentifier is required (at Stack/Assets/Orders)",
                () -> MetadataGenerationRunTest.run(assets, "Orders")
                        .domainIdentifier(null)
                        .build());
    }

    @Test
    void refusesATargetWithoutAnAsset() {
        assertRefused("target.identifier is required", () -> MetadataGenerationTarget.asset(null));
        assertRefused("target.identifier must not be blank, got \" \"", () -> MetadataGenerationTarget.asset(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5d4kq3x\n", "a\tb", "\u0000", "a\u0085b", "a\u2028b"})
    void refusesAnAssetOverSeveralLines(String identifier) {
        assertRefused(
                "target.identifier must be without line breaks and control characters, got \"" + identifier + "\"",
                () -> MetadataGenerationTarget.asset(identifier));
    }

    @Test
    void refusesABlankRevision() {
        assertRefused("target.revision must not be blank, got \"  \"", () -> MetadataGenerationTarget.asset("a", "  "));
    }

    @Test
    void refusesARegionOfAnotherPartitionThanTheStacks() {
        MetadataGenerationRun.Builder builder =
                MetadataGenerationRunTest.run(stackIn("eu-west-1"), "Run").region("cn-north-1");

        assertRefused(
                "region must be in the partition aws as the stack's Region eu-west-1 is, got \"cn-north-1\" in aws-cn"
                        + " (at eu-west-1/Run)",
                builder::build);
    }

    @Test
    void refusesADomainArnInAnotherRegionThanTheStacksWhereTheRunHasNone() {
        MetadataGenerationRun.Builder builder =
                MetadataGenerationRunTest.run(stackIn("us-east-1"), "Run").domainArn(ARN_PREFIX + "dzd_4p2");

        assertRefused(
                "domainArn must be in the run's Region us-east-1, got \"" + ARN_PREFIX + "dzd_4p2\" (at us-east-1/Run)",
                builder::build);
    }

    @Test
    void refusesRulesWithoutOptions() {
        MetadataGenerationRun run = MetadataGenerationRunTest.run(stack, "Run").build();

        assertRefused("options is required (at Stack/Run/Succeeded)", () -> run.onSucceeded("Succeeded", null));
        assertRefused("options is required (at Stack/Run/Failed)", () -> run.onFailed("Failed", null));
    }

    @Test
    void refusesARevisionThatIsTooShortOrTooLong() {
        String tooLong = "1".repeat(65);

        assertRefused(
                "target.revision must be 1 to 64 characters, got \"\"", () -> MetadataGenerationTarget.asset("a", ""));
        assertRefused(
                "target.revision must be 1 to 64 characters, got \"" + tooLong + "\"",
                () -> MetadataGenerationTarget.asset("a", tooLong));
    }

    @Test
    void refusesATimeoutThatIsATokenOfMinutes() {
        CfnParameter number =
                CfnParameter.Builder.create(stack, "Number").type("Number").build();
        MetadataGenerationRun.Builder builder =
                MetadataGenerationRunTest.run(stack, "Run").timeout(Duration.minutes(number.getValueAsNumber()));

        assertRefused("timeout must be in seconds where it is a token, got minutes (at Stack/Run)", builder::build);
    }

    @Test
    void refusesToBeMadeWithoutProps() {
        assertRefused("props is required (at Stack/Run)", () -> new MetadataGenerationRun(stack, "Run", null));
    }

    @ParameterizedTest
    @MethodSource("longValues")
    void saysNoMoreOfALongValueThanAnyoneReads(Consumer<MetadataGenerationRun.Builder> prop) {
        MetadataGenerationRun.Builder builder = MetadataGenerationRunTest.run(stackIn("eu-west-1"), "Run");
        prop.accept(builder);

        String message =
                assertThrows(IllegalArgumentException.class, builder::build).getMessage();

        assertTrue(message.matches("(?s).*\\.\\.\\.\"? \\(at eu-west-1/Run\\)"), message);
        assertTrue(message.length() < 2_000, message);
    }

    static Stream<Consumer<MetadataGenerationRun.Builder>> longValues() {
        List<MetadataGenerationType> types = Collections.nCopies(10_000, MetadataGenerationType.BUSINESS_NAMES);
        BigDecimal third = new BigDecimal("0." + "3".repeat(10_000));
        return Stream.of(
                run -> run.types(types),
                run -> run.types(types).type(MetadataGenerationType.BUSINESS_NAMES),
                run -> run.acceptanceThreshold(third),
                run -> run.acceptPredictions(true).acceptanceThreshold(third.negate()),
                run -> run.domainArn("arn:aws:datazone:us-east-1:123456789012:domain/" + "x".repeat(10_000)));
    }

    @Test
    void refusesAProviderOfAnotherRegion() {
        MetadataGenerationProvider elsewhere = MetadataGenerationProvider.getOrCreate(stackIn("us-east-1"));

        MetadataGenerationRun.Builder builder =
                MetadataGenerationRunTest.run(stackIn("eu-west-1"), "Run").provider(elsewhere);

        assertRefused(
                "provider must be in the run's Region eu-west-1, got one in us-east-1 (at eu-west-1/Run)",
                builder::build);
    }

    @Test
    void refusesAProviderWithoutRoomForPermissions() {
        MetadataGenerationProvider provider = MetadataGenerationProvider.getOrCreate(stack);
        new Construct(provider, "Permissions");

        assertRefused(
                "construct id Permissions in Stack/MetadataGenerationProvider is taken:"
                        + " it must be free for the permissions of the runs",
                MetadataGenerationRunTest.run(stack, "Run")::build);
    }

    private Stack stackIn(String region) {
        Environment environment =
                Environment.builder().account("123456789012").region(region).build();
        return new Stack(
                (Construct) stack.getNode().getRoot(),
                region,
                StackProps.builder().env(environment).build());
    }

    private static Arguments refused(String message, Consumer<MetadataGenerationRun.Builder> prop) {
        return arguments(message, prop);
    }

    private static void assertRefused(String message, Runnable call) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
