package io.github.datazonecdk.metadatageneration;

/** Defines what metadata is generated for. */
public final class MetadataGenerationTarget {
    private final String identifier;
    private final String revision;

    private MetadataGenerationTarget(String identifier, String revision) {
        this.identifier = TextRequirement.asset("target.identifier", identifier);
        this.revision = TextRequirement.revision("target.revision", revision);
    }

    /**
     * Defines an asset as the target, in the revision that is the latest when the run starts.
     *
     * @param identifier the asset's id, literal or token
     * @return the target
     * @throws IllegalArgumentException if the identifier is null or blank, or holds a line break or a control character
     */
    public static MetadataGenerationTarget asset(String identifier) {
        return new MetadataGenerationTarget(identifier, null);
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
        return new MetadataGenerationTarget(identifier, revision);
    }

    /**
     * Returns the id of the target.
     *
     * @return the asset's id
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
     * Returns the type of the target.
     *
     * @return ASSET, the only type that Amazon DataZone knows
     */
    public String getType() {
        return "ASSET";
    }
}
