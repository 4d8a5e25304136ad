package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.provider.text.Text;
import io.github.datazonecdk.metadatageneration.standin.StandInCall;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the user reads; {@link Deployment} asserts of every answer that CloudFormation takes its size. */
class FailureMessageTest {
    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(StandInFault.accessDenied(), "AccessDenied", "contributor"),
                refusal(StandInFault.unauthorized(), "Unauthorized", "may use the domain"),
                refusal(StandInFault.quotaExceeded(), "ServiceQuotaExceeded", "Wait until the quota is free again"),
                refusal(
                        StandInFault.invalid("not supported for input asset type"),
                        "Validation",
                        "Check target and types"),
                refusal(
                        StandInFault.notFound("The given Asset doesn't exist."),
                        "ResourceNotFound",
                        "project and asset exist in eu-west-1"),
                refusal(StandInFault.throttled(), "Throttling", "Deploy again later"),
                refusal(StandInFault.internalError(), "InternalServer", "Deploy again later"),
                refusal(
                        StandInFault.conflict(),
                        "Conflict",
                        "Wait until the asset's other run has ended, or cancel it"),
                refusal(new StandInFault.Refuse(502, "", "Bad Gateway"), "HTTP 502", "Deploy again later"));
    }

    private static Arguments refusal(StandInFault fault, String error, String advice) {
        return Arguments.of(fault, error, advice);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void saysInTheFirstLineWhatWasRefusedAndWhyAndWhatToDo(StandInFault fault, String error, String advice) {
        dataZone.faultAlways(START, fault);

        Answer created = deployment.create(run());

        StandInCall last = dataZone.calls(START).get(dataZone.calls(START).size() - 1);
        String line = created.firstLine();
        assertSays(line, "StartMetadataGenerationRun");
        assertSays(line, "5d4kq3x");
        assertSays(line, "3jx9");
        assertSays(line, "dzd_4p2");
        assertSays(line, error);
        assertSays(line, last.message());
        assertSays(line, last.requestId());
        assertSays(line, advice);
        String afterTheRequestId = line.substring(line.indexOf(last.requestId()) + 36);
        assertTrue(afterTheRequestId.length() > 20, () -> "says what to do: " + line);
        assertFits(line);
    }

    @Test
    void saysWhatToDoWhereTheFunctionsRoleIsNoMember() {
        dataZone.faultAlways(START, StandInFault.accessDenied());

        String line = deployment.create(run()).firstLine();

        assertSays(line, "User is not permitted to perform operation: StartMetadataGenerationRun");
        assertSays(line, "role");
        assertSays(line, "contributor or owner");
    }

    @Test
    void saysThatACallWasRefusedWhereItWas() {
        dataZone.faultAlways(START, StandInFault.quotaExceeded());

        assertSays(deployment.create(run()).firstLine(), "StartMetadataGenerationRun refused for asset 5d4kq3x");
    }

    @Test
    void saysThatACallFailedWhereDataZoneIsOutOfOrder() {
        dataZone.faultAlways(START, StandInFault.internalError());

        assertSays(deployment.create(run()).firstLine(), "StartMetadataGenerationRun failed for asset 5d4kq3x");
    }

    @Test
    void saysWhatToDoWhereIamRefuses() {
        dataZone.faultAlways(
                START,
                new StandInFault.Refuse(
                        403, "AccessDeniedException", "User: r is not authorized to perform: datazone:Start"));

        assertSays(deployment.create(run()).firstLine(), "Allow role of this function this action on the domain");
    }

    /** The domain's ARN is not what it was asked for, so to allow that would not help. */
    @Test
    void namesDomainArnWhereIamRefusesEveryResource() {
        dataZone.faultAlways(
                START,
                new StandInFault.Refuse(
                        403,
                        "AccessDeniedException",
                        "User: r is not authorized to perform: datazone:StartMetadataGenerationRun on resource: *"
                                + " because no identity-based policy allows the action"));

        assertSays(
                deployment.create(run()).firstLine(),
                "Set domainArn to \"*\" on the construct: IAM was asked for every domain");
    }

    @Test
    void namesTheKeyWhereTheKeyIsDenied() {
        String key = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        dataZone.faultAlways(
                START,
                new StandInFault.Refuse(
                        403,
                        "AccessDeniedException",
                        "User: r is not authorized to perform: kms:GenerateDataKey on resource: " + key
                                + " because no identity-based policy allows the kms:GenerateDataKey action"));

        assertSays(
                deployment.create(run()).firstLine(),
                "Allow role of this function to use key " + key
                        + ": set domainKey on the construct, and check the key's" + " policy");
    }

    @Test
    void namesTheKeyWithoutItsArnWhereTheRefusalHasNone() {
        dataZone.faultAlways(
                START,
                new StandInFault.Refuse(
                        403, "AccessDeniedException", "The ciphertext refers to a KMS key (kms:Decrypt)"));

        assertSays(
                deployment.create(run()).firstLine(),
                "Allow role of this function to use the domain's key: set domainKey on the construct");
    }

    @Test
    void saysWhatToDoAboutAConflictUnderTheUsersToken() {
        dataZone.faultAlways(START, StandInFault.conflict());

        String line = deployment.create(run().with("clientToken", "mine")).firstLine();

        assertSays(line, "Change clientToken, or wait until the asset's other run has ended");
    }

    @Test
    void namesTheRunThatIsInTheWay() {
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", "7", List.of("BUSINESS_NAMES"), "somebody");

        assertSays(deployment.create(run()).firstLine(), "Active: run run0001. Wait until");
    }

    @Test
    void keepsRequestAndAdviceHoweverLongTheServicesMessage() {
        dataZone.faultAlways(START, StandInFault.invalid("x".repeat(20_000)));

        String line = deployment.create(run()).firstLine();

        String request = dataZone.calls(START).get(0).requestId();
        assertSays(line, "x... (request " + request + "). Check target and types against what DataZone can");
        assertEquals(1000, line.length());
    }

    @Test
    void saysThatTheConnectionBroke() {
        dataZone.faultAlways(START, StandInFault.cutConnection());

        String line = deployment.create(run()).firstLine();

        assertSays(line, "StartMetadataGenerationRun");
        assertSays(line, "5d4kq3x");
        assertFits(line);
        assertSays(line, ": no answer: SocketException ");
        assertSays(line, "(no request id). Check that the function reaches DataZone in eu-west-1");
    }

    @Test
    void saysInTheFirstLineWhichRunFailedAndWhy() {
        dataZone.runs(StandInOutcome.fails("no columns"));

        String line = deployment.create(run()).firstLine();

        assertSays(line, "run0001");
        assertSays(line, "5d4kq3x");
        assertSays(line, "3jx9");
        assertSays(line, "dzd_4p2");
        assertSays(line, "FAILED");
        assertSays(line, "BUSINESS_DESCRIPTIONS");
        assertSays(line, "no columns");
        assertFits(line);
    }

    @Test
    void saysThatDataZoneGivesNoReason() {
        dataZone.runs(StandInOutcome.fails());

        String line = deployment.create(run()).firstLine();

        assertSays(
                line,
                "GetMetadataGenerationRun of run run0001 for asset 5d4kq3x (project 3jx9, domain dzd_4p2): ended FAILED:"
                        + " no reason given. Look at the asset in DataZone and deploy again, or set failOn to NOTHING to"
                        + " deploy all the same");
    }

    @Test
    void saysThatSomebodyCancelledTheRun() {
        dataZone.runs(StandInOutcome.isCanceled());

        String line = deployment.create(run()).firstLine();

        assertSays(line, "ended CANCELED: no reason given. Somebody cancelled it: deploy again to start another run");
    }

    @Test
    void saysHowToTolerateAPartialSuccess() {
        dataZone.runs(StandInOutcome.succeedsPartially("no columns"));

        String line =
                deployment.create(run().with("failOn", "PARTIALLY_SUCCEEDED")).firstLine();

        assertSays(line, "no columns. Correct what DataZone names and deploy again, or set failOn to FAILED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no columns", "no columns."})
    void saysWhatToDoInASentenceOfItsOwn(String message) {
        dataZone.runs(StandInOutcome.fails(message));

        String line = deployment.create(run()).firstLine();

        assertSays(line, "no columns. Correct what DataZone names and deploy again");
    }

    @Test
    void callsAPropertyMissingThatIsNull() {
        String line = deployment.create(run().with("target", null)).firstLine();

        assertSays(line, "property target is missing: must be an object");
    }

    @Test
    void namesTheRealLogGroupWhereTheStartFails() {
        dataZone.faultAlways(START, StandInFault.quotaExceeded());

        assertSays(deployment.create(run()).reason(), Deployment.LOG_GROUP);
    }

    @Test
    void namesTheRealLogGroupWhereTheRunFails() {
        dataZone.runs(StandInOutcome.fails("no columns"));

        assertSays(deployment.create(run()).reason(), Deployment.LOG_GROUP);
    }

    @Test
    void namesTheRealLogGroupWhereTheRunTimesOut() {
        dataZone.runs(StandInOutcome.neverEnds());

        assertSays(deployment.create(run().with("timeout", 60)).reason(), Deployment.LOG_GROUP);
    }

    @Test
    void namesTheRealLogGroupWhereAPropertyIsMalformed() {
        assertSays(deployment.create(run().with("timeout", 5)).reason(), Deployment.LOG_GROUP);
    }

    @Test
    void keepsAServiceMessageOfSeveralLinesInTheFirst() {
        dataZone.faultAlways(START, StandInFault.invalid("first\nsecond\r\nthird"));

        Answer created = deployment.create(run());

        assertSays(created.firstLine(), "first");
        assertSays(created.firstLine(), "third");
        assertSays(created.firstLine(), dataZone.calls(START).get(0).requestId());
    }

    /** Letters of one to four bytes, at each offset, and what JSON needs six bytes for. */
    static Stream<String> longTexts() {
        return Stream.of(
                        "x",
                        "\u00e9",
                        "\u8a9e",
                        "\ud83d\ude00",
                        "a\ud83d\ude00",
                        "ab\ud83d\ude00",
                        "abc\ud83d\ude00",
                        "\"",
                        "\\",
                        "\u0001",
                        "\u2028",
                        "two words ")
                .map(letter -> letter.repeat(20_000));
    }

    @ParameterizedTest
    @MethodSource("longTexts")
    void cutsALongMessageOfTheServiceAtACharacter(String message) {
        dataZone.faultAlways(START, StandInFault.invalid(message));

        Answer created = deployment.create(run());

        assertFits(created.firstLine());
        assertSays(created.firstLine(), "StartMetadataGenerationRun");
        assertSays(created.firstLine(), "Validation");
        assertSays(created.reason(), Deployment.LOG_GROUP);
    }

    @ParameterizedTest
    @MethodSource("longTexts")
    void cutsALongMessageOfARunAtACharacter(String message) {
        dataZone.runs(StandInOutcome.fails(message));

        Answer created = deployment.create(run().with("types", List.of("BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS")));

        assertFits(created.firstLine());
        assertSays(created.firstLine(), "run0001");
        assertSays(created.reason(), Deployment.LOG_GROUP);
    }

    @ParameterizedTest
    @MethodSource("longTexts")
    void cutsALongIdentifierAtACharacter(String asset) {
        dataZone.faultAlways(START, StandInFault.quotaExceeded());

        Answer created = deployment.create(run().with("target.identifier", "x" + asset));

        assertFits(created.firstLine());
        assertSays(created.firstLine(), "StartMetadataGenerationRun");
    }

    @ParameterizedTest
    @MethodSource("longTexts")
    void cutsALongValueAtACharacter(String value) {
        Answer created = deployment.create(run().with("failOn", value));

        assertFits(created.firstLine());
        assertSays(created.firstLine(), "failOn");
    }

    @Test
    void leavesALineUncutThatJustFits() {
        assertEquals("0123456789", Text.line("0123456789", 10));
    }

    @Test
    void cutsALineToJustWhatFits() {
        assertEquals("0123456...", Text.line("0123456789x", 10));
    }

    @Test
    void answersNoMoreThanCloudFormationTakesHoweverLongAnAttribute() {
        dataZone.startByHand(
                "dzd_4p2", "3jx9", "5d4kq3x", null, List.of("BUSINESS_DESCRIPTIONS"), "somebody".repeat(1000));

        Answer created = deployment.create(RunProperties.notAwaited());

        assertTrue(created.succeeded(), created::reason);
        assertEquals("run0001", created.runId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Start", "Get"})
    void tellsNothingOfCredentials(String operation) {
        dataZone.faultAlways(operation.equals("Get") ? GET : START, StandInFault.accessDenied());

        String reason = deployment.create(run()).reason();

        assertFalse(reason.contains(Deployment.ACCESS_KEY), reason);
        assertFalse(reason.contains(Deployment.SECRET_KEY), reason);
        assertFalse(reason.contains(Deployment.SESSION_TOKEN), reason);
    }

    /** AWS tells the whole request then, the session's token in it. */
    @Test
    void tellsNothingOfTheRequestWhereItsSignatureIsRefused() {
        dataZone.faultAlways(
                START,
                StandInFault.answerWith(403, Map.of("x-amzn-ErrorType", "InvalidSignatureException"), """
                {"message": "The request signature we calculated does not match the signature you provided.\\n\\n\
                The Canonical String for this request should have been\\n'POST\\n/v2\\n\\n\
                x-amz-security-token:%s\\n'"}""".formatted(
                                Deployment.SESSION_TOKEN)));

        Answer created = deployment.create(run());

        assertTrue(created.firstLine().contains("does not match the signature you provided"), created::reason);
        assertFalse((created.reason() + deployment.logs()).contains(Deployment.SESSION_TOKEN), created::reason);
    }

    private static void assertSays(String text, String piece) {
        assertTrue(text.contains(piece), () -> "expected \"" + piece + "\" in: " + text);
    }

    private static void assertFits(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        assertTrue(bytes.length <= 1000, () -> bytes.length + " bytes: " + line);
        assertEquals(line, new String(bytes, StandardCharsets.UTF_8), "no half of a character");
        assertFalse(line.contains("\ufffd"), line);
    }
}
