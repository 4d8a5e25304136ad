package io.github.datazonecdk.metadatageneration.provider.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was accepted for a run, as its physical id keeps it, so that nothing is accepted twice: DataZone may have forgotten
 * the client token, and would accept what other runs have predicted since.
 *
 * @param rules the last acceptances, the newest first, each as a hash
 * @param revision the asset's revision after the newest one; empty where DataZone told none, or one too long to keep
 */
public record Accepted(List<String> rules, String revision) {
    static final Accepted NOTHING = new Accepted(List.of(), "");

    /** Two groups: the rules, and the revision, which may hold any character, in Base64. */
    static final String FORMAT = "(?::accepted:([0-9a-f]{8}(?:,[0-9a-f]{8}){0,2}):([a-zA-Z0-9_-]{0,86}))?";

    /** A rollback goes one step back; a third is for an update that was not rolled back. */
    private static final int RULES_KEPT = 3;

    /** The API's limit in characters. */
    private static final int LONGEST_REVISION = 64;

    static Accepted read(String rules, String revision) {
        return rules == null
                ? NOTHING
                : new Accepted(
                        List.of(rules.split(",")),
                        new String(Base64.getUrlDecoder().decode(revision), UTF_8));
    }

    boolean has(String rule) {
        return rules.contains(rule);
    }

    Accepted and(String rule, String newRevision) {
        List<String> newest = Stream.concat(Stream.of(rule), rules.stream())
                .distinct()
                .limit(RULES_KEPT)
                .toList();
        return new Accepted(newest, newRevision.getBytes(UTF_8).length > LONGEST_REVISION ? "" : newRevision);
    }

    @Override
    public String toString() {
        return rules.isEmpty()
                ? ""
                : ":accepted:" + String.join(",", rules) + ":"
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(revision.getBytes(UTF_8));
    }
}
