package io.github.datazonecdk.metadatageneration;

/** Defines which outcomes of an awaited run fail the deployment. */
public enum MetadataGenerationFailOn {
    /** A run that ends FAILED or CANCELED fails the deployment; PARTIALLY_SUCCEEDED does not. */
    FAILED,
    /** A run that ends PARTIALLY_SUCCEEDED fails the deployment too, as FAILED and CANCELED do. */
    PARTIALLY_SUCCEEDED,
    /**
     * No outcome fails the deployment: the run's Status tells how it ended. A run that is refused, or not over within
     * the timeout, still fails it.
     */
    NOTHING
}
