package io.github.datazonecdk.metadatageneration.artifact;

import io.github.datazonecdk.metadatageneration.MetadataGenerationRun;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The jar of the embedded package, as the class path holds it. */
public final class ProviderJar {
    private ProviderJar() {}

    /** The package, which holds the jar and nothing else. */
    public static Path file() {
        try {
            return Path.of(
                    MetadataGenerationRun.class.getResource("provider.zip").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static ZipInputStream open() throws IOException {
        ZipInputStream code = new ZipInputStream(Files.newInputStream(file()));
        code.getNextEntry();
        return new ZipInputStream(code);
    }

    public static List<String> entries() throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream jar = open()) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    static String text(String name) throws IOException {
        try (ZipInputStream jar = open()) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return new String(jar.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError("the embedded jar holds no " + name);
    }

    public static String sha256OfPackage() throws IOException {
        return sha256(file());
    }

    public static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
