package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.Requirement.require;

import io.github.datazonecdk.metadatageneration.contract.TimeLimit;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.TimeConversionOptions;

/** Checks durations and numbers. */
final class QuantityRequirement {
    /** By default CDK refuses to convert what gives a fraction. */
    private static final TimeConversionOptions FRACTIONS =
            TimeConversionOptions.builder().integral(false).build();

    private QuantityRequirement() {}

    static Duration timeout(String prop, Duration timeout) {
        if (timeout != null && timeout.isUnresolved()) {
            boolean seconds = timeout.unitLabel().equals("seconds");
            require(seconds, prop + " must be in seconds where it is a token, got " + timeout.unitLabel());
        } else if (timeout != null) {
            long least = TimeLimit.SHORTEST_TIMEOUT.toMinutes();
            long most = TimeLimit.LONGEST_TIMEOUT.toMinutes();
            wholeSeconds(prop, timeout, 60 * least, 60 * most, least + " to " + most + " minutes");
        }
        return timeout;
    }

    /** CloudFormation waits for five minutes longer than a run may take: a question must come in that time. */
    static Duration queryInterval(String prop, Duration interval) {
        if (interval != null) {
            require(!interval.isUnresolved(), prop + " must not be a token: the number of questions depends on it");
            wholeSeconds(prop, interval, 1, 120, "1 second to 2 minutes");
        }
        return interval;
    }

    private static void wholeSeconds(String prop, Duration duration, long least, long most, String allowed) {
        Number given = duration.toSeconds(FRACTIONS);
        // jsii sends infinity, which is more than fits, as null.
        double seconds = given == null ? Double.POSITIVE_INFINITY : given.doubleValue();
        require(
                isWhole(seconds, least, most),
                prop + " must be " + allowed + " in whole seconds, got " + duration.toHumanString());
    }

    static void memorySize(String prop, Number value) {
        require(
                value == null || isWhole(value.doubleValue(), 128, 10_240) || Requirement.isToken(value),
                prop + " must be a whole number of MiB from 128 to 10240, got " + Requirement.cut(value));
    }

    private static boolean isWhole(double value, long least, long most) {
        return value >= least && value <= most && value == Math.rint(value);
    }

    static Number fraction(String prop, Number value) {
        require(
                value == null || value.doubleValue() >= 0 && value.doubleValue() <= 1 || Requirement.isToken(value),
                prop + " must be between 0 and 1, got " + Requirement.cut(value));
        return value;
    }
}
