package io.github.datazonecdk.metadatageneration.contract;

import java.util.stream.Stream;

/** The kinds of custom resources that the provider function serves. */
public enum ResourceType {
    RUN("Custom::DataZoneMetadataGenerationRun"),
    BATCH("Custom::DataZoneMetadataGenerationBatch");

    private final String typeName;

    ResourceType(String typeName) {
        this.typeName = typeName;
    }

    /** As CloudFormation names it in templates and events. */
    public String typeName() {
        return typeName;
    }

    /** A run where the name is none of ours: a provider may be called for a resource whose type a user has named. */
    public static ResourceType named(String typeName) {
        return Stream.of(values())
                .filter(type -> type.typeName.equals(typeName))
                .findFirst()
                .orElse(RUN);
    }
}
