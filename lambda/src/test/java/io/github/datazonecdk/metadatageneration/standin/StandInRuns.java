package io.github.datazonecdk.metadatageneration.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** What the stand-in knows of runs and assets. Callers hold its lock. */
final class StandInRuns {
    private final InstantSource clock;
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private final Map<String, Remembered> answersByToken = new HashMap<>();
    private final Map<String, Integer> revisions = new HashMap<>();
    private final Set<String> acceptedRuns = new HashSet<>();
    final List<StandInAcceptance> acceptances = new ArrayList<>();
    final Deque<StandInOutcome> nextOutcomes = new ArrayDeque<>();
    StandInOutcome outcome = StandInOutcome.succeeds();
    Duration submittedFor = Duration.ofSeconds(2);
    Duration inProgressFor = Duration.ofSeconds(3);
    boolean conflicts = true;
    boolean tokensFirst = true;
    int pageSize = 50;
    boolean typesInGet = true;
    boolean fillsInRevision;
    Supplier<String> ids = () -> "run%04d".formatted(runs.size() + 1);

    private record Remembered(JsonNode request, ObjectNode answer) {}

    private static final class Run {
        StandInRun started;
        Duration submittedFor;
        Duration endsAfter;
        StandInOutcome outcome;
        boolean forgotten;
    }

    StandInRuns(InstantSource clock) {
        this.clock = clock;
    }

    ObjectNode start(String domain, JsonNode request) {
        if (request.has("type") == request.has("types")) {
            throw StandInRefusal.invalid("exactly one of type and types is needed");
        }
        if (!tokensFirst) {
            refuseSecondRun(domain, request.at("/target/identifier").textValue());
        }
        return once("run", domain, request, () -> {
            refuseSecondRun(domain, request.at("/target/identifier").textValue());
            Run run = add(domain, request, StandInDataZone.CALLER);
            ObjectNode answer = summary(run);
            answer.remove("target");
            return answer;
        });
    }

    Run add(String domain, JsonNode request, String createdBy) {
        Run run = new Run();
        String asset = request.at("/target/identifier").textValue();
        run.submittedFor = submittedFor;
        run.endsAfter = submittedFor.plus(inProgressFor);
        run.outcome = nextOutcomes.isEmpty() ? outcome : nextOutcomes.remove();
        run.started = new StandInRun(
                ids.get(),
                domain,
                request.get("owningProjectIdentifier").textValue(),
                asset,
                revision(domain, asset, request.at("/target/revision").textValue()),
                types(request),
                request.path("clientToken").textValue(),
                clock.instant(),
                createdBy,
                "SUBMITTED");
        runs.put(run.started.id(), run);
        return run;
    }

    private String revision(String domain, String asset, String asked) {
        return asked == null && fillsInRevision ? String.valueOf(revision(domain, asset)) : asked;
    }

    ObjectNode get(String domain, String id) {
        Run run = existing(domain, id);
        ObjectNode answer = summary(run);
        if (!typesInGet) {
            answer.remove("types");
        }
        answer.set("typeStats", typeStats(run));
        return answer;
    }

    ObjectNode list(String domain, Map<String, String> query) {
        List<Run> found = new ArrayList<>(runs.values());
        Collections.reverse(found);
        found.removeIf(run -> run.forgotten
                || !run.started.domain().equals(domain)
                || !matches(query.get("status"), List.of(status(run)))
                || !matches(query.get("type"), run.started.types())
                || !matches(query.get("targetIdentifier"), List.of(run.started.asset())));
        // Fewer may be left than there were on the page before.
        int from = Math.min(found.size(), Integer.parseInt(query.getOrDefault("nextToken", "0")));
        int most = Integer.parseInt(query.getOrDefault("maxResults", "50"));
        int to = Math.min(found.size(), from + Math.min(most, pageSize));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode items = answer.putArray("items");
        found.subList(from, to).forEach(run -> items.add(summary(run)));
        if (to < found.size()) {
            answer.put("nextToken", String.valueOf(to));
        }
        return answer;
    }

    ObjectNode cancel(String domain, String id) {
        Run run = existing(domain, id);
        if (!StandInOutcome.isActive(status(run))) {
            throw StandInRefusal.invalid(
                    "The MetadataGenerationRun in %s status cannot be canceled.".formatted(status(run)));
        }
        end(id, StandInOutcome.isCanceled());
        return JsonNodeFactory.instance.objectNode();
    }

    /** The rule ALL means the asset, not a run: whatever is predicted and not accepted yet, of any run. */
    ObjectNode accept(String domain, String asset, JsonNode request) {
        return once("acceptance of " + asset, domain, request, () -> {
            boolean all = request.at("/acceptRule/rule").asText().equals("ALL");
            Set<String> accepted = all ? pending(domain, asset) : Set.of();
            acceptedRuns.addAll(accepted);
            revisions.merge(domain + "/" + asset, 2, (old, first) -> old + 1);
            int revision = revision(domain, asset);
            acceptances.add(new StandInAcceptance(
                    domain, asset, request.path("clientToken").textValue(), accepted, revision));
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("domainId", domain)
                    .put("assetId", asset)
                    .put("revision", String.valueOf(revision));
        });
    }

