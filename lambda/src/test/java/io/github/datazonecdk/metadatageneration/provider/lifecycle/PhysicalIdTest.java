package io.github.datazonecdk.metadatageneration.provider.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhysicalIdTest {
    private static final String FINGERPRINT = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";

    private static final Accepted TWICE = Accepted.NOTHING.and("0badcafe", "2").and("12345678", "3.0 é");

    /** Deployed stacks hold ids of this form: it stays readable in every later release. */
    @Test
    void readsTheFirstFormat() {
        String text = "v1:ours:run-1:" + FINGERPRINT + ":unfinished:accepted:12345678,0badcafe:My4wIMOp:adopted:run_2:"
                + OTHER + ":finished";

        Optional<PhysicalId> id = PhysicalId.read(text);

        Reference current = new Reference("run-1", true, FINGERPRINT, false, TWICE);
        Reference before = new Reference("run_2", false, OTHER, true, Accepted.NOTHING);
        assertEquals(Optional.of(new PhysicalId(current, Optional.of(before))), id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1:ours:run-1:" + FINGERPRINT + ":finished",
                "v1:adopted:run-1:" + FINGERPRINT + ":unfinished",
                "v1:adopted:run-1:" + FINGERPRINT + ":finished:ours:run_2:" + OTHER + ":unfinished",
                "v1:ours:run-1:" + FINGERPRINT + ":finished:accepted:0badcafe:Mg",
                "v1:ours:run-1:" + FINGERPRINT + ":finished:accepted:0badcafe:",
                "v1:ours:run-1:" + FINGERPRINT + ":finished:ours:run_2:" + OTHER
                        + ":finished:accepted:12345678,0badcafe:Mg"
            })
    void writesWhatItReads(String text) {
        assertEquals(text, PhysicalId.read(text).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AWSCDK::CustomResourceProviderFramework::CREATE_FAILED",
                "AWSCDK::CustomResourceProviderFramework::MISSING_PHYSICAL_ID",
                "stack-Orders-1ABCDEFGHIJKL",
                "2026/03/01/[$LATEST]58419525dade4d17a495dceeeed44708",
                "11111111-2222-3333-4444-555555555555",
                "1",
                "{}",
                " ",
                "v1:ou",
                "v2:ours:run-1:" + FINGERPRINT + ":finished",
                "v1:ours:run-1:" + FINGERPRINT + ":finished:",
                "v1:ours:../../domains:" + FINGERPRINT + ":finished",
                "v1:ours:run-1:" + FINGERPRINT + ":finished\n",
                "v1:ours:run-1:short:finished",
                "v1:ours:run-1:" + FINGERPRINT + ":finished:accepted:all:Mg",
                "v1:ours:run-1:" + FINGERPRINT + ":finished:ours:run_2:" + OTHER
            })
    void takesNothingElseForOneOfOurs(String text) {
        assertEquals(Optional.empty(), PhysicalId.read(text));
    }

    /** A rollback of an upgrade brings this release back, and with it ids of the later one. */
    @Test
    void ignoresWhatALaterReleaseAdds() {
        String text = "v1:ours:run-1:" + FINGERPRINT + ":finished";

        Optional<PhysicalId> later = PhysicalId.read(text + "+more:of-it");

        assertEquals(PhysicalId.read(text), later);
        assertTrue(later.isPresent());
    }

    @Test
    void takesAMissingIdForNoneOfOurs() {
        assertEquals(Optional.empty(), PhysicalId.read(null));
    }

    @Test
    void namesItsOwnTwoRunsAndNoOther() {
        Reference current = run("run-1", true);
        Reference before = run("run-2", true);

        PhysicalId id = new PhysicalId(current, Optional.of(before));

        assertEquals(Optional.of(current), id.named("run-1"));
        assertEquals(Optional.of(before), id.named("run-2"));
        assertEquals(Optional.empty(), id.named("run-3"));
    }

    @Test
    void goesBackToTheCurrentRunIfItIsFinished() {
        Reference current = run("run-1", true);

        assertEquals(current, new PhysicalId(current, Optional.of(run("run-2", true))).toGoBackTo());
    }

    @Test
    void goesBackToTheRunBeforeIfOnlyThatIsFinished() {
        Reference before = run("run-2", true);

        assertEquals(before, new PhysicalId(run("run-1", false), Optional.of(before)).toGoBackTo());
    }

    @Test
    void goesBackToTheCurrentRunIfNoneIsFinished() {
        Reference current = run("run-1", false);

        assertEquals(current, new PhysicalId(current, Optional.of(run("run-2", false))).toGoBackTo());
    }

    @Test
    void keepsTheLastThreeAcceptances() {
        Accepted accepted = Accepted.NOTHING
                .and("00000001", "2")
                .and("00000002", "3")
                .and("00000003", "4")
                .and("00000004", "5");

        assertEquals(new Accepted(List.of("00000004", "00000003", "00000002"), "5"), accepted);
    }

    @Test
    void keepsAnAcceptanceOnce() {
        Accepted accepted =
                Accepted.NOTHING.and("00000001", "2").and("00000002", "3").and("00000001", "4");

        assertEquals(new Accepted(List.of("00000001", "00000002"), "4"), accepted);
    }

    /** A revision is a number in all that is known of DataZone; the API's limit is 64 characters of any kind. */
    @Test
    void keepsNoRevisionOfMoreThan64Bytes() {
        assertEquals("", Accepted.NOTHING.and("00000001", "é".repeat(33)).revision());
    }

    @Test
    void neverTakesMoreThan500Bytes() {
        Accepted most =
                Accepted.NOTHING.and("00000001", "2").and("00000002", "3").and("00000003", "é".repeat(32));
        Reference longest = new Reference("r".repeat(36), false, FINGERPRINT, false, most);

        String id = new PhysicalId(longest, Optional.of(longest)).toString();

        assertEquals(PhysicalId.read(id).orElseThrow().toString(), id);
        assertTrue(id.length() <= 500, id);
    }

    private static Reference run(String id, boolean finished) {
        return new Reference(id, true, FINGERPRINT, finished, Accepted.NOTHING);
    }
}
