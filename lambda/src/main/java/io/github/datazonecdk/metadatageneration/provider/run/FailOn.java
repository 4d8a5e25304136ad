package io.github.datazonecdk.metadatageneration.provider.run;

import io.github.datazonecdk.metadatageneration.provider.datazone.Run;
import java.util.List;
import java.util.stream.Stream;

/** Which outcome of a run fails the deployment. */
enum FailOn {
    FAILED,
    PARTIALLY_SUCCEEDED,
    NOTHING;

    static List<String> names() {
        return Stream.of(values()).map(FailOn::name).toList();
    }

    boolean fails(Run run) {
        return switch (run.knownStatus()) {
            case FAILED, CANCELED -> this != NOTHING;
            case PARTIALLY_SUCCEEDED -> this == PARTIALLY_SUCCEEDED;
            case SUBMITTED, IN_PROGRESS, SUCCEEDED, UNKNOWN_TO_SDK_VERSION -> false;
        };
    }
}
