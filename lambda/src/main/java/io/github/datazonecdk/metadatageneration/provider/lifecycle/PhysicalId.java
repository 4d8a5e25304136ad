package io.github.datazonecdk.metadatageneration.provider.lifecycle;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The physical id of a resource, and all the state there is. Opaque to users and at most 500 bytes. Every later release
 * reads it: it begins with the version of its format. What a later release adds stands behind a plus sign, because a
 * rollback brings the earlier release back, which must still find its run.
 *
 * <pre>v1:ours:RUN:FINGERPRINT:finished[:accepted:RULES:REVISION][:adopted:RUN:FINGERPRINT:unfinished[...]]</pre>
 *
 * @param current the run that the resource stands for
 * @param before the run before it, which a rollback or a person may go back to, or which a failed update left
 */
public record PhysicalId(Reference current, Optional<Reference> before) {
    private static final String REFERENCE =
            "(ours|adopted):([a-zA-Z0-9_-]{1,36}):([0-9a-f]{32}):(finished|unfinished)" + Accepted.FORMAT;
    private static final Pattern FORMAT =
            Pattern.compile("v1:" + REFERENCE + "(?::" + REFERENCE + ")?(?:\\+[\\x21-\\x7E]*)?");
    private static final int GROUPS = 6;

    /** Reads an id; empty if it is none of ours. */
    static Optional<PhysicalId> read(String text) {
        Matcher id = FORMAT.matcher(text == null ? "" : text);
        return id.matches()
                ? Optional.of(new PhysicalId(reference(id, 1), Optional.ofNullable(reference(id, 1 + GROUPS))))
                : Optional.empty();
    }

    private static Reference reference(Matcher id, int group) {
        return id.group(group) == null
                ? null
                : new Reference(
                        id.group(group + 1),
                        id.group(group).equals("ours"),
                        id.group(group + 2),
                        id.group(group + 3).equals("finished"),
                        Accepted.read(id.group(group + 4), id.group(group + 5)));
    }

    /** Where a request that replaces the current run can later go back to: to a finished one, if there is any. */
    Reference toGoBackTo() {
        return references().filter(Reference::finished).findFirst().orElse(current);
    }

    public Optional<Reference> named(String runId) {
        return references().filter(run -> run.id().equals(runId)).findFirst();
    }

    private Stream<Reference> references() {
        return Stream.concat(Stream.of(current), before.stream());
    }

    PhysicalId with(Reference changed) {
        return new PhysicalId(changed, before);
    }

    @Override
    public String toString() {
        return "v1:" + current + before.map(run -> ":" + run).orElse("");
    }
}
