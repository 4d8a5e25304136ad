package io.github.datazonecdk.metadatageneration;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * Defines which assets a batch generates metadata for: a list, a file, or all that the project owns.
 *
 * <pre>{@code
 * MetadataGenerationBatch.Builder.create(this, "Sales")
 *         .domainIdentifier("dzd_4p2x9k7")
 *         .owningProjectIdentifier("3jx9m2c")
 *         .assets(MetadataGenerationAssets.ofProject().withNamePrefix("sales_"))
 *         .type(MetadataGenerationType.BUSINESS_DESCRIPTIONS)
 *         .build();
 * }</pre>
 */
public abstract class MetadataGenerationAssets {
    MetadataGenerationAssets() {}

    /**
     * Defines the assets one by one. They are uploaded as a file when the stack is deployed, so their number does not change
     * the template. A change of them starts the batch again; their order and duplicates among them count for nothing more
     * than the order of the starts.
     *
     * @param identifiers the ids of the assets, literal, at least one
     * @return the assets
     * @throws IllegalArgumentException if there is no identifier, or if one is null, blank or a token, or holds a line break
     *     or a control character
     */
    public static MetadataGenerationAssets of(List<String> identifiers) {
        return new ListedAssets(identifiers);
    }

    /**
     * Defines the assets by a file, which is read each time that the batch is started: a JSON array of ids. What is in the
     * file does not start the batch again, only another bucket or key does; let {@link
     * MetadataGenerationBatchProps#getRerunTrigger rerunTrigger} change with the file to have that.
     *
     * @param bucket the bucket that holds the file
     * @param key the key of the file, literal or token
     * @return the assets
     * @throws IllegalArgumentException if the bucket is null, or the key null or blank
     */
    public static MetadataGenerationAssets fromBucket(IBucket bucket, String key) {
        return new StoredAssets(bucket, key);
    }

    /**
     * Defines all assets that the owning project has when the batch is started. They are found with Search, which the
     * function's role is permitted for this.
     *
     * @return the assets, to be narrowed down by type and name
     */
    public static MetadataGenerationProjectAssets ofProject() {
        return new MetadataGenerationProjectAssets(null, null);
    }

    /** What is wrong with the assets where their predictions are accepted. */
    void checkAccepted() {}

    /** Whether the function has to search for them. */
    boolean isFoundBySearch() {
        return false;
    }

    /** Makes what the batch needs of them, which is part of the scope. */
    abstract Selected select(Construct scope);

    /**
     * What the function is told of them.
     *
     * @param bucket the bucket of the file that lists them, or null where there is none
     * @param key the key of that file
     */
    record Selected(Map<String, Object> properties, IBucket bucket, String key) {}
}
