package io.github.datazonecdk.metadatageneration.provider.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * How long calls are tried again. Not left to the SDK's retries: the time depends on the deployment's deadline and, for
 * a refusal, on how old the role may be.
 */
public final class Retries {
    /**
     * Its first attempt is the one without a delay: ours are those after it. Longer delays would leave starts unused when
     * the last of a hundred runs start. Shorter ones only add to what is throttled.
     */
    private static final BackoffStrategy BACKOFF =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(500), Duration.ofSeconds(5));

    private final Time time;
    private final Instant faultsUntil;
    private final Duration refusalsFor;
    private final Instant end;
    private final Consumer<String> log;
    private Instant refusedSince;

    /**
     * @param faultsUntil until when throttling, 5xx and broken connections are tried again
     * @param refusalsFor how long AccessDenied is: a new role or membership takes time to reach every server
     * @param end when all retries end
     */
    Retries(Time time, Instant faultsUntil, Duration refusalsFor, Instant end, Consumer<String> log) {
        this.time = time;
        this.faultsUntil = faultsUntil;
        this.refusalsFor = refusalsFor;
        this.end = end;
        this.log = log;
    }

    /** Makes a call until it is answered, or throws its last error. */
    public <T> T call(Supplier<T> call) {
        return call(call, ServiceError::isTransient);
    }

    /** As {@link #call(Supplier)}, where the call has its own idea of what may pass. */
    public <T> T call(Supplier<T> call, Predicate<SdkException> mayPass) {
        for (int attempt = 1; ; attempt++) {
            try {
                T answer = call.get();
                refusedSince = null;
                return answer;
            } catch (SdkException e) {
                pause(delayAfter(e, attempt, mayPass.test(e)).orElseThrow(() -> e), e);
            }
        }
    }

    /** How long to wait before another try; empty where there is no sense in one, or no time. */
    public Optional<Duration> delayAfter(SdkException error, int attempt, boolean mayPass) {
        Duration delay = BACKOFF.computeDelay(attempt + 1);
        Instant next = time.now().plus(delay);
        return next.isAfter(end) || next.isAfter(until(error, mayPass)) ? Optional.empty() : Optional.of(delay);
    }

    private Instant until(SdkException error, boolean mayPass) {
        if (!ServiceError.isAccessDenied(error)) {
            return mayPass ? faultsUntil : Instant.MIN;
        }
        return (refusedSince == null ? time.now() : refusedSince).plus(refusalsFor);
    }

    /** Waits before another try. The time for refusals begins with the first of them after an answer. */
    public void pause(Duration delay, SdkException error) {
        if (refusedSince == null && ServiceError.isAccessDenied(error)) {
            refusedSince = time.now();
        }
        log.accept("again in " + delay.toMillis() + " ms: " + ServiceError.describe(error));
        time.sleep(delay);
    }
}
