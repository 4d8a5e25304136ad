package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.contract.PropertyName.ASSUMED_ROLE_ARN;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.CLIENT_TOKEN;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.EXTERNAL_ID;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.FAIL_ON;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.IDENTIFIER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.NAME;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.REGION;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.REVISION;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TARGET;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TYPE;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The custom resource's properties: what the provider function is sent. They are named as in Amazon DataZone's API. */
final class RunResourceProperties {
    private RunResourceProperties() {}

    /** Checks all props, so that nothing is created where one is refused. */
    static Map<String, Object> of(MetadataGenerationRunProps props) {
        Requirement.given("props", props);
        Map<String, Object> properties = new LinkedHashMap<>(OptionProperties.identifiers(props));
        properties.put(TARGET, target(Requirement.given(TARGET, props.getTarget())));
        properties.putAll(OptionProperties.types(props));
        properties.put(CLIENT_TOKEN, TextRequirement.clientToken(CLIENT_TOKEN, props.getClientToken()));
        properties.putAll(OptionProperties.waiting(props));
        properties.put(FAIL_ON, failOn(props));
        properties.putAll(acceptance(props));
        properties.putAll(OptionProperties.replacement(props));
        properties.put(REGION, TextRequirement.region(REGION, props.getRegion()));
        properties.put(ASSUMED_ROLE_ARN, RoleRequirement.arn(ASSUMED_ROLE_ARN, props.getAssumedRoleArn()));
        properties.put(EXTERNAL_ID, externalId(props));
        OptionProperties.checkOthers(props);
        // The function decides on defaults. So a later release with another default changes no template.
        properties.values().removeIf(Objects::isNull);
        return properties;
    }

    private static Map<String, Object> target(MetadataGenerationTarget target) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(IDENTIFIER, target.getIdentifier());
        properties.put(REVISION, target.getRevision());
        properties.put(NAME, target.getName());
        properties.put(TYPE, target.getName() == null ? target.getType() : null);
        properties.values().removeIf(Objects::isNull);
        return properties;
    }

    private static String failOn(MetadataGenerationRunProps props) {
        Requirement.require(
                OptionProperties.waits(props) || props.getFailOn() == null,
                "failOn is allowed only where waitForCompletion is true, got " + props.getFailOn()
                        + ": a deployment that does not wait fails on no outcome");
        return props.getFailOn() == null ? null : props.getFailOn().name();
    }

    private static Map<String, Object> acceptance(MetadataGenerationRunProps props) {
        Requirement.require(
                OptionProperties.waits(props) || !OptionProperties.accepts(props),
                "acceptPredictions must be false where waitForCompletion is false, got true: "
                        + "only a run that has ended has predictions to accept");
        Map<String, Object> properties = OptionProperties.acceptance(props);
        if (OptionProperties.accepts(props)) {
            // What is found by name has an id that fits.
            TextRequirement.accepted("target.identifier", props.getTarget().getIdentifier());
        }
        return properties;
    }

    private static String externalId(MetadataGenerationRunProps props) {
        TextRequirement.externalId(EXTERNAL_ID, props.getExternalId());
        Requirement.onlyWith(ASSUMED_ROLE_ARN, props.getAssumedRoleArn(), EXTERNAL_ID, props.getExternalId());
        return props.getExternalId();
    }
}
