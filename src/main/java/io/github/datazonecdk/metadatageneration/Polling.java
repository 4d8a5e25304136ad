package io.github.datazonecdk.metadatageneration;

import io.github.datazonecdk.metadatageneration.contract.TimeLimit;
import software.amazon.awscdk.Duration;

/** How often the Provider framework asks whether a run has ended, and for how long. */
record Polling(Duration interval, Duration total) {

    /** The framework takes only a total that is a multiple of the interval. */
    static Polling every(Duration interval) {
        Duration known = interval == null ? Duration.seconds(10) : interval;
        long seconds = known.toSeconds().longValue();
        long questions = (TimeLimit.POLLING.toSeconds() + seconds - 1) / seconds;
        return new Polling(known, Duration.seconds(questions * seconds));
    }
}
