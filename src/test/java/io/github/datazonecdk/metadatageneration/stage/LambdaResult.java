package io.github.datazonecdk.metadatageneration.stage;

import io.github.datazonecdk.metadatageneration.assembly.Json;

/** What an invocation gives back: the payload, and whether Lambda marks it as a function error. */
public record LambdaResult(String payload, boolean isError) {

    static LambdaResult error(String type, String message) {
        return new LambdaResult(
                Json.object()
                        .put("errorType", type)
                        .put("errorMessage", message)
                        .toString(),
                true);
    }
}
