package io.github.datazonecdk.metadatageneration.examples;

import io.github.datazonecdk.metadatageneration.MetadataGenerationAssets;
import io.github.datazonecdk.metadatageneration.MetadataGenerationBatch;
import io.github.datazonecdk.metadatageneration.MetadataGenerationType;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.events.CronOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.SfnStateMachine;
import software.constructs.Construct;

/**
 * All tables that a project owns, in one batch: with the deployment, after each run of a data source, and each night for
 * what that has missed. What has metadata already is passed over. An alarm tells of executions that fail, whoever has
 * started them.
 */
public final class CatalogStack extends Stack {
    public CatalogStack(Construct scope, String id) {
        super(scope, id);
        MetadataGenerationBatch batch = MetadataGenerationBatch.Builder.create(this, "Catalog")
                .domainIdentifier("dzd_4p2x9k7")
                .owningProjectIdentifier("3jx9m2c")
                .assets(MetadataGenerationAssets.ofProject().withType("amazon.datazone.GlueTableAssetType"))
                .types(MetadataGenerationType.BUSINESS_NAMES, MetadataGenerationType.BUSINESS_DESCRIPTIONS)
                .maxAssets(5_000)
                .timeout(Duration.minutes(55))
                .build();
        batch.generateAfterDataSourceRuns();
        Rule.Builder.create(this, "Nightly")
                .schedule(Schedule.cron(
                        CronOptions.builder().hour("3").minute("0").build()))
                .targets(List.of(new SfnStateMachine(batch.getStateMachine())))
                .build();
        batch.getStateMachine()
                .metricFailed()
                .createAlarm(
                        this,
                        "Failed",
                        CreateAlarmOptions.builder()
                                .threshold(1)
                                .evaluationPeriods(1)
                                .treatMissingData(TreatMissingData.NOT_BREACHING)
                                .build());
    }
}
