package io.github.datazonecdk.metadatageneration.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

final class RolledBackRunTest {
    private static final String STACK = "arn:stack";

    private final List<StackEvent> newestFirst = new ArrayList<>();

    @Test
    void tellsOfAnUpdateBackAndTheDeleteOfTheNewId() {
        replaceAndFail();
        see("Run", "UPDATE_IN_PROGRESS", "new");
        see("Run", "UPDATE_COMPLETE", "third");
        see("Sibling", "DELETE_COMPLETE", "sibling");
        see("Run", "DELETE_IN_PROGRESS", "new");
        see("Run", "DELETE_COMPLETE", "new");

        assertFalse(finding().differs());
        assertEquals(
                "Update back, then Delete of the new id: "
                        + "UPDATE_IN_PROGRESS 2, UPDATE_COMPLETE 3, DELETE_IN_PROGRESS 2, DELETE_COMPLETE 2",
                finding().seen());
    }

    @Test
    void knowsTheNewIdOfAnUpdateThatFailedWithTheFirst() {
        see("Run", "UPDATE_IN_PROGRESS", "first");
        see("Run", "UPDATE_FAILED", "first");
        see("Stack", "UPDATE_ROLLBACK_IN_PROGRESS", STACK);
        see("Run", "UPDATE_IN_PROGRESS", "new");
        see("Run", "UPDATE_COMPLETE", "third");
        see("Run", "DELETE_COMPLETE", "new");

        assertFalse(finding().differs(), finding().seen());
    }

    @Test
    void differsWhereTheNewIdIsDeletedWithoutAnUpdate() {
        replaceAndFail();
        see("Run", "UPDATE_COMPLETE", "first");
        see("Run", "DELETE_COMPLETE", "new");

        assertTrue(finding().differs());
        assertTrue(
                finding().seen().startsWith("the first id back, by an Update of that id or by none, then Delete of"),
                finding().seen());
    }

    @Test
    void differsWhereTheFirstIdIsDeletedToo() {
        replaceAndFail();
        see("Run", "UPDATE_COMPLETE", "third");
        see("Run", "DELETE_COMPLETE", "new");
        see("Run", "DELETE_COMPLETE", "first");

        assertTrue(finding().differs());
        assertTrue(
                finding().seen().startsWith("Update back, then Delete of the new id, then Delete of the first id: "),
                finding().seen());
    }

    @Test
    void tellsNothingWhereThereAreNoEventsOfTheRollback() {
        see("Run", "UPDATE_IN_PROGRESS", "first");
        see("Run", "UPDATE_COMPLETE", "new");

        assertEquals("not told", finding().seen());
        assertFalse(finding().differs());
    }

    @Test
    void tellsNothingWhereTheEventsHaveNoPhysicalIds() {
        see("Stack", "UPDATE_ROLLBACK_IN_PROGRESS", STACK);
        see("Run", "UPDATE_COMPLETE", null);

        assertEquals("not told", finding().seen());
        assertFalse(finding().differs());
    }

    private void replaceAndFail() {
        see("Run", "UPDATE_IN_PROGRESS", "first");
        see("Run", "UPDATE_COMPLETE", "new");
        see("Sibling", "CREATE_FAILED", "sibling");
        see("Stack", "UPDATE_ROLLBACK_IN_PROGRESS", STACK);
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
