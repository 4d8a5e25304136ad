package io.github.datazonecdk.metadatageneration.histories;

import io.github.datazonecdk.metadatageneration.histories.Choices.Draws;
import io.github.datazonecdk.metadatageneration.provider.RunProperties;
import java.util.List;

/** Draws the properties of a resource, and changes of them. The first of each list is the simplest. */
final class HistorySettings {
    private static final String ABSENT = "absent";
    private static final String ROLE = "arn:aws:iam::210987654321:role/Steward";

    private HistorySettings() {}

    static RunProperties fresh(Draws draws) {
        RunProperties properties = RunProperties.run().with("timeout", 300);
        if (draws.chance(30)) {
            properties = properties.with("acceptPredictions", "true");
        }
        if (draws.chance(20)) {
            properties = properties
                    .without("acceptPredictions")
                    .with("waitForCompletion", "false")
                    .with("cancelOnDelete", draws.oneOf("true", "false"));
        }
        for (int changes = draws.oneOf(0, 0, 1, 2, 4); changes > 0; changes--) {
            properties = changed(draws, properties);
        }
        return properties;
    }

    /** With one property or several changed, most often one that makes it another run. */
    static RunProperties update(Draws draws, RunProperties properties) {
        int kind = draws.below(100);
        if (kind >= 75) {
            return flipped(draws, properties);
        }
        if (kind >= 40) {
            return properties.with("rerunTrigger", draws.oneOf("2", "3", "4", "5"));
        }
        RunProperties updated = properties;
        for (int changes = draws.oneOf(1, 1, 1, 2, 3); changes > 0; changes--) {
            updated = changed(draws, updated);
        }
        return updated;
    }

    /** With one property changed that makes it no other run. */
    private static RunProperties flipped(Draws draws, RunProperties properties) {
        return switch (draws.below(4)) {
            case 0 -> flipped(properties, "cancelOnDelete", "true");
            case 1, 2 -> flipped(properties, "acceptPredictions", "false");
            default -> set(properties, "acceptanceThreshold", draws.oneOf("0.5", "0.9", "0.7", "0.6", ABSENT));
        };
    }

    private static RunProperties flipped(RunProperties properties, String name, String otherwise) {
        boolean is = properties.json().path(name).asText(otherwise).equals("true");
        return set(properties, name, String.valueOf(!is));
    }

    private static RunProperties changed(Draws draws, RunProperties properties) {
        return switch (draws.below(26)) {
            case 0, 1, 2, 3 -> set(properties, "rerunTrigger", draws.oneOf("2", "3", ABSENT, ""));
            case 4 -> set(properties, "domainIdentifier", draws.oneOf(RunProperties.DOMAIN, "dzd-other"));
            case 5 -> set(properties, "owningProjectIdentifier", draws.oneOf(RunProperties.PROJECT, "other"));
            case 6 -> set(properties, "target.identifier", draws.oneOf(RunProperties.ASSET, "customers"));
            case 7 -> set(properties, "target.revision", draws.oneOf(ABSENT, "1", "2"));
            case 8, 9 -> types(draws, properties);
            case 10, 11 -> set(properties, "clientToken", draws.oneOf(ABSENT, "mine", "mine-too"));
            case 12 -> set(properties, "region", draws.oneOf(ABSENT, "eu-west-1", "us-east-1"));
            case 13, 14 -> set(properties, "waitForCompletion", draws.oneOf(ABSENT, "true", "false"));
            case 15 -> set(properties, "cancelOnDelete", draws.oneOf(ABSENT, "false", "true"));
            case 16 -> set(properties, "failOn", draws.oneOf(ABSENT, "FAILED", "PARTIALLY_SUCCEEDED", "NOTHING"));
            case 17 -> set(properties, "timeout", draws.oneOf("300", "60", "90", "120", "700", "1800", "3300", ABSENT));
            case 18, 19, 20 -> set(properties, "acceptPredictions", draws.oneOf(ABSENT, "true", "false", "true"));
            case 21 ->
                set(
                        properties,
                        draws.oneOf("ServiceTimeout", "somethingNew", "target.type"),
                        draws.oneOf("400", ABSENT));
            case 22 -> set(properties, "acceptanceThreshold", draws.oneOf("0.5", "0.9", ABSENT));
            case 23 -> set(properties, "assumedRoleArn", draws.oneOf(ROLE, ABSENT));
            case 24 -> set(properties, "externalId", draws.oneOf("orders", ABSENT));
            default -> malformed(draws, properties);
        };
    }

    private static RunProperties types(Draws draws, RunProperties properties) {
        RunProperties without = properties.without("types").without("type");
        return switch (draws.below(6)) {
            case 0 -> without.with("types", List.of("BUSINESS_DESCRIPTIONS"));
            case 1 -> without.with("types", List.of("BUSINESS_NAMES"));
            case 2 -> without.with("types", List.of("BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS"));
            case 3 -> without.with("types", List.of("BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES"));
            case 4 -> without.with("type", "BUSINESS_DESCRIPTIONS");
            default ->
                without.with(
                        "types", List.of("BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS", "BUSINESS_GLOSSARY_ASSOCIATIONS"));
        };
    }

    private static RunProperties malformed(Draws draws, RunProperties properties) {
        return switch (draws.below(4)) {
            case 0 -> properties.with("failOn", "SOMETHING");
            case 1 -> properties.with("timeout", "soon");
            case 2 -> properties.without("domainIdentifier");
            default -> properties.with("type", "BUSINESS_NAMES").with("types", List.of("BUSINESS_NAMES"));
        };
    }

    private static RunProperties set(RunProperties properties, String name, String value) {
        if (name.equals("target.type")) {
            return value.equals(ABSENT) ? properties.without(name) : properties.with(name, "ASSET");
        }
        return value.equals(ABSENT) ? properties.without(name) : properties.with(name, value);
    }
}
