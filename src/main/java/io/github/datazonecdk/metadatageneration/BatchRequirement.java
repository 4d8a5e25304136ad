package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.Requirement.isToken;
import static io.github.datazonecdk.metadatageneration.Requirement.require;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.MAX_ASSETS;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.MAX_CONCURRENCY;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.STARTS_PER_SECOND;
import static io.github.datazonecdk.metadatageneration.contract.PropertyName.TOLERATED_FAILURE_PERCENTAGE;

import io.github.datazonecdk.metadatageneration.contract.BatchLimit;

/** What the numbers of a batch must be like. */
final class BatchRequirement {
    private BatchRequirement() {}

    static Number maxAssets(Number value) {
        return whole(MAX_ASSETS, value, BatchLimit.MOST_ASSETS);
    }

    static Number startsPerSecond(Number value) {
        return whole(STARTS_PER_SECOND, value, BatchLimit.MOST_STARTS_PER_SECOND);
    }

    private static Number whole(String prop, Number value, int most) {
        require(
                isWhole(value, 1, most) || isToken(value),
                prop + " must be a whole number from 1 to " + most + ", got " + Requirement.cut(value));
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
