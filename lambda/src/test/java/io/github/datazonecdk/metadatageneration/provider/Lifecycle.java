package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.ACCEPT;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.CREATE_FAILED;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.LIST;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.provider.Deployment.FunctionError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the documented lifecycle allows, in the test's own words: judges each request by what DataZone was asked, what
 * has become of the runs, and what CloudFormation is answered. It keeps its own book of what each physical id stands for
 * and knows nothing of how the handler works.
 */
final class Lifecycle {
    /** The rows of the lifecycle's table, with what decides between them at the time. */
    enum Row {
        CREATE,
        CREATE_DELIVERED_AGAIN,
        UPDATE_OF_ANOTHERS_ID,
        SAME_FINISHED,
        SAME_UNFINISHED_TAKEN_UP,
        SAME_UNFINISHED_ANEW,
        BEFORE_FROM_UNFINISHED,
        BEFORE_FROM_FINISHED,
        BEFORE_CANCELED_ANEW,
        OTHER,
        SAME_CLIENT_TOKEN,
        DELETE_ACTIVE,
        DELETE_ENDED,
        DELETE_MISSING,
        DELETE_ADOPTED,
        DELETE_KEEPS,
        DELETE_ANOTHERS_ID,
        DELETE_TWICE,
        MALFORMED;

        boolean isDelete() {
            return name().startsWith("DELETE");
        }
    }

    private static final List<String> OUTCOMES = List.of("SUCCEEDED", "FAILED", "CANCELED", "PARTIALLY_SUCCEEDED");
    private static final int SLACK = 20;

    private final HistoryTime time;
    private final Deployment deployment;
    private final StandInDataZone dataZone;
    private final Consumer<String> counter;
    private final Story story;
    private final Map<String, Identity> ids = new HashMap<>();
    private final Map<String, Set<String>> runsOfRequests = new HashMap<>();
    private final Map<String, Set<String>> ours = new HashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private final Set<String> told = new HashSet<>();
    private final Set<String> excused = new HashSet<>();
    private final Set<String> forgotten = new HashSet<>();
    private final List<Seen> calls = new ArrayList<>();
    private Set<String> kept = Set.of();

    /** A run as an id names it; several runs where the history cannot tell which of them was adopted. */
    private record Past(Set<String> runs, boolean isOurs, String fingerprint) {}

    private record Identity(Past current, boolean isFinished, Past before) {
        Identity of(String run) {
            return new Identity(new Past(Set.of(run), current.isOurs(), current.fingerprint()), isFinished, before);
        }
    }

    /** A call, and the status that its run then had; of List, all runs that were active then. */
    private record Seen(StandInCall call, String status) {
        boolean is(String operation) {
            return call.operation().equals(operation);
        }

        boolean isServed() {
            return call.status() == 200 && call.message().isEmpty();
        }

        boolean isTransient() {
            return call.status() == 0
                    || call.status() == 429
                    || call.status() >= 500
                    || call.message().equals(StandInDataZone.GARBAGE);
        }

        boolean isDenied() {
            return call.status() == 403;
        }
    }

    Lifecycle(HistoryTime time, Deployment deployment, Consumer<String> counter, Story story) {
        this.time = time;
        this.deployment = deployment;
        this.dataZone = deployment.dataZone;
        this.counter = counter;
        this.story = story;
    }

    void count(String what) {
        counter.accept(what);
    }

    void saw(StandInCall call) {
        String status = switch (call.operation()) {
            case GET, CANCEL -> status(call.identifier());
            case LIST -> activeRuns();
            default -> "";
        };
        calls.add(new Seen(call, status));
        count("calls");
        count(call.operation() + ": " + whatIsAnswered(call));
    }

    private static String whatIsAnswered(StandInCall call) {
        if (call.status() == 0) {
            return "no answer";
        }
        return call.error().isEmpty() ? (call.message().isEmpty() ? "served" : call.message()) : call.error();
    }

    /** CloudFormation has an id, and will send it again. */
    void told(String id) {
        if (ids.containsKey(id)) {
            told.addAll(ids.get(id).current().runs());
        }
    }

    /** CloudFormation goes on with this id, whatever it deletes. */
    void isKept(String id) {
        kept = ids.containsKey(id) ? ids.get(id).current().runs() : Set.of();
    }

    /** DataZone does not know the run any more. */
    void forgets(String run) {
        forgotten.add(run);
    }

    /** A known limit: CloudFormation never learns what this request has started. */
    void excuse(Delivery delivery) {
        excused.addAll(delivery.startedRuns());
    }

    /** But for the known limits, every run of ours that is active is named by an id that CloudFormation has. */
    void leavesNothing() {
        for (StandInRun run : dataZone.startedRuns()) {
            if (isActive(run.status()) && !told.contains(run.id()) && !excused.contains(run.id())) {
                throw new AssertionError(run.id() + " is active, and CloudFormation knows no id for it");
            }
        }
    }

