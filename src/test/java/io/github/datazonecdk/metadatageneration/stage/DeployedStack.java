package io.github.datazonecdk.metadatageneration.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** A stack with one custom resource, deployed as CloudFormation deploys it: requests, rollbacks and clean-up. */
public final class DeployedStack {
    private final Template template;
    private final CustomResources provider;
    private final String logicalId;
    private final List<Exchange> history = new ArrayList<>();
    private Resource resource;
    private Status status = Status.NONE;

    /** What CloudFormation shows as the status of the stack. */
    public enum Status {
        NONE,
        CREATE_COMPLETE,
        ROLLBACK_COMPLETE,
        ROLLBACK_FAILED,
        UPDATE_COMPLETE,
        UPDATE_ROLLBACK_COMPLETE,
        UPDATE_ROLLBACK_FAILED,
        DELETE_COMPLETE,
        DELETE_FAILED
    }

    /** One request and what was answered; null where CloudFormation did not wait for it. */
    public record Exchange(ObjectNode request, CloudFormationAnswer answer) {
        public String type() {
            return request.path("RequestType").asText();
        }

        public String physicalId() {
            return request.path("PhysicalResourceId").asText();
        }
    }

    /** Carries a request to the service token and brings the answers back. */
    interface CustomResources {
        List<CloudFormationAnswer> send(ObjectNode request, int deliveries);

        void sendWithoutWaiting(ObjectNode request);
    }

    private record Resource(String physicalId, ObjectNode properties) {}

    DeployedStack(Template template, CustomResources provider) {
        this.template = template;
        this.provider = provider;
        this.logicalId = template.run();
    }

    public CloudFormationAnswer create() {
        return create(properties -> {});
    }

    public CloudFormationAnswer create(Consumer<ObjectNode> change) {
        return create(changed(declared(), change), 1).get(0);
    }

    /** Lambda may deliver an asynchronous call more than once. */
    public List<CloudFormationAnswer> createDeliveredTwice() {
        return create(declared(), 2);
    }

    private List<CloudFormationAnswer> create(ObjectNode properties, int deliveries) {
        List<CloudFormationAnswer> answers = send(request("Create", null, properties, null), deliveries);
        CloudFormationAnswer answer = answers.get(0);
        if (answer.isSuccess()) {
            settle(answer, properties, Status.CREATE_COMPLETE);
        } else {
            boolean deleted =
                    sendDelete(new Resource(answer.physicalId(), properties)).isSuccess();
            status = deleted ? Status.ROLLBACK_COMPLETE : Status.ROLLBACK_FAILED;
        }
        return answers;
    }

    /** A sibling fails meanwhile: CloudFormation does not wait, makes up an id and deletes that. */
    public CloudFormationAnswer createCancelled() {
        ObjectNode properties = declared();
        ObjectNode request = request("Create", null, properties, null);
        provider.sendWithoutWaiting(request);
        history.add(new Exchange(request, null));
        String invented = template.stackName() + "-" + logicalId + "-1GZM6UDYI9X2K";
        CloudFormationAnswer answer = sendDelete(new Resource(invented, properties));
        status = answer.isSuccess() ? Status.ROLLBACK_COMPLETE : Status.ROLLBACK_FAILED;
        return answer;
    }

    /** Deploys the stack with another property. */
    public CloudFormationAnswer update(Consumer<ObjectNode> change) {
        Resource before = resource;
        ObjectNode properties = changed(before.properties(), change);
        CloudFormationAnswer answer = sendUpdate(before.physicalId(), properties, before.properties());
        if (answer.isSuccess()) {
            settle(answer, properties, Status.UPDATE_COMPLETE);
            deleteReplaced(before, answer.physicalId());
        } else {
            rollBack(before, properties, answer);
        }
        return answer;
    }

    /** The update of this resource succeeds, another one of the stack fails: everything is rolled back. */
    public CloudFormationAnswer updateThenSiblingFails(Consumer<ObjectNode> change) {
        Resource before = resource;
        ObjectNode properties = changed(before.properties(), change);
        CloudFormationAnswer answer = sendUpdate(before.physicalId(), properties, before.properties());
        rollBack(before, properties, answer);
        return answer;
    }

    public CloudFormationAnswer delete() {
        CloudFormationAnswer answer = sendDelete(resource);
        template.setAttributes(logicalId, answer.data());
        status = answer.isSuccess() ? Status.DELETE_COMPLETE : Status.DELETE_FAILED;
        return answer;
    }

    public Status status() {
        return status;
    }

    public String physicalId() {
        return resource.physicalId();
    }

    public List<Exchange> history() {
        return List.copyOf(history);
    }

    private void rollBack(Resource before, ObjectNode failed, CloudFormationAnswer answer) {
        CloudFormationAnswer rollback = sendUpdate(answer.physicalId(), before.properties(), failed);
        if (!rollback.isSuccess()) {
            status = Status.UPDATE_ROLLBACK_FAILED;
            return;
        }
        settle(rollback, before.properties(), Status.UPDATE_ROLLBACK_COMPLETE);
        deleteReplaced(new Resource(answer.physicalId(), failed), rollback.physicalId());
    }

    /** CloudFormation's clean-up: what it deletes is no longer part of the stack, a failure changes nothing. */
    private void deleteReplaced(Resource replaced, String kept) {
        if (!replaced.physicalId().equals(kept)) {
            sendDelete(replaced);
        }
    }

    private void settle(CloudFormationAnswer answer, ObjectNode properties, Status settled) {
        resource = new Resource(answer.physicalId(), properties);
        status = settled;
        template.setAttributes(logicalId, answer.data());
    }

    private CloudFormationAnswer sendUpdate(String physicalId, ObjectNode properties, ObjectNode old) {
        return send(request("Update", physicalId, properties, old), 1).get(0);
    }

    private CloudFormationAnswer sendDelete(Resource deleted) {
        return send(request("Delete", deleted.physicalId(), deleted.properties(), null), 1)
                .get(0);
    }

    private List<CloudFormationAnswer> send(ObjectNode request, int deliveries) {
        List<CloudFormationAnswer> answers = provider.send(request, deliveries);
        answers.forEach(answer -> history.add(new Exchange(request, answer)));
        return answers;
    }

    private ObjectNode request(String type, String physicalId, ObjectNode properties, ObjectNode old) {
        return request(template, logicalId, type, physicalId, properties, old);
    }

    /** What CloudFormation sends for a custom resource; a Create has no id yet, and only an Update has old properties. */
    public static ObjectNode request(
            Template template,
            String logicalId,
            String type,
            String physicalId,
            ObjectNode properties,
            ObjectNode old) {
        ObjectNode request = Json.object()
                .put("RequestType", type)
                .put("ServiceToken", properties.path("ServiceToken").asText())
                .put("StackId", template.stackId())
                .put("RequestId", UUID.randomUUID().toString())
                .put("LogicalResourceId", logicalId)
                .put("ResourceType", template.type(logicalId));
        if (physicalId != null) {
            request.put("PhysicalResourceId", physicalId);
        }
        request.set("ResourceProperties", properties);
        if (old != null) {
            request.set("OldResourceProperties", old);
        }
        return request;
    }

    private ObjectNode declared() {
        return (ObjectNode) Json.stringified(template.properties(logicalId));
    }

    private static ObjectNode changed(JsonNode properties, Consumer<ObjectNode> change) {
        ObjectNode changed = properties.deepCopy();
        change.accept(changed);
        return changed;
    }
}
