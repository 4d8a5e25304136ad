package io.github.datazonecdk.metadatageneration.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CDK names the function's code by its hash: other bytes from the same sources would replace it in each deployment. */
class ProviderJarTest {

    @Test
    void holdsEachEntryOnce() throws Exception {
        List<String> entries = ProviderJar.entries();

        assertEquals(new HashSet<>(entries).size(), entries.size());
    }

    @Test
    void isWhereLambdaPutsItOnTheClassPath() throws Exception {
        try (ZipFile code = new ZipFile(ProviderJar.file().toFile())) {
            assertEquals(
                    List.of("lib/provider.jar"),
                    code.stream().map(ZipEntry::getName).toList());
        }
    }

    @Test
    void isNoLargerThanAColdStartBears() throws Exception {
        long bytes = Files.size(ProviderJar.file());

        assertTrue(bytes <= 4_000_000, bytes + " bytes");
    }

    @Test
    void saysNothingOfTheMachineThatBuiltIt() throws Exception {
        List<String> entries = ProviderJar.entries();

        assertFalse(entries.stream().anyMatch(entry -> entry.startsWith("META-INF/maven/")));
        assertEquals("Manifest-Version: 1.0\r\n\r\n", ProviderJar.text("META-INF/MANIFEST.MF"));
    }

    @Test
    void hasTheSameBytesFromAnotherFolderAndAnotherTimeZone(@TempDir Path folder) throws Exception {
        String home = System.getProperty("maven.home");
        assumeTrue(home != null, "only Maven's own run knows which Maven to build with");
        Path copy = folder.resolve("another folder");
        copySources(CloudAssembly.testClasses().resolve("../..").normalize(), copy);

        build(Path.of(home), copy);

        assertEquals(ProviderJar.sha256OfPackage(), ProviderJar.sha256(copy.resolve("lambda/target/provider.zip")));
    }

    private static void copySources(Path root, Path copy) throws IOException {
        for (String name : List.of("LICENSE", "pom.xml", "src/pom.xml", "lambda")) {
            try (Stream<Path> sources = Files.walk(root.resolve(name))) {
                for (Path source : sources.filter(ProviderJarTest::isSource).toList()) {
                    Path target = copy.resolve(root.relativize(source));
                    Files.createDirectories(target.getParent());
                    Files.copy(source, target);
                }
            }
        }
    }

    private static boolean isSource(Path path) {
        return Files.isRegularFile(path) && !path.toString().contains(File.separator + "target" + File.separator);
    }

    private static void build(Path mavenHome, Path project) throws IOException, InterruptedException {
        String mvn = File.separatorChar == '\\' ? "mvn.cmd" : "mvn";
        Path log = project.resolve("build.log");
        ProcessBuilder builder = new ProcessBuilder(
                mavenHome.resolve("bin").resolve(mvn).toString(),
                "-q",
                "-B",
                "-o",
                "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                "-pl",
                "lambda",
                "process-classes");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TZ", "Pacific/Kiritimati");
        builder.environment().put("MAVEN_OPTS", "-Duser.timezone=Pacific/Kiritimati -Duser.language=tr");
        Process process = builder.directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError("the second build failed:\n" + Files.readString(log));
        }
    }
}