    void keepsSecrets(String logs) {
        for (String secret : List.of(
                Deployment.SECRET_OF_URL,
                Deployment.ACCESS_KEY,
                Deployment.SECRET_KEY,
                Deployment.SESSION_TOKEN,
                "X-Amz-")) {
            require(!logs.contains(secret), "the log tells the secret %s", secret);
        }
    }

    Delivery begin(ObjectNode request) {
        return new Delivery(request);
    }

    private String status(String run) {
        return dataZone.runs().stream()
                .filter(one -> one.id().equals(run))
                .map(StandInRun::status)
                .findFirst()
                .orElse("");
    }

    private String activeRuns() {
        return dataZone.runs().stream()
                .filter(run -> isActive(run.status()) && !forgotten.contains(run.id()))
                .map(StandInRun::id)
                .collect(Collectors.joining(" "));
    }

    private static boolean isActive(String status) {
        return !OUTCOMES.contains(status);
    }

    private static void require(boolean holds, String format, Object... values) {
        if (!holds) {
            throw new AssertionError(format.formatted(values));
        }
    }

    /** Properties as the lifecycle reads them. */
    private record Settings(JsonNode json) {
        String text(String name) {
            return json.path(name).textValue();
        }

        String text(String name, String otherwise) {
            return text(name) == null ? otherwise : text(name);
        }

        boolean isWellFormed() {
            return malformed().isEmpty();
        }

        /** The names of the properties that cannot be as they are. */
        Set<String> malformed() {
            Set<String> names = new TreeSet<>();
            check(names, "domainIdentifier", domain() != null);
            check(names, "types", json.has("type") != json.has("types"));
            check(
                    names,
                    "failOn",
                    List.of("FAILED", "PARTIALLY_SUCCEEDED", "NOTHING").contains(failOn()));
            check(names, "timeout", text("timeout", "0").matches("\\d+"));
            check(names, "externalId", json.has("assumedRoleArn") || !json.has("externalId"));
            check(names, "acceptPredictions", isAwaited() || !acceptsPredictions());
            return names;
        }

        private static void check(Set<String> names, String name, boolean holds) {
            if (!holds) {
                names.add(name);
            }
        }

        String domain() {
            return text("domainIdentifier");
        }

        String project() {
            return text("owningProjectIdentifier");
        }

        String asset() {
            return json.at("/target/identifier").textValue();
        }

        String revision() {
            return json.at("/target/revision").textValue();
        }

        Set<String> types() {
            Set<String> types = new TreeSet<>();
            if (json.has("type")) {
                types.add(text("type"));
            }
            json.path("types").forEach(type -> types.add(type.textValue()));
            return types;
        }

        String region() {
            return text("region", "eu-west-1");
        }

        String fingerprint() {
            return Stream.of(
                            domain(),
                            project(),
                            asset(),
                            revision(),
                            json.at("/target/type").asText("ASSET"),
                            types().toString(),
                            text("clientToken"),
                            text("rerunTrigger"),
                            region())
                    .map(String::valueOf)
                    .toList()
                    .toString();
        }

        boolean isAwaited() {
            return text("waitForCompletion", "true").equals("true");
        }

        boolean cancelsOnDelete() {
            return text("cancelOnDelete", "true").equals("true");
        }

        boolean acceptsPredictions() {
            return text("acceptPredictions", "false").equals("true");
        }

        String failOn() {
            return text("failOn", "FAILED");
        }

        long timeout() {
            return Long.parseLong(text("timeout", "1800"));
        }

        boolean isFailure(String status) {
            return switch (status) {
                case "FAILED", "CANCELED" -> !failOn().equals("NOTHING");
                case "PARTIALLY_SUCCEEDED" -> failOn().equals("PARTIALLY_SUCCEEDED");
                default -> false;
            };
        }
    }

    /** One delivery of a request, and the polls that follow it. */
    final class Delivery {
        private final ObjectNode request;
        private final String logicalId;
        private final String id;
        private final Identity identity;
        private final Settings settings;
        private final Instant began = time.now();
        private final Set<String> runsBefore = startedSoFar();
        private final Row row;
        private int from = calls.size();
        private int polls;
        private Identity result;
        private boolean startedNothing;
        private Answer refusal;
        private String answeredId;
        private Instant answered;

        private Delivery(ObjectNode request) {
            this.request = request;
            this.logicalId = request.get("LogicalResourceId").textValue();
            this.id = request.path("PhysicalResourceId").textValue();
            this.identity = ids.get(id);
            this.settings = new Settings(request.get("ResourceProperties"));
            this.row = row();
            count("row " + row);
        }

        // Which row of the table applies

        private Row row() {
            String type = request.get("RequestType").textValue();
            if (type.equals("Delete")) {
                return deleteRow();
            }
            if (!settings.isWellFormed()) {
                return Row.MALFORMED;
            }
            if (type.equals("Create")) {
                return runsOfRequests.containsKey(requestKey()) ? Row.CREATE_DELIVERED_AGAIN : Row.CREATE;
            }
            return identity == null ? Row.UPDATE_OF_ANOTHERS_ID : updateRow();
        }

