package io.github.datazonecdk.metadatageneration;

import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CustomResource;

/** Warns of props of a run that have no effect, or not the one that is meant. */
final class RunWarnings {
    private static final String NAMESPACE = "datazone-metadata-generation:";

    private RunWarnings() {}

    static void warnOfProps(CustomResource resource, MetadataGenerationRunProps props) {
        if (props.getAssumedRoleArn() != null) {
            warnOfNoEffect(resource, "domainArn", props.getDomainArn());
            warnOfNoEffect(resource, "domainKey", props.getDomainKey());
        }
        String region = props.getRegion();
        if (region != null && !Requirement.isToken(region) && EnvironmentRequirement.partition(region) == null) {
            warn(
                    resource,
                    "unknownRegion",
                    "region \"" + region + "\" is none that this version of CDK knows: it is new, or misspelt");
        }
    }

    private static void warnOfNoEffect(CustomResource resource, String prop, Object value) {
        if (value != null) {
            warn(
                    resource,
                    prop + "WithoutEffect",
                    prop + " has no effect beside assumedRoleArn: the assumed role needs the permission itself");
        }
    }

    /** At the resource, as CDK looks for acknowledgements of a later warning only at the constructs around it. */
    static void warn(CustomResource resource, String id, String message) {
        Annotations.of(resource).addWarningV2(NAMESPACE + id, message);
    }
}
