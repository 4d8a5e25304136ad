package io.github.datazonecdk.metadatageneration.provider.batch;

import io.github.datazonecdk.metadatageneration.contract.BatchMessage;
import io.github.datazonecdk.metadatageneration.provider.text.Json;
import io.github.datazonecdk.metadatageneration.provider.text.Text;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * Why the machine has failed for an asset.
 *
 * @param reason in the service's own words
 */
record AssetFailure(String assetIdentifier, String reason) {
    private static final String STATUS = "Status";
    private static final int LONGEST_ASSET = 40;
    private static final int LONGEST_REASON = 150;

    /** Whether a child execution was stopped, which says nothing of its asset. */
    static boolean isOfStopped(Map<String, JsonNode> child) {
        return "ABORTED".equals(Json.text(child, STATUS));
    }

    /** Of a child execution, as the results of a map run have it. */
    static AssetFailure of(Map<String, JsonNode> child) {
        String input = Objects.requireNonNullElse(Json.text(child, "Input"), "{}");
        String asset = Json.text(Json.object(Json.parse(input.getBytes(StandardCharsets.UTF_8))), BatchMessage.ID);
        return new AssetFailure(
                Objects.requireNonNullElse(asset, "an asset"),
                reason(
                        Json.text(child, child.containsKey("Error") ? "Error" : STATUS),
                        words(Json.text(child, "Cause"))));
    }

    /** The machine passes on the reasons of a run, one for each of its types, as an array. */
    private static String words(String cause) {
        try {
            List<JsonNode> reasons = cause != null && cause.startsWith("[")
                    ? Json.items(Json.parse(cause.getBytes(StandardCharsets.UTF_8)))
                    : List.of();
            return reasons.isEmpty()
                    ? cause
                    : reasons.stream().map(JsonNode::text).distinct().collect(Collectors.joining("; "));
        } catch (UncheckedIOException e) {
            return cause;
        }
    }

    /** What Step Functions calls {@code DataZone.ThrottlingException} is Throttling elsewhere in our messages. */
    static String reason(String error, String cause) {
        String code =
                error == null ? null : error.replaceFirst("^DataZone\\.", "").replaceFirst("Exception$", "");
        String reason = Stream.of(code, cause).filter(Objects::nonNull).collect(Collectors.joining(": "));
        return reason.isEmpty() ? "no reason given" : reason;
    }

    @Override
    public String toString() {
        return Text.line(assetIdentifier, LONGEST_ASSET) + ": " + Text.line(reason, LONGEST_REASON);
    }
}