        private Row updateRow() {
            String fingerprint = settings.fingerprint();
            if (fingerprint.equals(identity.current().fingerprint())) {
                if (identity.isFinished()) {
                    return Row.SAME_FINISHED;
                }
                return isDead(identity.current()) ? Row.SAME_UNFINISHED_ANEW : Row.SAME_UNFINISHED_TAKEN_UP;
            }
            if (identity.before() != null
                    && fingerprint.equals(identity.before().fingerprint())) {
                if (!identity.isFinished()) {
                    return Row.BEFORE_FROM_UNFINISHED;
                }
                return isCanceled(identity.before()) ? Row.BEFORE_CANCELED_ANEW : Row.BEFORE_FROM_FINISHED;
            }
            return keepsClientToken() ? Row.SAME_CLIENT_TOKEN : Row.OTHER;
        }

        private boolean keepsClientToken() {
            Settings old = new Settings(request.get("OldResourceProperties"));
            String token = settings.text("clientToken");
            return token != null && token.equals(old.text("clientToken"));
        }

        private Row deleteRow() {
            if (identity == null) {
                return Row.DELETE_ANOTHERS_ID;
            }
            if (deleted.contains(id)) {
                return Row.DELETE_TWICE;
            }
            if (!identity.current().isOurs()) {
                return Row.DELETE_ADOPTED;
            }
            if (!settings.cancelsOnDelete()) {
                return Row.DELETE_KEEPS;
            }
            if (isForgotten(identity.current())) {
                return Row.DELETE_MISSING;
            }
            return statuses(identity.current()).stream().anyMatch(Lifecycle::isActive)
                    ? Row.DELETE_ACTIVE
                    : Row.DELETE_ENDED;
        }

        private List<String> statuses(Past past) {
            return past.runs().stream().map(Lifecycle.this::status).toList();
        }

        private boolean isDead(Past past) {
            return statuses(past).stream()
                    .allMatch(status -> List.of("FAILED", "CANCELED").contains(status));
        }

        private boolean isCanceled(Past past) {
            return statuses(past).stream().allMatch("CANCELED"::equals);
        }

        private boolean isForgotten(Past past) {
            return past.runs().stream().anyMatch(forgotten::contains);
        }

        private String requestKey() {
            return logicalId + " " + request.get("RequestId").textValue() + " " + settings.fingerprint();
        }

        /** Nothing is started, unless the run to go back to was cancelled; null where this is no rollback. */
        void isRollbackTo(String stable) {
            Identity identity = ids.get(stable);
            if (identity != null && identity.isFinished()) {
                require(
                        List.of(
                                        Row.SAME_FINISHED,
                                        Row.BEFORE_FROM_UNFINISHED,
                                        Row.BEFORE_FROM_FINISHED,
                                        Row.BEFORE_CANCELED_ANEW)
                                .contains(row),
                        "a rollback is %s",
                        row);
                count("rollback judged");
            }
        }

        /** Then a second delivery may find another answer, and the first one's run is left. */
        boolean dependsOnWhatIsRead() {
            return switch (row) {
                case SAME_UNFINISHED_TAKEN_UP, SAME_UNFINISHED_ANEW, BEFORE_FROM_FINISHED, BEFORE_CANCELED_ANEW -> true;
                default -> false;
            };
        }

        // onEvent

        /** The event to poll with; null where the request is refused. */
        ObjectNode onEvent() {
            ObjectNode event = null;
            FunctionError error = null;
            try {
                event = deployment.onEvent(request);
            } catch (FunctionError e) {
                error = e;
            }
            judgeCalls();
            if (error == null) {
                answeredId = event.get("PhysicalResourceId").textValue();
                answered = time.now();
                judgeAnswer();
            } else {
                judgeRefusal(error);
            }
            return event;
        }

        Answer refusal() {
            return refusal;
        }

        Set<String> startedRuns() {
            Set<String> started = startedSoFar();
            started.removeAll(runsBefore);
            return started;
        }

        private List<Seen> seen() {
            return calls.subList(from, calls.size());
        }

        private List<Seen> seen(String operation) {
            return seen().stream().filter(call -> call.is(operation)).toList();
        }

        private Seen last(List<Seen> seen) {
            return seen.isEmpty() ? null : seen.get(seen.size() - 1);
        }

        private void judgeCalls() {
            for (Seen seen : seen()) {
                require(
                        seen.call().region().equals(settings.region()),
                        "called %s in %s",
                        seen.call().operation(),
                        seen.call().region());
                if (seen.is(CANCEL)) {
                    require(
                            mayCancel(seen.call().identifier()),
                            "cancelled %s",
                            seen.call().identifier());
                }
            }
        }

