package io.github.datazonecdk.metadatageneration.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.datazonecdk.metadatageneration.standin.StandInShape.Structure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Stands in for Amazon DataZone's endpoint on this machine: the operations on metadata generation runs and
 * AcceptPredictions, over HTTP. It refuses what the API's constraints refuse, lets runs progress by its clock, keeps
 * every call, and can be told to misbehave. All of it may be used from several threads.
 */
public final class StandInDataZone implements AutoCloseable {
    /** {@code createdBy} of the runs that Start starts. */
    public static final String CALLER = "user-of-the-function";

    /** The message kept of an answer that is none. */
    public static final String GARBAGE = "garbage";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SIGNATURE = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/\\d{8}/([^/]+)/datazone/aws4_request, ?SignedHeaders=.+,"
                    + " ?Signature=.+");

    static {
        // Else headers and body, written apart, wait 40 ms for each other.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final InstantSource clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private StandInRuns runs;
    private StandInInventory inventory = new StandInInventory();
    private final StandInFaults faults = new StandInFaults();
    private final List<StandInCall> calls = new ArrayList<>();
    private Consumer<StandInCall> listener = call -> {};
    private Structure startBody = StandInOperation.START.body;
    private Set<String> leftOut = Set.of();
    private final StandInRate starts = new StandInRate();
    private final StandInRate cancels = new StandInRate();

    private record Signature(String accessKeyId, String region) {}

    private record Request(StandInOperation operation, List<String> path, Map<String, String> query, JsonNode body) {}

    /** An answer on its way back, of whose body not all may be sent, and silence after it. */
    public record Answer(
            int status,
            String error,
            String message,
            byte[] body,
            Map<String, String> headers,
            int sent,
            Duration silence) {
        Answer(int status, String error, String message, byte[] body) {
            this(status, error, message, body, Map.of(), body.length, Duration.ZERO);
        }

        Answer with(String requestId, StandInFault fault) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", "application/json");
            headers.put("x-amzn-RequestId", requestId);
            if (!error.isEmpty()) {
                headers.put("x-amzn-ErrorType", error);
            }
            byte[] body = this.body;
            if (fault instanceof StandInFault.AnswerWith with) {
                headers.putAll(with.headers());
            } else if (fault instanceof StandInFault.AnswerAltered altered) {
                body = altered.change()
                        .apply(new String(body, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8);
            } else if (fault instanceof StandInFault.AnswerCompressed) {
                headers.put("Content-Encoding", "gzip");
                body = compressed(body);
            }
            return fault instanceof StandInFault.AnswerHalf half
                    ? new Answer(status, error, message, body, headers, body.length / 2, half.silence())
                    : new Answer(status, error, message, body, headers, body.length, Duration.ZERO);
        }
    }

    /** Serves at once, by the machine's clock. */
    public StandInDataZone() {
        this(InstantSource.system());
    }

    /** Serves at once; runs progress and faults expire by this clock. */
    public StandInDataZone(InstantSource clock) {
        this.clock = clock;
        this.runs = new StandInRuns(clock);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public URI endpoint() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getHostString() + ":" + address.getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Forgets all runs, calls and faults, and whatever it was told; the endpoint and the listener stay. */
    public synchronized void startAfresh() {
        runs = new StandInRuns(clock);
        inventory = new StandInInventory();
        calls.clear();
        faults.clear();
        startBody = StandInOperation.START.body;
        starts.unlimited();
        cancels.unlimited();
    }

    // How runs go

    /** How long the runs started from now on are SUBMITTED, and then IN_PROGRESS; 2 s and 3 s unless told. */
    public synchronized void runsTake(Duration submitted, Duration inProgress) {
        runs.submittedFor = submitted;
        runs.inProgressFor = inProgress;
    }

    /** The outcome of the runs started from now on; they succeed unless told. */
    public synchronized void runs(StandInOutcome outcome) {
        runs.outcome = outcome;
    }

    /** The outcome of the next run alone; those of several calls are used up in their order. */
    public synchronized void nextRun(StandInOutcome outcome) {
        runs.nextOutcomes.add(outcome);
    }

    /** Gives a run this outcome now. */
    public synchronized void end(String runId, StandInOutcome outcome) {
        runs.end(runId, outcome);
    }

    /** Makes the service answer ResourceNotFoundException for a run from now on. */
    public synchronized void forget(String runId) {
        runs.forget(runId);
    }

    /** Starts a run on an asset as somebody else; it never ends. */
    public synchronized StandInRun startByHand(
            String domain, String project, String asset, String revision, List<String> types, String createdBy) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("owningProjectIdentifier", project);
        request.putObject("target").put("identifier", asset).put("revision", revision);
        types.forEach(request.putArray("types")::add);
        runs.nextOutcomes.addFirst(StandInOutcome.neverEnds());
        return runs.snapshot(runs.add(domain, request, createdBy));
    }

    /** Adds an asset to what a project owns. */
    public synchronized void addAsset(String domain, String project, String id, String name, String type) {
        inventory.add(domain, project, id, name, type);
    }

    /** The most items that the pages of Search have in all, whatever their total says; unlimited unless told. */
    public synchronized void mostFound(int most) {
        inventory.most = most;
    }

    /** Whether Search answers assets of other projects, too; it does not unless told. */
    public synchronized void findsAllProjects(boolean all) {
        inventory.ofAllProjects = all;
    }

    /** Where the ids of new runs come from; run0001 and so on unless told. */
    public synchronized void runIds(Supplier<String> ids) {
        runs.ids = ids;
    }

    // How the service is

    /** Whether Start refuses a second active run on an asset; it does unless told. */
    public synchronized void conflicts(boolean refuse) {
        runs.conflicts = refuse;
    }

    /** Whether Start answers a token that it knows in spite of an active run; it does unless told. */
    public synchronized void tokensFirst(boolean first) {
        runs.tokensFirst = first;
    }

    /** The most types that Start takes; 2 unless told, as in the service model. */
    public synchronized void mostTypes(int most) {
        startBody = startBody.with("types", StandInShape.listOf(StandInOperation.Id.TYPE, 1, most));
    }

    /** Whether Get answers {@code types}, which the API does not promise. It does unless told. */
    public synchronized void typesInGet(boolean answered) {
        runs.typesInGet = answered;
    }

    /**
     * Whether runs that are started without a revision tell the asset's newest one of that time, which the API leaves
     * open. They tell none unless told.
     */
    public synchronized void fillsInRevision(boolean filledIn) {
        runs.fillsInRevision = filledIn;
    }

    /** Forgets every client token, of starts and of acceptances, as services do in time; the runs stay. */
    public synchronized void forgetTokens() {
        runs.forgetTokens();
    }

    /** The members that every answer, and every run in a list, goes without. */
    public synchronized void leavesOut(String... members) {
        leftOut = Set.of(members);
    }

    /** The most runs that List returns at a time. */
    public synchronized void pageSize(int most) {
        runs.pageSize = most;
    }

    /** Throttles Start past this many a second, by the clock; unlimited unless told. */
    public synchronized void startsPerSecond(double most) {
        starts.limit(most, clock.instant());
    }

    /** Throttles Cancel past this many a second, by the clock; unlimited unless told. */
    public synchronized void cancelsPerSecond(double most) {
        cancels.limit(most, clock.instant());
    }

    /** Does this to the next call of an operation that no earlier fault is for. */
    public void fault(String operation, StandInFault fault) {
        fault(operation, fault, 1);
    }

    /** Does this to the next calls of an operation that no earlier fault is for. */
    public void fault(String operation, StandInFault fault, int times) {
        faults.add(operation, fault, times, Instant.MAX);
    }

    /** Does this to each call of an operation for a while, by the clock. */
    public void faultFor(Duration duration, String operation, StandInFault fault) {
        faults.add(operation, fault, Integer.MAX_VALUE, clock.instant().plus(duration));
    }

    /** Does this to each call of an operation. */
    public void faultAlways(String operation, StandInFault fault) {
        faults.add(operation, fault, Integer.MAX_VALUE, Instant.MAX);
    }

    /** Ends all faults. */
    public void faultNoMore() {
        faults.clear();
    }

    // What happened

    /** Tells each call to the listener before it is answered, one at a time. */
    public synchronized void onCall(Consumer<StandInCall> listener) {
        this.listener = listener;
    }

    public synchronized List<StandInCall> calls() {
        return List.copyOf(calls);
    }

    public List<StandInCall> calls(String operation) {
        return calls().stream()
                .filter(call -> call.operation().equals(operation))
                .toList();
    }

    /** All runs, those started by hand among them. */
    public synchronized List<StandInRun> runs() {
        return runs.snapshots();
    }

    /** The runs that calls of Start have started. */
    public List<StandInRun> startedRuns() {
        return runs().stream().filter(run -> run.createdBy().equals(CALLER)).toList();
    }

    public synchronized StandInRun run(String id) {
        return runs.snapshot(id);
    }

    /** An asset's newest revision: 1, and one more for each acceptance. */
    public synchronized int assetRevision(String domain, String asset) {
        return runs.revision(domain, asset);
    }

    /** The runs whose predictions for an asset wait to be accepted: AcceptPredictions takes them all. */
    public synchronized Set<String> pendingPredictions(String domain, String asset) {
        return runs.pending(domain, asset);
    }

    /** What calls of AcceptPredictions have accepted; one that repeats a token known accepts nothing more. */
    public synchronized List<StandInAcceptance> acceptances() {
        return List.copyOf(runs.acceptances);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestBody().readAllBytes());
            if (answer != null) {
                send(exchange, answer);
            }
        }
    }

    /** Serves a request, however it came; null where the connection is cut. */
    public Answer answer(String method, URI uri, String authorization, byte[] body) {
        String requestId = UUID.randomUUID().toString();
        Request request = null;
        Signature signature = new Signature("", "");
        StandInFault fault = null;
        Answer answer;
        try {
            signature = signature(authorization);
            request = read(method, uri, body);
            check(request);
            fault = faults.next(request.operation().apiName, clock.instant());
            answer = serve(request, fault);
        } catch (StandInRefusal refusal) {
            answer = answer(refusal);
        }
        boolean answered =
                !(fault instanceof StandInFault.LoseAnswer) && !(fault instanceof StandInFault.CutConnection);
        record(request, signature, answered ? answer : null, requestId);
        if (fault instanceof StandInFault.AnswerLate late) {
            sleep(late.delay());
        }
        return answered ? answer.with(requestId, fault) : null;
    }

    /** Not the handler's own: the stand-in is used without the handler's classes, too. */
    private static void sleep(Duration delay) {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Signature signature(String authorization) {
        Matcher signature = SIGNATURE.matcher(authorization == null ? "" : authorization);
        if (!signature.matches()) {
            throw StandInRefusal.unsigned();
        }
        return new Signature(signature.group(1), signature.group(2));
    }

    private static Request read(String method, URI uri, byte[] body) {
        StandInOperation operation = StandInOperation.of(method, uri.getRawPath());
        List<String> path = operation.identifiers(uri.getRawPath()).stream()
                .map(StandInDataZone::decode)
                .toList();
        return new Request(operation, path, query(uri), parse(body));
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new LinkedHashMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&")) {
                String[] nameAndValue = pair.split("=", 2);
                query.put(decode(nameAndValue[0]), decode(nameAndValue.length > 1 ? nameAndValue[1] : ""));
            }
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode parse(byte[] body) {
        try {
            return body.length == 0 ? JsonNodeFactory.instance.objectNode() : JSON.readTree(body);
        } catch (IOException e) {
            throw StandInRefusal.invalid("the body is no JSON: " + e.getMessage());
        }
    }

    private synchronized void check(Request request) {
        StandInOperation operation = request.operation();
        StandInOperation.Id.DOMAIN.check(
                "domainIdentifier", JSON.valueToTree(request.path().get(0)));
        if (!request.path().get(1).isEmpty()) {
            StandInOperation.Id.OTHER.check(
                    "identifier", JSON.valueToTree(request.path().get(1)));
        }
        operation.query.check("", JSON.valueToTree(request.query()));
        Structure body = operation == StandInOperation.START ? startBody : operation.body;
        body.check("", request.body());
    }

    private Answer serve(Request request, StandInFault fault) {
        if (fault instanceof StandInFault.CutConnection) {
            return null;
        }
        if (fault instanceof StandInFault.AnswerGarbage) {
            return new Answer(200, "", GARBAGE, "<html>Not what you wanted".getBytes(StandardCharsets.UTF_8));
        }
        if (fault instanceof StandInFault.Refuse refuse) {
            throw StandInRefusal.of(refuse, request.operation().apiName);
        }
        if (fault instanceof StandInFault.AnswerWith with) {
            return new Answer(with.status(), "", "", with.body().getBytes(StandardCharsets.UTF_8));
        }
        return new Answer(200, "", "", bytes(sparse(work(request))));
    }

    private synchronized ObjectNode sparse(ObjectNode answer) {
        answer.remove(leftOut);
        answer.path("items").forEach(run -> ((ObjectNode) run).remove(leftOut));
        return answer;
    }

    private synchronized ObjectNode work(Request request) {
        String domain = request.path().get(0);
        String identifier = request.path().get(1);
        return switch (request.operation()) {
            case START -> {
                limit(starts, request.operation());
                yield runs.start(domain, request.body());
            }
            case LIST -> runs.list(domain, request.query());
            case GET -> runs.get(domain, identifier);
            case CANCEL -> {
                limit(cancels, request.operation());
                yield runs.cancel(domain, identifier);
            }
            case ACCEPT -> runs.accept(domain, identifier, request.body());
            case SEARCH -> inventory.search(domain, request.body());
        };
    }

    private void limit(StandInRate rate, StandInOperation operation) {
        if (!rate.allows(clock.instant())) {
            throw StandInRefusal.of((StandInFault.Refuse) StandInFault.throttled(), operation.apiName);
        }
    }

    private static Answer answer(StandInRefusal refusal) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("message", refusal.getMessage());
        return new Answer(refusal.status, refusal.error, refusal.getMessage(), bytes(body));
    }

    private static byte[] bytes(ObjectNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kept before it is answered, so that whoever has the answer finds the call. */
    private synchronized void record(Request request, Signature signature, Answer answer, String requestId) {
        StandInCall call = new StandInCall(
                request == null ? "" : request.operation().apiName,
                signature.accessKeyId(),
                signature.region(),
                request == null ? "" : request.path().get(0),
                request == null ? "" : request.path().get(1),
                request == null ? Map.of() : request.query(),
                request == null ? JsonNodeFactory.instance.objectNode() : request.body(),
                clock.instant(),
                answer == null ? 0 : answer.status(),
                answer == null ? "" : answer.error(),
                answer == null ? "" : answer.message(),
                requestId);
        calls.add(call);
        listener.accept(call);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        int length = answer.body().length;
        exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
        exchange.getResponseBody().write(answer.body(), 0, answer.sent());
        exchange.getResponseBody().flush();
        sleep(answer.silence());
    }

    private static byte[] compressed(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
