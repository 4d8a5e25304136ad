package io.github.datazonecdk.metadatageneration.provider.lifecycle;

import io.github.datazonecdk.metadatageneration.contract.ResourceType;
import io.github.datazonecdk.metadatageneration.provider.calls.Invocation;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import io.github.datazonecdk.metadatageneration.provider.text.Json;
import io.github.datazonecdk.metadatageneration.provider.text.Properties;
import io.github.datazonecdk.metadatageneration.provider.text.Text;
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
 * <p>ResponseURL is part of the message and never read. It is a credential, and the framework answers.
 */
public record Event(
        RequestType type,
        ResourceType resourceType,
        TokenSeed seed,
        String physicalResourceId,
        Map<String, JsonNode> properties,
        Map<String, JsonNode> oldProperties,
        Optional<Handover> handover) {

    enum RequestType {
        Create,
        Update,
        Delete
    }

    public static Event read(Map<String, JsonNode> message) {
        RequestType type = requestType(Json.text(message, "RequestType"));
        return new Event(
                type,
                ResourceType.named(Json.text(message, "ResourceType")),
                new TokenSeed(
                        origin(type, message, "StackId"),
                        origin(type, message, "LogicalResourceId"),
                        origin(type, message, "RequestId")),
                Json.text(message, "PhysicalResourceId"),
                Json.object(message.get("ResourceProperties")),
                Json.object(message.get("OldResourceProperties")),
                handover(type, message));
    }

    public static Map<String, JsonNode> message(InputStream input) {
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
        throw new Failure("RequestType is " + Text.quoted(name) + ": must be Create, Update or Delete");
    }

    /** A token is derived from it, so it must be there. Not for a Delete, which never fails and starts nothing. */
    private static String origin(RequestType type, Map<String, JsonNode> message, String name) {
        return type == RequestType.Delete
                ? Json.text(message, name)
                : new Properties(message).required(name, Properties.NOT_BLANK);
    }

    private static Optional<Handover> handover(RequestType type, Map<String, JsonNode> message) {
        if (!message.containsKey(Handover.FIELD)) {
            return Optional.empty();
        }
        return Optional.of(
                type == RequestType.Delete
                        ? Handover.nothing(Instant.EPOCH)
                        : Handover.read(new Properties(message).object(Handover.FIELD)));
    }

    /** What is asked for, in one line. */
    public String subject() {
        return type + " of " + Text.line(String.valueOf(seed.logicalResourceId()), 255);
    }

    /** The id as ours; empty where CloudFormation or the framework made it up. */
    Optional<PhysicalId> physicalId() {
        return PhysicalId.read(physicalResourceId);
    }

    /** What the properties ask for. */
    Generation generation(Kind kind, Invocation invocation) {
        try {
            return kind.generation(properties, invocation);
        } catch (Failure e) {
            throw new Failure(subject() + " refused before any call: " + e.getMessage());
        }
    }
}
