package io.github.datazonecdk.metadatageneration.provider;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The physical id of the resource, and all the state there is. Opaque to users, at most 500 bytes, and readable by every
 * later release: its first member is the version of its format. What a later release has to add, it adds behind a plus
 * sign: a rollback brings the earlier release back, which must still find its run.
 *
 * <pre>v1:ours:RUN:FINGERPRINT:finished[:accepted:RULES:REVISION][:adopted:RUN:FINGERPRINT:unfinished[...]]</pre>
 *
 * @param current the run that the resource stands for
 * @param before the run before it, which a rollback or a person may go back to, or which a failed update left
 */
record PhysicalId(Run current, Optional<Run> before) {
    private static final String RUN =
            "(ours|adopted):([a-zA-Z0-9_-]{1,36}):([0-9a-f]{32}):(finished|unfinished)" + Accepted.FORMAT;
    private static final Pattern FORMAT = Pattern.compile("v1:" + RUN + "(?::" + RUN + ")?(?:\\+[\\x21-\\x7E]*)?");
    private static final int GROUPS = 6;

    /**
     * A run as the id knows it.
     *
     * @param ours whether we started it; one that somebody else started is adopted, and never cancelled by us
     * @param finished whether the request that brought this run to the resource has succeeded; not said of a run that
     *     was resumed, as long as it may be active
     * @param accepted what was accepted once the run had ended
     */
    record Run(String id, boolean ours, String fingerprint, boolean finished, Accepted accepted) {
        Run marked(boolean finished) {
            return new Run(id, ours, fingerprint, finished, accepted);
        }

        Run with(Accepted accepted) {
            return new Run(id, ours, fingerprint, finished, accepted);
        }

        @Override
        public String toString() {
            return (ours ? "ours:" : "adopted:") + id + ":" + fingerprint + (finished ? ":finished" : ":unfinished")
                    + accepted;
        }
    }

    /** Reads an id; empty if it is none of ours. */
    static Optional<PhysicalId> read(String text) {
        Matcher id = FORMAT.matcher(text == null ? "" : text);
        return id.matches()
                ? Optional.of(new PhysicalId(run(id, 1), Optional.ofNullable(run(id, 1 + GROUPS))))
                : Optional.empty();
    }

    private static Run run(Matcher id, int group) {
        return id.group(group) == null
                ? null
                : new Run(
                        id.group(group + 1),
                        id.group(group).equals("ours"),
                        id.group(group + 2),
                        id.group(group + 3).equals("finished"),
                        Accepted.read(id.group(group + 4), id.group(group + 5)));
    }

    /** The run that a request which replaces the current one can later go back to: a finished one, if there is any. */
    Run toGoBackTo() {
        return Stream.concat(Stream.of(current), before.stream())
                .filter(Run::finished)
                .findFirst()
                .orElse(current);
    }

    Optional<Run> named(String runId) {
        return Stream.concat(Stream.of(current), before.stream())
                .filter(run -> run.id().equals(runId))
                .findFirst();
    }

    PhysicalId with(Run changed) {
        return new PhysicalId(changed, before);
    }

    @Override
    public String toString() {
        return "v1:" + current + before.map(run -> ":" + run).orElse("");
    }
}
