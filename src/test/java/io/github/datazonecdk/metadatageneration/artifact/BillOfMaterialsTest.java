package io.github.datazonecdk.metadatageneration.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.artifact.BillOfMaterials.Component;
import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

class BillOfMaterialsTest {
    private static final Set<String> ALLOWED =
            Set.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSL-1.0", "CC0-1.0");
    private static final String OURS = "io/github/datazonecdk/";

    private final BillOfMaterials bom = BillOfMaterials.published();

    @Test
    void namesWhatTheArtifactDependsOnAndWhatItEmbeds() {
        Set<String> dependencies = bom.dependenciesOf(bom.artifact())
                .map(ref -> ref.replaceFirst("@.*", ""))
                .collect(Collectors.toSet());

        assertEquals(
                Set.of(
                        "pkg:maven/software.amazon.awscdk/aws-cdk-lib",
                        "pkg:maven/software.constructs/constructs",
                        "pkg:maven/io.github.datazonecdk/datazone-metadata-generation-provider"),
                dependencies);
    }

    @Test
    void namesNothingOfTheTests() {
        List<String> groups = bom.components().map(Component::group).toList();

        assertTrue(groups.stream().noneMatch(group -> group.startsWith("org.junit") || group.contains("cdklabs")));
    }

    @Test
    void namesEachComponentOnce() {
        List<String> refs = bom.components().map(Component::ref).toList();

        assertEquals(Set.copyOf(refs).size(), refs.size());
    }

    @Test
    void coversEachClassOfTheEmbeddedJar() throws IOException {
        Set<String> listed = new TreeSet<>();
        for (Component component : bom.embedded().toList()) {
            listed.addAll(classes(component));
        }

        List<String> unlisted = ProviderJar.entries().stream()
                .filter(entry -> entry.endsWith(".class") && !entry.startsWith(OURS))
                // The build has made a class of each lambda of a listed one.
                .filter(entry -> !listed.contains(entry.replaceFirst("\\$\\$Lambda\\$\\d+", "")))
                .toList();

        assertEquals(List.of(), unlisted);
    }

    @Test
    void listsNothingThatIsNotEmbedded() throws IOException {
        Set<String> entries = Set.copyOf(ProviderJar.entries());

        Set<String> nothingLeft = new TreeSet<>();
        for (Component component : bom.embedded().toList()) {
            if (classes(component).stream().noneMatch(entries::contains)) {
                nothingLeft.add(component.name());
            }
        }

        assertEquals(Set.of(), nothingLeft);
    }

    @Test
    void namesTheVersionOfEachComponent() {
        bom.components()
                .forEach(component -> assertEquals(
                        "pkg:maven/" + component.group() + "/" + component.name() + "@" + component.version()
                                + "?type=jar",
                        component.purl()));
    }

    @Test
    void givesTheHashOfEachComponentThatIsEmbedded() throws IOException {
        for (Component component : bom.embedded().toList()) {
            assertEquals(ProviderJar.sha256(component.jar()), component.sha256(), component.purl());
        }
    }

    @Test
    void givesTheHashOfTheEmbeddedJar() throws IOException {
        assertEquals(
                ProviderJar.sha256OfPackage(),
                bom.component("datazone-metadata-generation-provider").sha256());
    }

    @Test
    void givesTheLicenceOfEachComponent() {
        bom.components().forEach(component -> assertFalse(component.licences().isEmpty(), component.purl()));
    }

    @Test
    void embedsWhatHasAnAllowedLicence() {
        List<String> refused = bom.embedded()
                .filter(component -> !ALLOWED.containsAll(component.licences()))
                .map(component -> component.purl() + ": " + component.licences())
                .toList();

        assertEquals(List.of(), refused);
    }

    /** By the notices that the jar itself carries. */
    @Test
    void namesWhatIsWithinAComponent() throws IOException {
        Set<String> noticed = new TreeSet<>(Set.of("FastDoubleParser"));
        Pattern.compile("(?m)^([\\w-]+), Copyright")
                .matcher(ProviderJar.text("META-INF/FastDoubleParser-NOTICE"))
                .results()
                .forEach(notice -> noticed.add(notice.group(1)));

        assertEquals(4, noticed.size());
        assertEquals(noticed, bom.component("third-party-jackson-core").within());
        assertEquals(
                Set.of("Apache-2.0", "MIT", "BSD-2-Clause", "BSL-1.0"),
                bom.component("third-party-jackson-core").licences());
    }

    @Test
    void holdsNothingThatDiffersFromBuildToBuild() {
        String text = bom.text();

        assertTrue(Stream.of(
                        "\"serialNumber\"",
                        "\"timestamp\"",
                        System.getProperty("user.home"),
                        CloudAssembly.testClasses().resolve("../..").normalize().toString())
                .noneMatch(text::contains));
    }

    private static Set<String> classes(Component component) throws IOException {
        try (JarFile jar = new JarFile(component.jar().toFile())) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .collect(Collectors.toSet());
        }
    }
}
