package io.github.datazonecdk.metadatageneration.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.stage.Audience;
import io.github.datazonecdk.metadatageneration.stage.DeployedStack;
import io.github.datazonecdk.metadatageneration.stage.DeployedStack.Exchange;
import io.github.datazonecdk.metadatageneration.stage.LambdaRuntime;
import io.github.datazonecdk.metadatageneration.stage.Stage;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests on one stage, each with a stack that is not deployed yet: of the synthesized template, with the Provider
 * framework's own code and the function's jar in a JVM of its own. The app is the example unless a test says otherwise.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnStage {
    private static final Map<String, String> CONTEXT =
            Map.of("domainIdentifier", "dzd_4p2", "owningProjectIdentifier", "3jx9", "assetIdentifier", "5d4kq3x");

    final StandInDataZone dataZone = new StandInDataZone();
    Stage stage;
    DeployedStack stack;

    CloudAssembly synthesize(Path directory) {
        return CloudAssembly.synthesize(directory, CONTEXT);
    }

    @BeforeAll
    void open(@TempDir Path directory) {
        stage = stage(synthesize(directory.resolve("cdk.out")), LambdaRuntime.canRunAwsClient());
    }

    Stage stage(CloudAssembly assembly, boolean awsClient) {
        return new Stage(assembly, dataZone.endpoint(), hurry(), awsClient, Audience.NONE);
    }

    /** 10 seconds between two polls become 5 ms. */
    int hurry() {
        return 2000;
    }

    @AfterAll
    void close() {
        stage.close();
        dataZone.close();
    }

    @BeforeEach
    void startAfresh() {
        dataZone.startAfresh();
        dataZone.onCall(call -> {});
        dataZone.runsTake(Duration.ofMillis(20), Duration.ofMillis(40));
        stack = stage.stack();
    }

    @AfterEach
    void endExecutions() {
        stage.endExecutions();
    }

    /** The last of the requests that CloudFormation has made. */
    Exchange last() {
        List<Exchange> history = stack.history();
        return history.get(history.size() - 1);
    }

    static Consumer<ObjectNode> with(String property, String value) {
        return properties -> properties.put(property, value);
    }

    int runs() {
        return dataZone.startedRuns().size();
    }

    int calls(String operation) {
        return dataZone.calls(operation).size();
    }
}
