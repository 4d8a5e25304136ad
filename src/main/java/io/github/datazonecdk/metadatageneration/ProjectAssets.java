package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.contract.PropertyName.NAME_PREFIX;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.OWNER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TYPE_IDENTIFIER;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import software.constructs.Construct;

/** The assets that the project has, with two filters that may be null. */
record ProjectAssets(String typeIdentifier, String namePrefix) implements AssetSelection {
    @Override
    public boolean isFoundBySearch() {
        return true;
    }

    @Override
    public Selected select(Construct scope) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(OWNER, "PROJECT");
        properties.put(TYPE_IDENTIFIER, typeIdentifier);
        properties.put(NAME_PREFIX, namePrefix);
        properties.values().removeIf(Objects::isNull);
        return new Selected(properties, null, null);
    }
}
