package io.github.datazonecdk.metadatageneration.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.examples.MetadataGenerationExample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code cdk synth} leaves: a template and the assets that it names. */
public record CloudAssembly(Path directory, String stackName) {

    /** Runs the example app in a JVM of its own, as the CDK command line does, and reads what it wrote. */
    public static CloudAssembly synthesize(Path directory, Map<String, String> context) {
        return synthesize(MetadataGenerationExample.class, directory, context);
    }

    /** Runs any app's main class like that. */
    public static CloudAssembly synthesize(Class<?> app, Path directory, Map<String, String> context) {
        run(app, directory, context);
        return read(directory);
    }

    /** Runs an app's main class in a JVM of its own, and leaves it to the app what it writes into the folder. */
    public static void run(Class<?> app, Path directory, Map<String, String> context) {
        try {
            AppProcess ended = AppProcess.run(app, classPath(), directory, withFlags(context));
            if (ended.exitCode() != 0) {
                throw new IllegalStateException("the app failed:\n" + ended.output());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the app ran", e);
        }
    }

    public static CloudAssembly read(Path directory) {
        for (var artifact :
                Json.read(directory.resolve("manifest.json")).path("artifacts").properties()) {
            if ("aws:cloudformation:stack"
                    .equals(artifact.getValue().path("type").asText())) {
                return new CloudAssembly(directory, artifact.getKey());
            }
        }
        throw new IllegalStateException("no stack in " + directory);
    }

    public JsonNode template() {
        return Json.read(directory.resolve(stackName + ".template.json"));
    }

    /** The file or folder that is uploaded under this S3 key. */
    public Path asset(String key) {
        for (JsonNode file :
                Json.read(directory.resolve(stackName + ".assets.json")).path("files")) {
            for (JsonNode destination : file.path("destinations")) {
                if (destination.path("objectKey").asText().equals(key)) {
                    return directory.resolve(file.path("source").path("path").asText());
                }
            }
        }
        throw new IllegalStateException("the cloud assembly holds no asset " + key);
    }

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The folder of the compiled tests; the build's other results are beside it. */
    public static Path testClasses() {
        try {
            return Path.of(CloudAssembly.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file or folder beside a class of the tests. */
    public static Path resource(Class<?> neighbour, String name) {
        return testClasses()
                .resolve(neighbour.getPackageName().replace('.', '/'))
                .resolve(name);
    }

    /** The command line adds cdk.json's context to the one of its flags. */
    private static ObjectNode withFlags(Map<String, String> context) {
        ObjectNode all = Json.object();
        Path cdkJson = testClasses().resolve("../../cdk.json").normalize();
        if (Files.exists(cdkJson) && Json.read(cdkJson).path("context") instanceof ObjectNode flags) {
            all.setAll(flags);
        }
        context.forEach(all::put);
        return all;
    }

    /** Maven's exec:java keeps the class path in a class loader, all others in a property. */
    private static String classPath() {
        if (CloudAssembly.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(CloudAssembly::path)
                    .collect(Collectors.joining(System.getProperty("path.separator")));
        }
        return System.getProperty("java.class.path");
    }

    private static String path(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
