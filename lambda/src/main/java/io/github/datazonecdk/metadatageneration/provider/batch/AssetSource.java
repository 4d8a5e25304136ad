package io.github.datazonecdk.metadatageneration.provider.batch;

import static io.github.datazonecdk.metadatageneration.contract.PropertyName.BUCKET;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.HASH;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.KEY;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.NAME_PREFIX;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.OWNER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TYPE_IDENTIFIER;

import io.github.datazonecdk.metadatageneration.provider.text.Properties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where a batch has its assets from. */
sealed interface AssetSource {
    /** The owner that stands for the batch's own project. */
    String PROJECT = "PROJECT";

    /**
     * An object in S3.
     *
     * @param hash of its content where the construct has shipped it; null for a user's own object, which may change
     */
    record Listed(String bucket, String key, String hash) implements AssetSource {
        @Override
        public Map<String, String> members() {
            return present(BUCKET, bucket, KEY, key, HASH, hash);
        }

        /** What is shipped is defined by its content, wherever the bootstrap bucket is. */
        @Override
        public Map<String, String> defining() {
            return hash == null ? members() : present(HASH, hash);
        }

        @Override
        public String toString() {
            return "s3://" + bucket + "/" + key;
        }
    }

    /**
     * What the project owns.
     *
     * @param typeIdentifier null for assets of any type
     * @param namePrefix null for any name
     */
    record Owned(String typeIdentifier, String namePrefix) implements AssetSource {
        @Override
        public Map<String, String> members() {
            return present(OWNER, PROJECT, TYPE_IDENTIFIER, typeIdentifier, NAME_PREFIX, namePrefix);
        }

        @Override
        public Map<String, String> defining() {
            return members();
        }
    }

    static AssetSource read(Properties assets) {
        if (assets.oneOf(OWNER, List.of(PROJECT), null) != null) {
            return new Owned(
                    assets.optional(TYPE_IDENTIFIER, Properties.NOT_BLANK),
                    assets.optional(NAME_PREFIX, Properties.ANY));
        }
        return new Listed(
                assets.required(BUCKET, Properties.NOT_BLANK),
                assets.required(KEY, Properties.NOT_BLANK),
                assets.optional(HASH, Properties.NOT_BLANK));
    }

    /** As a property of the resource, and in the execution's input. */
    Map<String, String> members();

    /** What a change of starts the batch anew. */
    Map<String, String> defining();

    private static Map<String, String> present(String... namesAndValues) {
        Map<String, String> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        members.values().removeIf(Objects::isNull);
        return members;
    }
}
