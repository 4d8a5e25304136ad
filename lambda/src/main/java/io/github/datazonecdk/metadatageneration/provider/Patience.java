package io.github.datazonecdk.metadatageneration.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * How long calls to DataZone are tried again. Not left to the SDK's retries, because patience here depends on the
 * deployment's deadline and, for a refusal, on how old the role may be.
 */
final class Patience {
    static final Duration MINUTE = Duration.ofMinutes(1);

    /**
     * Of its attempts, the first is the one without any delay: ours are those after it. Longer delays would leave starts
     * unused when the last of a hundred runs are to start, shorter ones only add to what is throttled.
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
     * @param end when all patience ends
     */
    Patience(Time time, Instant faultsUntil, Duration refusalsFor, Instant end, Consumer<String> log) {
        this.time = time;
        this.faultsUntil = faultsUntil;
        this.refusalsFor = refusalsFor;
        this.end = end;
        this.log = log;
    }

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
        Duration delay = BACKOFF.computeDelay(attempt + 1);
        Instant next = time.now().plus(delay);
        if (next.isAfter(end) || next.isAfter(until(error, mayPass))) {
            return false;
        }
        log.accept("again in " + delay.toMillis() + " ms: " + Failure.describe(error));
        time.sleep(delay);
        return true;
    }

    private Instant until(SdkException error, boolean mayPass) {
        if (!isRefused(error)) {
            return mayPass ? faultsUntil : Instant.MIN;
        }
        refusedSince = refusedSince == null ? time.now() : refusedSince;
        return refusedSince.plus(refusalsFor);
    }

    /** DataZone's refusal, or that of STS to let the function assume a role. */
    static boolean isRefused(SdkException error) {
        return error instanceof AwsServiceException service
                && service.awsErrorDetails() != null
                && String.valueOf(service.awsErrorDetails().errorCode()).startsWith("AccessDenied");
    }

    /** Throttling, 5xx, a clock that the SDK has just put right, and whatever else keeps an answer from us. */
    static boolean isTransient(SdkException error) {
        return !(error instanceof SdkServiceException service)
                || service.statusCode() >= 500
                || RetryUtils.isThrottlingException(error)
                || RetryUtils.isClockSkewException(error);
    }
}
