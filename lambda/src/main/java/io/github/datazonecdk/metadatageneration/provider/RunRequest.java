package io.github.datazonecdk.metadatageneration.provider;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * The properties of the resource, checked: the request of StartMetadataGenerationRun, and how to go about it.
 *
 * @param type the single type of the API's older form, null where types are given
 * @param types the types of the API's newer form, empty where the single type is given
 */
record RunRequest(
        String domainIdentifier,
        String owningProjectIdentifier,
        String assetIdentifier,
        String assetRevision,
        String type,
        List<String> types,
        String clientToken,
        String rerunTrigger,
        Caller caller,
        boolean waitForCompletion,
        Duration timeout,
        boolean cancelOnDelete,
        FailOn failOn,
        boolean acceptPredictions,
        BigDecimal acceptanceThreshold) {

    /** Checks all properties that we know; others are ignored: CloudFormation adds some of its own. */
    static RunRequest of(Map<String, JsonNode> resourceProperties, String functionRegion) {
        Properties properties = new Properties(resourceProperties);
        Properties target = properties.object("target");
        target.oneOf("type", List.of("ASSET"), "ASSET");
        RunRequest request = new RunRequest(
                properties.required("domainIdentifier", Properties.DOMAIN),
                properties.required("owningProjectIdentifier", Properties.PROJECT),
                target.required("identifier", Properties.NOT_BLANK),
                target.optional("revision", Properties.REVISION),
                properties.oneOf("type", Properties.TYPES, null),
                properties.types(),
                properties.optional("clientToken", Properties.CLIENT_TOKEN),
                properties.optional("rerunTrigger", Properties.ANY),
                caller(properties, functionRegion),
                properties.flag("waitForCompletion", true),
                properties.seconds("timeout", Duration.ofMinutes(1), Duration.ofMinutes(55), Duration.ofMinutes(30)),
                properties.flag("cancelOnDelete", true),
                properties.failOn(),
                properties.flag("acceptPredictions", false),
                properties.fraction("acceptanceThreshold"));
        properties.check("types", (request.type == null) != request.types.isEmpty(), "exactly one of type and types");
        Caller caller = request.caller;
        properties.check(
                "externalId",
                caller.externalId() == null || caller.roleArn() != null,
                "absent where assumedRoleArn is");
        properties.check(
                "acceptPredictions",
                !request.acceptPredictions || request.waitForCompletion,
                "false where waitForCompletion is false: there is nothing to accept before the run has ended");
        if (request.acceptPredictions) {
            // It is part of AcceptPredictions' path, as it is of no other call's.
            target.required("identifier", Properties.ACCEPTED);
        }
        return request;
    }

    static Caller caller(Properties properties, String functionRegion) {
        String region = properties.optional("region", Properties.REGION);
        String roleArn = properties.optional("assumedRoleArn", Properties.ROLE);
        String externalId = properties.optional("externalId", Properties.EXTERNAL_ID);
        return new Caller(region == null ? functionRegion : region, roleArn, externalId);
    }

    /** What AcceptPredictions is asked for, as a hash that fits into a physical id; the same in every later release. */
    String acceptanceRule() {
        return Hash.of("ALL", String.valueOf(acceptanceThreshold)).substring(0, 8);
    }

    /** What a failure's first line names. */
    String subject() {
        return "asset " + Failure.line(assetIdentifier, 100) + " (project " + owningProjectIdentifier + ", domain "
                + domainIdentifier + ")";
    }

    /**
     * Whether a run is for the same target and project, and generates the same. DataZone may tell the revision of a run
     * that was started without one, so it counts only where this request pins one.
     */
    boolean describes(Run run) {
        return assetIdentifier.equals(run.assetIdentifier())
                && (assetRevision == null || assetRevision.equals(run.assetRevision()))
                && owningProjectIdentifier.equals(run.owningProjectId())
                && Set.copyOf(allTypes()).equals(Set.copyOf(run.types()));
    }

    List<String> allTypes() {
        return type == null ? types : List.of(type);
    }

    /**
     * A hash of what defines the run. It decides whether an update starts a run, so it must never change for unchanged
     * input, in any release: what is hashed, its order and its spelling stay as they are.
     */
    String fingerprint() {
        try (JsonWriter json = JsonWriter.create()) {
            json.writeStartObject();
            member(json, "clientToken", clientToken);
            member(json, "domainIdentifier", domainIdentifier);
            member(json, "owningProjectIdentifier", owningProjectIdentifier);
            member(json, "region", caller.region());
            member(json, "rerunTrigger", rerunTrigger);
            json.writeFieldName("target").writeStartObject();
            member(json, "identifier", assetIdentifier);
            member(json, "revision", assetRevision);
            member(json, "type", "ASSET");
            json.writeEndObject();
            json.writeFieldName("types").writeStartArray();
            new TreeSet<>(allTypes()).forEach(json::writeValue);
            json.writeEndArray().writeEndObject();
            return Hash.of(json.getBytes()).substring(0, 32);
        }
    }

    private static void member(JsonWriter json, String name, String value) {
        if (value != null) {
            json.writeFieldName(name).writeValue(value);
        }
    }
}
