package io.github.datazonecdk.metadatageneration.benchmark;

import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.stage.NodeModules;
import java.io.IOException;
import java.nio.file.Path;

/** The AWS SDK for JavaScript, which Lambda's Node.js runtimes hold. */
final class RealSdk {
    private static final String NAME = "real-sdk";

    private RealSdk() {}

    static Path install() throws IOException, InterruptedException {
        return NodeModules.install(RealSdk.class, NAME);
    }

    static String version() {
        return Json.read(CloudAssembly.resource(RealSdk.class, NAME + "/package.json"))
                .path("dependencies")
                .path("@aws-sdk/client-datazone")
                .asText();
    }
}
