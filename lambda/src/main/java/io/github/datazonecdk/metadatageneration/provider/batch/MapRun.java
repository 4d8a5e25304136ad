package io.github.datazonecdk.metadatageneration.provider.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * How far the assets of an execution are.
 *
 * @param id under which its results are written
 * @param active whether its children may still end, and its results be written
 * @param failed those that failed, timed out or were stopped
 */
record MapRun(String id, boolean active, long total, long pending, long running, long succeeded, long failed) {
    long started() {
        return total - pending;
    }

    /** In words, without what there is none of. */
    String words() {
        List<String> words = new ArrayList<>(List.of(failed + " of " + total + " failed", succeeded + " succeeded"));
        if (running > 0) {
            words.add(running + " running");
        }
        if (pending > 0) {
            words.add(pending + " not started");
        }
        return String.join(", ", words);
    }
}
