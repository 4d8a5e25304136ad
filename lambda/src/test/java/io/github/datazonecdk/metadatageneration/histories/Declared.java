package io.github.datazonecdk.metadatageneration.histories;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.standin.StandInRun;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The properties of a resource as the lifecycle reads them. */
record Declared(JsonNode json) {
    String text(String name) {
        return json.path(name).textValue();
    }

    private String text(String name, String otherwise) {
        return text(name) == null ? otherwise : text(name);
    }

    boolean isWellFormed() {
        return malformed().isEmpty();
    }

    /** The names of the properties that cannot be as they are. */
    Set<String> malformed() {
        Set<String> names = new TreeSet<>();
        check(names, "domainIdentifier", domain() != null);
        check(names, "types", json.has("type") != json.has("types"));
        check(
                names,
                "failOn",
                List.of("FAILED", "PARTIALLY_SUCCEEDED", "NOTHING").contains(failOn()));
        check(names, "timeout", text("timeout", "0").matches("\\d+"));
        check(names, "externalId", json.has("assumedRoleArn") || !json.has("externalId"));
        check(names, "acceptPredictions", isAwaited() || !acceptsPredictions());
        return names;
    }

    private static void check(Set<String> names, String name, boolean holds) {
        if (!holds) {
            names.add(name);
        }
    }

    String domain() {
        return text("domainIdentifier");
    }

    String project() {
        return text("owningProjectIdentifier");
    }

    String asset() {
        return json.at("/target/identifier").textValue();
    }

    String revision() {
        return json.at("/target/revision").textValue();
    }

    Set<String> types() {
        Set<String> types = new TreeSet<>();
        if (json.has("type")) {
            types.add(text("type"));
        }
        json.path("types").forEach(type -> types.add(type.textValue()));
        return types;
    }

    String region() {
        return text("region", "eu-west-1");
    }

    String clientToken() {
        return text("clientToken");
    }

    String fingerprint() {
        return Stream.of(
                        domain(),
                        project(),
                        asset(),
                        revision(),
                        json.at("/target/type").asText("ASSET"),
                        types().toString(),
                        clientToken(),
                        text("rerunTrigger"),
                        region())
                .map(String::valueOf)
                .toList()
                .toString();
    }

    /** Whether the run does the same: the revision counts where it is pinned here. */
    boolean describes(StandInRun run) {
        return run.domain().equals(domain())
                && run.project().equals(project())
                && run.asset().equals(asset())
                && (revision() == null || revision().equals(run.revision()))
                && new TreeSet<>(run.types()).equals(types());
    }

    boolean isAwaited() {
        return text("waitForCompletion", "true").equals("true");
    }

    boolean cancelsOnDelete() {
        return text("cancelOnDelete", "true").equals("true");
    }

    boolean acceptsPredictions() {
        return text("acceptPredictions", "false").equals("true");
    }

    String threshold() {
        return text("acceptanceThreshold", "none");
    }

    /** Turns acceptance on, or changes its threshold. */
    boolean asksForAnotherAcceptanceThan(Declared old) {
        return acceptsPredictions()
                && (!old.acceptsPredictions() || !old.threshold().equals(threshold()));
    }

    private String failOn() {
        return text("failOn", "FAILED");
    }

    long timeout() {
        return Long.parseLong(text("timeout", "1800"));
    }

    boolean isFailure(String status) {
        return switch (status) {
            case "FAILED", "CANCELED" -> !failOn().equals("NOTHING");
            case "PARTIALLY_SUCCEEDED" -> failOn().equals("PARTIALLY_SUCCEEDED");
            default -> false;
        };
    }
}
