package io.github.datazonecdk.metadatageneration.provider;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * What the Provider framework sends: CloudFormation's request, and on isComplete calls our own answer to onEvent
 * merged over it.
 *
 * <p>ResponseURL is part of the message and never read: it is a credential, and the framework is who answers.
 */
record Event(
        RequestType type,
        String stackId,
        String logicalResourceId,
        String requestId,
        String physicalResourceId,
        Map<String, JsonNode> properties,
        Map<String, JsonNode> oldProperties,
        Optional<Awaited> awaited) {

    enum RequestType {
        Create,
        Update,
        Delete
    }

    static Event read(InputStream input) {
        Map<String, JsonNode> message = message(input);
        return new Event(
                requestType(Json.text(message, "RequestType")),
                Json.text(message, "StackId"),
                Json.text(message, "LogicalResourceId"),
                Json.text(message, "RequestId"),
                Json.text(message, "PhysicalResourceId"),
                Json.object(message.get("ResourceProperties")),
                Json.object(message.get("OldResourceProperties")),
                Optional.ofNullable(message.get(Awaited.FIELD)).map(Awaited::read));
    }

    private static Map<String, JsonNode> message(InputStream input) {
        try {
            return Json.object(JsonNode.parser().parse(input));
        } catch (UncheckedIOException e) {
            // Not its message: that may quote the event, and so ResponseURL.
            throw new Failure("the event is not JSON");
        }
    }

    private static RequestType requestType(String name) {
        for (RequestType type : RequestType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw new Failure("RequestType is " + Failure.quoted(name) + ": must be Create, Update or Delete");
    }

    /** The id as ours; empty where CloudFormation or the framework made it up. */
    Optional<PhysicalId> physicalId() {
        return PhysicalId.read(physicalResourceId);
    }
}
