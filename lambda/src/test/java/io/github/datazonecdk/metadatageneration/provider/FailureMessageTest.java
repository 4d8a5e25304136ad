package io.github.datazonecdk.metadatageneration.provider;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the user reads; {@link Deployment} asserts of every answer that CloudFormation takes its size. */
class FailureMessageTest {
    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    static Stream<Arguments> refusals() {
        String key = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        return Stream.of(
                refusal(
                        StandInFault.accessDenied(),
                        "AccessDenied",
                        "role of this function to the project",
                        "contributor or owner"),
                refusal(StandInFault.unauthorized(), "Unauthorized", "may use the domain"),
                refusal(StandInFault.quotaExceeded(), "ServiceQuotaExceeded", "Wait until the quota is free again"),
                refusal(StandInFault.invalid("not supported"), "Validation", "Check target and types"),
                refusal(
                        StandInFault.notFound("no such asset"),
                        "ResourceNotFound",
                        "project and asset exist in eu-west-1"),
                refusal(StandInFault.throttled(), "Throttling", "Deploy again later"),
                refusal(StandInFault.internalError(), "InternalServer", "Deploy again later"),
                refusal(
                        StandInFault.conflict(),
                        "Conflict",
                        "Wait until the asset's other run has ended, or cancel it"),
                refusal(new StandInFault.Refuse(502, "", "Bad Gateway"), "HTTP 502", "Deploy again later"),
                refusal(
                        denied("User: r is not authorized to perform: datazone:Start"),
                        "AccessDenied",
                        "Allow role of this function this action on the domain"),
                // The domain's ARN is not what IAM was asked for, so to allow that would not help.
                refusal(
                        denied("User: r is not authorized to perform: datazone:StartMetadataGenerationRun on resource:"
                                + " * because no identity-based policy allows the action"),
                        "AccessDenied",
                        "Set domainArn to \"*\" on the construct: IAM was asked for every domain"),
                refusal(
                        denied("User: r is not authorized to perform: kms:GenerateDataKey on resource: " + key
                                + " because no identity-based policy allows the kms:GenerateDataKey action"),
                        "AccessDenied",
                        "Allow role of this function to use key " + key
                                + ": set domainKey on the construct, and check the key's policy"),
                refusal(
                        denied("The ciphertext refers to a KMS key (kms:Decrypt)"),
                        "AccessDenied",
                        "Allow role of this function to use the domain's key: set domainKey on the construct"));
    }

    private static StandInFault denied(String message) {
        return new StandInFault.Refuse(403, "AccessDeniedException", message);
    }

    private static Arguments refusal(StandInFault fault, String error, String... advice) {
        return Arguments.of(fault, error, List.of(advice));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void saysInTheFirstLineWhatWasRefusedAndWhyAndWhatToDo(StandInFault fault, String error, List<String> advice) {
        dataZone.faultAlways(START, fault);

        String line = deployment.create(run()).firstLine();

        StandInCall last = dataZone.calls(START).get(dataZone.calls(START).size() - 1);
        String outcome = last.status() < 500 ? "refused" : "failed";
        assertSays(
                line,
                "StartMetadataGenerationRun " + outcome + " for asset 5d4kq3x (project 3jx9, domain dzd_4p2): "
                        + error);
        assertSays(line, last.message());
        assertSays(line, last.requestId());
        advice.forEach(piece -> assertSays(line.substring(line.indexOf(last.requestId())), piece));
        assertFits(line);
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

        Answer created = deployment.create(run());

        created.assertFailed(
                "StartMetadataGenerationRun",
                "5d4kq3x",
                ": no answer: SocketException ",
                "(no request id). Check that the function reaches DataZone in eu-west-1");
    }

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(
                        StandInOutcome.fails(),
                        "ended FAILED: no reason given. Look at the asset in DataZone and deploy again, or set failOn"
                                + " to NOTHING to deploy all the same"),
                Arguments.of(
                        StandInOutcome.isCanceled(),
                        "ended CANCELED: no reason given. Somebody cancelled it: deploy again to start another run"),
                Arguments.of(
                        StandInOutcome.succeedsPartially("no columns"),
                        "no columns. Correct what DataZone names and deploy again, or set failOn to FAILED"),
                Arguments.of(
                        StandInOutcome.fails("no columns"),
                        "BUSINESS_DESCRIPTIONS: no columns. Correct what DataZone names and deploy again"),
                Arguments.of(
                        StandInOutcome.fails("no columns."),
                        "BUSINESS_DESCRIPTIONS: no columns. Correct what DataZone names and deploy again"));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void saysInTheFirstLineWhichRunFailedAndWhyAndWhatToDo(StandInOutcome outcome, String whyAndWhatToDo) {
        dataZone.runs(outcome);

        String line =
                deployment.create(run().with("failOn", "PARTIALLY_SUCCEEDED")).firstLine();

        assertSays(
                line,
                "GetMetadataGenerationRun of run run0001 for asset 5d4kq3x (project 3jx9, domain dzd_4p2): ended "
                        + outcome.status() + ": ");
        assertSays(line, whyAndWhatToDo);
        assertFits(line);
    }

