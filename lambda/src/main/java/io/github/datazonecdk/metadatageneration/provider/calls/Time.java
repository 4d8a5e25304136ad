package io.github.datazonecdk.metadatageneration.provider.calls;

import java.time.Duration;
import java.time.Instant;

/** The clock of the function, and its only way to wait. Tests put a clock of their own in its place. */
public interface Time {
    Time SYSTEM = new Time() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void sleep(Duration duration) {
            try {
                Thread.sleep(duration.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting to call DataZone again", e);
            }
        }
    };

    Instant now();

    void sleep(Duration duration);
}
