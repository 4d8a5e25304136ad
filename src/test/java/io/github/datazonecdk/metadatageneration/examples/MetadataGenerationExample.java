package io.github.datazonecdk.metadatageneration.examples;

import software.amazon.awscdk.App;

/** The app behind cdk.json. */
public final class MetadataGenerationExample {
    private MetadataGenerationExample() {}

    public static void main(String[] args) {
        App app = new App();
        try {
            new MetadataGenerationExampleStack(app, "MetadataGenerationExample");
        } catch (IllegalArgumentException e) {
            // The message says it all; a stack trace, Maven's included, would only hide it.
            System.err.println(e.getMessage());
            System.exit(1);
        }
        app.synth();
    }
}
