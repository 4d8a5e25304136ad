package io.github.datazonecdk.metadatageneration.histories;

import io.github.datazonecdk.metadatageneration.standin.StandInCall;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The calls that DataZone has received while a request was worked on, in their order. */
record Seen(List<Call> calls) {
    /** A call, and the status that its run then had; of List, all runs that were active then. */
    record Call(StandInCall call, String status) {
        boolean is(String operation) {
            return call.operation().equals(operation);
        }

        String run() {
            return call.identifier();
        }

        boolean isServed() {
            return call.status() == 200 && call.message().isEmpty();
        }

        boolean isTransient() {
            return call.status() == 0
                    || call.status() == 429
                    || call.status() >= 500
                    || call.message().equals(StandInDataZone.GARBAGE);
        }

        boolean isDenied() {
            return call.status() == 403;
        }

        boolean isConflict() {
            return call.status() == 409;
        }

        boolean isUnknown() {
            return call.status() == 404;
        }
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    Stream<Call> stream() {
        return calls.stream();
    }

    Seen of(String operation) {
        return new Seen(stream().filter(call -> call.is(operation)).toList());
    }

    Seen without(String operation) {
        return new Seen(stream().filter(call -> !call.is(operation)).toList());
    }

    Seen served() {
        return new Seen(stream().filter(Call::isServed).toList());
    }

    Seen before(String operation) {
        return new Seen(stream().takeWhile(call -> !call.is(operation)).toList());
    }

    Seen after(Call call) {
        return new Seen(calls.subList(calls.lastIndexOf(call) + 1, calls.size()));
    }

    Call first() {
        return calls.get(0);
    }

    /** Null if there is none. */
    Call last() {
        return calls.isEmpty() ? null : calls.get(calls.size() - 1);
    }

    boolean allServed() {
        return stream().allMatch(Call::isServed);
    }

    /** How many seconds ago access was first denied. */
    long deniedFor(Instant now) {
        return stream()
                .filter(Call::isDenied)
                .findFirst()
                .map(call -> secondsSince(call, now))
                .orElse(0L);
    }

    static long secondsSince(Call call, Instant now) {
        return Duration.between(call.call().time(), now).toSeconds();
    }
}
