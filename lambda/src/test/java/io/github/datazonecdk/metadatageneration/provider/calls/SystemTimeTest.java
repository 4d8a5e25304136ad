package io.github.datazonecdk.metadatageneration.provider.calls;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SystemTimeTest {

    @Test
    void tellsTheTimeOfThisMachine() {
        Instant before = Instant.now();

        Instant now = Time.SYSTEM.now();

        assertFalse(now.isBefore(before));
        assertFalse(now.isAfter(Instant.now()));
    }

    @Test
    void sleepsAsLongAsItIsTold() {
        long began = System.nanoTime();

        Time.SYSTEM.sleep(Duration.ofMillis(20));

        assertTrue(System.nanoTime() - began >= Duration.ofMillis(20).toNanos());
    }

    @Test
    void passesAnInterruptionOn() {
        Thread.currentThread().interrupt();

        assertThrows(IllegalStateException.class, () -> Time.SYSTEM.sleep(Duration.ofMinutes(1)));

        assertTrue(Thread.interrupted());
    }
}
