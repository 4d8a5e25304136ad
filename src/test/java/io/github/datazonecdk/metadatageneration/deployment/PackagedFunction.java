package io.github.datazonecdk.metadatageneration.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.artifact.ProviderJar;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.LambdaDefinition;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import io.github.datazonecdk.metadatageneration.stage.Daemons;
import io.github.datazonecdk.metadatageneration.stage.LambdaFunction;
import io.github.datazonecdk.metadatageneration.stage.LambdaInstance;
import io.github.datazonecdk.metadatageneration.stage.LambdaMachine;
import io.github.datazonecdk.metadatageneration.stage.LambdaRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/** The function of the embedded package alone, without the Provider framework around it. */
final class PackagedFunction implements AutoCloseable {
    private final ExecutorService threads = Daemons.asManyAsNeeded("packaged-function");
    private final Path directory;
    private final Path code;

    PackagedFunction(Path directory) {
        this.directory = directory;
        code = LambdaRuntime.unpack(ProviderJar.file(), directory.resolve("code"));
    }

    ExecutorService threads() {
        return threads;
    }

    LambdaFunction at(String endpoint, Duration timeout) {
        return new LambdaFunction(definition(timeout), runtime(Map.of("AWS_ENDPOINT_URL_DATAZONE", endpoint)), threads);
    }

    LambdaInstance start(Map<String, String> environment, Duration timeout, Consumer<String> log) {
        return runtime(environment).start(definition(timeout), threads, log);
    }

    private LambdaDefinition definition(Duration timeout) {
        return new LambdaDefinition(
                "arn:aws:lambda:eu-west-1:123456789012:function:provider",
                "provider",
                "java25",
                "io.github.datazonecdk.metadatageneration.provider.ProviderFunction",
                code,
                1024,
                timeout,
                Map.of(),
                "logs",
                "JSON",
                "");
    }

    private LambdaRuntime runtime(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("AWS_ACCESS_KEY_ID", "ASIAEXAMPLE");
        all.put("AWS_SECRET_ACCESS_KEY", "secretThatOpensNothing");
        all.put("AWS_SESSION_TOKEN", "tokenThatOpensNothing");
        return new LambdaRuntime(directory, LambdaMachine.asItIs(LambdaRuntime.canRunAwsClient()), all);
    }

    static ObjectNode request(String type) {
        ObjectNode request = Json.object()
                .put("RequestType", type)
                .put("StackId", "arn:aws:cloudformation:eu-west-1:123456789012:stack/Stack/6d6f2b70")
                .put("RequestId", UUID.randomUUID().toString())
                .put("LogicalResourceId", "Orders")
                .put("ResourceType", SynthesizedStack.RUN);
        request.set("ResourceProperties", Json.parse("""
                {
                  "ServiceToken": "arn:aws:lambda:eu-west-1:123456789012:function:framework-onEvent",
                  "ServiceTimeout": "2100",
                  "domainIdentifier": "dzd_4p2",
                  "owningProjectIdentifier": "3jx9",
                  "target": {"identifier": "5d4kq3x", "type": "ASSET"},
                  "types": ["BUSINESS_DESCRIPTIONS"]
                }
                """));
        return request;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
