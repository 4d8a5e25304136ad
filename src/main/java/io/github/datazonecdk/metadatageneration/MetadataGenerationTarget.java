package io.github.datazonecdk.metadatageneration;

/** Defines what metadata is generated for. */
public final class MetadataGenerationTarget {
    private final String identifier;
    private final String revision;
    private final String name;

    private MetadataGenerationTarget(String identifier, String revision, String name) {
        this.identifier = identifier;
        this.revision = revision;
        this.name = name;
    }

    /**
     * Defines an asset as the target, in the revision that is the latest when the run starts.
     *
     * @param identifier the asset's id, literal or token
     * @return the target
     * @throws IllegalArgumentException if the identifier is null or blank, or holds a line break or a control character
     */
    public static MetadataGenerationTarget asset(String identifier) {
        return asset(identifier, null);
    }

    /**
     * Defines one revision of an asset as the target.
     *
     * @param identifier the asset's id, literal or token
     * @param revision the asset's revision, of 1 to 64 characters, literal or token; null is the latest one
     * @return the target
     * @throws IllegalArgumentException if the identifier is null or blank, or holds a line break or a control character, or
     *     if the revision is blank or too long
     */
    public static MetadataGenerationTarget asset(String identifier, String revision) {
        TextRequirement.asset("target.identifier", identifier);
        TextRequirement.revision("target.revision", revision);
        return new MetadataGenerationTarget(identifier, revision, null);
    }

    /**
     * Defines an asset by its name, as whoever writes a stack knows the name of a table, but not the id that a data source
     * gives it. It is found with Search while the stack is deployed, which the function's role is permitted for this; an
     * assumed role must be permitted it already. The deployment fails where the owning project has no asset of exactly this
     * name, or several, and lists what there is. A run is started anew when the name changes, not when the asset of this name
     * does.
     *
     * <pre>{@code
     * MetadataGenerationRun.Builder.create(this, "Customers")
     *         .domainIdentifier("dzd_4p2x9k7")
     *         .owningProjectIdentifier("3jx9m2c")
     *         .target(MetadataGenerationTarget.assetNamed("customers"))
     *         .type(MetadataGenerationType.BUSINESS_NAMES)
     *         .build();
     * }</pre>
     *
     * @param name the asset's name, upper and lower case told apart, literal or token
     * @return the target, always in the revision that is the latest when the run starts
     * @throws IllegalArgumentException if the name is null or blank, or holds a line break or a control character
     * @see <a href="https://docs.aws.amazon.com/datazone/latest/APIReference/API_Search.html">Search</a>
     */
    public static MetadataGenerationTarget assetNamed(String name) {
        return new MetadataGenerationTarget(null, null, TextRequirement.asset("target.name", name));
    }

    /**
     * Returns the id of the target.
     *
     * @return the asset's id, or null where the target has a name instead
     */
    public String getIdentifier() {
        return identifier;
    }

    /**
     * Returns the revision of the target.
     *
     * @return the asset's revision, or null for the latest one
     */
    public String getRevision() {
        return revision;
    }

    /**
     * Returns the name of the target.
     *
     * @return the asset's name, or null where the target has an id instead
     */
    public String getName() {
        return name;
    }

    /**
     * Returns the type of the target.
     *
     * @return ASSET, the only type that Amazon DataZone knows
     */
    public String getType() {
        return "ASSET";
    }
}
