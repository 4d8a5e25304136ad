package io.github.datazonecdk.metadatageneration.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

final class RolledBackRunTest {
    private static final String STACK = "arn:stack";
    private static final String ROLLBACK = "UPDATE_ROLLBACK_IN_PROGRESS " + STACK;

    private final List<StackEvent> newestFirst = new ArrayList<>();

    static Stream<Arguments> rollbacks() {
        return Stream.of(
                Arguments.of(
                        "UPDATE_IN_PROGRESS new, UPDATE_COMPLETE third, DELETE_IN_PROGRESS new, DELETE_COMPLETE new",
                        false,
                        "Update back, then Delete of the new id: UPDATE_IN_PROGRESS 2, UPDATE_COMPLETE 3, "
                                + "DELETE_IN_PROGRESS 2, DELETE_COMPLETE 2"),
                Arguments.of(
                        "UPDATE_COMPLETE first, DELETE_COMPLETE new",
                        true,
                        "the first id back, by an Update of that id or by none, then Delete of"),
                Arguments.of(
                        "UPDATE_COMPLETE third, DELETE_COMPLETE new, DELETE_COMPLETE first",
                        true,
                        "Update back, then Delete of the new id, then Delete of the first id: "));
    }

    @ParameterizedTest
    @MethodSource("rollbacks")
    void tellsWhatCameOfTheNewIdAndTheFirst(String events, boolean differs, String told) {
        see("Run", "UPDATE_IN_PROGRESS first, UPDATE_COMPLETE new");
        see("Sibling", "CREATE_FAILED sibling");
        see("Stack", ROLLBACK);
        see("Run", events);
        see("Sibling", "DELETE_COMPLETE sibling");

        assertEquals(differs, finding().differs());
        assertTrue(finding().seen().startsWith(told), finding().seen());
    }

    @Test
    void knowsTheNewIdOfAnUpdateThatFailedWithTheFirst() {
        see("Run", "UPDATE_IN_PROGRESS first, UPDATE_FAILED first");
        see("Stack", ROLLBACK);
        see("Run", "UPDATE_IN_PROGRESS new, UPDATE_COMPLETE third, DELETE_COMPLETE new");

        assertFalse(finding().differs(), finding().seen());
    }

    @Test
    void tellsNothingWhereThereAreNoEventsOfTheRollback() {
        see("Run", "UPDATE_IN_PROGRESS first, UPDATE_COMPLETE new");

        assertTellsNothing();
    }

    @Test
    void tellsNothingWhereTheEventsHaveNoPhysicalIds() {
        see("Stack", ROLLBACK);
        see("Run", "UPDATE_COMPLETE");

        assertTellsNothing();
    }

    private void assertTellsNothing() {
        assertEquals("not told", finding().seen());
        assertFalse(finding().differs());
    }

    /** Events, each with its status and, where it has one, the physical id. */
    private void see(String logicalId, String events) {
        for (String event : events.split(", ")) {
            String[] words = event.split(" ");
            see(logicalId, words[0], words.length > 1 ? words[1] : null);
        }
    }

    private void see(String logicalId, String status, String physicalId) {
        newestFirst.add(
                0,
                StackEvent.builder()
                        .stackId(STACK)
                        .logicalResourceId(logicalId)
                        .resourceStatus(status)
                        .physicalResourceId(physicalId)
                        .build());
    }

    private Finding finding() {
        return new RolledBackRun(newestFirst, "Run").finding();
    }
}
