package io.github.datazonecdk.metadatageneration.histories;

import io.github.datazonecdk.metadatageneration.provider.calls.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The time of a history: it passes where the handler or the history lets it, and what lies ahead happens meanwhile.
 * Each pause of the handler takes fifteen seconds instead of its random few, so that a history can be played again, and
 * that more of them can.
 */
final class HistoryTime implements Time, InstantSource {
    private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final PriorityQueue<Event> ahead = new PriorityQueue<>(Comparator.comparing(Event::time));
    private Instant now = BEGIN;

    private record Event(Instant time, Runnable happens) {}

    synchronized void beginAgain() {
        ahead.clear();
        now = BEGIN;
    }

    synchronized void in(Duration duration, Runnable happens) {
        ahead.add(new Event(now.plus(duration), happens));
    }

    synchronized void pass(Duration duration) {
        Instant end = now.plus(duration);
        while (!ahead.isEmpty() && !ahead.peek().time().isAfter(end)) {
            Event event = ahead.remove();
            now = event.time().isAfter(now) ? event.time() : now;
            event.happens().run();
        }
        now = end.isAfter(now) ? end : now;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public Instant instant() {
        return now();
    }

    @Override
    public void sleep(Duration duration) {
        pass(PAUSE);
    }
}
