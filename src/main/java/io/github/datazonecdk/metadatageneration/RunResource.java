package io.github.datazonecdk.metadatageneration;

import io.github.datazonecdk.metadatageneration.contract.PropertyName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.CustomResource;
import software.constructs.Construct;

/** A run's construct and custom resource, with the properties that the provider function is sent. */
record RunResource(Construct run, CustomResource resource, Map<String, Object> properties) {

    /** Identifies the asset. Equal tokens have equal values; different tokens may have equal values, too. */
    List<Object> asset() {
        Object domain = properties.get(PropertyName.DOMAIN_IDENTIFIER);
        Object name = target().get(PropertyName.NAME);
        return name == null
                ? List.of(domain, assetIdentifier())
                : List.of(domain, properties.get(PropertyName.OWNING_PROJECT_IDENTIFIER), name);
    }

    Object assetIdentifier() {
        Object name = target().get(PropertyName.NAME);
        return name == null ? target().get(PropertyName.IDENTIFIER) : "named " + name;
    }

    private Map<?, ?> target() {
        return (Map<?, ?>) properties.get(PropertyName.TARGET);
    }

    /** Amazon DataZone knows client tokens by Region. */
    List<Object> clientTokenInRegion() {
        Object clientToken = clientToken();
        return clientToken == null ? null : Arrays.asList(clientToken, properties.get(PropertyName.REGION));
    }

    Object clientToken() {
        return properties.get(PropertyName.CLIENT_TOKEN);
    }

    boolean accepts() {
        return Boolean.TRUE.equals(properties.get(PropertyName.ACCEPT_PREDICTIONS));
    }

    CfnResource cfnResource() {
        return (CfnResource) resource.getNode().getDefaultChild();
    }

    String path() {
        return run.getNode().getPath();
    }
}
