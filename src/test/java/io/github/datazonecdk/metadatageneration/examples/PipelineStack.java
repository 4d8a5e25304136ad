package io.github.datazonecdk.metadatageneration.examples;

import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.pipelines.CodePipeline;
import software.amazon.awscdk.pipelines.CodePipelineSource;
import software.amazon.awscdk.pipelines.ConnectionSourceOptions;
import software.amazon.awscdk.pipelines.ShellStep;
import software.constructs.Construct;

/** A run in a stage of a pipeline: the stage is through when the run has ended. */
public final class PipelineStack extends Stack {
    public PipelineStack(Construct scope, String id, String connectionArn) {
        super(scope, id);
        CodePipeline pipeline = CodePipeline.Builder.create(this, "Pipeline")
                .synth(ShellStep.Builder.create("Synth")
                        .input(CodePipelineSource.connection(
                                "example/catalog",
                                "main",
                                ConnectionSourceOptions.builder()
                                        .connectionArn(connectionArn)
                                        .build()))
                        .commands(List.of("npx aws-cdk@2 synth"))
                        .build())
                .build();
        Stage production = new Stage(this, "Production");
        new MinimalStack(production, "Catalog");
        pipeline.addStage(production);
    }
}
