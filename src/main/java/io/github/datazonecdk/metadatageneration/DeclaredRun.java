package io.github.datazonecdk.metadatageneration;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.CustomResource;
import software.constructs.Construct;

/** A run as its stack declares it, with the properties that the provider function is sent. */
record DeclaredRun(Construct construct, CustomResource resource, Map<String, Object> properties) {

    /** What tells assets apart. Equal tokens have equal values; what different ones have, nobody knows. */
    List<Object> asset() {
        return List.of(properties.get("domainIdentifier"), assetIdentifier());
    }

    Object assetIdentifier() {
        return ((Map<?, ?>) properties.get("target")).get("identifier");
    }

    /** Amazon DataZone knows client tokens by Region. */
    List<Object> clientToken() {
        Object clientToken = properties.get("clientToken");
        return clientToken == null ? null : Arrays.asList(clientToken, properties.get("region"));
    }

    boolean accepts() {
        return Boolean.TRUE.equals(properties.get("acceptPredictions"));
    }

    CfnResource cfnResource() {
        return (CfnResource) resource.getNode().getDefaultChild();
    }
}
