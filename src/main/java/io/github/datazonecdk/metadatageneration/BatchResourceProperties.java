package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.contract.BatchMessage.ACCEPT_RULE;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.ACCEPTANCE_THRESHOLD;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.ASSETS;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.DOMAIN_IDENTIFIER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.MAX_ASSETS;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.MAX_CONCURRENCY;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.OWNING_PROJECT_IDENTIFIER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.RESULTS_BUCKET;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.SKIP_GENERATED;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.STARTS_PER_SECOND;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TOLERATED_FAILURE_PERCENTAGE;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TYPE;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TYPES;

import io.github.datazonecdk.metadatageneration.contract.BatchLimit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The custom resource's properties, and the same again as the input of its state machine's executions. */
final class BatchResourceProperties {
    private static final int DEFAULT_MAX_CONCURRENCY = 2_000;
    private static final int DEFAULT_TOLERATED_FAILURE_PERCENTAGE = 10;

    /** What decides on what is generated; what is accepted is said in another way. */
    private static final List<String> IN_INPUT = List.of(
            DOMAIN_IDENTIFIER,
            OWNING_PROJECT_IDENTIFIER,
            ASSETS,
            SKIP_GENERATED,
            MAX_ASSETS,
            STARTS_PER_SECOND,
            RESULTS_BUCKET);

    private BatchResourceProperties() {}

    /** Checks everything first, so that nothing is created from props that are not all right. */
    static Map<String, Object> of(MetadataGenerationBatchProps props) {
        Requirement.given("props", props);
        Map<String, Object> properties = new LinkedHashMap<>(OptionProperties.identifiers(props));
        Requirement.given(ASSETS, props.getAssets());
        properties.putAll(OptionProperties.types(props));
        properties.put(SKIP_GENERATED, props.getSkipGenerated() == null || props.getSkipGenerated());
        properties.putAll(limits(props));
        properties.putAll(OptionProperties.waiting(props));
        properties.putAll(OptionProperties.acceptance(props));
        if (OptionProperties.accepts(props)) {
            props.getAssets().selection().checkAccepted();
        }
        properties.putAll(OptionProperties.replacement(props));
        OptionProperties.checkOthers(props);
        properties.values().removeIf(Objects::isNull);
        return properties;
    }

    /** With their defaults, as the state machine must know them too. */
    private static Map<String, Object> limits(MetadataGenerationBatchProps props) {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put(MAX_ASSETS, or(BatchLimit.DEFAULT_MAX_ASSETS, BatchRequirement.maxAssets(props.getMaxAssets())));
        limits.put(
                STARTS_PER_SECOND,
                or(BatchLimit.DEFAULT_STARTS_PER_SECOND, BatchRequirement.startsPerSecond(props.getStartsPerSecond())));
        limits.put(
                MAX_CONCURRENCY,
                or(DEFAULT_MAX_CONCURRENCY, BatchRequirement.maxConcurrency(props.getMaxConcurrency())));
        limits.put(
                TOLERATED_FAILURE_PERCENTAGE,
                or(
                        DEFAULT_TOLERATED_FAILURE_PERCENTAGE,
                        BatchRequirement.toleratedFailurePercentage(props.getToleratedFailurePercentage())));
        return limits;
    }

    private static Number or(Number byDefault, Number given) {
        return given == null ? byDefault : given;
    }

    /** As a list, in whichever of the API's two forms they are given. */
    static List<?> types(Map<String, Object> properties) {
        return properties.containsKey(TYPE) ? List.of(properties.get(TYPE)) : (List<?>) properties.get(TYPES);
    }

    /** The input that the function gives an execution, for executions that a schedule or a rule starts. */
    static Map<String, Object> input(Map<String, Object> properties, MetadataGenerationBatchProps props) {
        Map<String, Object> input = new LinkedHashMap<>(properties);
        input.keySet().retainAll(IN_INPUT);
        input.put(TYPES, types(properties));
        if (OptionProperties.accepts(props)) {
            Map<String, Object> rule = new LinkedHashMap<>();
            rule.put("Rule", "ALL");
            if (properties.containsKey(ACCEPTANCE_THRESHOLD)) {
                rule.put("Threshold", properties.get(ACCEPTANCE_THRESHOLD));
            }
            input.put(ACCEPT_RULE, rule);
        }
        return input;
    }
}