        /** Only what it has started itself, and for a reason. */
        private boolean mayCancel(String run) {
            if (!ours.getOrDefault(logicalId, Set.of()).contains(run)) {
                return false;
            }
            if (row.isDelete()) {
                return identity != null
                        && identity.current().runs().contains(run)
                        && identity.current().isOurs()
                        && settings.cancelsOnDelete();
            }
            if (result != null) {
                return result.current().runs().contains(run) && result.current().isOurs();
            }
            boolean conflict = seen(START).stream().anyMatch(call -> call.call().status() == 409);
            return conflict && settings.cancelsOnDelete() && named().contains(run);
        }

        /** The runs that the request's own id names. */
        private Set<String> named() {
            Set<String> named = new HashSet<>();
            if (identity != null) {
                named.addAll(identity.current().runs());
                if (identity.before() != null) {
                    named.addAll(identity.before().runs());
                }
            }
            return named;
        }

        private void judgeAnswer() {
            switch (row) {
                case MALFORMED -> throw new AssertionError("malformed properties are taken");
                case SAME_CLIENT_TOKEN ->
                    require(oldIsTheSameRun(), "the client token %s is used again", settings.text("clientToken"));
                default -> {}
            }
            if (row.isDelete()) {
                require(seen(START).isEmpty(), "a Delete starts a run");
                judgeDelete();
                return;
            }
            result = row == Row.SAME_FINISHED ? sameFinished() : identityAfterwards();
            startedNothing = seen(START).isEmpty();
            isOneThing(answeredId, result);
        }

        private Identity sameFinished() {
            startsNothing();
            require(answeredId.equals(id), "another id for the same run: %s", answeredId);
            return identity;
        }

        private boolean oldIsTheSameRun() {
            return new Settings(request.get("OldResourceProperties"))
                    .fingerprint()
                    .equals(settings.fingerprint());
        }

        private Identity identityAfterwards() {
            boolean finished = !settings.isAwaited();
            boolean startCalled = !seen(START).isEmpty();
            return switch (row) {
                case BEFORE_FROM_UNFINISHED -> {
                    startsNothing();
                    yield new Identity(identity.before(), finished, null);
                }
                case BEFORE_FROM_FINISHED, BEFORE_CANCELED_ANEW -> {
                    require(
                            startCalled
                                    ? wasRead(identity.before(), "CANCELED")
                                    : row == Row.BEFORE_FROM_FINISHED
                                            || changedMeanwhile()
                                            || settings.text("clientToken") != null,
                            startCalled ? "starts anew" : "does not start anew");
                    yield new Identity(startCalled ? started() : identity.before(), finished, identity.current());
                }
                case SAME_UNFINISHED_TAKEN_UP, SAME_UNFINISHED_ANEW -> {
                    require(
                            startCalled
                                    ? wasRead(identity.current(), "FAILED", "CANCELED", "PARTIALLY_SUCCEEDED", "404")
                                    : row == Row.SAME_UNFINISHED_TAKEN_UP || changedMeanwhile() || isPartial(),
                            startCalled ? "starts anew" : "takes up a dead run");
                    yield new Identity(startCalled ? started() : identity.current(), finished, identity.before());
                }
                default -> new Identity(started(), finished, before());
            };
        }

        private Past before() {
            if (identity == null || request.get("RequestType").textValue().equals("Create")) {
                return null;
            }
            return identity.isFinished() ? identity.current() : identity.before();
        }

        /** Whether the last that Get told of a run before anything was started is one of these. */
        private boolean wasRead(Past past, String... answers) {
            return seen().stream()
                    .takeWhile(call -> !call.is(START))
                    .filter(call -> call.is(GET))
                    .filter(get -> past.runs().contains(get.call().identifier()))
                    .filter(get -> get.isServed() || get.call().status() == 404)
                    .map(get -> get.isServed() ? get.status() : "404")
                    .reduce((earlier, later) -> later)
                    .filter(List.of(answers)::contains)
                    .isPresent();
        }

        /** Get did not tell what the run is, or told something else later on. */
        private boolean changedMeanwhile() {
            boolean troubled = seen(GET).stream().anyMatch(call -> !call.isServed());
            return troubled
                    || row != row()
                    || !Duration.between(began, time.now()).isZero();
        }

        /** Whether a run that succeeded in part has succeeded is not said. */
        private boolean isPartial() {
            return statuses(identity.current()).contains("PARTIALLY_SUCCEEDED");
        }

        private void startsNothing() {
            require(seen(START).isEmpty(), "calls Start");
            require(startedRuns().isEmpty(), "starts %s", startedRuns());
        }

