package io.github.datazonecdk.metadatageneration.assembly;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What the template says of one function; code is the asset's file or folder. */
public record LambdaDefinition(
        String arn,
        String name,
        String runtime,
        String handler,
        Path code,
        int memorySize,
        Duration timeout,
        Map<String, String> environment,
        String logGroup,
        String logFormat,
        String logLevel) {

    public boolean isJava() {
        return runtime.startsWith("java");
    }

    /** The same function with another memory size. */
    public LambdaDefinition withMemorySize(int megabytes) {
        return new LambdaDefinition(
                arn, name, runtime, handler, code, megabytes, timeout, environment, logGroup, logFormat, logLevel);
    }
}
