package io.github.datazonecdk.metadatageneration.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhysicalIdTest {
    private static final String FINGERPRINT = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";

    /** Deployed stacks hold ids of this form: it stays readable in every later release. */
    @Test
    void readsTheFirstFormat() {
        String text = "v1:ours:run-1:" + FINGERPRINT + ":unfinished:adopted:run_2:" + OTHER;

        Optional<PhysicalId> id = PhysicalId.read(text);

        PhysicalId.Run before = new PhysicalId.Run("run_2", false, OTHER);
        assertEquals(
                Optional.of(new PhysicalId(new PhysicalId.Run("run-1", true, FINGERPRINT), false, Optional.of(before))),
                id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1:ours:run-1:" + FINGERPRINT + ":finished",
                "v1:adopted:run-1:" + FINGERPRINT + ":unfinished",
                "v1:adopted:run-1:" + FINGERPRINT + ":finished:ours:run_2:" + OTHER
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
                "v2:ours:run-1:" + FINGERPRINT + ":finished",
                "v1:ours:run-1:" + FINGERPRINT + ":finished:",
                "v1:ours:../../domains:" + FINGERPRINT + ":finished",
                "v1:ours:run-1:" + FINGERPRINT + ":finished\n",
                "v1:ours:run-1:short:finished"
            })
    void takesNothingElseForOneOfOurs(String text) {
        assertEquals(Optional.empty(), PhysicalId.read(text));
    }

    @Test
    void takesAMissingIdForNoneOfOurs() {
        assertEquals(Optional.empty(), PhysicalId.read(null));
    }

    @Test
    void namesItsOwnTwoRunsAndNoOther() {
        PhysicalId.Run current = new PhysicalId.Run("run-1", true, FINGERPRINT);
        PhysicalId.Run before = new PhysicalId.Run("run-2", false, OTHER);

        PhysicalId id = new PhysicalId(current, true, Optional.of(before));

        assertEquals(Optional.of(current), id.named("run-1"));
        assertEquals(Optional.of(before), id.named("run-2"));
        assertEquals(Optional.empty(), id.named("run-3"));
    }

    @Test
    void neverTakesMoreThan300Bytes() {
        PhysicalId.Run longest = new PhysicalId.Run("r".repeat(36), false, FINGERPRINT);

        String id = new PhysicalId(longest, false, Optional.of(longest)).toString();

        assertTrue(id.length() <= 300, id);
    }
}
