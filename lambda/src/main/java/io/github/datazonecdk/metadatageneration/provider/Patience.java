package io.github.datazonecdk.metadatageneration.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.datazone.model.AccessDeniedException;

/**
 * How long calls to DataZone are tried again. Not left to the SDK's retries, because patience here depends on the
 * deployment's deadline and, for a refusal, on how old the role may be.
 *
 * @param transientUntil until when throttling, 5xx and broken connections are tried again
 * @param deniedUntil until when AccessDenied is: a new role or membership takes time to reach every server
 */
record Patience(Time time, Instant transientUntil, Instant deniedUntil, Consumer<String> log) {
    static final Duration MINUTE = Duration.ofMinutes(1);

    /** Of its attempts, the first is the one without any delay: ours are those after it. */
    private static final BackoffStrategy BACKOFF =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(500), Duration.ofSeconds(10));

    /** Makes a call until it is answered, or throws its last error. */
    <T> T call(Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (SdkException e) {
                if (!pausesAfter(e, attempt, isTransient(e))) {
                    throw e;
                }
            }
        }
    }

    /** Waits before another try; false where there is no sense in one, or no time. */
    boolean pausesAfter(SdkException error, int attempt, boolean mayPass) {
        Instant until = error instanceof AccessDeniedException ? deniedUntil : mayPass ? transientUntil : Instant.MIN;
        Duration delay = BACKOFF.computeDelay(attempt + 1);
        if (time.now().plus(delay).isAfter(until)) {
            return false;
        }
        log.accept("again in " + delay.toMillis() + " ms: " + Failure.describe(error));
        time.sleep(delay);
        return true;
    }

    /** Throttling, 5xx, and whatever else keeps an answer from us. */
    static boolean isTransient(SdkException error) {
        return !(error instanceof SdkServiceException service)
                || service.statusCode() >= 500
                || RetryUtils.isThrottlingException(error);
    }
}
