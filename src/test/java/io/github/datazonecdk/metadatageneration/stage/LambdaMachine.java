package io.github.datazonecdk.metadatageneration.stage;

import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import java.nio.file.Path;

/**
 * What functions run on.
 *
 * @param java the program that runs Java functions
 * @param awsClient whether Java functions run under AWS's own runtime interface client, which is for Linux only
 * @param nodeModules where Node.js functions find the AWS SDK
 * @param throttles whether functions get the processor time that Lambda would give them
 */
public record LambdaMachine(String java, boolean awsClient, Path nodeModules, boolean throttles) {

    /** This JVM's Java, and the little of the AWS SDK that the Provider framework needs; nothing is throttled. */
    public static LambdaMachine asItIs(boolean awsClient) {
        return new LambdaMachine(
                CloudAssembly.java(), awsClient, CloudAssembly.resource(LambdaMachine.class, "sdk"), false);
    }

    public Path javaHome() {
        return Path.of(java).getParent().getParent();
    }
}
