package io.github.datazonecdk.metadatageneration.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What the person who starts the proof has told it.
 *
 * @param context the example's context
 * @param agreed whether anything is done at all
 * @param enrols whether the function's role is enrolled, and expelled in the end; else the person does so
 * @param accepts whether predictions are accepted
 * @param verbose whether the CDK command line's own output is shown
 */
record ProofSettings(Map<String, String> context, boolean agreed, boolean enrols, boolean accepts, boolean verbose) {
    private static final List<String> REQUIRED =
            List.of("domainIdentifier", "owningProjectIdentifier", "assetIdentifier");
    private static final List<String> OPTIONAL = List.of("assetRevision", "types");

    /** @throws IllegalArgumentException if an identifier is missing */
    static ProofSettings of(Properties properties) {
        Map<String, String> context = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (String name : REQUIRED) {
            String value = properties.getProperty(name, "");
            context.put(name, value);
            if (value.isBlank()) {
                missing.add("-D" + name + "=...");
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("missing: " + String.join(" ", missing));
        }
        for (String name : OPTIONAL) {
            if (!properties.getProperty(name, "").isBlank()) {
                context.put(name, properties.getProperty(name));
            }
        }
        return new ProofSettings(
                context,
                flag(properties, "yes", false),
                flag(properties, "enrol", true),
                flag(properties, "accept", false),
                flag(properties, "verbose", false));
    }

    private static boolean flag(Properties properties, String name, boolean otherwise) {
        String value = properties.getProperty(name, String.valueOf(otherwise));
        // -Dname alone counts, too.
        if (value.isEmpty() || value.equals("true") || value.equals("false")) {
            return !value.equals("false");
        }
        throw new IllegalArgumentException(name + " must be true or false, got \"" + value + "\"");
    }

    String domain() {
        return context.get("domainIdentifier");
    }

    String project() {
        return context.get("owningProjectIdentifier");
    }

    String asset() {
        return context.get("assetIdentifier");
    }

    List<String> types() {
        return List.of(context.getOrDefault("types", "BUSINESS_DESCRIPTIONS").split("\\s*,\\s*"));
    }
}
