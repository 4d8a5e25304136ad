package io.github.datazonecdk.metadatageneration.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.stepfunctions.RenderedBatch;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * A batch in simulated time: each asset goes through the states that the definition renders, with its waits and its
 * retries, against an Amazon DataZone that lets so many starts through a second. What nobody says is assumed: Step Functions
 * begins 100 child executions a second, runs take 20 to 120 seconds, and all calls are answered at once.
 */
final class BatchSimulation {
    private static final double USD_PER_TRANSITION = 0.025 / 1000;

    /** The function's: it is for the first child executions to begin. */
    private static final double FIRST_TURN = 15;

    private static final double CHILDREN_PER_SECOND = 100;
    private static final double SHORTEST_RUN = 20;
    private static final double LONGEST_RUN = 120;

    private static final Pattern BEFORE_MEMBER = Pattern.compile("[.\\[]");

    private final JsonNode states;
    private final String first;
    private final JsonNode declared;
    private final int maxConcurrency;
    private final double permittedPerSecond;
    private final Random random = new Random(1);
    private final PriorityQueue<Step> steps = new PriorityQueue<>();

    private double now;
    private double tokens;
    private double refilled;
    private double nextChild;
    private int begun;
    private int ended;
    private long transitions;
    private long throttled;

    private record Step(double at, long order, Asset asset) implements Comparable<Step> {
        @Override
        public int compareTo(Step other) {
            int byTime = Double.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** What a batch costs in time, in refused calls and in money. */
    record Result(
            int assets, double seconds, double throttlesPerStart, double transitionsPerAsset, double usdPerThousand) {}

    private static final class Asset {
        final double turn;
        final ObjectNode input;
        final Map<String, Integer> tries = new HashMap<>();
        String state;
        double runEnds;

        Asset(double turn, String state, JsonNode batch) {
            this.turn = turn;
            this.state = state;
            input = Json.object();
            input.set("batch", batch);
        }
    }

    /**
     * @param permittedPerSecond how many starts DataZone permits a second, and how many at once
     */
    BatchSimulation(RenderedBatch batch, double permittedPerSecond) {
        states = batch.statesOfAsset();
        first = batch.map().path("ItemProcessor").path("StartAt").asText();
        declared = batch.declared();
        maxConcurrency = batch.map().path("MaxConcurrency").asInt();
        this.permittedPerSecond = permittedPerSecond;
        tokens = permittedPerSecond;
    }

    Result run(int assets) {
        while (ended < assets) {
            begin(assets);
            Step step = steps.remove();
            now = step.at();
            enter(step.asset());
        }
        return new Result(
                assets,
                now,
                (double) throttled / assets,
                (double) transitions / assets,
                1000 * USD_PER_TRANSITION * transitions / assets);
    }

    /** So many at once as the definition says. The start of an execution counts as a transition. */
    private void begin(int assets) {
        double perSecond = declared.path("startsPerSecond").asDouble();
        while (begun < assets && begun - ended < maxConcurrency) {
            nextChild = Math.max(now, nextChild + 1 / CHILDREN_PER_SECOND);
            Asset asset = new Asset(FIRST_TURN + begun / perSecond, first, declared);
            steps.add(new Step(nextChild, begun, asset));
            transitions++;
            begun++;
        }
    }

    private void enter(Asset asset) {
        JsonNode state = states.path(asset.state);
        transitions++;
        switch (state.path("Type").asText()) {
            case "Wait" -> next(asset, state.path("Next").asText(), ends(state, asset));
            case "Choice" -> next(asset, chosen(state, asset), now);
            case "Task" -> call(asset, state);
            case "Pass" -> next(asset, state.path("Next").asText(), now);
            default -> throw new IllegalStateException("no asset should come to " + asset.state);
        }
    }

    private double ends(JsonNode wait, Asset asset) {
        return wait.has("Seconds") ? now + wait.path("Seconds").asDouble() : Math.max(now, asset.turn);
    }

    private void next(Asset asset, String state, double at) {
        if (state.isEmpty()) {
            ended++;
        } else {
            asset.state = state;
            steps.add(new Step(at, transitions, asset));
        }
    }

    private void call(Asset asset, JsonNode task) {
        boolean starts = task.path("Resource").asText().endsWith(":startMetadataGenerationRun");
        if (starts && !isPermitted()) {
            throttled++;
            next(asset, asset.state, now + delay(asset, task));
            return;
        }
        if (starts) {
            asset.runEnds = now + SHORTEST_RUN + random.nextDouble() * (LONGEST_RUN - SHORTEST_RUN);
        }
        asset.input.putObject("run").put("Id", "run").put("Status", now < asset.runEnds ? "IN_PROGRESS" : "SUCCEEDED");
        next(asset, task.path("Next").asText(), now);
    }

    private boolean isPermitted() {
        tokens = Math.min(permittedPerSecond, tokens + (now - refilled) * permittedPerSecond);
        refilled = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** As the first retrier says that is for throttling. */
    private double delay(Asset asset, JsonNode task) {
        JsonNode retrier = StreamSupport.stream(task.path("Retry").spliterator(), false)
                .filter(each -> each.path("ErrorEquals").toString().matches(".*(ThrottlingException|States.ALL).*"))
                .findFirst()
                .orElseThrow();
        int tried = asset.tries.merge(asset.state, 1, Integer::sum) - 1;
        if (tried >= retrier.path("MaxAttempts").asInt(3)) {
            throw new IllegalStateException("an asset has failed after " + tried + " retries");
        }
        double longest = retrier.path("IntervalSeconds").asDouble(1)
                * Math.pow(retrier.path("BackoffRate").asDouble(2), tried);
        double delay = Math.min(longest, retrier.path("MaxDelaySeconds").asDouble(Double.MAX_VALUE));
        return retrier.path("JitterStrategy").asText().equals("FULL") ? random.nextDouble() * delay : delay;
    }

    private static String chosen(JsonNode choice, Asset asset) {
        return StreamSupport.stream(choice.path("Choices").spliterator(), false)
                .filter(rule -> holds(rule, asset.input))
                .findFirst()
                .map(rule -> rule.path("Next"))
                .orElse(choice.path("Default"))
                .asText();
    }

    private static boolean holds(JsonNode rule, JsonNode input) {
        if (rule.has("Not")) {
            return !holds(rule.path("Not"), input);
        }
        if (rule.has("And")) {
            return StreamSupport.stream(rule.path("And").spliterator(), false).allMatch(each -> holds(each, input));
        }
        if (rule.has("Or")) {
            return StreamSupport.stream(rule.path("Or").spliterator(), false).anyMatch(each -> holds(each, input));
        }
        JsonNode value = input.at(rule.path("Variable")
                .asText()
                .substring(1)
                .replaceAll("[.\\[]", "/")
                .replace("]", ""));
        return rule.has("IsPresent")
                ? rule.path("IsPresent").asBoolean() != value.isMissingNode()
                : value.asText().equals(rule.path("StringEquals").asText());
    }

    private static String pointer(String path) {
        return BEFORE_MEMBER.matcher(path.substring(1)).replaceAll("/").replace("]", "");
    }
}
