package io.github.datazonecdk.metadatageneration.provider.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * One call of the function, and how long it may retry what it does.
 *
 * @param began when it began
 * @param deadline when Lambda kills it
 */
public record Invocation(Time time, Instant began, Instant deadline, Consumer<String> log) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Duration REFUSALS_OF_A_TASK = Duration.ofSeconds(25);

    /** What is left of the function's time when retries end: a last call may take 35 s to connect and to be answered. */
    private static final Duration MARGIN = Duration.ofSeconds(40);

    public void log(String line) {
        log.accept(line);
    }

    /** For a start: until a minute before the function's end or the timeout's; half of a timeout below two minutes. */
    public Retries retriesToStart(Duration timeout) {
        Duration half = timeout.dividedBy(2);
        Duration margin = half.compareTo(MINUTE) < 0 ? half : MINUTE;
        return retries(earlier(deadline.minus(MINUTE), began.plus(timeout).minus(margin)), MINUTE);
    }

    /** For what must come to its end in this call: until a minute before the function's end. */
    public Retries retriesToTheEnd() {
        return retries(deadline.minus(MINUTE), MINUTE);
    }

    /** As {@link #retriesToTheEnd}, for who is called anew after a failure: refusals for part of a minute alone. */
    public Retries retriesToTheEndOfATask() {
        return retries(deadline.minus(MINUTE), REFUSALS_OF_A_TASK);
    }

    /** Whether there is time for another call, though it may take half a minute. */
    public boolean hasTimeForACall() {
        return time.now().isBefore(deadline.minus(MINUTE));
    }

    /** Whether there is time for two lists and what follows from them, though each call may take half a minute. */
    public boolean hasTimeToLook() {
        return time.now().isBefore(deadline.minus(MINUTE.multipliedBy(2)));
    }

    /** For a call that decides something: faults and refusals for a minute. */
    public Retries retriesForAMinute() {
        return retries(inAMinute(), MINUTE);
    }

    /** For a poll of a request that has started nothing: faults for two minutes, but not beyond the end. */
    public Retries retriesForTwoMinutes(Instant end) {
        return retries(earlier(inAMinute().plus(MINUTE), end), MINUTE);
    }

    /** For whom a refusal is final: faults for a minute. */
    public Retries retriesOfFaults() {
        return retries(inAMinute(), Duration.ZERO);
    }

    /** For a poll: refusals for a minute. Faults are left to the next poll. */
    public Retries retriesOfRefusals() {
        return retries(Instant.MIN, MINUTE);
    }

    private Retries retries(Instant faultsUntil, Duration refusalsFor) {
        return new Retries(time, faultsUntil, refusalsFor, deadline.minus(MARGIN), log);
    }

    private Instant inAMinute() {
        return time.now().plus(MINUTE);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
