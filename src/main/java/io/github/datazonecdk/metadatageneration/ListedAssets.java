package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.contract.PropertyName.HASH;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/** The assets of a list, which is shipped as a file: a template holds no more than 1 MB. */
final class ListedAssets implements AssetSelection {
    private static final String PROP = "assets";

    private final Set<String> identifiers;

    ListedAssets(List<String> identifiers) {
        Requirement.given(PROP, identifiers);
        Requirement.require(!identifiers.isEmpty(), PROP + " must hold at least one identifier, got none");
        identifiers.forEach(ListedAssets::check);
        this.identifiers = new LinkedHashSet<>(identifiers);
    }

    private static void check(String identifier) {
        TextRequirement.asset(PROP, identifier);
        // As tokens are written. To ask CDK is a call to Node.js for each.
        Requirement.require(
                !identifier.contains("${Token["),
                PROP
                        + " must be literal, as they are written to a file at synthesis, got a token: declare a run for it");
    }

    @Override
    public void checkAccepted() {
        identifiers.forEach(identifier -> TextRequirement.accepted(PROP, identifier));
    }

    @Override
    public Selected select(Construct scope) {
        Path file = write();
        Asset asset =
                Asset.Builder.create(scope, "Assets").path(file.toString()).build();
        Selected selected = StoredAssets.selected(asset.getBucket(), asset.getS3ObjectKey());
        selected.properties().put(HASH, hash());
        return selected;
    }

    /** The same in every release, and in every order. CDK's hash of the file depends on the app's settings as well. */
    private String hash() {
        byte[] sorted = String.join("\n", new TreeSet<>(identifiers)).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Sha256.digest().digest(sorted));
    }

    /** CDK names an asset by its content and stages a copy, so the file may go when the synthesis ends. */
    private Path write() {
        try {
            Path file = Files.createTempFile("metadata-generation-assets-", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, json(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the assets to a temporary file", e);
        }
    }

    /** Without a library: what an identifier may hold needs two characters escaped. */
    private String json() {
        return identifiers.stream()
                .map(identifier -> '"' + identifier.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",\n", "[", "]\n"));
    }
}
