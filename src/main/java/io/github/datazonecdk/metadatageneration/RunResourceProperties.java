package io.github.datazonecdk.metadatageneration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;

/** The custom resource's properties: what the provider function is sent. They are named as in Amazon DataZone's API. */
final class RunResourceProperties {
    private RunResourceProperties() {}

    /** Checks everything first, so that nothing is created from props that are not all right. */
    static Map<String, Object> of(MetadataGenerationRunProps props) {
        Requirement.given("props", props);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("domainIdentifier", Requirement.domain("domainIdentifier", props.getDomainIdentifier()));
        properties.put(
                "owningProjectIdentifier",
                Requirement.project("owningProjectIdentifier", props.getOwningProjectIdentifier()));
        properties.put("target", target(Requirement.given("target", props.getTarget())));
        properties.putAll(types(props.getType(), props.getTypes()));
        properties.put("clientToken", Requirement.clientToken("clientToken", props.getClientToken()));
        properties.put("waitForCompletion", props.getWaitForCompletion());
        properties.put("timeout", seconds(Requirement.timeout("timeout", props.getTimeout())));
        properties.put("failOn", failOn(props));
        properties.putAll(acceptance(props));
        properties.put("cancelOnDelete", cancelOnDelete(props.getRemovalPolicy(), props.getCancelOnDelete()));
        properties.put("rerunTrigger", props.getRerunTrigger());
        properties.put("region", Requirement.region("region", props.getRegion()));
        properties.put("assumedRoleArn", Requirement.role("assumedRoleArn", props.getAssumedRoleArn()));
        properties.put("externalId", Requirement.externalId("externalId", props.getExternalId()));
        Requirement.onlyWith("assumedRoleArn", props.getAssumedRoleArn(), "externalId", props.getExternalId());
        Requirement.domainArn("domainArn", props.getDomainArn());
        Requirement.sameDomain("domainArn", props.getDomainArn(), props.getDomainIdentifier());
        Requirement.key("domainKey", props.getDomainKey());
        Requirement.removalPolicy("removalPolicy", props.getRemovalPolicy());
        // What is left out is the function's to decide, and no later release changes the template by a new default.
        properties.values().removeIf(Objects::isNull);
        return properties;
    }

    private static Map<String, Object> target(MetadataGenerationTarget target) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("identifier", target.getIdentifier());
        properties.put("revision", target.getRevision());
        properties.put("type", target.getType());
        properties.values().removeIf(Objects::isNull);
        return properties;
    }

    private static Map<String, Object> types(MetadataGenerationType type, List<MetadataGenerationType> types) {
        Requirement.require(
                (type == null) != (types == null),
                "exactly one of type and types is required, got type " + type + " and types " + Requirement.cut(types));
        return type != null
                ? Map.of("type", type.name())
                : Map.of(
                        "types",
                        Requirement.types("types", types).stream()
                                .map(Enum::name)
                                .toList());
    }

    private static String failOn(MetadataGenerationRunProps props) {
        Requirement.require(
                waits(props) || props.getFailOn() == null,
                "failOn is allowed only where waitForCompletion is true, got " + props.getFailOn()
                        + ": a deployment that does not wait fails on no outcome");
        return props.getFailOn() == null ? null : props.getFailOn().name();
    }

    private static boolean waits(MetadataGenerationRunProps props) {
        return !Boolean.FALSE.equals(props.getWaitForCompletion());
    }

    private static Map<String, Object> acceptance(MetadataGenerationRunProps props) {
        boolean accepts = Boolean.TRUE.equals(props.getAcceptPredictions());
        Number threshold = Requirement.fraction("acceptanceThreshold", props.getAcceptanceThreshold());
        Requirement.require(
                waits(props) || !accepts,
                "acceptPredictions must be false where waitForCompletion is false, got true: "
                        + "only a run that has ended has predictions to accept");
        Requirement.require(
                accepts || threshold == null,
                "acceptanceThreshold is allowed only where acceptPredictions is true, got "
                        + Requirement.cut(threshold));
        if (accepts) {
            Requirement.accepted("target.identifier", props.getTarget().getIdentifier());
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("acceptPredictions", props.getAcceptPredictions());
        properties.put("acceptanceThreshold", threshold);
        return properties;
    }

    /** CloudFormation deletes no resource that it retains, but a start that the run is in the way of would cancel it. */
    static Boolean cancelOnDelete(RemovalPolicy policy, Boolean cancelOnDelete) {
        boolean retains = policy == RemovalPolicy.RETAIN || policy == RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
        return retains ? Boolean.FALSE : cancelOnDelete;
    }

    private static Number seconds(Duration timeout) {
        return timeout == null ? null : timeout.toSeconds();
    }
}
