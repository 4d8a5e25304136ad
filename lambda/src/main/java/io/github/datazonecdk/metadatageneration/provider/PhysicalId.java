package io.github.datazonecdk.metadatageneration.provider;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The physical id of the resource, and all the state there is. Opaque to users, at most 300 bytes, and readable by every
 * later release: its first member is the version of its format.
 *
 * <pre>v1:ours:RUN:FINGERPRINT:finished[:adopted:RUN:FINGERPRINT]</pre>
 *
 * @param current the run that the resource stands for
 * @param finished whether the request that brought this run to the resource is through
 * @param before the last finished run before it, which a rollback or a person may go back to
 */
record PhysicalId(Run current, boolean finished, Optional<Run> before) {
    private static final String RUN = "(ours|adopted):([a-zA-Z0-9_-]{1,36}):([0-9a-f]{32})";
    private static final Pattern FORMAT = Pattern.compile("v1:" + RUN + ":(finished|unfinished)(?::" + RUN + ")?");

    /**
     * A run as the id knows it.
     *
     * @param ours whether we started it; one that somebody else started is adopted, and never cancelled by us
     */
    record Run(String id, boolean ours, String fingerprint) {
        @Override
        public String toString() {
            return (ours ? "ours:" : "adopted:") + id + ":" + fingerprint;
        }
    }

    /** Reads an id; empty if it is none of ours. */
    static Optional<PhysicalId> read(String text) {
        Matcher id = FORMAT.matcher(text == null ? "" : text);
        return id.matches()
                ? Optional.of(new PhysicalId(run(id, 1), id.group(4).equals("finished"), before(id)))
                : Optional.empty();
    }

    private static Optional<Run> before(Matcher id) {
        return id.group(5) == null ? Optional.empty() : Optional.of(run(id, 5));
    }

    private static Run run(Matcher id, int group) {
        return new Run(id.group(group + 1), id.group(group).equals("ours"), id.group(group + 2));
    }

    /** The run that a request which replaces the current one can later be rolled back to. */
    Optional<Run> lastFinished() {
        return finished ? Optional.of(current) : before;
    }

    Optional<Run> named(String runId) {
        return Stream.concat(Stream.of(current), before.stream())
                .filter(run -> run.id().equals(runId))
                .findFirst();
    }

    PhysicalId withoutUnfinishedMark() {
        return new PhysicalId(current, true, before);
    }

    @Override
    public String toString() {
        return "v1:" + current + (finished ? ":finished" : ":unfinished")
                + before.map(run -> ":" + run).orElse("");
    }
}
