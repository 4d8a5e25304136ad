package io.github.datazonecdk.metadatageneration.benchmark;

import io.github.datazonecdk.metadatageneration.MetadataGenerationProvider;
import io.github.datazonecdk.metadatageneration.MetadataGenerationRun;
import io.github.datazonecdk.metadatageneration.MetadataGenerationTarget;
import io.github.datazonecdk.metadatageneration.MetadataGenerationType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;

/** An app with a stack that has a run, and further ones: ours, or custom resources that say the same to the same function. */
enum FurtherRuns {
    OURS {
        @Override
        void add(Stack stack, MetadataGenerationProvider provider, int number) {
            MetadataGenerationRun.Builder.create(stack, "Run" + number)
                    .domainIdentifier("dzd_4p2x9k7")
                    .owningProjectIdentifier("3jx9m2c")
                    .target(MetadataGenerationTarget.asset("asset" + number))
                    .types(List.of(MetadataGenerationType.BUSINESS_NAMES, MetadataGenerationType.BUSINESS_DESCRIPTIONS))
                    .build();
        }
    },
    BARE {
        @Override
        void add(Stack stack, MetadataGenerationProvider provider, int number) {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("domainIdentifier", "dzd_4p2x9k7");
            properties.put("owningProjectIdentifier", "3jx9m2c");
            properties.put("target", Map.of("identifier", "asset" + number, "type", "ASSET"));
            properties.put("types", List.of("BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS"));
            CustomResource.Builder.create(stack, "Run" + number)
                    .resourceType("Custom::DataZoneMetadataGenerationRun")
                    .serviceToken(provider.getServiceToken())
                    .serviceTimeout(Duration.minutes(35))
                    .properties(properties)
                    .build();
        }
    };

    abstract void add(Stack stack, MetadataGenerationProvider provider, int number);

    /** The first run is ours in any case: it brings all that runs share. */
    Stack stack(App app, int further) {
        Stack stack = new Stack(app, "Runs");
        OURS.add(stack, null, 0);
        MetadataGenerationProvider provider = MetadataGenerationProvider.getOrCreate(stack);
        for (int number = 1; number <= further; number++) {
            add(stack, provider, number);
        }
        return stack;
    }

    /** Makes a stack with so many further runs of ours. */
    public static void main(String[] arguments) {
        OURS.stack(new App(), Integer.parseInt(arguments[0]));
    }
}