        /** The run that a request that has to start one stands for. */
        private Past started() {
            judgeStarts();
            Seen start = last(seen(START));
            require(start != null, "no Start");
            String fingerprint = settings.fingerprint();
            if (start.isServed()) {
                String run = byToken(start.call().body().path("clientToken").asText());
                ours.computeIfAbsent(logicalId, key -> new HashSet<>()).add(run);
                require(
                        !runsBefore.contains(run) || !settings.isFailure(statusRead(run)) || getFailed(),
                        "goes on with %s, which is dead",
                        run);
                require(
                        !runsBefore.contains(run)
                                || settings.text("clientToken") != null
                                || runsOfRequests.get(requestKey()).contains(run),
                        "goes on with %s, which another request has started",
                        run);
                count(runsBefore.contains(run) ? "Start answers an earlier run" : "Start starts a run");
                return new Past(Set.of(run), true, fingerprint);
            }
            require(start.call().status() == 409, "adopts, though %s", start.call());
            Set<String> adoptable = adoptable();
            require(!adoptable.isEmpty(), "nothing started and nothing to adopt");
            excuseLost();
            count("adopts");
            return new Past(adoptable, false, fingerprint);
        }

        /** What Get has told, if it was asked: since then the run may have become another. */
        private String statusRead(String run) {
            return seen(GET).stream()
                    .filter(call -> call.call().identifier().equals(run))
                    .map(Seen::status)
                    .reduce(status(run), (earlier, later) -> later);
        }

        private boolean getFailed() {
            return seen(GET).stream().anyMatch(call -> !call.isServed());
        }

        private String byToken(String token) {
            return dataZone.startedRuns().stream()
                    .filter(run ->
                            token.equals(run.clientToken()) && run.domain().equals(settings.domain()))
                    .map(StandInRun::id)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no run for the token " + token));
        }

        /** Each further run of a request only where the one before it is dead, and no more than three. */
        private void judgeStarts() {
            Set<String> runs = runsOfRequests.computeIfAbsent(requestKey(), key -> new LinkedHashSet<>());
            for (String run : startedRuns()) {
                ours.computeIfAbsent(logicalId, key -> new HashSet<>()).add(run);
                for (String earlier : runs) {
                    require(
                            settings.isFailure(status(earlier)) || forgotten.contains(earlier),
                            "%s is started beside %s, which is %s",
                            run,
                            earlier,
                            status(earlier));
                    count("started anew as the earlier run is dead");
                }
                runs.add(run);
            }
            require(runs.size() <= 4, "%d runs for one request", runs.size());
            require(startedRuns().size() <= 1, "starts %s", startedRuns());
        }

        private Set<String> adoptable() {
            Set<String> adoptable = new HashSet<>();
            for (StandInRun run : dataZone.runs()) {
                boolean same = run.domain().equals(settings.domain())
                        && run.project().equals(settings.project())
                        && run.asset().equals(settings.asset())
                        && Objects.equals(run.revision(), settings.revision())
                        && new TreeSet<>(run.types()).equals(settings.types());
                if (same && wasActive(run) && !named().contains(run.id())) {
                    adoptable.add(run.id());
                }
            }
            return adoptable;
        }

        private boolean wasActive(StandInRun run) {
            return isActive(run.status()) && !forgotten.contains(run.id())
                    || seen(LIST).stream().anyMatch(call -> call.status().contains(run.id()));
        }

        private void isOneThing(String id, Identity identity) {
            Identity known = ids.get(id);
            if (known == null || known.current().runs().size() > 1) {
                ids.put(id, identity);
            } else {
                require(
                        identity.current().runs().containsAll(known.current().runs())
                                && known.current()
                                        .fingerprint()
                                        .equals(identity.current().fingerprint()),
                        "the id %s stands for %s, and for %s",
                        id,
                        known,
                        identity);
            }
            require(!id.startsWith("AWSCDK::"), "a marker for an id");
        }

        // Refused by onEvent

        private void judgeRefusal(FunctionError error) {
            String line = line(error.getMessage());
            require(!row.isDelete(), "a Delete fails: %s", line);
            boolean mayFail = switch (row) {
                case MALFORMED -> {
                    require(
                            settings.malformed().stream().anyMatch(name -> line.contains("property " + name + " is ")),
                            "does not name one of %s: %s",
                            settings.malformed(),
                            line);
                    saysWhy(line, ": must be ");
                    yield seen().isEmpty();
                }
                case SAME_CLIENT_TOKEN -> {
                    saysWhy(line, "property clientToken is \"" + settings.text("clientToken") + '"');
                    yield seen().isEmpty();
                }
                case SAME_FINISHED, BEFORE_FROM_UNFINISHED -> false;
                default -> mayFailToStart(line);
            };
            require(mayFail, "must not fail, or not after a call: %s", line);
            if (row != Row.MALFORMED && row != Row.SAME_CLIENT_TOKEN) {
                judgeStarts();
                excuseLost();
                namesTheSubject(line);
                require(line.contains(START) || listFailed() && line.contains(LIST), "no operation: %s", line);
            }
            String answered = id == null ? CREATE_FAILED : id;
            refusal = deployment.failed(request, answered, error, true, 0, began);
            count("refused by onEvent");
        }

        /** A known limit: a run whose every answer was lost. */
        private void excuseLost() {
            if (seen(START).stream().anyMatch(call -> call.call().status() == 0)) {
                excused.addAll(startedRuns());
            }
        }

