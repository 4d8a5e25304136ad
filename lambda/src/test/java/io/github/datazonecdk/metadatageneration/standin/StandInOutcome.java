package io.github.datazonecdk.metadatageneration.standin;

import java.util.List;

/**
 * What becomes of a run once it has been SUBMITTED and IN_PROGRESS for as long as runs take.
 *
 * @param status the status that it then has for good
 * @param messages error messages for its types, in their order; the last one goes for the types that are left
 */
public record StandInOutcome(String status, List<String> messages) {
    public static StandInOutcome succeeds() {
        return ends("SUCCEEDED");
    }

    public static StandInOutcome fails(String... messages) {
        return ends("FAILED", messages);
    }

    public static StandInOutcome succeedsPartially(String... messages) {
        return ends("PARTIALLY_SUCCEEDED", messages);
    }

    public static StandInOutcome isCanceled() {
        return ends("CANCELED");
    }

    public static StandInOutcome neverEnds() {
        return ends("IN_PROGRESS");
    }

    /** Any status, also none or one that the API does not have yet: such a run counts as active. */
    public static StandInOutcome ends(String status, String... messages) {
        return new StandInOutcome(status, List.of(messages));
    }

    public boolean isActive() {
        return isActive(status);
    }

    public static boolean isActive(String status) {
        return status == null
                || !List.of("CANCELED", "SUCCEEDED", "FAILED", "PARTIALLY_SUCCEEDED")
                        .contains(status);
    }

    /** In a run that succeeded partially the first type did and the others did not. */
    String statusOfType(int index, int types) {
        if (!"PARTIALLY_SUCCEEDED".equals(status) || types == 1) {
            return status;
        }
        return index == 0 ? "SUCCEEDED" : "FAILED";
    }

    String messageOfType(int index) {
        return messages.isEmpty() ? null : messages.get(Math.min(index, messages.size() - 1));
    }
}
