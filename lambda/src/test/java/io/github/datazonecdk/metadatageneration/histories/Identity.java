package io.github.datazonecdk.metadatageneration.histories;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What a physical id stands for, by the book of {@link Lifecycle}; there need not be a run before. */
record Identity(Past current, Past before) {
    private static final int THRESHOLDS = 3;

    /**
     * A run as an id names it; several runs where the history cannot tell which of them was adopted.
     *
     * @param accepted by which thresholds its predictions have been accepted, the last three
     * @param revision the asset's revision that came of it, empty if nothing has been accepted
     */
    record Past(
            Set<String> runs,
            boolean isOurs,
            String fingerprint,
            boolean isFinished,
            List<String> accepted,
            String revision) {
        static Past begun(Set<String> runs, boolean isOurs, String fingerprint) {
            return new Past(runs, isOurs, fingerprint, false, List.of(), "");
        }

        Past of(String run) {
            return new Past(Set.of(run), isOurs, fingerprint, isFinished, accepted, revision);
        }

        Past marked(boolean finished) {
            return new Past(runs, isOurs, fingerprint, finished, accepted, revision);
        }

        Past accepted(String threshold, String newRevision) {
            List<String> all = new ArrayList<>(accepted);
            all.add(threshold);
            List<String> last = all.subList(Math.max(0, all.size() - THRESHOLDS), all.size());
            return new Past(runs, isOurs, fingerprint, isFinished, List.copyOf(last), newRevision);
        }

        private boolean maybe(Past other) {
            return !Collections.disjoint(runs, other.runs)
                    && isOurs == other.isOurs
                    && fingerprint.equals(other.fingerprint)
                    && isFinished == other.isFinished
                    && accepted.equals(other.accepted)
                    && revision.equals(other.revision);
        }
    }

    boolean isFinished() {
        return current.isFinished();
    }

    Identity with(Past newCurrent) {
        return new Identity(newCurrent, before);
    }

    /** The run before, in the id of a run that is started next: one to go back to, if there is any. */
    Past left() {
        return isFinished() || before == null || !before.isFinished() ? current : before;
    }

    boolean names(String run) {
        return current.runs().contains(run) || before != null && before.runs().contains(run);
    }

    /** Whether both are the same, as far as the history can tell. */
    boolean maybe(Identity other) {
        boolean sameBefore =
                before == null || other.before == null ? before == other.before : before.maybe(other.before);
        return current.maybe(other.current) && sameBefore;
    }
}
