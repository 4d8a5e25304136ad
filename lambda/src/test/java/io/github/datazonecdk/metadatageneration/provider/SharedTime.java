package io.github.datazonecdk.metadatageneration.provider;

import io.github.datazonecdk.metadatageneration.provider.calls.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * A clock for many threads. It stands still while one of them works, and goes on to whoever wakes next when all of them
 * sleep: hours of waiting pass at once, and one thread works at a time, in the order of the waking.
 */
final class SharedTime implements Time, InstantSource {
    private final PriorityQueue<Sleeper> sleepers =
            new PriorityQueue<>(Comparator.comparing(Sleeper::wakes).thenComparing(Sleeper::number));
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private long count;

    private record Sleeper(Instant wakes, long number, Semaphore bed) {}

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
        Sleeper sleeper = goToBed(duration);
        wakeNext();
        sleeper.bed().acquireUninterruptibly();
    }

    /** Does all of it at once by this clock, each in a thread of its own; only these threads may sleep. */
    <T> List<T> allAtOnce(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                Sleeper sleeper = goToBed(Duration.ZERO);
                futures.add(threads.submit(() -> workOnceAwake(sleeper, task)));
            }
            wakeNext();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private <T> T workOnceAwake(Sleeper sleeper, Callable<T> task) throws Exception {
        sleeper.bed().acquireUninterruptibly();
        try {
            return task.call();
        } finally {
            wakeNext();
        }
    }

    private synchronized Sleeper goToBed(Duration duration) {
        Sleeper sleeper = new Sleeper(now.plus(duration), count++, new Semaphore(0));
        sleepers.add(sleeper);
        return sleeper;
    }

    private synchronized void wakeNext() {
        if (!sleepers.isEmpty()) {
            Sleeper next = sleepers.remove();
            now = next.wakes();
            next.bed().release();
        }
    }
}
