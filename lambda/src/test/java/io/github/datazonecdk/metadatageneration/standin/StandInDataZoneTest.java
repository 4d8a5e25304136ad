package io.github.datazonecdk.metadatageneration.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.provider.FakeTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.datazone.DataZoneClient;
import software.amazon.awssdk.services.datazone.model.AcceptPredictionsRequest;
import software.amazon.awssdk.services.datazone.model.AcceptPredictionsResponse;
import software.amazon.awssdk.services.datazone.model.DataZoneException;
import software.amazon.awssdk.services.datazone.model.GetMetadataGenerationRunResponse;
import software.amazon.awssdk.services.datazone.model.ListMetadataGenerationRunsResponse;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationRunItem;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationRunStatus;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationRunType;
import software.amazon.awssdk.services.datazone.model.StartMetadataGenerationRunRequest;
import software.amazon.awssdk.services.datazone.model.StartMetadataGenerationRunResponse;

/** The stand-in as AWS's own client sees it: the whole of it, not what the function's jar keeps. */
@Tag("whole-sdk")
@SuppressWarnings("deprecation") // the older single type is served as well
class StandInDataZoneTest {
    private static final String DOMAIN = "dzd_4p2";
    private static final String START = "StartMetadataGenerationRun";
    private static final String GET = "GetMetadataGenerationRun";
    private static final String CANCEL = "CancelMetadataGenerationRun";

    private final FakeTime time = new FakeTime();
    private final StandInDataZone dataZone = new StandInDataZone(time);
    private final DataZoneClient client = client("eu-west-1");

    @AfterEach
    void close() {
        client.close();
        dataZone.close();
    }