        private boolean mayFailToStart(String line) {
            Seen start = last(seen(START));
            require(start != null, "fails without a Start: %s", line);
            long passed = Duration.between(began, time.now()).toSeconds();
            boolean patient = passed >= patience() - SLACK;
            String token = settings.text("clientToken");
            int status = start.call().status();
            if (start.isServed()) {
                onlyDeadOnes(line);
                return true;
            }
            if (start.isTransient()) {
                require(patient, "gives up after %d s: %s", passed, line);
            } else if (start.isDenied()) {
                require(patient || deniedFor() >= 60 - SLACK, "gives up after %d s: %s", passed, line);
            } else if (status == 409) {
                boolean denied = deniedFor() >= 60 - SLACK;
                boolean unlisted = listFailed()
                        && !last(seen()).isTransient()
                        && !last(seen()).isDenied();
                require(patient || token != null || denied || unlisted, "gives up after %d s: %s", passed, line);
                require(
                        patient || adoptable().stream().noneMatch(this::isListed) || listFailed(),
                        "does not adopt %s: %s",
                        adoptable(),
                        line);
            }
            Seen cause = last(seen().stream().filter(call -> !call.is(CANCEL)).toList());
            saysWhy(line, cause.call().error());
            return true;
        }

        /** All that Start has answered with: under the user's token, or under ours and each of its successors. */
        private void onlyDeadOnes(String line) {
            Set<String> tokens = seen(START).stream()
                    .filter(Seen::isServed)
                    .map(call -> call.call().body().path("clientToken").asText())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            for (String token : tokens) {
                String run = byToken(token);
                require(runsBefore.contains(run), "fails after it has started %s: %s", run, line);
                require(settings.isFailure(statusRead(run)), "fails with %s, which is no failure: %s", run, line);
                require(line.contains(run), "does not name %s: %s", run, line);
            }
            require(settings.text("clientToken") != null || tokens.size() == 4, "gives up with %s", tokens);
            count("only dead runs");
        }

        /** At each look after the last Start; a run in a status that this API does not have yet is in no such list. */
        private boolean isListed(String run) {
            List<Seen> seen = seen();
            int start = seen.lastIndexOf(last(seen(START)));
            return List.of("SUBMITTED", "IN_PROGRESS").contains(status(run))
                    && seen.subList(start, seen.size()).stream()
                            .filter(call -> call.is(LIST))
                            .allMatch(call -> List.of(call.status().split(" ")).contains(run));
        }

        private boolean listFailed() {
            return seen(LIST).stream().anyMatch(call -> !call.isServed());
        }

        private long patience() {
            long timeout = settings.timeout();
            return Math.min(540, timeout < 120 ? timeout - 30 : timeout - 60);
        }

        private long deniedFor() {
            return seen().stream()
                    .filter(Seen::isDenied)
                    .findFirst()
                    .map(first ->
                            Duration.between(first.call().time(), time.now()).toSeconds())
                    .orElse(0L);
        }

        // isComplete

        /** What CloudFormation is told, null as long as it is not complete. */
        Answer poll(ObjectNode event) {
            from = calls.size();
            polls++;
            count("polls");
            Instant polled = time.now();
            Answer answer = null;
            JsonNode complete = null;
            try {
                complete = deployment.isComplete(event);
            } catch (FunctionError e) {
                answer = deployment.failed(event, answeredId, e, false, polls, began);
            }
            judgeCalls();
            require(seen(START).isEmpty(), "a poll starts a run");
            learnWhichIsAdopted();
            if (answer != null) {
                judgeFailure(answer.firstLine(), polled);
                count("failed after waiting");
            } else if (complete.get("IsComplete").booleanValue()) {
                answer = deployment.succeeded(event, complete, polls, began);
                judgeSuccess(answer, polled);
                count("succeeded");
            } else {
                judgeNotYet(polled);
            }
            return answer;
        }

        /** Of several that might have been, it is the one that is asked for. */
        private void learnWhichIsAdopted() {
            Seen get = last(seen(GET));
            if (get != null && !row.isDelete() && result.current().runs().size() > 1) {
                String run = get.call().identifier();
                require(result.current().runs().contains(run), "asks for %s instead of %s", run, result.current());
                result = result.of(run);
                ids.put(answeredId, result);
            }
        }

        private boolean isPast(Instant polled) {
            return !polled.isBefore(began.plusSeconds(settings.timeout()));
        }

        private Seen lastServedGet() {
            return last(seen(GET).stream().filter(Seen::isServed).toList());
        }

        private void judgeNotYet(Instant polled) {
            require(!row.isDelete(), "a Delete waits");
            require(!isPast(polled), "not yet, though its time is up");
            require(settings.isAwaited(), "waits, though it is told not to");
            require(seen(CANCEL).stream().noneMatch(Seen::isServed), "cancels a run that it waits for");
            Seen last = last(seen());
            Seen get = lastServedGet();
            require(last != null, "not yet, without a look");
            boolean active = get != null && isActive(get.status());
            require(
                    last.isTransient() || isTooNew(last, polled) || isBusy(last) || active && settings.isAwaited(),
                    "not yet, though %s",
                    last.call());
            count("not yet");
        }

