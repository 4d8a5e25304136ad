package io.github.datazonecdk.metadatageneration.proof;

import io.github.datazonecdk.metadatageneration.MetadataGenerationProvider;
import io.github.datazonecdk.metadatageneration.MetadataGenerationRun;
import io.github.datazonecdk.metadatageneration.examples.MetadataGenerationExampleStack;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnOutputProps;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/**
 * The example app as the proof deploys it, step by step: at first without its run, so that there is a role to enrol.
 * Writes one cloud assembly for each step.
 */
final class ProofApp {
    static final String STACK = "MetadataGenerationExample";
    static final String ROLE_ARN = "RoleArn";
    static final String ASSET_REVISION = "AssetRevision";

    /** The context that says where it is deployed: the CDK command line does so there, or fails. */
    static final String ACCOUNT = "account";

    static final String REGION = "region";

    /** A deployment of the story, by what its context adds to the person's. */
    enum Step {
        PROVIDER(Map.of()),
        CREATE(Map.of()),
        // As it was: true is what a run does unless told.
        CHANGE_NOTHING(Map.of("waitForCompletion", "true")),
        CHANGE(Map.of("waitForCompletion", "true", "rerunTrigger", "2")),
        FAIL(Map.of("waitForCompletion", "true", "rerunTrigger", "3")),
        ACCEPT(Map.of("waitForCompletion", "true", "rerunTrigger", "2", "acceptPredictions", "true"));

        private final Map<String, String> context;

        Step(Map<String, String> context) {
            this.context = context;
        }

        /** The folder of its cloud assembly, in the folder of them all. */
        Path in(Path assemblies) {
            return assemblies.resolve(name().toLowerCase().replace('_', '-'));
        }
    }

    private ProofApp() {}

    public static void main(String[] args) {
        Path assemblies = Path.of(System.getenv("CDK_OUTDIR"));
        for (Step step : Step.values()) {
            synthesize(step, step.in(assemblies));
        }
    }

    private static void synthesize(Step step, Path assembly) {
        App app = new App(AppProps.builder()
                .outdir(assembly.toString())
                .context(new HashMap<>(step.context))
                .build());
        StackProps props = StackProps.builder().env(environment(app)).build();
        Stack stack = step == Step.PROVIDER
                ? new Stack(app, STACK, props)
                : new MetadataGenerationExampleStack(app, STACK, props);
        MetadataGenerationProvider provider = MetadataGenerationProvider.getOrCreate(stack);
        output(stack, ROLE_ARN, provider.getRole().getRoleArn());
        if (step != Step.PROVIDER) {
            MetadataGenerationRun run = (MetadataGenerationRun) stack.getNode().findChild("Run");
            if (step == Step.ACCEPT) {
                output(stack, ASSET_REVISION, run.getAssetRevision());
            }
            if (step == Step.FAIL) {
                addSiblingThatFails(stack, run, provider);
            }
        }
        app.synth();
    }

    private static Environment environment(App app) {
        return Environment.builder()
                .account(context(app, ACCOUNT))
                .region(context(app, REGION))
                .build();
    }

    private static String context(App app, String key) {
        return Objects.requireNonNull(app.getNode().tryGetContext(key), key).toString();
    }

    /** It names no domain, which the function refuses: so the update fails however fast its run is. */
    private static void addSiblingThatFails(
            Stack stack, MetadataGenerationRun run, MetadataGenerationProvider provider) {
        CustomResource sibling = CustomResource.Builder.create(stack, "Sibling")
                .resourceType("Custom::DataZoneMetadataGenerationRun")
                .serviceToken(provider.getServiceToken())
                .build();
        sibling.getNode().addDependency(run);
    }

    private static void output(Stack stack, String id, String value) {
        new CfnOutput(stack, id, CfnOutputProps.builder().value(value).build());
    }
}
