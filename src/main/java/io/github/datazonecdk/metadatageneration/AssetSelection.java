package io.github.datazonecdk.metadatageneration;

import java.util.Map;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/** How a batch comes by its assets. */
interface AssetSelection {
    /** Refuses assets whose predictions cannot be accepted. */
    default void checkAccepted() {}

    /** Whether the function has to search for them. */
    default boolean isFoundBySearch() {
        return false;
    }

    /** Makes what the batch needs of them, which is part of the scope. */
    Selected select(Construct scope);

    /**
     * What the function is told of them.
     *
     * @param bucket the bucket of the file that lists them, or null where there is none
     * @param key the key of that file
     */
    record Selected(Map<String, Object> properties, IBucket bucket, String key) {}
}
