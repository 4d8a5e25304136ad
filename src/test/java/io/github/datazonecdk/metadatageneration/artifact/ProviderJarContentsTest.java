package io.github.datazonecdk.metadatageneration.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.artifact.BillOfMaterials.Component;
import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.stage.LambdaRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderJarContentsTest {
    private static final List<String> PACKAGES = List.of(
            "com/amazonaws/services/lambda/runtime/",
            "io/github/datazonecdk/metadatageneration/contract/",
            "io/github/datazonecdk/metadatageneration/provider/",
            "org/reactivestreams/",
            "org/slf4j/",
            "software/amazon/awssdk/",
            "software/amazon/eventstream/");

    private static final Set<String> RESOURCES = Set.of(
            "META-INF/FastDoubleParser-LICENSE",
            "META-INF/FastDoubleParser-NOTICE",
            "META-INF/LICENSE",
            "META-INF/LICENSE.txt",
            "META-INF/MANIFEST.MF",
            "META-INF/NOTICE",
            "META-INF/THIRD-PARTY-LICENSES",
            "META-INF/services/software.amazon.awssdk.http.SdkHttpService",
            "META-INF/services/software.amazon.awssdk.thirdparty.jackson.core.JsonFactory",
            "META-INF/thirdparty-LICENSE");

    /** They name all operations, those that the function does not call among them. */
    private static final Set<String> CLIENTS = Set.of(
            "software.amazon.awssdk.services.datazone.DataZoneClient", "software.amazon.awssdk.services.sfn.SfnClient");
    // The SDK looks for the library that it needs, and does without.
    private static final String NATIVE_SIGNER = "software.amazon.awssdk.http.auth.aws.crt.";

    private static final Pattern LICENCE = Pattern.compile("META-INF/[^/]*LICENSE[^/]*");
    private static final Pattern NOTICE = Pattern.compile("META-INF/[^/]*NOTICE[^/]*");
    private static final Pattern SECRET =
            Pattern.compile("(AKIA|ASIA)[A-Z0-9]{16}|gh[opsu]_\\w{36}|PRIVATE KEY-----\\s+[\\w+/]{32}");

    private final BillOfMaterials bom = BillOfMaterials.published();

    @Test
    void holdsClassesOfTheListedPackagesAlone() throws IOException {
        List<String> others = ProviderJar.entries().stream()
                .filter(entry -> entry.endsWith(".class") && PACKAGES.stream().noneMatch(entry::startsWith))
                .toList();

        assertEquals(List.of(), others);
    }

    @Test
    void holdsTheListedResourcesAlone() throws IOException {
        Set<String> resources = ProviderJar.entries().stream()
                .filter(entry -> !entry.endsWith(".class") && !entry.endsWith("/"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(new TreeSet<>(RESOURCES), resources);
    }

    /** A class that is reached, but left out, would fail a deployment with a NoClassDefFoundError. */
    @Test
    void lacksNothingButForOperationsThatTheFunctionDoesNotCall(@TempDir Path folder) throws IOException {
        LambdaRuntime.unpack(ProviderJar.file(), folder);

        Set<String> lacking = classesThatLackAnother(folder.resolve("lib/provider.jar"));

        assertTrue(lacking.containsAll(CLIENTS), "jdeps prints another form");
        assertEquals(
                List.of(),
                lacking.stream()
                        .filter(name -> !CLIENTS.contains(name))
                        .filter(name -> !name.startsWith(NATIVE_SIGNER))
                        .toList());
    }

    private static Set<String> classesThatLackAnother(Path jar) {
        StringWriter missing = new StringWriter();
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        jdeps.run(
                new PrintWriter(missing),
                new PrintWriter(System.err),
                "--missing-deps",
                "-filter:none",
                jar.toString());
        return missing.toString()
                .lines()
                .map(String::strip)
                .filter(line -> line.contains(" not found") && !line.startsWith("provider.jar"))
                .map(line -> line.split("[ $]")[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void holdsNoClassOfTheTests() throws IOException {
        Path tests = root().resolve("lambda/target/test-classes");

        try (Stream<Path> classes = Files.walk(tests)) {
            Set<String> names = classes.map(file -> tests.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .collect(Collectors.toSet());

            assertTrue(ProviderJar.entries().stream().noneMatch(names::contains));
        }
    }

    @Test
    void holdsNoPathOfTheMachineThatBuiltIt() throws IOException {
        List<String> paths = Stream.of(
                        root().toString(), System.getProperty("user.home") + "/.", BillOfMaterials.repository() + "/")
                .toList();

        assertEquals(List.of(), entriesWith(text -> paths.stream().anyMatch(text::contains)));
    }

    @Test
    void holdsNoSecret() throws IOException {
        assertEquals(List.of(), entriesWith(SECRET.asPredicate()));
    }

    @Test
    void carriesTheLicenceOfTheProvider() throws IOException {
        assertEquals(Files.readString(root().resolve("LICENSE")), ProviderJar.text("META-INF/LICENSE"));
    }

    @Test
    void carriesEachLicenceThatAnEmbeddedJarCarries() throws IOException {
        for (Component component : bom.embedded().toList()) {
            for (Text licence : texts(component, LICENCE)) {
                assertEquals(licence.content(), ProviderJar.text(licence.name()), component.purl());
            }
        }
    }

    @Test
    void carriesTheTermsOfEachComponentUnderAnotherLicence() throws IOException {
        String terms = ProviderJar.text("META-INF/THIRD-PARTY-LICENSES");

        List<String> others = bom.embedded()
                .filter(component -> !component.licences().equals(Set.of("Apache-2.0")))
                .map(Component::name)
                .toList();

        assertEquals(List.of("third-party-jackson-core", "reactive-streams", "slf4j-nop", "slf4j-api"), others);
        assertTrue(others.stream().allMatch(terms::contains));
    }

    @Test
    void repeatsEachNoticeOfTheEmbeddedJars() throws IOException {
        Set<String> notices = Stream.of("META-INF/NOTICE", "META-INF/FastDoubleParser-NOTICE")
                .flatMap(name -> lines(textOf(name)))
                .collect(Collectors.toSet());

        for (Component component : bom.embedded().toList()) {
            for (Text notice : texts(component, NOTICE)) {
                assertEquals(
                        List.of(),
                        lines(notice.content())
                                .filter(line -> !notices.contains(line))
                                .toList(),
                        component.purl());
            }
        }
    }

    private static List<String> entriesWith(Predicate<String> content) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream jar = ProviderJar.open()) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                if (content.test(new String(jar.readAllBytes(), StandardCharsets.ISO_8859_1))) {
                    names.add(entry.getName());
                }
            }
        }
        return names;
    }

    private static List<Text> texts(Component component, Pattern name) throws IOException {
        List<Text> texts = new ArrayList<>();
        try (JarFile jar = new JarFile(component.jar().toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                if (name.matcher(entry.getName()).matches()) {
                    try (InputStream content = jar.getInputStream(entry)) {
                        texts.add(
                                new Text(entry.getName(), new String(content.readAllBytes(), StandardCharsets.UTF_8)));
                    }
                }
            }
        }
        return texts;
    }

    private static String textOf(String name) {
        try {
            return ProviderJar.text(name);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty());
    }

    private static Path root() {
        return CloudAssembly.testClasses().resolve("../..").normalize();
    }

    private record Text(String name, String content) {}
}
