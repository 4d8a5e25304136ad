package consumer;

import io.github.datazonecdk.metadatageneration.MetadataGenerationRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** An app as anybody may write it. It fails where what it synthesizes, or what came with the library, is wrong. */
public final class Consumer {
    private static final List<String> NOT_FOR_CONSUMERS = List.of(
            "io.github.datazonecdk.metadatageneration.provider.ProviderFunction",
            "software.amazon.awssdk.services.datazone.DataZoneClient",
            "org.junit.jupiter.api.Test");

    private Consumer() {}

    public static void main(String[] args) throws IOException {
        App app = new App(AppProps.builder().outdir(args[0]).build());
        new ConsumerStack(app);

        Path assembly = Path.of(app.synth().getDirectory());

        check(assembly);
        NOT_FOR_CONSUMERS.forEach(Consumer::checkAbsent);
    }

    private static void check(Path assembly) throws IOException {
        String template = Files.readString(assembly.resolve("Consumer.template.json"));
        require(template.split("\"Custom::DataZoneMetadataGenerationRun\"", -1).length == 4, "three runs: " + template);
        try (InputStream embedded = MetadataGenerationRun.class.getResourceAsStream("provider.zip")) {
            Path asset = asset(assembly);
            String key = asset.getFileName().toString().replace("asset.", "");
            require(template.contains("\"" + key + "\""), "a function of " + key + ": " + template);
            require(Arrays.equals(embedded.readAllBytes(), Files.readAllBytes(asset)), "the embedded package");
        }
    }

    private static Path asset(Path assembly) throws IOException {
        try (Stream<Path> files = Files.list(assembly)) {
            List<Path> packages =
                    files.filter(file -> file.toString().endsWith(".zip")).toList();
            require(packages.size() == 1, "one package among the assets: " + packages);
            return packages.get(0);
        }
    }

    private static void checkAbsent(String className) {
        try {
            Class.forName(className);
        } catch (ClassNotFoundException expected) {
            return;
        }
        throw new AssertionError(className + " came along");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected " + what);
        }
    }
}
