package io.github.datazonecdk.metadatageneration.standin;

import java.time.Duration;
import java.time.Instant;

/** So many calls a second, by the stand-in's clock; a second without any lets as many come at once, and one at least. */
final class StandInRate {
    private static final double NANOS_OF_A_SECOND = 1e9;

    private double perSecond = Double.POSITIVE_INFINITY;
    private double left;
    private Instant refilledAt;

    void limit(double perSecond, Instant now) {
        this.perSecond = perSecond;
        left = most();
        refilledAt = now;
    }

    void unlimited() {
        perSecond = Double.POSITIVE_INFINITY;
    }

    boolean allows(Instant now) {
        if (Double.isInfinite(perSecond)) {
            return true;
        }
        double seconds = Duration.between(refilledAt, now).toNanos() / NANOS_OF_A_SECOND;
        left = Math.min(most(), left + seconds * perSecond);
        refilledAt = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    private double most() {
        return Math.max(1, perSecond);
    }
}
