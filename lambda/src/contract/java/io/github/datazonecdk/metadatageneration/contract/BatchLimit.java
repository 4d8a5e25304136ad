package io.github.datazonecdk.metadatageneration.contract;

/** The ranges of a batch's numbers. */
public final class BatchLimit {
    /** How many assets an execution may generate for. */
    public static final int MOST_ASSETS = 1_000_000;

    public static final int DEFAULT_MAX_ASSETS = 1_000;

    /** How many runs an execution starts a second; DataZone admits 10 unless AWS raises the quota. */
    public static final int MOST_STARTS_PER_SECOND = 100;

    public static final int DEFAULT_STARTS_PER_SECOND = 10;

    private BatchLimit() {}
}
