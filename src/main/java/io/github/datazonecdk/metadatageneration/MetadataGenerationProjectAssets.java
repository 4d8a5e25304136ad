package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.contract.PropertyName.NAME_PREFIX;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.OWNER;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TYPE_IDENTIFIER;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import software.constructs.Construct;

/** Defines the assets that a batch's owning project has, all of them or some. */
public final class MetadataGenerationProjectAssets extends MetadataGenerationAssets {
    private final String typeIdentifier;
    private final String namePrefix;

    MetadataGenerationProjectAssets(String typeIdentifier, String namePrefix) {
        this.typeIdentifier = typeIdentifier;
        this.namePrefix = namePrefix;
    }

    /**
     * Defines those of one asset type.
     *
     * @param typeIdentifier the id of the asset type, such as amazon.datazone.GlueTableAssetType, literal or token
     * @return the assets that are of this type as well
     * @throws IllegalArgumentException if the identifier is null or blank
     */
    public MetadataGenerationProjectAssets withType(String typeIdentifier) {
        Requirement.notBlank("assets." + TYPE_IDENTIFIER, typeIdentifier);
        return new MetadataGenerationProjectAssets(typeIdentifier, namePrefix);
    }

    /**
     * Defines those whose name begins with a text, upper and lower case told apart.
     *
     * @param namePrefix what the names begin with, literal or token
     * @return the assets whose name begins so as well
     * @throws IllegalArgumentException if the prefix is null or empty
     */
    public MetadataGenerationProjectAssets withNamePrefix(String namePrefix) {
        Requirement.given("assets." + NAME_PREFIX, namePrefix);
        Requirement.require(!namePrefix.isEmpty(), "assets." + NAME_PREFIX + " must not be empty");
        return new MetadataGenerationProjectAssets(typeIdentifier, namePrefix);
    }

    @Override
    boolean isFoundBySearch() {
        return true;
    }

    @Override
    Selected select(Construct scope) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(OWNER, "PROJECT");
        properties.put(TYPE_IDENTIFIER, typeIdentifier);
        properties.put(NAME_PREFIX, namePrefix);
        properties.values().removeIf(Objects::isNull);
        return new Selected(properties, null, null);
    }
}