        /** A server of DataZone that has not heard of the run yet. */
        private boolean isTooNew(Seen last, Instant polled) {
            boolean isNew = !polled.isAfter(answered.plusSeconds(30));
            return isNew && last.is(GET) && last.call().status() == 404;
        }

        /** Another acceptance of the asset's predictions is under way. */
        private boolean isBusy(Seen last) {
            return last.is(ACCEPT) && last.call().status() == 409;
        }

        private void judgeSuccess(Answer answer, Instant polled) {
            if (row.isDelete()) {
                require(seen().isEmpty(), "a Delete is polled, and calls DataZone");
                return;
            }
            require(seen(CANCEL).stream().noneMatch(Seen::isServed), "success, though it cancelled the run");
            Seen get = lastServedGet();
            require(
                    result.current().runs().contains(answer.runId()),
                    "RunId %s for %s",
                    answer.runId(),
                    result.current());
            if (!startedNothing) {
                require(get != null || !settings.isAwaited(), "success without a look");
                require(
                        !settings.isAwaited() || !settings.isFailure(get.status()),
                        "success with %s",
                        get == null ? "" : get.status());
            }
            if (startedNothing && get == null) {
                triesToRead(polled);
            }
            if (get != null && settings.isAwaited()) {
                boolean timeIsUp = !time.now().isBefore(began.plusSeconds(settings.timeout()));
                require(!isActive(get.status()) || timeIsUp, "does not wait for the run");
            }
            judgeAttributes(answer, get);
            judgeAcceptance(answer, get);
            identify(answer);
        }

        /** In vain: until Get says what will not pass, or until the time is up. */
        private void triesToRead(Instant polled) {
            Seen get = last(seen(GET));
            require(get != null, "success without a look");
            long tried = Duration.between(polled, time.now()).toSeconds();
            boolean timeIsUp = settings.isAwaited() ? isPast(time.now()) : tried >= 60 - SLACK;
            require(!get.isTransient() || timeIsUp, "gives up reading after %d s", tried);
        }

        private void judgeAttributes(Answer answer, Seen get) {
            require(answer.get("DomainId").equals(settings.domain()), "DomainId %s", answer.get("DomainId"));
            require(
                    answer.get("OwningProjectId").equals(settings.project()),
                    "OwningProjectId %s",
                    answer.get("OwningProjectId"));
            require(Set.of(answer.get("Types").split(",")).equals(settings.types()), "Types %s", answer.get("Types"));
            require(settings.types().contains(answer.get("Type")), "Type %s", answer.get("Type"));
            if (get != null) {
                require(answer.get("Status").equals(get.status()), "Status %s", answer.get("Status"));
            }
            if (get != null || !startedNothing) {
                StandInRun run = dataZone.run(answer.runId());
                require(!answer.get("Status").isEmpty(), "no Status");
                require(
                        Instant.parse(answer.get("CreatedAt")).equals(run.createdAt()),
                        "CreatedAt %s",
                        answer.get("CreatedAt"));
                require(answer.get("CreatedBy").equals(run.createdBy()), "CreatedBy %s", answer.get("CreatedBy"));
            }
        }

        private void judgeAcceptance(Answer answer, Seen get) {
            if (!settings.acceptsPredictions()) {
                require(seen(ACCEPT).isEmpty(), "accepts what nobody asked for");
                require(answer.get("AssetRevision").isEmpty(), "AssetRevision without acceptance");
            } else if (get != null && get.status().equals("SUCCEEDED") && (!startedNothing || asksForAcceptance())) {
                require(seen(ACCEPT).stream().anyMatch(Seen::isServed), "does not accept the predictions");
                int revision = Integer.parseInt(answer.get("AssetRevision"));
                int newest = dataZone.assetRevision(settings.domain(), settings.asset());
                require(revision > 1 && revision <= newest, "AssetRevision %d of %d", revision, newest);
                count("accepts predictions");
            }
        }

        /** Success takes the mark away, and tells which run was adopted. */
        private void identify(Answer answer) {
            Past current = result.of(answer.runId()).current();
            Identity finished = new Identity(current, true, result.before());
            if (row == Row.SAME_FINISHED) {
                require(answer.physicalId().equals(id), "another id for the same run: %s", answer.physicalId());
                return;
            }
            isOneThing(answer.physicalId(), finished);
        }

