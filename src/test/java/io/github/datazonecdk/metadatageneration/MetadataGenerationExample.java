package io.github.datazonecdk.metadatageneration;

import software.amazon.awscdk.App;

/** The app behind cdk.json. */
public final class MetadataGenerationExample {
    private MetadataGenerationExample() {}

    public static void main(String[] args) {
        new App().synth();
        System.out.println(MetadataGenerationExample.class.getResource("provider.jar"));
    }
}
