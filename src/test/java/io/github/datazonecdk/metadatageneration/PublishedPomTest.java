package io.github.datazonecdk.metadatageneration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

class PublishedPomTest {

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

    private static String text(Element element, String name) {
        return element.getElementsByTagName(name).item(0).getTextContent();
    }
}
