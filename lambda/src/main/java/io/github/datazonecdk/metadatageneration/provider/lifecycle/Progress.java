package io.github.datazonecdk.metadatageneration.provider.lifecycle;

import java.util.Map;
import java.util.Optional;

/**
 * How far a generation is.
 *
 * @param status as the service names it; null where it names none
 * @param flaw why the deployment fails, by the request's own idea of failure; empty where it does not
 * @param settling whether it has ended, but more may be known of it soon
 */
public record Progress(
        String status, State state, Optional<Flaw> flaw, Map<String, String> attributes, boolean settling) {
    public Progress(String status, State state, Optional<Flaw> flaw, Map<String, String> attributes) {
        this(status, state, flaw, attributes, false);
    }

    /** What a status comes to. */
    public enum State {
        ACTIVE,
        /** Wholly or in part: there is something to accept. */
        SUCCEEDED,
        FAILED,
        CANCELED
    }

    /** Why a deployment fails, and what a person can do. */
    public record Flaw(String why, String advice) {}

    boolean isActive() {
        return state == State.ACTIVE;
    }

    boolean isCanceled() {
        return state == State.CANCELED;
    }

    boolean hasSucceeded() {
        return state == State.SUCCEEDED;
    }

    /** Whether it is worth taking up again: what failed is not, though a request may count it as no failure. */
    boolean isOfUse() {
        return (isActive() || hasSucceeded()) && flaw.isEmpty();
    }
}
