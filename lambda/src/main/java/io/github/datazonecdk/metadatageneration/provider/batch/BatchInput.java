package io.github.datazonecdk.metadatageneration.provider.batch;

import static io.github.datazonecdk.metadatageneration.contract.PropertyName.ASSETS;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.DOMAIN_IDENTIFIER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.MAX_ASSETS;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.OWNING_PROJECT_IDENTIFIER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.RESULTS_BUCKET;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.SKIP_GENERATED;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.STARTS_PER_SECOND;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TIMEOUT;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TYPE;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TYPES;

import io.github.datazonecdk.metadatageneration.contract.BatchLimit;
import io.github.datazonecdk.metadatageneration.contract.BatchMessage;
import io.github.datazonecdk.metadatageneration.contract.Form;
import io.github.datazonecdk.metadatageneration.provider.datazone.RunRequest;
import io.github.datazonecdk.metadatageneration.provider.text.Json;
import io.github.datazonecdk.metadatageneration.provider.text.Properties;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * The input of an execution: all that decides what is generated and accepted. The machine's definition would not do:
 * executions started within seconds of its update may still run the one before.
 *
 * @param types also the single type of the API's older form
 * @param timeout how long somebody waits for the execution; null where nobody does
 */
record BatchInput(
        String domainIdentifier,
        String owningProjectIdentifier,
        List<String> types,
        AssetSource assets,
        boolean skipGenerated,
        int maxAssets,
        int startsPerSecond,
        String resultsBucket,
        Duration timeout) {

    /** Reads what the properties of the resource and the input of an execution have in common. */
    static BatchInput read(Properties given, Duration timeout) {
        return new BatchInput(
                given.required(DOMAIN_IDENTIFIER, Form.DOMAIN),
                given.required(OWNING_PROJECT_IDENTIFIER, Form.PROJECT),
                types(given),
                AssetSource.read(given.object(ASSETS)),
                given.flag(SKIP_GENERATED, true),
                given.whole(MAX_ASSETS, 1, BatchLimit.MOST_ASSETS, BatchLimit.DEFAULT_MAX_ASSETS),
                given.whole(
                        STARTS_PER_SECOND, 1, BatchLimit.MOST_STARTS_PER_SECOND, BatchLimit.DEFAULT_STARTS_PER_SECOND),
                given.required(RESULTS_BUCKET, Properties.NOT_BLANK),
                timeout);
    }

    static List<String> types(Properties given) {
        String type = given.oneOf(TYPE, RunRequest.TYPES, null);
        List<String> types = given.someOf(TYPES, RunRequest.TYPES, RunRequest.MOST_TYPES);
        given.check(TYPES, (type == null) != types.isEmpty(), "exactly one of type and types");
        return type == null ? types : List.of(type);
    }

    /** What a failure's first line names. */
    String subject() {
        return "project " + owningProjectIdentifier + " (domain " + domainIdentifier + ")";
    }

    /**
     * The same text for the same batch: StartExecution answers a name that it knows only where the input is the same.
     *
     * @param accepts whether the machine accepts what was predicted
     * @param threshold null for none
     */
    String toJson(boolean accepts, BigDecimal threshold) {
        try (JsonWriter json = JsonWriter.create()) {
            json.writeStartObject();
            json.writeFieldName(DOMAIN_IDENTIFIER).writeValue(domainIdentifier);
            json.writeFieldName(OWNING_PROJECT_IDENTIFIER).writeValue(owningProjectIdentifier);
            writeTypes(json);
            Json.write(json, ASSETS, assets.members());
            json.writeFieldName(SKIP_GENERATED).writeValue(skipGenerated);
            json.writeFieldName(MAX_ASSETS).writeValue(maxAssets);
            json.writeFieldName(STARTS_PER_SECOND).writeValue(startsPerSecond);
            json.writeFieldName(RESULTS_BUCKET).writeValue(resultsBucket);
            if (timeout != null) {
                json.writeFieldName(TIMEOUT).writeValue(timeout.toSeconds());
            }
            if (accepts) {
                writeAcceptRule(json, threshold);
            }
            return new String(json.writeEndObject().getBytes(), StandardCharsets.UTF_8);
        }
    }

    private void writeTypes(JsonWriter json) {
        json.writeFieldName(TYPES).writeStartArray();
        types.forEach(json::writeValue);
        json.writeEndArray();
    }

    /** As AcceptPredictions takes it from Step Functions. */
    private static void writeAcceptRule(JsonWriter json, BigDecimal threshold) {
        json.writeFieldName(BatchMessage.ACCEPT_RULE).writeStartObject();
        json.writeFieldName("Rule").writeValue("ALL");
        if (threshold != null) {
            json.writeFieldName("Threshold").writeValue(threshold.doubleValue());
        }
        json.writeEndObject();
    }
}
