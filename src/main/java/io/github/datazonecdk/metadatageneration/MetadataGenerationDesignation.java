package io.github.datazonecdk.metadatageneration;

/** Defines what a member of a project may do there. */
public enum MetadataGenerationDesignation {
    /** The member works on the project's assets; it may start metadata generation runs. */
    PROJECT_CONTRIBUTOR,
    /** The member may change the project itself too, its members included. */
    PROJECT_OWNER
}