        private void judgeFailure(String message, Instant polled) {
            String line = line(message);
            require(!row.isDelete(), "a Delete fails: %s", line);
            Seen get = lastServedGet();
            Seen last = last(seen().stream().filter(call -> !call.is(CANCEL)).toList());
            boolean acceptanceFails =
                    seen(ACCEPT).stream().anyMatch(call -> !call.isServed()) && settings.acceptsPredictions();
            require(
                    !startedNothing || acceptanceFails && asksForAcceptance(),
                    "an Update that starts nothing fails: %s",
                    line);
            boolean failed = get != null && settings.isFailure(get.status());
            boolean refused =
                    seen().stream().anyMatch(call -> !call.is(CANCEL) && !call.isServed() && !call.isTransient());
            if (refused && last.isDenied()) {
                require(isPast(time.now()) || deniedFor() >= 60 - SLACK, "gives up early: %s", line);
            }
            boolean timeIsUp = isPast(time.now());
            require(failed || refused || timeIsUp || acceptanceFails, "fails without a reason: %s", line);
            namesTheSubject(line);
            namesTheOperationAndACause(line, get);
            boolean timedOut = timeIsUp && get != null && get.status().equals("CANCELED");
            if (failed && !acceptanceFails && !refused && seen(CANCEL).isEmpty() && !timedOut) {
                saysWhy(line, get.status());
            }
            if (!failed && !refused && !acceptanceFails) {
                saysWhy(line, "still ");
            }
            cancelsItsOwn();
        }

        /** Of this very request: what was accepted in its time is not asked for again. */
        private boolean asksForAcceptance() {
            return switch (row) {
                case SAME_FINISHED -> {
                    Settings old = new Settings(request.get("OldResourceProperties"));
                    yield !old.acceptsPredictions()
                            || !Objects.equals(old.text("acceptanceThreshold"), settings.text("acceptanceThreshold"));
                }
                case SAME_UNFINISHED_TAKEN_UP, SAME_UNFINISHED_ANEW -> true;
                default -> false;
            };
        }

        private void cancelsItsOwn() {
            if (!result.current().isOurs()) {
                return;
            }
            for (String run : result.current().runs()) {
                if (isActive(status(run)) && !forgotten.contains(run)) {
                    triesToCancel(run);
                }
            }
        }

        /** In vain: until Cancel says what will not pass, or for a minute. */
        private void triesToCancel(String run) {
            List<Seen> cancels = seen(CANCEL);
            require(!cancels.isEmpty(), "leaves %s active", run);
            Seen cancel = last(cancels);
            require(!cancel.isServed(), "cancels, and leaves %s active", run);
            boolean mayPass = cancel.isTransient() || cancel.call().status() == 409 && !getFailed();
            boolean maybeLater = !row.isDelete() && cancel.isDenied();
            long tried =
                    Duration.between(cancels.get(0).call().time(), time.now()).toSeconds();
            require(!mayPass && !maybeLater || tried >= 60 - SLACK, "leaves %s active after %d s", run, tried);
        }

        private void judgeDelete() {
            List<Seen> all = seen();
            require(
                    seen(CANCEL).stream()
                            .noneMatch(call ->
                                    call.isServed() && kept.contains(call.call().identifier())),
                    "cancels the run that the resource goes on with");
            if (row == Row.DELETE_ANOTHERS_ID) {
                require(all.isEmpty(), "calls DataZone for an id that is not ours");
                return;
            }
            deleted.add(id);
            long took = Duration.between(began, time.now()).toSeconds();
            require(took <= 60 + SLACK + 60, "a Delete of %d s", took);
            if (!settings.cancelsOnDelete() || !identity.current().isOurs() || settings.domain() == null) {
                return;
            }
            for (String run : identity.current().runs()) {
                if (isActive(status(run)) && !forgotten.contains(run)) {
                    triesToCancel(run);
                }
            }
        }

        // Messages

        private String line(String message) {
            String line = message.lines().findFirst().orElse("");
            require(line.getBytes(StandardCharsets.UTF_8).length <= 1000, "a first line too long: %s", line);
            story.tell("FAILED: %s", line);
            return line;
        }

        private void namesTheSubject(String line) {
            for (String name : List.of(settings.asset(), settings.project(), settings.domain())) {
                require(line.contains(name), "does not name %s: %s", name, line);
            }
        }

        private void namesTheOperationAndACause(String line, Seen get) {
            require(
                    line.matches(
                            "StartMetadataGenerationRun of run \\w+ for .+|AcceptPredictions (refused|failed) for .+"),
                    "names no operation: %s",
                    line);
            List<String> causes = new ArrayList<>(List.of("still ", "no answer"));
            seen().forEach(call -> causes.add(call.call().error().replace("Exception", "")));
            if (get != null) {
                causes.add("ended " + get.status());
            }
            require(
                    causes.stream().anyMatch(cause -> !cause.isEmpty() && line.contains(cause)),
                    "names no cause: %s",
                    line);
        }

        private void saysWhy(String line, String cause) {
            require(line.contains(cause.replace("Exception", "")), "does not say %s: %s", cause, line);
        }
    }

    private Set<String> startedSoFar() {
        Set<String> started = new LinkedHashSet<>();
        dataZone.startedRuns().forEach(run -> started.add(run.id()));
        return started;
    }
}
