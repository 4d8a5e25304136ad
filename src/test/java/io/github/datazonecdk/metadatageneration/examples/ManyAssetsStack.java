package io.github.datazonecdk.metadatageneration.examples;

import io.github.datazonecdk.metadatageneration.MetadataGenerationRun;
import io.github.datazonecdk.metadatageneration.MetadataGenerationTarget;
import io.github.datazonecdk.metadatageneration.MetadataGenerationType;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/**
 * Runs for many assets, each asset first named and then described. The assets go side by side; of one asset, a run waits
 * for the one before. All of them share one provider. A stack holds 500 resources.
 */
public final class ManyAssetsStack extends Stack {
    public ManyAssetsStack(Construct scope, String id, List<String> assets) {
        super(scope, id);
        for (String asset : assets) {
            MetadataGenerationRun names = run("Names-" + asset, asset, MetadataGenerationType.BUSINESS_NAMES);
            MetadataGenerationRun descriptions =
                    run("Descriptions-" + asset, asset, MetadataGenerationType.BUSINESS_DESCRIPTIONS);
            descriptions.getNode().addDependency(names);
        }
    }

    /** The construct id tells the asset, so that a change of the list leaves the runs of the others alone. */
    private MetadataGenerationRun run(String id, String asset, MetadataGenerationType type) {
        return MetadataGenerationRun.Builder.create(this, id)
                .domainIdentifier("dzd_4p2x9k7")
                .owningProjectIdentifier("3jx9m2c")
                .target(MetadataGenerationTarget.asset(asset))
                .types(List.of(type))
                .acceptPredictions(true)
                .build();
    }
}
