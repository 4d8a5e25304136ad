package io.github.datazonecdk.metadatageneration.provider.batch;

import java.time.Instant;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * An execution of the state machine, as Step Functions describes it.
 *
 * @param status as sent, which may be one that this SDK does not know
 * @param error null where there is none
 * @param cause null where there is none
 * @param ended null where it has not
 */
record Execution(String arn, String status, String error, String cause, Instant ended) {
    private static final int NAME_LENGTH = 36;

    /** One of which no more is known. */
    Execution(String arn, String status) {
        this(arn, status, null, null, null);
    }

    /** A name that a physical id has room for. */
    static String name(String token) {
        return token.substring(0, NAME_LENGTH);
    }

    static String arn(String stateMachineArn, String name) {
        return stateMachineArn.replaceFirst(":stateMachine:", ":execution:") + ":" + name;
    }

    ExecutionStatus knownStatus() {
        return status == null ? ExecutionStatus.UNKNOWN_TO_SDK_VERSION : ExecutionStatus.fromValue(status);
    }

    boolean isDead() {
        return switch (knownStatus()) {
            case FAILED, TIMED_OUT, ABORTED -> true;
            case RUNNING, PENDING_REDRIVE, SUCCEEDED, UNKNOWN_TO_SDK_VERSION -> false;
        };
    }
}
