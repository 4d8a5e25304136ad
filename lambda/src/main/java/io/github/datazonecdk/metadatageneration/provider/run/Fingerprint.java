package io.github.datazonecdk.metadatageneration.provider.run;

import io.github.datazonecdk.metadatageneration.provider.datazone.RunRequest;
import io.github.datazonecdk.metadatageneration.provider.text.Hash;
import java.util.TreeSet;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * A hash of what defines a run. It decides whether an update starts a run, so it must never change for unchanged input,
 * in any release: what is hashed, its order and its spelling stay as they are.
 */
final class Fingerprint {
    private Fingerprint() {}

    static String of(RunSettings settings) {
        RunRequest request = settings.request();
        try (JsonWriter json = JsonWriter.create()) {
            json.writeStartObject();
            member(json, "clientToken", settings.clientToken());
            member(json, "domainIdentifier", request.domainIdentifier());
            member(json, "owningProjectIdentifier", request.owningProjectIdentifier());
            member(json, "region", settings.access().region());
            member(json, "rerunTrigger", settings.rerunTrigger());
            json.writeFieldName("target").writeStartObject();
            member(json, "identifier", request.assetIdentifier());
            member(json, "name", request.assetName());
            member(json, "revision", request.assetRevision());
            member(json, "type", "ASSET");
            json.writeEndObject();
            json.writeFieldName("types").writeStartArray();
            new TreeSet<>(request.allTypes()).forEach(json::writeValue);
            json.writeEndArray().writeEndObject();
            return Hash.of(json.getBytes()).substring(0, 32);
        }
    }

    private static void member(JsonWriter json, String name, String value) {
        if (value != null) {
            json.writeFieldName(name).writeValue(value);
        }
    }
}
