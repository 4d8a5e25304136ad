package io.github.datazonecdk.metadatageneration.provider.lifecycle;

import io.github.datazonecdk.metadatageneration.provider.calls.Invocation;
import io.github.datazonecdk.metadatageneration.provider.calls.Retries;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** A kind of custom resource. */
public interface Kind {
    /**
     * How people call what this kind starts.
     *
     * @param noun such as "run"
     * @param get the operation that reads one
     * @param cancel the operation that cancels one
     * @param attributes the names of the resource's attributes
     */
    record Terms(String noun, String get, String cancel, List<String> attributes) {}

    Terms terms();

    /** Checks all properties, before any call; fails with a {@code Failure} that names the property. */
    Generation generation(Map<String, JsonNode> properties, Invocation invocation);

    /** For a Delete: cancels by what the call itself needs, and checks no other property. */
    void cancel(String id, Map<String, JsonNode> properties, Retries retries);
}
