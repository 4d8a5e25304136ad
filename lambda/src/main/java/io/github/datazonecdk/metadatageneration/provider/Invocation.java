package io.github.datazonecdk.metadatageneration.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * One call of the function.
 *
 * @param began when it began
 * @param deadline when Lambda kills it
 */
record Invocation(Event event, Place place, Instant began, Instant deadline, Consumer<String> log) {
    /** What is left of the function's time when patience ends: a last call may take 35 s to connect and to be answered. */
    private static final Duration MARGIN = Duration.ofSeconds(40);

    RunRequest request() {
        try {
            return RunRequest.of(event.properties(), place.region());
        } catch (Failure e) {
            throw new Failure(event.subject() + " refused before any call: " + e.getMessage());
        }
    }

    DataZone dataZone(RunRequest request) {
        return place.dataZoneOf().apply(request.caller());
    }

    /** For a start: until a minute before the function's end or the run's; of a timeout below two minutes, for half. */
    Patience patienceToStart(RunRequest request) {
        Duration half = request.timeout().dividedBy(2);
        Duration margin = half.compareTo(Patience.MINUTE) < 0 ? half : Patience.MINUTE;
        Instant runsEnd = began.plus(request.timeout()).minus(margin);
        return patience(earlier(deadline.minus(Patience.MINUTE), runsEnd), Patience.MINUTE);
    }

    /** Whether there is time for two lists and what follows from them, though each call may take half a minute. */
    boolean hasTimeToLook() {
        return place.time().now().isBefore(deadline.minus(Patience.MINUTE.multipliedBy(2)));
    }

    /** For a call that decides something. */
    Patience patienceOfAMinute() {
        return patience(aMinuteFromNow(), Patience.MINUTE);
    }

    /** For a poll of a request that has started nothing. */
    Patience patienceOfTwoMinutes(Instant end) {
        return patience(earlier(aMinuteFromNow().plus(Patience.MINUTE), end), Patience.MINUTE);
    }

    /** For a Delete: who is not permitted any more will not be permitted later. */
    Patience patienceWithFaults() {
        return patience(aMinuteFromNow(), Duration.ZERO);
    }

    /** For a poll: whatever else may pass is left to the next one. */
    Patience patienceWithRefusals() {
        return patience(Instant.MIN, Patience.MINUTE);
    }

    private Patience patience(Instant faultsUntil, Duration refusalsFor) {
        return new Patience(place.time(), faultsUntil, refusalsFor, deadline.minus(MARGIN), log);
    }

    private Instant aMinuteFromNow() {
        return place.time().now().plus(Patience.MINUTE);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
