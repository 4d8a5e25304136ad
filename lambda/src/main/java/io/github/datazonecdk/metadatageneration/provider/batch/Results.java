package io.github.datazonecdk.metadatageneration.provider.batch;

import io.github.datazonecdk.metadatageneration.contract.BatchAttribute;
import io.github.datazonecdk.metadatageneration.contract.BatchMessage;
import io.github.datazonecdk.metadatageneration.provider.calls.Invocation;
import io.github.datazonecdk.metadatageneration.provider.calls.ServiceError;
import io.github.datazonecdk.metadatageneration.provider.text.Json;
import io.github.datazonecdk.metadatageneration.provider.text.Text;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * What an execution has come to, asset by asset. All of it is to inform people: what cannot be read is left out, and is
 * never a failure.
 */
record Results(StepFunctions stepFunctions, S3 s3, String bucket, Invocation invocation) {
    private static final String PREFIX = BatchMessage.RESULTS_PREFIX + "/";
    private static final int MOST_FAILURES = 3;

    /** What is read of a file of failures: more is not worth the memory. */
    private static final int MOST_READ = 5_000_000;

    /** What Select has told of an execution, and what its Distributed Map tells. */
    record Counts(Execution execution, String bucket, Map<String, JsonNode> selection, Optional<MapRun> mapRun) {
        Map<String, String> attributes() {
            Map<String, String> attributes = Results.attributes(execution);
            attributes.put(BatchAttribute.TOTAL, orEmpty(Json.text(selection, "total")));
            attributes.put(BatchAttribute.SKIPPED, orEmpty(Json.text(selection, "skipped")));
            mapRun.or(this::ofNothing).ifPresent(run -> {
                attributes.put(BatchAttribute.STARTED, String.valueOf(run.started()));
                attributes.put(BatchAttribute.SUCCEEDED, String.valueOf(run.succeeded()));
                attributes.put(BatchAttribute.FAILED, String.valueOf(run.failed()));
            });
            attributes.put(BatchAttribute.RESULTS_URI, mapRun.map(this::uri).orElse(""));
            return attributes;
        }

        /** Where nothing was left to generate, there is no map run. */
        private Optional<MapRun> ofNothing() {
            return "0".equals(Json.text(selection, BatchMessage.COUNT))
                    ? Optional.of(new MapRun("", false, 0, 0, 0, 0, 0))
                    : Optional.empty();
        }

        String uri(MapRun run) {
            return "s3://" + bucket + "/" + PREFIX + run.id() + "/";
        }

        /** A status, and how far it is. */
        String describe(String status) {
            return status == null
                    ? null
                    : status + mapRun.map(run -> " (" + run.words() + ")").orElse("");
        }
    }

    /** The attributes of an execution of which nothing else is known. */
    static Map<String, String> attributes(Execution execution) {
        Map<String, String> attributes = new LinkedHashMap<>();
        BatchAttribute.NAMES.forEach(name -> attributes.put(name, ""));
        attributes.put(BatchAttribute.EXECUTION_ARN, execution.arn());
        attributes.put(BatchAttribute.STATUS, Text.attribute(execution.status()));
        return attributes;
    }

    Counts counts(Execution execution) {
        String name = execution.arn().substring(execution.arn().lastIndexOf(':') + 1);
        return new Counts(
                execution,
                bucket,
                ifReadable(() -> Json.object(json(Selection.summaryKey(name)))).orElse(Map.of()),
                ifReadable(() -> stepFunctions.mapRun(execution.arn())).flatMap(found -> found));
    }

    /** The first assets that failed, as the map run's results tell: these have all that was stopped among them. */
    List<AssetFailure> firstFailures(Counts counts) {
        return counts.mapRun()
                .filter(run -> run.failed() > 0)
                .flatMap(run -> ifReadable(() -> firstFailures(run.id())))
                .orElse(List.of());
    }

    private List<AssetFailure> firstFailures(String mapRunId) {
        Map<String, JsonNode> files = Json.object(
                Json.object(json(PREFIX + mapRunId + "/manifest.json")).get("ResultFiles"));
        return Json.items(files.get("FAILED")).stream()
                .map(Json::object)
                .flatMap(file -> children(Json.text(file, "Key")).stream())
                .map(Json::object)
                .filter(child -> !AssetFailure.isOfStopped(child))
                .map(AssetFailure::of)
                .limit(MOST_FAILURES)
                .toList();
    }

    private List<JsonNode> children(String key) {
        byte[] read = s3.beginning(bucket, key, MOST_READ);
        return Json.items(read.length < MOST_READ ? Json.parse(read) : wholeItems(read));
    }

    /** The items of an array that is cut off within one of them. */
    private static JsonNode wholeItems(byte[] beginning) {
        String text = new String(beginning, StandardCharsets.UTF_8);
        int end = text.lastIndexOf('}');
        while (end > 0) {
            try {
                return Json.parse((text.substring(0, end + 1) + "]").getBytes(StandardCharsets.UTF_8));
            } catch (UncheckedIOException e) {
                end = text.lastIndexOf('}', end - 1);
            }
        }
        return null;
    }

    private JsonNode json(String key) {
        return Json.parse(s3.get(bucket, key));
    }

    private <T> Optional<T> ifReadable(Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (SdkException e) {
            invocation.log("results not read: " + ServiceError.describe(e));
        } catch (RuntimeException e) {
            // In a form that nobody expects.
            invocation.log("results not read: " + e);
        }
        return Optional.empty();
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
