package io.github.datazonecdk.metadatageneration.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A state machine of tasks that retry and catch, which is all that the Provider framework's waiter is made of. */
final class StateMachine {
    private final JsonNode definition;
    private final Tasks tasks;
    private final int hurry;
    private final Audience audience;

    /** Runs the function behind a task's ARN. */
    interface Tasks {
        LambdaResult invoke(String arn, String input) throws InterruptedException;
    }

    /** @param hurry how many times shorter the waits are than the definition says */
    StateMachine(String definition, Tasks tasks, int hurry, Audience audience) {
        this.definition = Json.parse(definition);
        this.tasks = tasks;
        this.hurry = hurry;
        this.audience = audience;
    }

    void execute(String input) throws InterruptedException {
        String name = definition.path("StartAt").asText();
        String data = input;
        while (!name.isEmpty()) {
            JsonNode state = definition.path("States").path(name);
            LambdaResult result = attempt(state, data);
            data = result.isError() ? failure(result) : result.payload();
            name = result.isError()
                    ? catcher(state, result)
                    : state.path("Next").asText();
        }
    }

    private LambdaResult attempt(JsonNode state, String input) throws InterruptedException {
        Map<JsonNode, Integer> attempts = new HashMap<>();
        while (true) {
            LambdaResult result = tasks.invoke(state.path("Resource").asText(), input);
            JsonNode retry = result.isError() ? matching(state.path("Retry"), result) : null;
            if (retry == null) {
                return result;
            }
            int attempt = attempts.merge(retry, 1, Integer::sum);
            if (attempt > retry.path("MaxAttempts").asInt(3)) {
                return result;
            }
            pause(retry, attempt);
        }
    }

    private void pause(JsonNode retry, int attempt) throws InterruptedException {
        double seconds = retry.path("IntervalSeconds").asInt(1)
                * Math.pow(retry.path("BackoffRate").asDouble(2), attempt - 1);
        Duration here = Duration.ofMillis(Math.round(seconds * 1000 / hurry));
        audience.see(
                "waiter", "not yet; asks again in %.0f s (here %.1f s)".formatted(seconds, here.toMillis() / 1000.0));
        Thread.sleep(here.toMillis());
    }

    private static String catcher(JsonNode state, LambdaResult result) {
        JsonNode catcher = matching(state.path("Catch"), result);
        if (catcher == null) {
            throw new IllegalStateException("the execution failed: " + result.payload());
        }
        return catcher.path("Next").asText();
    }

    private static String failure(LambdaResult result) {
        return Json.object()
                .put("Error", errorType(result))
                .put("Cause", result.payload())
                .toString();
    }

    private static JsonNode matching(JsonNode rules, LambdaResult result) {
        for (JsonNode rule : rules) {
            for (JsonNode error : rule.path("ErrorEquals")) {
                if (error.asText().equals("States.ALL") || error.asText().equals(errorType(result))) {
                    return rule;
                }
            }
        }
        return null;
    }

    private static String errorType(LambdaResult result) {
        return Json.parse(result.payload()).path("errorType").asText();
    }
}
