package io.github.datazonecdk.metadatageneration.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.Template;
import io.github.datazonecdk.metadatageneration.stage.Audience;
import io.github.datazonecdk.metadatageneration.stage.CloudFormationAnswer;
import io.github.datazonecdk.metadatageneration.stage.DeployedStack;
import io.github.datazonecdk.metadatageneration.stage.LambdaRuntime;
import io.github.datazonecdk.metadatageneration.stage.Stage;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * CloudFormation with one stack, of which it deploys one template after the other: the functions and the custom resources
 * on a {@link Stage}, everything else by name alone.
 */
final class PlayedCloudFormation implements AutoCloseable {
    private final URI dataZone;
    private final int hurry;
    private final List<Event> events = new ArrayList<>();
    private Map<String, Resource> resources = new LinkedHashMap<>();
    private Stage stage;
    private Template template;
    private volatile String status = "";
    private String operation;
    private JsonNode deployedTemplate = Json.object();

    /** An event of the stack or, with its ids, of a resource. */
    record Event(String id, String logicalId, String physicalId, String status, String reason) {}

    private record Resource(String physicalId, ObjectNode properties, JsonNode attributes) {}

    /** @param hurry how many times shorter the waiter's waits are than the template says */
    PlayedCloudFormation(URI dataZone, int hurry) {
        this.dataZone = dataZone;
        this.hurry = hurry;
    }

    @Override
    public synchronized void close() {
        if (stage != null) {
            stage.close();
        }
    }

    /** Empty where there is no stack. */
    String status() {
        return status;
    }

    void review() {
        status = "REVIEW_IN_PROGRESS";
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    String stackId() {
        return Template.stackId(ProofApp.STACK);
    }

    JsonNode deployedTemplate() {
        return deployedTemplate;
    }

    /** The outputs; those of a resource that is not there yet are left out. */
    Map<String, String> outputs() {
        return template == null ? Map.of() : template.outputs();
    }

    /** True if the stack is then as this assembly has it. */
    boolean deploy(CloudAssembly assembly) {
        beginDeployment();
        return finishDeployment(assembly);
    }

    void beginDeployment() {
        operation = status.endsWith("_COMPLETE") ? "UPDATE" : "CREATE";
        move(operation + "_IN_PROGRESS");
    }

    boolean finishDeployment(CloudAssembly assembly) {
        Template next = new Template(assembly);
        if (stage == null) {
            stage = new Stage(assembly, dataZone, hurry, LambdaRuntime.canRunAwsClient(), Audience.NONE);
        }
        Map<String, Resource> changed = new LinkedHashMap<>();
        if (rollForward(next, changed)) {
            cleanUp(next, changed);
            template = next;
            deployedTemplate = assembly.template();
            move(operation + "_COMPLETE");
            return true;
        }
        String rollback = operation.equals("UPDATE") ? "UPDATE_ROLLBACK" : "ROLLBACK";
        move(rollback + "_IN_PROGRESS");
        rollBack(next, changed);
        move(rollback + "_COMPLETE");
        return false;
    }

    void delete() {
        beginDeletion();
        finishDeletion();
    }

    void beginDeletion() {
        move("DELETE_IN_PROGRESS");
    }

    void finishDeletion() {
        List<String> order = new ArrayList<>(resources.keySet());
        Collections.reverse(order);
        order.forEach(id -> delete(template, id, resources.get(id)));
        resources.clear();
        move("DELETE_COMPLETE");
        status = "";
    }

    private boolean rollForward(Template next, Map<String, Resource> changed) {
        for (String id : customResources(next)) {
            ObjectNode wanted = (ObjectNode) Json.stringified(next.properties(id));
            Resource before = resources.get(id);
            if (before != null && before.properties().equals(wanted)) {
                next.setAttributes(id, before.attributes());
                continue;
            }
            String change = before == null ? "CREATE" : "UPDATE";
            tell(id, before == null ? "" : before.physicalId(), change + "_IN_PROGRESS", "");
            CloudFormationAnswer answer = send(
                    before == null
                            ? DeployedStack.request(next, id, "Create", null, wanted, null)
                            : DeployedStack.request(
                                    next, id, "Update", before.physicalId(), wanted, before.properties()));
            changed.put(id, new Resource(answer.physicalId(), wanted, answer.data()));
            next.setAttributes(id, answer.data());
            if (!answer.isSuccess()) {
                tell(id, answer.physicalId(), change + "_FAILED", answer.reason());
                return false;
            }
            tell(id, answer.physicalId(), change + "_COMPLETE", "");
        }
        return true;
    }

    private void cleanUp(Template next, Map<String, Resource> changed) {
        Map<String, Resource> then = new LinkedHashMap<>(resources);
        then.putAll(changed);
        then.keySet().retainAll(customResources(next));
        resources.forEach((id, before) -> {
            Resource now = then.get(id);
            if (now == null || !now.physicalId().equals(before.physicalId())) {
                delete(now == null ? template : next, id, before);
            }
        });
        resources = then;
    }

    private void rollBack(Template next, Map<String, Resource> changed) {
        List<String> order = new ArrayList<>(changed.keySet());
        Collections.reverse(order);
        for (String id : order) {
            Resource failed = changed.get(id);
            Resource before = resources.get(id);
            if (before == null) {
                delete(next, id, failed);
                continue;
            }
            tell(id, failed.physicalId(), "UPDATE_IN_PROGRESS", "");
            CloudFormationAnswer answer = send(DeployedStack.request(
                    next, id, "Update", failed.physicalId(), before.properties(), failed.properties()));
            resources.put(id, new Resource(answer.physicalId(), before.properties(), answer.data()));
            template.setAttributes(id, answer.data());
            tell(id, answer.physicalId(), answer.isSuccess() ? "UPDATE_COMPLETE" : "UPDATE_FAILED", answer.reason());
            if (!answer.physicalId().equals(failed.physicalId())) {
                delete(next, id, failed);
            }
        }
    }

    private void delete(Template of, String id, Resource resource) {
        tell(id, resource.physicalId(), "DELETE_IN_PROGRESS", "");
        CloudFormationAnswer answer =
                send(DeployedStack.request(of, id, "Delete", resource.physicalId(), resource.properties(), null));
        tell(id, resource.physicalId(), answer.isSuccess() ? "DELETE_COMPLETE" : "DELETE_FAILED", answer.reason());
    }

    private CloudFormationAnswer send(ObjectNode request) {
        return stage.send(request, 1).get(0);
    }

    private static List<String> customResources(Template of) {
        return of.inOrderOfCreation().stream()
                .filter(id -> of.type(id).startsWith("Custom::"))
                .toList();
    }

    private void move(String next) {
        status = next;
        tell("", "", next, "");
    }

    private synchronized void tell(String logicalId, String physicalId, String status, String reason) {
        events.add(0, new Event(UUID.randomUUID().toString(), logicalId, physicalId, status, reason));
    }
}
