package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.Requirement.isToken;
import static io.github.datazonecdk.metadatageneration.Requirement.require;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.MAX_ASSETS;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.MAX_CONCURRENCY;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.STARTS_PER_SECOND;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TOLERATED_FAILURE_PERCENTAGE;

/** What the numbers of a batch must be like. */
final class BatchRequirement {
    private BatchRequirement() {}

    static Number maxAssets(Number value) {
        String allowed = " must be a whole number from 1 up, got ";
        require(isWhole(value, 1, Integer.MAX_VALUE) || isToken(value), MAX_ASSETS + allowed + Requirement.cut(value));
        return value;
    }

    static Number startsPerSecond(Number value) {
        String allowed = " must be a whole number from 1 to 100, got ";
        require(isWhole(value, 1, 100) || isToken(value), STARTS_PER_SECOND + allowed + Requirement.cut(value));
        return value;
    }

    static Number maxConcurrency(Number value) {
        return literal(MAX_CONCURRENCY, value, 1, 10_000);
    }

    static Number toleratedFailurePercentage(Number value) {
        return literal(TOLERATED_FAILURE_PERCENTAGE, value, 0, 100);
    }

    /** CDK's Distributed Map takes no tokens for these. */
    private static Number literal(String prop, Number value, int least, int most) {
        if (!isWhole(value, least, most)) {
            require(!isToken(value), prop + " must not be a token: the state machine's definition holds it");
            require(false, prop + " must be a whole number from " + least + " to " + most + ", got " + value);
        }
        return value;
    }

    private static boolean isWhole(Number value, int least, int most) {
        double number = value == null ? least : value.doubleValue();
        return number >= least && number <= most && number == Math.rint(number);
    }
}