    @Test
    void answersTheRunThatItStarts() {
        StartMetadataGenerationRunResponse run = start(request -> {});

        assertEquals("run0001", run.id());
        assertEquals(DOMAIN, run.domainId());
        assertEquals("3jx9", run.owningProjectId());
        assertEquals(MetadataGenerationRunStatus.SUBMITTED, run.status());
        assertEquals(MetadataGenerationRunType.BUSINESS_DESCRIPTIONS, run.type());
        assertEquals(List.of(MetadataGenerationRunType.BUSINESS_DESCRIPTIONS), run.types());
        assertEquals(time.now(), run.createdAt());
        assertEquals(StandInDataZone.CALLER, run.createdBy());
        assertEquals(dataZone.calls().get(0).requestId(), run.responseMetadata().requestId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BUSINESS_NAMES"})
    void refusesAStartWithNoneOrBothOfTypeAndTypes(String type) {
        DataZoneException refusal = assertRefused(
                400,
                "ValidationException",
                () -> start(request -> {
                    if (type.isEmpty()) {
                        request.typesWithStrings((List<String>) null);
                    } else {
                        request.type(type);
                    }
                }));

        assertTrue(refusal.getMessage().contains("exactly one of type and types"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{"})
    void refusesABodyThatIsNoJsonObject(String body) throws Exception {
        HttpResponse<String> answer = post("/v2/domains/dzd_4p2/metadata-generation-runs", body, true);

        assertEquals(400, answer.statusCode());
        assertEquals(
                "ValidationException",
                answer.headers().firstValue("x-amzn-ErrorType").orElseThrow());
        assertTrue(answer.headers().firstValue("x-amzn-RequestId").isPresent());
        assertTrue(answer.body().startsWith("{\"message\":"), answer.body());
    }

    @Test
    void refusesACallWithoutASignature() throws Exception {
        HttpResponse<String> answer = post("/v2/domains/dzd_4p2/metadata-generation-runs", "{}", false);

        assertEquals(403, answer.statusCode());
        assertEquals(
                "UnrecognizedClientException",
                answer.headers().firstValue("x-amzn-ErrorType").orElseThrow());
    }

    @Test
    void refusesAPathThatTheApiDoesNotHave() throws Exception {
        HttpResponse<String> answer = post("/v2/domains/dzd_4p2/metadata-generation-runs/run0001/stop", "{}", true);

        assertEquals(404, answer.statusCode());
    }

    @Test
    void answersTheSameTokenWithTheFirstAnswerHoweverStale() {
        StartMetadataGenerationRunResponse run = start(request -> request.clientToken("token"));
        time.sleep(Duration.ofMinutes(1));

        StartMetadataGenerationRunResponse again = start(request -> request.clientToken("token"));

        assertTrue(run.equalsBySdkFields(again));
        assertEquals(MetadataGenerationRunStatus.SUBMITTED, again.status());
        assertEquals("SUCCEEDED", dataZone.run(run.id()).status());
        assertEquals(1, dataZone.startedRuns().size());
    }

    @Test
    void refusesTheSameTokenWithOtherParameters() {
        start(request -> request.clientToken("token"));
        time.sleep(Duration.ofMinutes(1));

        assertRefused(
                409,
                "ConflictException",
                () -> start(request -> request.clientToken("token").owningProjectIdentifier("other")));
    }

    @Test
    void tellsWhyTypesFailed() {
        dataZone.nextRun(StandInOutcome.succeedsPartially("no business terms found"));
        String run = start(request -> request.types(
                        MetadataGenerationRunType.BUSINESS_NAMES, MetadataGenerationRunType.BUSINESS_DESCRIPTIONS))
                .id();
        time.sleep(Duration.ofMinutes(1));

        GetMetadataGenerationRunResponse answer = get(run);

        assertEquals(MetadataGenerationRunStatus.PARTIALLY_SUCCEEDED, answer.status());
        assertEquals(
                MetadataGenerationRunStatus.SUCCEEDED, answer.typeStats().get(0).status());
        assertEquals(
                MetadataGenerationRunStatus.FAILED, answer.typeStats().get(1).status());
        assertEquals("no business terms found", answer.typeStats().get(1).errorMessage());
    }

    @Test
    void refusesASecondActiveRunOnAnAsset() {
        start(request -> {});

        assertRefused(409, "ConflictException", () -> start(request -> {}));

        time.sleep(Duration.ofMinutes(1));
        assertEquals("run0002", start(request -> {}).id());
    }

    @Test
    void listsRunsNewestFirstByFilterAndPage() {
        dataZone.conflicts(false);
        for (int i = 0; i < 5; i++) {
            start(request -> {});
        }
        start(request -> request.target(target -> target.identifier("other").type("ASSET")));
        dataZone.end("run0002", StandInOutcome.succeeds());

        ListMetadataGenerationRunsResponse first =
                client.listMetadataGenerationRuns(request -> request.domainIdentifier(DOMAIN)
                        .targetIdentifier("5d4kq3x")
                        .status(MetadataGenerationRunStatus.SUBMITTED)
                        .maxResults(3));
        ListMetadataGenerationRunsResponse second =
                client.listMetadataGenerationRuns(request -> request.domainIdentifier(DOMAIN)
                        .targetIdentifier("5d4kq3x")
                        .status(MetadataGenerationRunStatus.SUBMITTED)
                        .nextToken(first.nextToken()));

        assertEquals(List.of("run0005", "run0004", "run0003"), ids(first));
        assertEquals(List.of("run0001"), ids(second));
        assertEquals("5d4kq3x", second.items().get(0).target().identifier());
        assertEquals(
                List.of(MetadataGenerationRunType.BUSINESS_DESCRIPTIONS),
                second.items().get(0).types());
    }

    @Test
    void refusesToCancelAnEndedRun() {
        String run = start(request -> {}).id();
        time.sleep(Duration.ofMinutes(1));

        DataZoneException refusal = assertRefused(400, "ValidationException", () -> cancel(run));

        assertEquals(
                "The MetadataGenerationRun in SUCCEEDED status cannot be canceled.",
                refusal.awsErrorDetails().errorMessage());
    }

    @Test
    void doesNotFindAForgottenRun() {
        String run = start(request -> {}).id();
        dataZone.forget(run);

        assertRefused(404, "ResourceNotFoundException", () -> get(run));
        assertRefused(404, "ResourceNotFoundException", () -> cancel(run));
        assertEquals("run0002", start(request -> {}).id());
    }

    @Test
    void acceptsPredictionsOnceForAToken() {
        AcceptPredictionsResponse accepted = accept(request -> request.clientToken("one"));
        AcceptPredictionsResponse again = accept(request -> request.clientToken("one"));
        AcceptPredictionsResponse other = accept(request -> request.clientToken("two"));

        assertEquals("2", accepted.revision());
        assertTrue(accepted.equalsBySdkFields(again));
        assertEquals("3", other.revision());
        assertEquals(3, dataZone.assetRevision(DOMAIN, "5d4kq3x"));
        JsonNode rule = dataZone.calls("AcceptPredictions").get(0).body().get("acceptRule");
        assertEquals("{\"rule\":\"ALL\",\"threshold\":0.5}", rule.toString());
    }

    @Test
    void acceptsWhatAllRunsHavePredictedForTheAsset() {
        dataZone.conflicts(false);
        String ours = start(request -> {}).id();
        String others = dataZone.startByHand(DOMAIN, "other", "5d4kq3x", null, List.of("BUSINESS_NAMES"), "somebody")
                .id();
        String failed = startFailed();
        start(request -> request.target(target -> target.identifier("other").type("ASSET")));
        dataZone.end(others, StandInOutcome.succeedsPartially("no names"));
        time.sleep(Duration.ofMinutes(1));

        accept(request -> request.clientToken("one"));

        assertEquals(
                List.of(new StandInAcceptance(DOMAIN, "5d4kq3x", "one", Set.of(ours, others), 2)),
                dataZone.acceptances());
        assertEquals("FAILED", dataZone.run(failed).status());
        assertEquals(Set.of(), dataZone.pendingPredictions(DOMAIN, "5d4kq3x"));
    }

    @Test
    void acceptsNothingTwice() {
        start(request -> {});
        time.sleep(Duration.ofMinutes(1));
        accept(request -> request.clientToken("one"));
        String later = start(request -> {}).id();
        time.sleep(Duration.ofMinutes(1));

        accept(request -> request.clientToken("one"));
        assertEquals(Set.of(later), dataZone.pendingPredictions(DOMAIN, "5d4kq3x"));

        accept(request -> request.clientToken("two"));
        assertEquals(Set.of(later), dataZone.acceptances().get(1).runs());
    }

    @Test
    void acceptsNoPredictionsWhereTheRuleSaysSo() {
        String run = start(request -> {}).id();
        time.sleep(Duration.ofMinutes(1));

        accept(request -> request.acceptRule(rule -> rule.rule("NONE")));

        assertEquals(Set.of(run), dataZone.pendingPredictions(DOMAIN, "5d4kq3x"));
    }

    @Test
    void forgetsTokensButNoRuns() {
        String run = start(request -> request.clientToken("token")).id();
        time.sleep(Duration.ofMinutes(1));
        accept(request -> request.clientToken("token"));
        dataZone.forgetTokens();

        String again = start(request -> request.clientToken("token")).id();
        time.sleep(Duration.ofMinutes(1));
        accept(request -> request.clientToken("token"));

        assertEquals(MetadataGenerationRunStatus.SUCCEEDED, get(run).status());
        assertEquals("run0002", again);
        assertEquals(Set.of(again), dataZone.acceptances().get(1).runs());
    }

    @Test
    void fillsInTheRevisionWhereTold() {
        dataZone.fillsInRevision(true);
        accept(request -> {});
        String run = start(request -> {}).id();
        time.sleep(Duration.ofMinutes(1));
        String pinned = start(request -> request.target(
                        target -> target.identifier("5d4kq3x").type("ASSET").revision("1")))
                .id();

        assertEquals("2", get(run).target().revision());
        assertEquals("1", get(pinned).target().revision());
        assertEquals(
                List.of("1", "2"),
                client.listMetadataGenerationRuns(request -> request.domainIdentifier(DOMAIN)).items().stream()
                        .map(item -> item.target().revision())
                        .toList());
    }

    @Test
    void tellsNoRevisionUnlessTold() {
        String run = start(request -> {}).id();

        assertNull(get(run).target().revision());
    }

    /** The SDK's HttpURLConnection drops such a body; it was sent all the same. */
    @Test
    void saysWhyACallerIsUnauthorized() throws Exception {
        dataZone.fault(START, StandInFault.unauthorized());

        HttpResponse<String> answer = post(
                "/v2/domains/dzd_4p2/metadata-generation-runs",
                "{\"owningProjectIdentifier\":\"p\",\"target\":{\"type\":\"ASSET\",\"identifier\":\"a\"},\"type\":\"BUSINESS_NAMES\"}",
                true);

        assertEquals(401, answer.statusCode());
        assertEquals(
                "UnauthorizedException",
                answer.headers().firstValue("x-amzn-errortype").orElseThrow());
        assertEquals("{\"message\":\"You do not have permission to perform this action.\"}", answer.body());
    }

    private String startFailed() {
        dataZone.nextRun(StandInOutcome.fails("no columns"));
        return start(request -> {}).id();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(StandInFault.throttled(), 429, "ThrottlingException"),
                Arguments.of(StandInFault.internalError(), 500, "InternalServerException"),
                Arguments.of(StandInFault.unavailable(), 503, "ServiceUnavailableException"),
                Arguments.of(StandInFault.quotaExceeded(), 402, "ServiceQuotaExceededException"),
                Arguments.of(StandInFault.accessDenied(), 403, "AccessDeniedException"),
                Arguments.of(StandInFault.unauthorized(), 401, "UnauthorizedException"),
                Arguments.of(StandInFault.conflict(), 409, "ConflictException"),
                Arguments.of(StandInFault.invalid("not supported"), 400, "ValidationException"),
                Arguments.of(StandInFault.notFound("no asset"), 404, "ResourceNotFoundException"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesAsToldOnce(StandInFault fault, int status, String error) {
        dataZone.fault(START, fault);

        assertRefused(status, error, () -> start(request -> {}));
        assertEquals("run0001", start(request -> {}).id());
    }

    @Test
    void namesTheOperationWhereItDeniesAccess() {
        dataZone.fault(START, StandInFault.accessDenied());

        DataZoneException refusal = assertRefused(403, "AccessDeniedException", () -> start(request -> {}));

        assertEquals(
                "User is not permitted to perform operation: StartMetadataGenerationRun",
                refusal.awsErrorDetails().errorMessage());
    }

    @Test
    void keepsAndTellsEachCall() {
        List<StandInCall> heard = new ArrayList<>();
        dataZone.onCall(heard::add);
        try (DataZoneClient american = client("us-east-1")) {
            american.listMetadataGenerationRuns(
                    request -> request.domainIdentifier(DOMAIN).targetIdentifier("5d4kq3x"));
        }
        assertRefused(404, "ResourceNotFoundException", () -> get("run0001"));

        StandInCall list = dataZone.calls("ListMetadataGenerationRuns").get(0);
        StandInCall get = dataZone.calls(GET).get(0);

        assertEquals(List.of(list, get), heard);
        assertEquals("us-east-1", list.region());
        assertEquals("5d4kq3x", list.query().get("targetIdentifier"));
        assertEquals(200, list.status());
        assertEquals(DOMAIN, get.domain());
        assertEquals("run0001", get.identifier());
        assertEquals(404, get.status());
        assertEquals("ResourceNotFoundException", get.error());
        assertEquals(time.now(), get.time());
    }

    private DataZoneClient client(String region) {
        return DataZoneClient.builder()
                .region(Region.of(region))
                .endpointOverride(dataZone.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private StartMetadataGenerationRunResponse start(Consumer<StartMetadataGenerationRunRequest.Builder> change) {
        return client.startMetadataGenerationRun(request -> change.accept(request.domainIdentifier(DOMAIN)
                .owningProjectIdentifier("3jx9")
                .target(target -> target.identifier("5d4kq3x").type("ASSET"))
                .types(MetadataGenerationRunType.BUSINESS_DESCRIPTIONS)
                .clientToken(UUID.randomUUID().toString())));
    }

    private GetMetadataGenerationRunResponse get(String run) {
        return client.getMetadataGenerationRun(
                request -> request.domainIdentifier(DOMAIN).identifier(run));
    }

    private void cancel(String run) {
        client.cancelMetadataGenerationRun(
                request -> request.domainIdentifier(DOMAIN).identifier(run));
    }

    private AcceptPredictionsResponse accept(Consumer<AcceptPredictionsRequest.Builder> change) {
        return client.acceptPredictions(request -> change.accept(request.domainIdentifier(DOMAIN)
                .identifier("5d4kq3x")
                .acceptRule(rule -> rule.rule("ALL").threshold(0.5f))));
    }

    private HttpResponse<String> post(String path, String body, boolean signed) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(dataZone.endpoint() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (signed) {
            request.header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=AKID/20260301/eu-west-1/datazone/aws4_request,"
                            + " SignedHeaders=host, Signature=00");
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static DataZoneException assertRefused(int status, String error, Runnable call) {
        DataZoneException refusal = assertThrows(DataZoneException.class, call::run);
        assertEquals(error, refusal.awsErrorDetails().errorCode());
        assertEquals(status, refusal.statusCode());
        return refusal;
    }

    private static List<String> ids(ListMetadataGenerationRunsResponse page) {
        return page.items().stream().map(MetadataGenerationRunItem::id).toList();
    }
}
