package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.contract.PropertyName.BUCKET;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.KEY;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/** The assets that a file in S3 lists. */
final class StoredAssets implements AssetSelection {
    private final IBucket bucket;
    private final String key;

    StoredAssets(IBucket bucket, String key) {
        this.bucket = Requirement.given("assets.bucket", bucket);
        this.key = Requirement.notBlank("assets.key", key);
    }

    @Override
    public Selected select(Construct scope) {
        return selected(bucket, key);
    }

    static Selected selected(IBucket bucket, String key) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(BUCKET, bucket.getBucketName());
        properties.put(KEY, key);
        return new Selected(properties, bucket, key);
    }
}
