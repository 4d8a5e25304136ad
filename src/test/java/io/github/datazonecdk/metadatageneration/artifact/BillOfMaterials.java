package io.github.datazonecdk.metadatageneration.artifact;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The bill of materials (CycloneDX) that is published with the artifact. */
final class BillOfMaterials {
    private final JsonNode bom;
    private final Map<String, JsonNode> dependencies;

    private BillOfMaterials(JsonNode bom) {
        this.bom = bom;
        this.dependencies = elements(bom.get("dependencies"))
                .collect(Collectors.toMap(dependency -> dependency.get("ref").asText(), Function.identity()));
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
            String ref,
            String group,
            String name,
            String version,
            String purl,
            String sha256,
            Set<String> licences,
            Set<String> within) {

        private static Component of(JsonNode component) {
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
                    licences(component).collect(Collectors.toSet()),
                    elements(component.path("components"))
                            .map(within -> within.get("name").asText())
                            .collect(Collectors.toSet()));
        }

        /** Its own, and those of what is within it. */
        private static Stream<String> licences(JsonNode component) {
            return Stream.concat(
                    elements(component.path("licenses"))
                            .map(licence -> licence.path("license")
                                    .path("id")
                                    .asText(licence.path("expression").asText())),
                    elements(component.path("components")).flatMap(Component::licences));
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
