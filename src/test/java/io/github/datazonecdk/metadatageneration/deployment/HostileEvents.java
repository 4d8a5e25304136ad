package io.github.datazonecdk.metadatageneration.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Makes events that nobody means well with, of such as are well meant. The same seed makes the same events. */
final class HostileEvents {
    private static final List<String> MEMBERS = List.of(
            "RequestType",
            "StackId",
            "LogicalResourceId",
            "RequestId",
            "PhysicalResourceId",
            "ResponseURL",
            "ResourceProperties",
            "OldResourceProperties");

    private static final List<String> PROPERTIES = List.of(
            "domainIdentifier",
            "owningProjectIdentifier",
            "target",
            "target/identifier",
            "target/revision",
            "target/type",
            "type",
            "types",
            "types/0",
            "clientToken",
            "waitForCompletion",
            "timeout",
            "cancelOnDelete",
            "rerunTrigger",
            "failOn",
            "acceptPredictions",
            "acceptanceThreshold",
            "region",
            "assumedRoleArn",
            "externalId");

    /** JSON, or what looks like it. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e999",
            "-1e-999",
            "99999999999999999999999",
            "NaN",
            "Infinity",
            "[]",
            "{}",
            "[null]",
            "[[{}]]",
            "{\"a\":1,\"a\":2}",
            "{\"identifier\":\"..\"}",
            nested("[", "]", 900),
            nested("{\"a\":", "}", 900),
            nested("[", "]", 10_000),
            nested("{\"a\":", "}", 10_000),
            nested("[", "]", 200_000),
            "[" + "\"BUSINESS_NAMES\",".repeat(20_000) + "\"\"]");

    /** What a string may hold, as JSON spells it. */
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\\u0000",
            "\\r\\nX-Amz-Security-Token: x",
            "\\n",
            "\\u2028",
            "\\ud83d",
            "\\ude00\\ud83d",
            "\\u202Edlrow",
            "\u202Edlrow",
            "\uD83D\uDE00",
            "\\uFEFF",
            "\u0660.\u0665",
            "..",
            ".",
            "../../../x",
            "%2e%2e%2f",
            "%2E%2E/%00",
            "/",
            "\\\\..\\\\",
            "?status=FAILED",
            "#x",
            ";x=y",
            "&x=y",
            "@evil.example.com",
            "evil.example.com/",
            ".evil.example.com#",
            "//evil.example.com/",
            "${Token[TOKEN.123]}",
            "{{resolve:secretsmanager:x}}",
            "${AWS::Region}",
            "${jndi:ldap://127.0.0.1/x}",
            "%s%n%x",
            "<script>",
            "' OR 1=1 --",
            "NaN",
            "1e999",
            "1e-2147483647",
            "1e2147483648",
            "-0",
            "0x10",
            "true ",
            "TRUE",
            "-a".repeat(20_000),
            "9".repeat(20_000));

    private static final List<String> HUGE_TEXTS = List.of(
            "0." + "3".repeat(500_000), "x".repeat(5_000_000), " ".repeat(1_000_000), "\\ud83d".repeat(200_000));

    private static final List<UnaryOperator<String>> DAMAGES = List.of(
            text -> "",
            text -> "null",
            text -> "\uFEFF" + text,
            text -> "[" + text + "]",
            text -> "\"" + text,
            text -> text + text,
            text -> text + "}",
            text -> "\u0000" + text,
            text -> text.replace(":", ""),
            text -> text.replace('"', '\''),
            text -> text.replaceFirst("(?s)^.", "{\"RequestType\":\"Delete\","),
            text -> text.replaceFirst("(?s).\\z", ",\"ResourceProperties\":{}}"));

    private final Random random;

    /**
     * A change of an event.
     *
     * @param place the member that is changed; empty where the event's text is
     */
    record Mutation(String what, String place, Consumer<ObjectNode> change, UnaryOperator<String> damage) {}

    HostileEvents(long seed) {
        random = new Random(seed);
    }

    /** One change, or a few, that are made to a copy of the event. */
    List<Mutation> mutationsOf(ObjectNode event) {
        List<Mutation> mutations = new ArrayList<>();
        int number = 1 + (random.nextInt(3) == 0 ? random.nextInt(3) : 0);
        while (mutations.size() < number) {
            mutations.add(mutation(event));
        }
        return mutations;
    }

    static String mutated(ObjectNode event, List<Mutation> mutations) {
        ObjectNode changed = event.deepCopy();
        mutations.forEach(mutation -> mutation.change().accept(changed));
        String text = changed.toString();
        for (Mutation mutation : mutations) {
            text = mutation.damage().apply(text);
        }
        return text;
    }

    private Mutation mutation(ObjectNode event) {
        return switch (random.nextInt(20)) {
            case 0 -> damage();
            case 1 -> truncation();
            case 2, 3 -> removal(place(event));
            case 4, 5, 6, 7, 8 -> replacement(place(event), oneOf(VALUES));
            case 9, 10, 11, 12 -> replacement(place(event), "\"" + text() + "\"");
            case 13 -> replacement(place(event), "\"" + noise() + "\"");
            default -> splice(place(event), text(), random.nextDouble());
        };
    }

    private Mutation damage() {
        int number = random.nextInt(DAMAGES.size());
        return new Mutation("damage " + number, "", event -> {}, DAMAGES.get(number));
    }

    private Mutation truncation() {
        double where = random.nextDouble();
        return new Mutation(
                "cut at " + where, "", event -> {}, text -> text.substring(0, (int) (where * text.length())));
    }

    private static Mutation removal(String place) {
        return changing("remove " + place, place, (parent, name) -> parent.remove(name));
    }

    private static Mutation replacement(String place, String json) {
        return changing(
                "set " + place + " to " + shortened(json),
                place,
                (parent, name) -> parent.putRawValue(name, new RawValue(json)));
    }

    /** Leaves the beginning and the end as they are, so that whoever looks at these alone is deceived. */
    private static Mutation splice(String place, String text, double where) {
        return changing("splice into " + place + " " + shortened(text), place, (parent, name) -> {
            String whole = parent.path(name).isTextual() ? parent.path(name).asText() : "";
            int at = (int) (where * (whole.length() + 1));
            String spliced = "\"" + whole.substring(0, at) + text + whole.substring(at) + "\"";
            parent.putRawValue(name, new RawValue(spliced));
        });
    }

    private interface Change {
        void in(ObjectNode parent, String name);
    }

    private static Mutation changing(String what, String place, Change change) {
        String parent = place.substring(0, place.lastIndexOf('/'));
        String name = place.substring(parent.length() + 1);
        return new Mutation(
                what,
                place,
                event -> {
                    // Another mutation may have taken the parent away.
                    if (event.at(parent) instanceof ObjectNode object) {
                        change.in(object, name);
                    }
                },
                UnaryOperator.identity());
    }

    private String place(ObjectNode event) {
        List<String> own = places("", event);
        return switch (random.nextInt(4)) {
            case 0 -> "/" + oneOf(MEMBERS);
            case 1 -> oneOf(own);
            case 2 -> "/ResourceProperties/" + oneOf(PROPERTIES);
            default ->
                random.nextInt(4) > 0
                        ? "/ResourceProperties/" + oneOf(PROPERTIES)
                        : "/OldResourceProperties/" + oneOf(PROPERTIES);
        };
    }

    /** The places of all members that the event has, those of its members among them. */
    private static List<String> places(String path, JsonNode node) {
        List<String> places = new ArrayList<>();
        for (String name : new TreeSet<>(names(node))) {
            places.add(path + "/" + name);
            places.addAll(places(path + "/" + name, node.path(name)));
        }
        return places;
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private String text() {
        return oneOf(random.nextInt(100) == 0 ? HUGE_TEXTS : TEXTS);
    }

    private String noise() {
        StringBuilder noise = new StringBuilder();
        for (int length = random.nextInt(60); length > 0; length--) {
            noise.append("\\u%04x".formatted(random.nextInt(0x10000)));
        }
        return noise.toString();
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String nested(String open, String close, int depth) {
        return open.repeat(depth) + "1" + close.repeat(depth);
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "... (" + text.length() + " characters)";
    }
}
