package io.github.datazonecdk.metadatageneration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The bill of materials (CycloneDX) that is published with the artifact. Maven writes one of the dependencies of each
 * module and knows of nothing that a jar embeds: {@link #main} adds the provider's to the artifact's.
 */
final class BillOfMaterials {
    private final JsonNode bom;
    private final Map<String, JsonNode> dependencies;

    private BillOfMaterials(JsonNode bom) {
        this.bom = bom;
        this.dependencies = elements(bom.get("dependencies"))
                .collect(Collectors.toMap(dependency -> dependency.get("ref").asText(), Function.identity()));
    }

    /** Takes the artifact's file, which it writes anew, and the provider's. */
    public static void main(String[] files) throws IOException {
        Path file = Path.of(files[0]);
        ObjectNode bom = (ObjectNode) Json.read(file);
        embed((ObjectNode) Json.read(Path.of(files[1])), bom);
        Files.writeString(file, bom.toPrettyString());
    }

    private static void embed(ObjectNode provider, ObjectNode artifact) throws IOException {
        ObjectNode embedded = (ObjectNode) provider.get("metadata").get("component");
        embedded.putArray("hashes").addObject().put("alg", "SHA-256").put("content", ProviderJar.sha256());
        add(embedded, (ArrayNode) artifact.get("components"));
        provider.get("components").forEach(component -> add(component, (ArrayNode) artifact.get("components")));
        ((ArrayNode) artifact.get("dependencies").get(0).get("dependsOn")).add(embedded.get("bom-ref"));
        provider.get("dependencies").forEach(dependency -> add(dependency, (ArrayNode) artifact.get("dependencies")));
    }

    private static void add(JsonNode element, ArrayNode elements) {
        if (elements(elements).noneMatch(element::equals)) {
            elements.add(element);
        }
    }

    static BillOfMaterials published() {
        return new BillOfMaterials(Json.read(CloudAssembly.testClasses().resolveSibling("bom.json")));
    }

    String text() {
        return bom.toString();
    }

    Stream<Component> components() {
        return elements(bom.get("components")).map(Component::of);
    }

    Component component(String name) {
        return components()
                .filter(component -> component.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What the provider's jar holds beside the provider. */
    Stream<Component> embedded() {
        Set<String> reached = new LinkedHashSet<>();
        reach(component("datazone-metadata-generation-provider").ref(), reached);
        return components().filter(component -> reached.contains(component.ref()));
    }

    private void reach(String ref, Set<String> reached) {
        dependenciesOf(ref).filter(reached::add).forEach(dependency -> reach(dependency, reached));
    }

    Stream<String> dependenciesOf(String ref) {
        return elements(dependencies.get(ref).path("dependsOn")).map(JsonNode::asText);
    }

    String artifact() {
        return bom.get("metadata").get("component").get("bom-ref").asText();
    }

    static Path repository() {
        String repository = System.getProperty("maven.repo.local");
        assumeTrue(repository != null, "only Maven's own run knows where the jars are");
        return Path.of(repository);
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    record Component(
            String ref, String group, String name, String version, String purl, String sha256, String licence) {

        private static Component of(JsonNode component) {
            JsonNode licence = component.path("licenses").path(0);
            return new Component(
                    component.path("bom-ref").asText(),
                    component.path("group").asText(),
                    component.path("name").asText(),
                    component.path("version").asText(),
                    component.path("purl").asText(),
                    elements(component.path("hashes"))
                            .filter(hash -> hash.get("alg").asText().equals("SHA-256"))
                            .map(hash -> hash.get("content").asText())
                            .findFirst()
                            .orElse(""),
                    licence.path("license")
                            .path("id")
                            .asText(licence.path("expression").asText()));
        }

        Path jar() {
            return repository()
                    .resolve(group.replace('.', '/'))
                    .resolve(name)
                    .resolve(version)
                    .resolve(name + "-" + version + ".jar");
        }
    }
}
