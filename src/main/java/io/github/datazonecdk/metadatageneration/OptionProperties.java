package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.contract.PropertyName.ACCEPTANCE_THRESHOLD;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.ACCEPT_PREDICTIONS;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.CANCEL_ON_DELETE;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.DOMAIN_IDENTIFIER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.OWNING_PROJECT_IDENTIFIER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.RERUN_TRIGGER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TIMEOUT;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TYPE;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TYPES;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.WAIT_FOR_COMPLETION;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IAlias;

/** Checks options, and turns them into properties that the provider function is sent. A prop that is not set is null. */
final class OptionProperties {
    private OptionProperties() {}

    static Map<String, Object> identifiers(MetadataGenerationOptions options) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(DOMAIN_IDENTIFIER, TextRequirement.domain(DOMAIN_IDENTIFIER, options.getDomainIdentifier()));
        properties.put(
                OWNING_PROJECT_IDENTIFIER,
                TextRequirement.project(OWNING_PROJECT_IDENTIFIER, options.getOwningProjectIdentifier()));
        return properties;
    }

    static Map<String, Object> types(MetadataGenerationOptions options) {
        MetadataGenerationType type = options.getType();
        List<MetadataGenerationType> types = options.getTypes();
        Requirement.require(
                (type == null) != (types == null),
                "exactly one of type and types is required, got type " + type + " and types " + Requirement.cut(types));
        return type != null ? Map.of(TYPE, type.name()) : Map.of(TYPES, distinct(types));
    }

    private static List<String> distinct(List<MetadataGenerationType> types) {
        Set<MetadataGenerationType> given = new HashSet<>(types);
        boolean distinct = !types.isEmpty() && !given.contains(null) && given.size() == types.size();
        Requirement.require(distinct, TYPES + " must be 1 to 3 distinct types, got " + Requirement.cut(types));
        return types.stream().map(Enum::name).toList();
    }

    static Map<String, Object> waiting(MetadataGenerationOptions options) {
        Map<String, Object> properties = new LinkedHashMap<>();
        Duration timeout = QuantityRequirement.timeout(TIMEOUT, options.getTimeout());
        properties.put(WAIT_FOR_COMPLETION, options.getWaitForCompletion());
        properties.put(TIMEOUT, timeout == null ? null : timeout.toSeconds());
        return properties;
    }

    static boolean waits(MetadataGenerationOptions options) {
        return !Boolean.FALSE.equals(options.getWaitForCompletion());
    }

    static Map<String, Object> acceptance(MetadataGenerationOptions options) {
        Number threshold = QuantityRequirement.fraction(ACCEPTANCE_THRESHOLD, options.getAcceptanceThreshold());
        Requirement.require(
                accepts(options) || threshold == null,
                "acceptanceThreshold is allowed only where acceptPredictions is true, got "
                        + Requirement.cut(threshold));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(ACCEPT_PREDICTIONS, options.getAcceptPredictions());
        properties.put(ACCEPTANCE_THRESHOLD, threshold);
        return properties;
    }

    static boolean accepts(MetadataGenerationOptions options) {
        return Boolean.TRUE.equals(options.getAcceptPredictions());
    }

    static Map<String, Object> replacement(MetadataGenerationOptions options) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(CANCEL_ON_DELETE, cancelOnDelete(options.getRemovalPolicy(), options.getCancelOnDelete()));
        properties.put(RERUN_TRIGGER, options.getRerunTrigger());
        return properties;
    }

    /** CloudFormation does not delete what it retains, but a later start that conflicts with the run would cancel it. */
    static Boolean cancelOnDelete(RemovalPolicy policy, Boolean cancelOnDelete) {
        boolean retains = policy == RemovalPolicy.RETAIN || policy == RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
        return retains ? Boolean.FALSE : cancelOnDelete;
    }

    /** Checks the options that the function is not sent. */
    static void checkOthers(MetadataGenerationOptions options) {
        DomainArnRequirement.arn("domainArn", options.getDomainArn());
        DomainArnRequirement.sameDomain("domainArn", options.getDomainArn(), options.getDomainIdentifier());
        // A policy permits the use of a key by the key's own ARN only.
        Requirement.require(
                !(options.getDomainKey() instanceof IAlias),
                "domainKey must be a key, got an alias: give the key that it stands for");
        checkRemovalPolicy(options.getRemovalPolicy());
    }

    /** CloudFormation makes snapshots of databases and volumes only. */
    static void checkRemovalPolicy(RemovalPolicy policy) {
        Requirement.require(
                policy != RemovalPolicy.SNAPSHOT,
                "removalPolicy must be DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE, got " + policy);
    }
}
