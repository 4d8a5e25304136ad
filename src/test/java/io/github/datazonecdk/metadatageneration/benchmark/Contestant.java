package io.github.datazonecdk.metadatageneration.benchmark;

import java.util.concurrent.Callable;

/**
 * Somebody who is measured, in turn with others.
 *
 * @param name tells it from all others
 * @param memorySize of its function, in megabytes
 * @param isDefault whether its template gives it that memory
 * @param packageMegabytes of its function's code, as it is uploaded
 * @param starts how many runs one cold start of it starts
 * @param coldStart plays one
 */
record Contestant(
        String name,
        int memorySize,
        boolean isDefault,
        double packageMegabytes,
        int starts,
        Callable<Sample> coldStart) {

    /** Whether it is not one function but all that takes part in a request. */
    boolean isPath() {
        return name.equals(Contestants.OUR_PATH) || name.equals(Contestants.THEIR_PATH);
    }
}
