package io.github.datazonecdk.metadatageneration.histories;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.CANCEL;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.LIST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.provider.Deployment;
import io.github.datazonecdk.metadatageneration.standin.StandInCall;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What the documented lifecycle allows, in the test's own words: judges each request by what DataZone was asked, what
 * has become of the runs, and what CloudFormation is answered. This is the book that it keeps of what each physical id
 * stands for and of who has started what; {@link Delivery} and {@link Poll} judge by it. They know nothing of how the
 * handler works.
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
        BEFORE_UNFINISHED_TAKEN_UP,
        BEFORE_UNFINISHED_ANEW,
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

        /** The request goes on with the run of an earlier one that failed, unless that run is dead. */
        boolean continuesAFailedRequest() {
            return switch (this) {
                case SAME_UNFINISHED_TAKEN_UP,
                        SAME_UNFINISHED_ANEW,
                        BEFORE_UNFINISHED_TAKEN_UP,
                        BEFORE_UNFINISHED_ANEW -> true;
                default -> false;
            };
        }
    }

    private static final List<String> OUTCOMES = List.of("SUCCEEDED", "FAILED", "CANCELED", "PARTIALLY_SUCCEEDED");

    final HistoryTime time;
    final Deployment deployment;
    final StandInDataZone dataZone;
    final Story story;
    final Map<String, Identity> ids = new HashMap<>();
    final Map<String, Set<String>> runsOfRequests = new HashMap<>();
    final Set<String> deleted = new HashSet<>();
    final Set<String> excused = new HashSet<>();
    private final Consumer<String> counter;
    private final Map<String, Set<String>> ours = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private final Set<String> forgotten = new HashSet<>();
    private final List<Seen.Call> calls = new ArrayList<>();
    private Set<String> kept = Set.of();

    Lifecycle(HistoryTime time, Deployment deployment, Consumer<String> counter, Story story) {
        this.time = time;
        this.deployment = deployment;
        this.dataZone = deployment.dataZone;
        this.counter = counter;
        this.story = story;
    }

    static void require(boolean holds, String format, Object... values) {
        if (!holds) {
            throw new AssertionError(format.formatted(values));
        }
    }

    void count(String what) {
        counter.accept(what);
    }

    Delivery begin(ObjectNode request) {
        return new Delivery(this, request);
    }

    // What the history tells

    void saw(StandInCall call) {
        String status = switch (call.operation()) {
            case GET, CANCEL -> status(call.identifier());
            case LIST -> activeRuns();
            default -> "";
        };
        calls.add(new Seen.Call(call, status));
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

    /** DataZone does not know any client token any more, so that each start is a new one. */
    void forgetsTokens() {
        runsOfRequests.clear();
    }

    /** A known limit: CloudFormation never learns what this request has started. */
    void excuse(Delivery delivery) {
        excused.addAll(delivery.startedRuns());
    }

    boolean areOneRun(String id, String other) {
        return ids.containsKey(id)
                && ids.containsKey(other)
                && ids.get(id).current().runs().equals(ids.get(other).current().runs());
    }

    boolean standsFor(String id, JsonNode properties) {
        return ids.containsKey(id)
                && ids.get(id).current().fingerprint().equals(new Declared(properties).fingerprint());
    }

    // What must hold in the end

    /** But for the known limits, every run of ours that is active is named by an id that CloudFormation has. */
    void leavesNothing() {
        for (StandInRun run : dataZone.startedRuns()) {
            require(
                    !isActive(run.status()) || told.contains(run.id()) || excused.contains(run.id()),
                    "%s is active, and CloudFormation knows no id for it",
                    run.id());
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

    // The book

    int callsSoFar() {
        return calls.size();
    }

    Seen seenSince(int from) {
        return new Seen(calls.subList(from, calls.size()));
    }

    Set<String> startedSoFar() {
        Set<String> started = new LinkedHashSet<>();
        dataZone.startedRuns().forEach(run -> started.add(run.id()));
        return started;
    }

    void isOurs(String logicalId, String run) {
        ours.computeIfAbsent(logicalId, key -> new HashSet<>()).add(run);
    }

    boolean hasStarted(String logicalId, String run) {
        return ours.getOrDefault(logicalId, Set.of()).contains(run);
    }

    boolean isKeptRun(String run) {
        return kept.contains(run);
    }

    /** An id stands for the same for good. */
    void enter(String id, Identity identity) {
        require(!id.startsWith("AWSCDK::"), "a marker for an id");
        Identity known = ids.get(id);
        if (known == null || known.current().runs().size() > 1) {
            ids.put(id, identity);
        } else {
            require(identity.maybe(known), "the id %s stands for %s, and for %s", id, known, identity);
        }
    }

    // What has become of the runs

    static boolean isActive(String status) {
        return !OUTCOMES.contains(status);
    }

    String status(String run) {
        return dataZone.runs().stream()
                .filter(one -> one.id().equals(run))
                .map(StandInRun::status)
                .findFirst()
                .orElse("");
    }

    boolean isForgotten(String run) {
        return forgotten.contains(run);
    }

    boolean isKnownAsActive(String run) {
        return isActive(status(run)) && !isForgotten(run);
    }

    private String activeRuns() {
        return dataZone.runs().stream()
                .map(StandInRun::id)
                .filter(this::isKnownAsActive)
                .collect(Collectors.joining(" "));
    }
}
