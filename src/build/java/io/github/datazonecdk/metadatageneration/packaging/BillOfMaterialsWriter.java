package io.github.datazonecdk.metadatageneration.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Completes the bill of materials (CycloneDX) that is published with the artifact. Maven writes one of the dependencies of
 * each module and knows of nothing that a jar embeds: this adds the provider's to the artifact's, and what its own jars
 * embed in turn.
 *
 * <p>The build runs it as a program.
 */
final class BillOfMaterialsWriter {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NOTICE = "META-INF/FastDoubleParser-NOTICE";
    private static final Pattern COPYRIGHT = Pattern.compile("Copyright © [^\n]+");
    private static final Pattern DERIVED =
            Pattern.compile("(?m)^([\\w-]+), (Copyright (?:\\(c\\) )?\\d{4} [^.]+)\\. (.+) License\\.$");
    private static final Map<String, String> SPDX =
            Map.of("MIT", "MIT", "BSL", "BSL-1.0", "2-clause BSD", "BSD-2-Clause");

    private final Path providerPackage;
    private final ArrayNode components;
    private final ArrayNode dependencies;

    private BillOfMaterialsWriter(ObjectNode artifact, Path providerPackage) {
        this.providerPackage = providerPackage;
        components = (ArrayNode) artifact.get("components");
        dependencies = (ArrayNode) artifact.get("dependencies");
    }

    /** Takes the artifact's file, which it writes anew, the provider's, and the package with the provider's jar. */
    public static void main(String[] files) throws IOException {
        Path file = Path.of(files[0]);
        ObjectNode artifact = (ObjectNode) read(file);
        new BillOfMaterialsWriter(artifact, Path.of(files[2])).embed((ObjectNode) read(Path.of(files[1])));
        Files.writeString(file, artifact.toPrettyString());
    }

    private void embed(ObjectNode provider) throws IOException {
        ObjectNode embedded = (ObjectNode) provider.get("metadata").get("component");
        embedded.putArray("hashes").addObject().put("alg", "SHA-256").put("content", sha256OfPackage());
        add(embedded, components);
        provider.get("components").forEach(component -> add(component, components));
        ((ArrayNode) dependencies.get(0).get("dependsOn")).add(embedded.get("bom-ref"));
        provider.get("dependencies").forEach(dependency -> add(dependency, dependencies));
        for (JsonNode component : components) {
            if (component.get("name").asText().equals("third-party-jackson-core")) {
                addWhatIsWithinJackson(((ObjectNode) component).putArray("components"));
            }
        }
    }

    private static void add(JsonNode element, ArrayNode elements) {
        if (StreamSupport.stream(elements.spliterator(), false).noneMatch(element::equals)) {
            elements.add(element);
        }
    }

    /** FastDoubleParser, and what it derives from, by its own notice. */
    private void addWhatIsWithinJackson(ArrayNode within) throws IOException {
        String notice = notice();
        Matcher copyright = COPYRIGHT.matcher(notice);
        if (!copyright.find()) {
            throw new IllegalStateException("no copyright in " + notice);
        }
        add(within, "FastDoubleParser", copyright.group(), "MIT");
        DERIVED.matcher(notice)
                .results()
                .forEach(derived -> add(within, derived.group(1), derived.group(2), SPDX.get(derived.group(3))));
    }

    private static void add(ArrayNode within, String name, String copyright, String licence) {
        ObjectNode component =
                within.addObject().put("type", "library").put("name", name).put("copyright", copyright);
        component.putArray("licenses").addObject().putObject("license").put("id", licence);
    }

    private String notice() throws IOException {
        try (InputStream file = Files.newInputStream(providerPackage);
                ZipInputStream content = new ZipInputStream(file)) {
            content.getNextEntry();
            ZipInputStream jar = new ZipInputStream(content);
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                if (entry.getName().equals(NOTICE)) {
                    return new String(jar.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new IllegalStateException("the embedded jar holds no " + NOTICE);
    }

    private String sha256OfPackage() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(providerPackage)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return MAPPER.readTree(file.toFile());
    }
}
