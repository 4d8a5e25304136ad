package io.github.datazonecdk.metadatageneration.provider.batch;

import static io.github.datazonecdk.metadatageneration.contract.PropertyName.ACCEPTANCE_THRESHOLD;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.ACCEPT_PREDICTIONS;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.ASSETS;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.DOMAIN_IDENTIFIER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.OWNING_PROJECT_IDENTIFIER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.REGION;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.RERUN_TRIGGER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.SKIP_GENERATED;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.STATE_MACHINE_ARN;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TIMEOUT;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TYPES;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.WAIT_FOR_COMPLETION;

import io.github.datazonecdk.metadatageneration.contract.Form;
import io.github.datazonecdk.metadatageneration.contract.TimeLimit;
import io.github.datazonecdk.metadatageneration.provider.text.Hash;
import io.github.datazonecdk.metadatageneration.provider.text.Json;
import io.github.datazonecdk.metadatageneration.provider.text.Properties;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * The properties of a batch's resource, checked.
 *
 * @param rerunTrigger null where the user gives none
 * @param acceptanceThreshold null where the user gives none
 */
record BatchSettings(
        BatchInput input,
        String stateMachineArn,
        String rerunTrigger,
        boolean waitForCompletion,
        Duration timeout,
        boolean acceptPredictions,
        BigDecimal acceptanceThreshold) {

    /** Checks all properties that we know; others are ignored: CloudFormation adds some of its own. */
    static BatchSettings of(Map<String, JsonNode> resourceProperties) {
        Properties properties = new Properties(resourceProperties);
        boolean waitForCompletion = properties.flag(WAIT_FOR_COMPLETION, true);
        Duration timeout = properties.seconds(
                TIMEOUT, TimeLimit.SHORTEST_TIMEOUT, TimeLimit.LONGEST_TIMEOUT, TimeLimit.DEFAULT_TIMEOUT);
        return new BatchSettings(
                BatchInput.read(properties, waitForCompletion ? timeout : null),
                stateMachineArn(properties),
                properties.optional(RERUN_TRIGGER, Properties.ANY),
                waitForCompletion,
                timeout,
                properties.flag(ACCEPT_PREDICTIONS, false),
                properties.fraction(ACCEPTANCE_THRESHOLD));
    }

    static String stateMachineArn(Properties properties) {
        return properties.required(STATE_MACHINE_ARN, Form.STATE_MACHINE);
    }

    String inputJson() {
        return input.toJson(acceptPredictions, acceptanceThreshold);
    }

    /**
     * A hash of what defines the batch. It decides whether an update starts an execution, so it must never change for
     * unchanged properties, in any release: what is hashed, its order and its spelling stay as they are.
     */
    String fingerprint(String functionRegion) {
        try (JsonWriter json = JsonWriter.create()) {
            json.writeStartObject();
            Json.write(json, ASSETS, new TreeMap<>(input.assets().defining()));
            json.writeFieldName(DOMAIN_IDENTIFIER).writeValue(input.domainIdentifier());
            json.writeFieldName(OWNING_PROJECT_IDENTIFIER).writeValue(input.owningProjectIdentifier());
            json.writeFieldName(REGION).writeValue(functionRegion);
            if (rerunTrigger != null) {
                json.writeFieldName(RERUN_TRIGGER).writeValue(rerunTrigger);
            }
            json.writeFieldName(SKIP_GENERATED).writeValue(input.skipGenerated());
            json.writeFieldName(TYPES).writeStartArray();
            new TreeSet<>(input.types()).forEach(json::writeValue);
            json.writeEndArray().writeEndObject();
            return Hash.of(json.getBytes()).substring(0, 32);
        }
    }
}
