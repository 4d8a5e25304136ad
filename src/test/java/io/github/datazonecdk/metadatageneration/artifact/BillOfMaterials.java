package io.github.datazonecdk.metadatageneration.artifact;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The bill of materials (CycloneDX) that is published with the artifact. Maven writes one of the dependencies of each
 * module and knows of nothing that a jar embeds: {@link #main} adds the provider's to the artifact's, and what its own
 * jars embed in turn.
 */
final class BillOfMaterials {
    private static final Pattern DERIVED =
            Pattern.compile("(?m)^([\\w-]+), (Copyright (?:\\(c\\) )?\\d{4} [^.]+)\\. (.+) License\\.$");
    private static final Map<String, String> SPDX =
            Map.of("MIT", "MIT", "BSL", "BSL-1.0", "2-clause BSD", "BSD-2-Clause");

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
        embedded.putArray("hashes").addObject().put("alg", "SHA-256").put("content", ProviderJar.sha256OfPackage());
        add(embedded, (ArrayNode) artifact.get("components"));
        provider.get("components").forEach(component -> add(component, (ArrayNode) artifact.get("components")));
        ((ArrayNode) artifact.get("dependencies").get(0).get("dependsOn")).add(embedded.get("bom-ref"));
        provider.get("dependencies").forEach(dependency -> add(dependency, (ArrayNode) artifact.get("dependencies")));
        for (JsonNode component : artifact.get("components")) {
            if (component.get("name").asText().equals("third-party-jackson-core")) {
                addWhatIsWithinJackson(((ObjectNode) component).putArray("components"));
            }
        }
    }

    /** FastDoubleParser, and what it derives from, by its own notice. */
    private static void addWhatIsWithinJackson(ArrayNode components) throws IOException {
        String notice = ProviderJar.text("META-INF/FastDoubleParser-NOTICE");
        Matcher copyright = Pattern.compile("Copyright © [^\n]+").matcher(notice);
        if (!copyright.find()) {
            throw new IllegalStateException("no copyright in " + notice);
        }
        add(components, "FastDoubleParser", copyright.group(), "MIT");
        DERIVED.matcher(notice)
                .results()
                .forEach(derived -> add(components, derived.group(1), derived.group(2), SPDX.get(derived.group(3))));
    }

    private static void add(ArrayNode components, String name, String copyright, String licence) {
        ObjectNode component =
                components.addObject().put("type", "library").put("name", name).put("copyright", copyright);
        component.putArray("licenses").addObject().putObject("license").put("id", licence);
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
