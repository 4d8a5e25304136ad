package io.github.datazonecdk.metadatageneration;

import software.amazon.awscdk.Duration;

/** How often the Provider framework asks whether a run has ended, and for how long. */
record Polling(Duration interval, Duration total) {
    private static final int LONGEST_RUN = 3600;

    /** The framework takes only a total that is a multiple of the interval. */
    static Polling every(Duration interval) {
        Duration known = interval == null ? Duration.seconds(10) : interval;
        int seconds = known.toSeconds().intValue();
        int questions = (LONGEST_RUN + seconds - 1) / seconds;
        return new Polling(known, Duration.seconds(questions * seconds));
    }
}
