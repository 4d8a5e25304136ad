package io.github.datazonecdk.metadatageneration.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What a consumer reads, and what Central asks of a POM (https://central.sonatype.org/publish/requirements). */
class PublishedPomTest {
    private static final String PROJECT = "https://github.com/datazonecdk/datazone-metadata-generation";

    @Test
    void namesWhatAConsumerNeedsAndNothingElse() throws Exception {
        NodeList dependencies = pom().getElementsByTagName("dependency");

        assertEquals(
                List.of("software.amazon.awscdk:aws-cdk-lib:compile", "software.constructs:constructs:compile"),
                elements(dependencies)
                        .map(dependency -> String.join(
                                ":",
                                text(dependency, "groupId"),
                                text(dependency, "artifactId"),
                                text(dependency, "scope")))
                        .toList());
    }

    @Test
    void dependsOnReleasesAlone() throws Exception {
        List<String> versions = elements(pom().getElementsByTagName("dependency"))
                .map(dependency -> text(dependency, "version"))
                .toList();

        assertTrue(versions.stream().allMatch(version -> version.matches("\\d+(\\.\\d+){2}")), versions.toString());
    }

    @Test
    void belongsToTheNamespaceOfTheProject() throws Exception {
        assertEquals("io.github.datazonecdk", child(pom(), "groupId"));
        assertEquals("datazone-metadata-generation", child(pom(), "artifactId"));
    }

    @Test
    void hasAVersionThatIsSemantic() throws Exception {
        String version = child(pom(), "version");

        assertTrue(version.matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?"), version);
    }

    @Test
    void saysWhatItIs() throws Exception {
        assertEquals("Amazon DataZone metadata generation for AWS CDK", child(pom(), "name"));
        assertTrue(child(pom(), "description").startsWith("A construct that "));
        assertEquals(PROJECT, child(pom(), "url"));
    }

    @Test
    void namesItsLicence() throws Exception {
        Element licence = only(pom(), "license");

        assertEquals("Apache-2.0", text(licence, "name"));
        assertEquals("https://www.apache.org/licenses/LICENSE-2.0.txt", text(licence, "url"));
    }

    @Test
    void namesWhoDevelopsIt() throws Exception {
        Element developer = only(pom(), "developer");

        assertEquals("The maintainers", text(developer, "name"));
        assertEquals("datazonecdk", text(developer, "organization"));
        assertEquals("https://github.com/datazonecdk", text(developer, "organizationUrl"));
    }

    /** The same for each module: Maven would append the module's name. */
    @Test
    void tellsWhereItsSourcesAre() throws Exception {
        Element scm = only(pom(), "scm");

        assertEquals("scm:git:" + PROJECT + ".git", text(scm, "connection"));
        assertEquals("scm:git:" + PROJECT.replace("https://", "ssh://git@") + ".git", text(scm, "developerConnection"));
        assertEquals(PROJECT, text(scm, "url"));
    }

    /** No parent, no repository, and a jar, as no packaging is given. */
    @Test
    void standsAlone() throws Exception {
        List<String> elements =
                elements(pom().getChildNodes()).map(Node::getNodeName).toList();

        assertEquals(
                List.of(
                        "modelVersion",
                        "groupId",
                        "artifactId",
                        "version",
                        "name",
                        "description",
                        "url",
                        "licenses",
                        "developers",
                        "scm",
                        "dependencies"),
                elements);
    }

    private static Element pom() throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(CloudAssembly.testClasses()
                        .resolveSibling(".flattened-pom.xml")
                        .toFile())
                .getDocumentElement();
    }

    private static Stream<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }

    private static Element only(Element element, String name) {
        NodeList found = element.getElementsByTagName(name);
        assertEquals(1, found.getLength(), name);
        return (Element) found.item(0);
    }

    private static String child(Element element, String name) {
        return elements(element.getChildNodes())
                .filter(child -> child.getNodeName().equals(name))
                .findFirst()
                .orElseThrow()
                .getTextContent();
    }

    private static String text(Element element, String name) {
        return element.getElementsByTagName(name).item(0).getTextContent();
    }
}
