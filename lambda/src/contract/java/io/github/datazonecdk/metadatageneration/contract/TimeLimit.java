package io.github.datazonecdk.metadatageneration.contract;

import java.time.Duration;

/** The times that construct and function share. */
public final class TimeLimit {
    /** How long a request may take, from the start of onEvent on. */
    public static final Duration SHORTEST_TIMEOUT = Duration.ofMinutes(1);

    public static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(55);
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

    /** How much longer than the timeout CloudFormation waits: the poll that fails the request must come in that time. */
    public static final Duration GRACE = Duration.ofMinutes(5);

    /** How long the Provider framework polls at least: the longest timeout and its grace. */
    public static final Duration POLLING = LONGEST_TIMEOUT.plus(GRACE);

    /** How long Lambda lets one call of the function run. */
    public static final Duration FUNCTION = Duration.ofMinutes(10);

    private TimeLimit() {}
}
