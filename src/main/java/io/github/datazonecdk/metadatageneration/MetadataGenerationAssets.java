package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.contract.PropertyName.NAME_PREFIX;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TYPE_IDENTIFIER;

import java.util.List;
import software.amazon.awscdk.services.s3.IBucket;

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
public class MetadataGenerationAssets {
    private final AssetSelection selection;

    private MetadataGenerationAssets(AssetSelection selection) {
        this.selection = selection;
    }

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
        return new MetadataGenerationAssets(new ListedAssets(identifiers));
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
        return new MetadataGenerationAssets(new StoredAssets(bucket, key));
    }

    /**
     * Defines all assets that the owning project has when the batch is started. They are found with Search, which the
     * function's role is permitted for this.
     *
     * @return the assets, to be narrowed down by type and name
     */
    public static OfProject ofProject() {
        return new OfProject(new ProjectAssets(null, null));
    }

    AssetSelection selection() {
        return selection;
    }

    /** Defines the assets that a batch's owning project has, all of them or some. */
    public static final class OfProject extends MetadataGenerationAssets {
        private final ProjectAssets assets;

        private OfProject(ProjectAssets assets) {
            super(assets);
            this.assets = assets;
        }

        /**
         * Defines those of one asset type.
         *
         * @param typeIdentifier the id of the asset type, such as amazon.datazone.GlueTableAssetType, literal or token
         * @return the assets that are of this type as well
         * @throws IllegalArgumentException if the identifier is null or blank
         */
        public OfProject withType(String typeIdentifier) {
            Requirement.notBlank("assets." + TYPE_IDENTIFIER, typeIdentifier);
            return new OfProject(new ProjectAssets(typeIdentifier, assets.namePrefix()));
        }

        /**
         * Defines those whose name begins with a text, upper and lower case told apart.
         *
         * @param namePrefix what the names begin with, literal or token
         * @return the assets whose name begins so as well
         * @throws IllegalArgumentException if the prefix is null or empty
         */
        public OfProject withNamePrefix(String namePrefix) {
            Requirement.given("assets." + NAME_PREFIX, namePrefix);
            Requirement.require(!namePrefix.isEmpty(), "assets." + NAME_PREFIX + " must not be empty");
            return new OfProject(new ProjectAssets(assets.typeIdentifier(), namePrefix));
        }
    }
}
