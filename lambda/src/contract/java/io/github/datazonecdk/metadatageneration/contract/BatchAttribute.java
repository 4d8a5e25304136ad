package io.github.datazonecdk.metadatageneration.contract;

import java.util.List;

/** The attributes of a batch's resource. */
public final class BatchAttribute {
    public static final String EXECUTION_ARN = "ExecutionArn";
    public static final String STATUS = "Status";
    public static final String TOTAL = "Total";
    public static final String STARTED = "Started";
    public static final String SUCCEEDED = "Succeeded";
    public static final String FAILED = "Failed";
    public static final String SKIPPED = "Skipped";
    public static final String RESULTS_URI = "ResultsUri";

    public static final List<String> NAMES =
            List.of(EXECUTION_ARN, STATUS, TOTAL, STARTED, SUCCEEDED, FAILED, SKIPPED, RESULTS_URI);

    private BatchAttribute() {}
}
