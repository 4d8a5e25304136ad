package io.github.datazonecdk.metadatageneration.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;

/**
 * A call that the stand-in has received.
 *
 * @param operation the API's name of it, such as StartMetadataGenerationRun
 * @param accessKeyId whose key it was signed with
 * @param region the Region that it was signed for
 * @param domain the domain in its path
 * @param identifier the run or asset in its path, empty for Start and List
 * @param query its query string
 * @param body its body, an empty object if it had none
 * @param time when it came, by the stand-in's clock
 * @param status the HTTP status answered, 0 where the connection was cut instead
 * @param error the error answered, such as ThrottlingException; empty if none
 * @param message the error's message; empty if none
 * @param requestId the request id answered
 */
public record StandInCall(
        String operation,
        String accessKeyId,
        String region,
        String domain,
        String identifier,
        Map<String, String> query,
        JsonNode body,
        Instant time,
        int status,
        String error,
        String message,
        String requestId) {}
