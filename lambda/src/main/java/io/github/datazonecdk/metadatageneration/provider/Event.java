package io.github.datazonecdk.metadatageneration.provider;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
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
        RequestType type = requestType(Json.text(message, "RequestType"));
        return new Event(
                type,
                origin(type, message, "StackId"),
                origin(type, message, "LogicalResourceId"),
                origin(type, message, "RequestId"),
                Json.text(message, "PhysicalResourceId"),
                Json.object(message.get("ResourceProperties")),
                Json.object(message.get("OldResourceProperties")),
                awaited(type, message));
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

    /** What a start's client token is derived from must be there; a Delete never fails, and starts nothing. */
    private static String origin(RequestType type, Map<String, JsonNode> message, String name) {
        return type == RequestType.Delete
                ? Json.text(message, name)
                : new Properties(message).required(name, Properties.NOT_BLANK);
    }

    private static Optional<Awaited> awaited(RequestType type, Map<String, JsonNode> message) {
        if (!message.containsKey(Awaited.FIELD)) {
            return Optional.empty();
        }
        return Optional.of(
                type == RequestType.Delete
                        ? Awaited.nothing(Instant.EPOCH)
                        : Awaited.read(new Properties(message).object(Awaited.FIELD)));
    }

    /** What is asked for, in one line. */
    String subject() {
        return type + " of " + Failure.line(String.valueOf(logicalResourceId), 255);
    }

    /** The id as ours; empty where CloudFormation or the framework made it up. */
    Optional<PhysicalId> physicalId() {
        return PhysicalId.read(physicalResourceId);
    }
}
