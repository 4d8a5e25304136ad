package io.github.datazonecdk.metadatageneration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.artifact.ProviderJar;
import io.github.datazonecdk.metadatageneration.assembly.AppProcess;
import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import io.github.datazonecdk.metadatageneration.examples.MetadataGenerationExample;
import io.github.datazonecdk.metadatageneration.examples.MetadataGenerationExampleStack;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Stack;

class ProviderCodeTest {
    private static final Map<String, String> CONTEXT =
            Map.of("domainIdentifier", "dzd_4p2", "owningProjectIdentifier", "3jx9", "assetIdentifier", "5d4kq3x");
    private static final byte[] JAR = "the jar".repeat(100_000).getBytes();

    @TempDir
    private Path folder;

    @Test
    void stagesTheEmbeddedPackageAsItIs() throws Exception {
        Stack stack = new Stack(SynthesizedStack.app(), "Stack");

        MetadataGenerationProvider.getOrCreate(stack);

        assertEquals(
                ProviderJar.sha256OfPackage(),
                ProviderJar.sha256(SynthesizedStack.ASSEMBLY.resolve("asset." + s3Key(SynthesizedStack.of(stack)))));
    }

    @Test
    void isTheSameFromAPublishedJar() throws Exception {
        Stack unpacked = new MetadataGenerationExampleStack(SynthesizedStack.app(CONTEXT), "MetadataGenerationExample");

        ObjectNode context = Json.object();
        CONTEXT.forEach(context::put);
        AppProcess published = AppProcess.run(
                MetadataGenerationExample.class, publishedClassPath(), folder.resolve("cdk.out"), context);

        assertEquals(0, published.exitCode(), published.output());
        CloudAssembly assembly = CloudAssembly.read(folder.resolve("cdk.out"));
        assertEquals(SynthesizedStack.of(unpacked).template(), assembly.template());
        assertEquals(
                ProviderJar.sha256OfPackage(),
                ProviderJar.sha256(assembly.asset(s3Key(new SynthesizedStack(assembly.template())))));
    }

    @Test
    void isOneFileHoweverManyWriteItAtOnce() throws Exception {
        ExecutorService synthesizers = Executors.newFixedThreadPool(8);
        Callable<byte[]> synthesis = () -> Files.readAllBytes(write());

        for (Future<byte[]> read : synthesizers.invokeAll(Collections.nCopies(64, synthesis))) {
            assertEquals(JAR.length, read.get().length);
        }
        synthesizers.shutdown();

        assertEquals(1, files().size(), files()::toString);
    }

    @Test
    void leavesWhatLiesInItsPlaceAlone() throws Exception {
        Path place = write();
        Files.delete(place);
        Files.createDirectories(place.resolve("of somebody else"));

        Path written = write();

        assertNotEquals(place, written);
        assertEquals(JAR.length, Files.size(written));
    }

    private Path write() throws IOException {
        return ProviderCode.write(new ByteArrayInputStream(JAR), folder);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static String s3Key(SynthesizedStack template) {
        return template.resource("MetadataGenerationProviderFunction08F8B3E5")
                .path("Properties")
                .path("Code")
                .path("S3Key")
                .asText();
    }

    /** The class path with a jar in the place of the folder of classes. */
    private String publishedClassPath() throws IOException {
        Path classes = CloudAssembly.testClasses().resolveSibling("classes");
        Path jar = folder.resolve("datazone-metadata-generation.jar");
        pack(classes, jar);
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).equals(classes) ? jar.toString() : entry)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void pack(Path classes, Path jar) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(classes)) {
            all.filter(Files::isRegularFile).forEach(files::add);
        }
        try (OutputStream output = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(output)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Path file : files) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, zip);
            }
        }
    }
}