    @Test
    void callsAPropertyMissingThatIsNull() {
        String line = deployment.create(run().with("target", null)).firstLine();

        assertSays(line, "property target is missing: must be an object");
    }

    @Test
    void keepsAServiceMessageOfSeveralLinesInTheFirst() {
        dataZone.faultAlways(START, StandInFault.invalid("first\nsecond\r\nthird"));

        Answer created = deployment.create(run());

        created.assertFailed("first", "third", dataZone.calls(START).get(0).requestId());
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
    void cutsALongTextAtACharacterWhereverItStands(String text) {
        assertCut(deployment.create(run().with("failOn", text)), "failOn");

        dataZone.fault(START, StandInFault.quotaExceeded());
        assertCut(deployment.create(run().with("target.identifier", "x" + text)), "StartMetadataGenerationRun");

        dataZone.fault(START, StandInFault.invalid(text));
        assertCut(deployment.create(run()), "StartMetadataGenerationRun", "Validation");

        dataZone.runs(StandInOutcome.fails(text));
        assertCut(
                deployment.create(run().with("types", List.of("BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS"))), "run0001");
    }

    private static void assertCut(Answer answer, String... pieces) {
        answer.assertFailed(pieces);
        assertFits(answer.firstLine());
    }

    @ParameterizedTest
    @CsvSource({"0123456789, 0123456789", "0123456789x, 0123456..."})
    void cutsALineToJustWhatFits(String line, String cut) {
        assertEquals(cut, Text.line(line, 10));
    }

    @Test
    void answersNoMoreThanCloudFormationTakesHoweverLongAnAttribute() {
        dataZone.startByHand(
                "dzd_4p2", "3jx9", "5d4kq3x", null, List.of("BUSINESS_DESCRIPTIONS"), "somebody".repeat(1000));

        Answer created = deployment.create(RunProperties.notAwaited());

        created.assertSucceededWith("run0001");
    }

    /** AWS tells the whole request then, the session's token in it. */
    @Test
    void tellsNothingOfTheRequestWhereItsSignatureIsRefused() {
        dataZone.faultAlways(
                START,
                StandInFault.answerWith(403, Map.of("x-amzn-ErrorType", "InvalidSignatureException"), """
                    {"message": "The request signature we calculated does not match the signature you provided.\\n\\n\
                    The Canonical String for this request should have been\\n'POST\\n/v2\\n\\n\
                    x-amz-security-token:%s\\n'"}\
                    """.formatted(
                                Deployment.SESSION_TOKEN)));

        Answer created = deployment.create(run());

        created.assertFailed("does not match the signature you provided");
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
