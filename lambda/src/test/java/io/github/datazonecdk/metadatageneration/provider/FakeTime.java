package io.github.datazonecdk.metadatageneration.provider;

import io.github.datazonecdk.metadatageneration.provider.calls.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still but for those who sleep. */
public final class FakeTime implements Time, InstantSource {
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public Instant instant() {
        return now();
    }

    @Override
    public synchronized void sleep(Duration duration) {
        now = now.plus(duration);
    }
}
