package io.github.datazonecdk.metadatageneration;

/**
 * Defines who becomes a member of a run's owning project: the role that calls Amazon DataZone, or a group that
 * this role belongs to.
 */
public final class MetadataGenerationMembership {
    private final String groupIdentifier;
    private final MetadataGenerationDesignation designation;

    private MetadataGenerationMembership(String groupIdentifier, MetadataGenerationDesignation designation) {
        this.groupIdentifier = groupIdentifier;
        this.designation = Requirement.given("projectMembership.designation", designation);
    }

    /**
     * Defines that the role which calls Amazon DataZone is a contributor of the project: the run's assumedRoleArn, or
     * else the function's own role.
     *
     * @return the membership
     */
    public static MetadataGenerationMembership contributor() {
        return new MetadataGenerationMembership(null, MetadataGenerationDesignation.PROJECT_CONTRIBUTOR);
    }

    /**
     * Defines that the role which calls Amazon DataZone is an owner of the project: the run's assumedRoleArn, or else
     * the function's own role.
     *
     * @return the membership
     */
    public static MetadataGenerationMembership owner() {
        return new MetadataGenerationMembership(null, MetadataGenerationDesignation.PROJECT_OWNER);
    }

    /**
     * Defines that a group is a contributor of the project, as domains need where they let no role in by itself. The
     * role which calls Amazon DataZone must be in the group: nothing here puts it there.
     *
     * @param groupIdentifier the id of the group profile, literal or token
     * @return the membership
     * @throws IllegalArgumentException if the identifier is null or blank
     */
    public static MetadataGenerationMembership group(String groupIdentifier) {
        return group(groupIdentifier, MetadataGenerationDesignation.PROJECT_CONTRIBUTOR);
    }

    /**
     * Defines that a group is a member of the project. The role which calls Amazon DataZone must be in the group:
     * nothing here puts it there.
     *
     * @param groupIdentifier the id of the group profile, literal or token
     * @param designation what the group may do in the project
     * @return the membership
     * @throws IllegalArgumentException if the identifier is null or blank, or the designation null
     */
    public static MetadataGenerationMembership group(
            String groupIdentifier, MetadataGenerationDesignation designation) {
        return new MetadataGenerationMembership(
                Requirement.notBlank("projectMembership.groupIdentifier", groupIdentifier), designation);
    }

    /**
     * Returns the group that is the member.
     *
     * @return the id of the group profile, or null where the member is the role which calls Amazon DataZone
     */
    public String getGroupIdentifier() {
        return groupIdentifier;
    }

    /**
     * Returns what the member may do in the project.
     *
     * @return the designation
     */
    public MetadataGenerationDesignation getDesignation() {
        return designation;
    }
}