    /** The runs that have succeeded, at least in part, and whose predictions for the asset nobody has accepted yet. */
    Set<String> pending(String domain, String asset) {
        Set<String> pending = new LinkedHashSet<>();
        for (StandInRun run : snapshots()) {
            boolean predicted = List.of("SUCCEEDED", "PARTIALLY_SUCCEEDED").contains(String.valueOf(run.status()));
            boolean isFor = run.domain().equals(domain) && run.asset().equals(asset);
            if (predicted && isFor && !acceptedRuns.contains(run.id())) {
                pending.add(run.id());
            }
        }
        return pending;
    }

    void forgetTokens() {
        answersByToken.clear();
    }

    int revision(String domain, String asset) {
        return revisions.getOrDefault(domain + "/" + asset, 1);
    }

    void end(String id, StandInOutcome outcome) {
        Run run = runs.get(id);
        run.submittedFor = Duration.ZERO;
        run.endsAfter = Duration.ZERO;
        run.outcome = outcome;
    }

    void forget(String id) {
        runs.get(id).forgotten = true;
    }

    StandInRun snapshot(String id) {
        return snapshot(runs.get(id));
    }

    List<StandInRun> snapshots() {
        return runs.values().stream().map(this::snapshot).toList();
    }

    StandInRun snapshot(Run run) {
        StandInRun was = run.started;
        return new StandInRun(
                was.id(),
                was.domain(),
                was.project(),
                was.asset(),
                was.revision(),
                was.types(),
                was.clientToken(),
                was.createdAt(),
                was.createdBy(),
                status(run));
    }

    /** The first answer is repeated as it was then, however long ago: that is what idempotent services do. */
    private ObjectNode once(String what, String domain, JsonNode request, Supplier<ObjectNode> work) {
        String token = request.path("clientToken").textValue();
        if (token == null) {
            return work.get();
        }
        Remembered before = answersByToken.get(what + domain + token);
        if (before == null) {
            before = new Remembered(request, work.get());
            answersByToken.put(what + domain + token, before);
        }
        if (!before.request().equals(request)) {
            throw StandInRefusal.conflict("The client token was used before with other parameters.");
        }
        return before.answer();
    }

    private void refuseSecondRun(String domain, String asset) {
        boolean busy = runs.values().stream()
                .filter(run -> run.started.domain().equals(domain)
                        && run.started.asset().equals(asset))
                .anyMatch(run -> !run.forgotten && StandInOutcome.isActive(status(run)));
        if (conflicts && busy) {
            throw StandInRefusal.conflict("A metadata generation run is already active for asset " + asset + ".");
        }
    }

    private Run existing(String domain, String id) {
        Run run = runs.get(id);
        if (run == null || run.forgotten || !run.started.domain().equals(domain)) {
            throw StandInRefusal.notFound("MetadataGenerationRun " + id + " does not exist.");
        }
        return run;
    }

    private String status(Run run) {
        Duration age = Duration.between(run.started.createdAt(), clock.instant());
        if (age.compareTo(run.submittedFor) < 0) {
            return "SUBMITTED";
        }
        return age.compareTo(run.endsAfter) < 0 ? "IN_PROGRESS" : run.outcome.status();
    }

    private ObjectNode summary(Run run) {
        StandInRun is = snapshot(run);
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("id", is.id())
                .put("domainId", is.domain())
                .put("owningProjectId", is.project())
                .put("status", is.status())
                .put("type", is.types().get(0))
                .put("createdAt", seconds(is.createdAt()))
                .put("createdBy", is.createdBy());
        answer.putPOJO("types", is.types());
        ObjectNode target = answer.putObject("target").put("type", "ASSET").put("identifier", is.asset());
        if (is.revision() != null) {
            target.put("revision", is.revision());
        }
        return answer;
    }

    private ArrayNode typeStats(Run run) {
        ArrayNode stats = JsonNodeFactory.instance.arrayNode();
        StandInOutcome now =
                Objects.equals(status(run), run.outcome.status()) ? run.outcome : StandInOutcome.ends(status(run));
        List<String> types = run.started.types();
        for (int i = 0; i < types.size(); i++) {
            String status = now.statusOfType(i, types.size());
            ObjectNode stat = stats.addObject().put("type", types.get(i)).put("status", status);
            if (now.messageOfType(i) != null && !"SUCCEEDED".equals(status)) {
                stat.put("errorMessage", now.messageOfType(i));
            }
        }
        return stats;
    }

    private static BigDecimal seconds(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), 3);
    }

    private static List<String> types(JsonNode request) {
        Iterable<JsonNode> types = request.has("types") ? request.get("types") : List.of(request.get("type"));
        return StreamSupport.stream(types.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    private static boolean matches(String wanted, List<String> values) {
        return wanted == null || values.contains(wanted);
    }
}
