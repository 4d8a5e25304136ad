package io.github.datazonecdk.metadatageneration.standin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The faults that lie ahead: for a number of calls or until a time, in the order in which they were asked for. */
final class StandInFaults {
    private final List<Plan> plans = new ArrayList<>();

    private record Plan(String operation, StandInFault fault, int times, Instant until) {}

    synchronized void add(String operation, StandInFault fault, int times, Instant until) {
        plans.add(new Plan(operation, fault, times, until));
    }

    synchronized void clear() {
        plans.clear();
    }

    /** Returns null where the call is to be served as usual. */
    synchronized StandInFault next(String operation, Instant now) {
        plans.removeIf(plan -> plan.times() == 0 || !now.isBefore(plan.until()));
        for (int i = 0; i < plans.size(); i++) {
            Plan plan = plans.get(i);
            if (plan.operation().equals(operation)) {
                plans.set(i, new Plan(operation, plan.fault(), plan.times() - 1, plan.until()));
                return plan.fault();
            }
        }
        return null;
    }
}
