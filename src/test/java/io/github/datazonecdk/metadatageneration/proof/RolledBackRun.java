package io.github.datazonecdk.metadatageneration.proof;

import io.github.datazonecdk.metadatageneration.stage.Audience;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** How CloudFormation rolled back a run that an update had replaced, as far as the stack's events tell. */
final class RolledBackRun {
    private static final String QUESTION = "a rollback of a replaced run";
    private static final String UPDATE_BACK = "Update back";
    private static final String ASSUMED = UPDATE_BACK + ", then Delete of the new id";
    private static final String ROLLS_BACK = "UPDATE_ROLLBACK_IN_PROGRESS";

    private final List<StackEvent> rollback;
    private final List<String> ids;
    private final List<String> idsBefore;

    /**
     * @param newestFirst the events of the update and of its rollback
     * @param logicalId the run's
     */
    RolledBackRun(List<StackEvent> newestFirst, String logicalId) {
        List<StackEvent> events = new ArrayList<>(newestFirst);
        Collections.reverse(events);
        int began =
                events.stream().map(StackEvent::resourceStatusAsString).toList().indexOf(ROLLS_BACK);
        int end = began < 0 ? events.size() : began;
        rollback = of(logicalId, events.subList(end, events.size()));
        ids = ids(of(logicalId, events));
        idsBefore = ids(of(logicalId, events.subList(0, end)));
    }

    private static List<StackEvent> of(String logicalId, List<StackEvent> events) {
        return events.stream()
                .filter(event -> logicalId.equals(event.logicalResourceId()))
                .toList();
    }

    private static List<String> ids(List<StackEvent> events) {
        return events.stream()
                .map(RolledBackRun::physicalId)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
    }

    private static String physicalId(StackEvent event) {
        return event.physicalResourceId() == null ? "" : event.physicalResourceId();
    }

    void tell(Audience audience) {
        for (int i = 0; i < ids.size(); i++) {
            audience.see("CloudFormation", "id %d of the run is %s".formatted(i + 1, ids.get(i)));
        }
        audience.see("CloudFormation", "rolled the run back: " + finding().seen());
    }

    Finding finding() {
        if (rollback.isEmpty() || ids.size() < 2) {
            return new Finding(QUESTION, ASSUMED, "not told", false);
        }
        String order = String.join(", then ", operations());
        return new Finding(QUESTION, ASSUMED, order + ": " + statuses(), !order.equals(ASSUMED));
    }

    private List<String> operations() {
        return rollback.stream()
                .filter(event -> !event.resourceStatusAsString().endsWith("_IN_PROGRESS"))
                .map(this::operation)
                .toList();
    }

    private String operation(StackEvent event) {
        String id = physicalId(event);
        return switch (event.resourceStatusAsString()) {
            case "UPDATE_COMPLETE" ->
                isThird(id) ? UPDATE_BACK : name(id) + " back, by an Update of that id or by none";
            case "DELETE_COMPLETE" -> "Delete of " + name(id);
            default -> event.resourceStatusAsString() + " of " + name(id);
        };
    }

    private String name(String id) {
        return id.equals(ids.get(0)) ? "the first id" : isThird(id) ? "the third id" : "the new id";
    }

    /** The function answers an Update from the new id back with an id that was not seen before. */
    private boolean isThird(String id) {
        return !idsBefore.contains(id)
                && rollback.stream()
                        .filter(event -> event.resourceStatusAsString().equals("UPDATE_COMPLETE"))
                        .anyMatch(event -> id.equals(physicalId(event)));
    }

    private String statuses() {
        return rollback.stream()
                .map(event -> event.resourceStatusAsString() + " " + (ids.indexOf(physicalId(event)) + 1))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
