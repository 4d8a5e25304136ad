package io.github.datazonecdk.metadatageneration.provider;

/** Which outcome of a run fails the deployment. */
enum FailOn {
    FAILED,
    PARTIALLY_SUCCEEDED,
    NOTHING;

    boolean fails(Run run) {
        return switch (run.knownStatus()) {
            case FAILED, CANCELED -> this != NOTHING;
            case PARTIALLY_SUCCEEDED -> this == PARTIALLY_SUCCEEDED;
            case SUBMITTED, IN_PROGRESS, SUCCEEDED, UNKNOWN_TO_SDK_VERSION -> false;
        };
    }
}
