package io.github.datazonecdk.metadatageneration.provider.text;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/** SHA-256 in hexadecimal. */
public final class Hash {
    private Hash() {}

    /** Hashes texts as a JSON array, so that no two lists of texts give the same bytes. */
    public static String of(String... texts) {
        try (JsonWriter json = JsonWriter.create()) {
            json.writeStartArray();
            for (String text : texts) {
                json.writeValue(text);
            }
            return of(json.writeEndArray().getBytes());
        }
    }

    public static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
