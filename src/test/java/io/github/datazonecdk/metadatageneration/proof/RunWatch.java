package io.github.datazonecdk.metadatageneration.proof;

import io.github.datazonecdk.metadatageneration.proof.AssetRuns.Sighting;
import io.github.datazonecdk.metadatageneration.stage.Audience;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;

/** Looks at the asset's runs again and again while a deployment goes on, and tells what changes. */
final class RunWatch {
    private final AssetRuns runs;
    private final Duration interval;
    private final boolean cancels;
    private final Audience audience;
    private final Map<String, String> told = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "run watch");

    /** @param cancels whether a run that begins meanwhile is cancelled as soon as it is seen */
    RunWatch(AssetRuns runs, Duration interval, boolean cancels, Audience audience) {
        this.runs = runs;
        this.interval = interval;
        this.cancels = cancels;
        this.audience = audience;
        runs.seenSoFar().forEach(run -> told.put(run.id(), run.status()));
        thread.setDaemon(true);
        thread.start();
    }

    /** Looks once more. */
    void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        look();
    }

    private void watch() {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            runs.look().forEach(this::tell);
        } catch (SdkException e) {
            // The next look may do better.
            audience.see("watch", "cannot see the runs: " + e.getMessage());
        }
    }

    private void tell(Sighting run) {
        String before = told.put(run.id(), run.status());
        if (!run.status().equals(before)) {
            String took = run.hasEnded() ? " after %d s".formatted(run.took().toSeconds()) : "";
            audience.see("DataZone", "run %s %s%s".formatted(run.id(), run.status(), took));
        }
        if (before == null && cancels && !run.hasEnded()) {
            boolean cancelled = runs.cancelIfActive(run.id());
            audience.see("DataZone", "run %s %s".formatted(run.id(), cancelled ? "cancelled by hand" : "has ended"));
        }
    }
}
