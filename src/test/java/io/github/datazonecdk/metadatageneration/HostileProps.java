package io.github.datazonecdk.metadatageneration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;

/** Draws the props of a run that nobody means well with, among such as are well meant. The same seed draws the same. */
final class HostileProps {
    /** Without halves of surrogate pairs, which jsii sends as "?", and without what CDK takes for a token. */
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\t",
            "\u0000",
            "\r\n",
            "\n",
            "\u2028",
            "\u00A0",
            "\u3000",
            "\u202Edlrow",
            "\u05D0\u05D1",
            "\uD83D\uDE00",
            "\uDBFF\uDFFF",
            "\uFEFF",
            "\uFFFF",
            "e\u0301",
            "\u0660",
            "\u00DF",
            "/",
            "..",
            "../",
            "../../x",
            "%2e%2e%2f",
            "?a=b#c;d",
            "*",
            "$",
            "\\\"'",
            "@evil.example.com#",
            "arn:",
            "arn:aws:iam::123456789012:role/*",
            "arn:aws:datazone:eu-west-1:123456789012:domain/dzd_4p2",
            "arn:aws:datazone:us-east-1:210987654321:domain/dzd_4p2",
            "{{resolve:secretsmanager:x}}",
            "${AWS::Region}",
            "${!AWS::Region}",
            "${Token[",
            "${Token[]}",
            "${Token[a b]}",
            "${Token[\u0660]}",
            "#{Token[",
            "${jndi:ldap://127.0.0.1/x}",
            "{\"Ref\":\"AWS::Region\"}",
            "{\"$jsii.byref\":\"aws-cdk-lib.App@10000\"}",
            "Fn::GetAtt",
            "AWS::NoValue",
            "2026-01-01T00:00:00.000Z",
            "%s%n",
            "null",
            "true",
            "NaN",
            "1e999",
            "__proto__",
            "a\u0000b",
            "a\r\nb",
            "dzd_4p2/../x",
            "eu-west-1.evil.example.com#");

    private static final List<String> HUGE_TEXTS = List.of(
            "x".repeat(100_000),
            "-a".repeat(50_000),
            " ".repeat(100_000),
            ":".repeat(100_000),
            "\uD83D\uDE00".repeat(50_000),
            "arn:aws:datazone:us-east-1:123456789012:domain/" + "x".repeat(100_000));

    private static final List<Number> NUMBERS = List.of(
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Float.NaN,
            -0.0,
            -1,
            0,
            0.1f,
            0.5,
            1,
            1.0000001,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.MAX_VALUE,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            new BigDecimal("0." + "3".repeat(100)),
            new BigDecimal("1e-999"),
            new BigDecimal("1e999"),
            BigInteger.TEN.pow(10_000));

    private static final List<Number> AMOUNTS = List.of(
            -0.0,
            0,
            1e-300,
            1e-7,
            0.1,
            0.5,
            1,
            1.0000001,
            1.1,
            1.15,
            1.5,
            54.99,
            55,
            55.01,
            59.9,
            60,
            60.5,
            90,
            90_000,
            3300,
            3301,
            Integer.MAX_VALUE,
            1e15,
            1e22,
            1e300,
            Double.MAX_VALUE);

    /** Without these, some are refused whatever they are. */
    private static final Map<String, String> NEEDED = Map.of(
            "acceptanceThreshold",
            "acceptPredictions",
            "externalId",
            "assumedRoleArn",
            "projectMembership.designation",
            "projectMembership.groupIdentifier");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Random random;
    private final CfnParameter text;
    private final CfnParameter number;
    private final Map<String, Value> wellMeant = new LinkedHashMap<>();
    private final Map<String, Supplier<Value>> hostile = new LinkedHashMap<>();

    /** What a prop is given, and what the template holds if it is taken. */
    record Value(Object given, JsonNode sent, String shown) {}

    HostileProps(Random random, Stack stack) {
        this.random = random;
        text = new CfnParameter(stack, "Text");
        number = CfnParameter.Builder.create(stack, "Number").type("Number").build();
        texts();
        choices();
        wellMeant.put("acceptanceThreshold", literal(0.8));
        hostile.put("acceptanceThreshold", this::number);
        wellMeant.put("timeout", duration(90, "seconds"));
        hostile.put("timeout", this::duration);
        wellMeant.put("types", literal(List.of(MetadataGenerationType.BUSINESS_NAMES)));
        hostile.put("types", this::types);
    }

    private void texts() {
        text("domainIdentifier", "dzd_4p2");
        text("owningProjectIdentifier", "3jx9");
        text("target.identifier", "5d4kq3x");
        text("target.revision", "7");
        text("clientToken", "orders-1");
        text("rerunTrigger", "build 17");
        text("domainArn", "arn:aws:datazone:eu-west-1:123456789012:domain/dzd_4p2");
        text("region", "eu-west-1");
        text("assumedRoleArn", "arn:aws:iam::210987654321:role/catalog");
        text("externalId", "orders");
        text("projectMembership.groupIdentifier", "stewards");
    }

    private void text(String prop, String usual) {
        wellMeant.put(prop, literal(usual));
        hostile.put(prop, () -> text(usual));
    }

    private void choices() {
        choice("waitForCompletion", true, false);
        choice("acceptPredictions", true, false);
        choice("cancelOnDelete", true, false);
        choice("type", (Object[]) MetadataGenerationType.values());
        choice("failOn", (Object[]) MetadataGenerationFailOn.values());
        choice("removalPolicy", (Object[]) RemovalPolicy.values());
        choice("projectMembership.designation", (Object[]) MetadataGenerationDesignation.values());
        choice("target", "an asset");
        choice("provider", "its own");
        choice("domainKey", "a key");
    }

    private void choice(String prop, Object... values) {
        List<Value> choices = new ArrayList<>();
        for (Object value : values) {
            choices.add(literal(value));
        }
        choices.add(literal(null));
        wellMeant.put(prop, choices.get(0));
        hostile.put(prop, () -> oneOf(choices));
    }

    /** Each prop that holds a text or a number, with each that there is: the rest is well meant. */
    List<Map<String, Value>> drawEach() {
        List<Map<String, Value>> each = new ArrayList<>();
        for (String prop : List.of(
                "domainIdentifier",
                "owningProjectIdentifier",
                "target.identifier",
                "clientToken",
                "region",
                "assumedRoleArn")) {
            TEXTS.forEach(text -> each.add(with(prop, text)));
        }
        NUMBERS.forEach(number -> each.add(with("acceptanceThreshold", number)));
        return each;
    }

    private Map<String, Value> with(String prop, Object value) {
        Map<String, Value> props = required();
        if (NEEDED.containsKey(prop)) {
            props.put(NEEDED.get(prop), wellMeant.get(NEEDED.get(prop)));
        }
        props.put(prop, literal(value));
        return props;
    }

    private Map<String, Value> required() {
        Map<String, Value> props = new LinkedHashMap<>();
        for (String prop :
                List.of("domainIdentifier", "owningProjectIdentifier", "target", "target.identifier", "types")) {
            props.put(prop, wellMeant.get(prop));
        }
        return props;
    }

    /** The props by their names: the required ones, some others, and often one, at most four, drawn whatever they are. */
    Map<String, Value> draw() {
        Map<String, Value> props = required();
        for (List<String> together : List.of(
                List.of("assumedRoleArn", "externalId"),
                List.of("acceptPredictions", "acceptanceThreshold"),
                List.of("projectMembership.groupIdentifier", "projectMembership.designation"),
                List.of("target.revision"),
                List.of("timeout"),
                List.of("region", "domainArn"))) {
            if (random.nextInt(3) == 0) {
                together.forEach(prop -> props.put(prop, wellMeant.get(prop)));
            }
        }
        for (int number = 1 + random.nextInt(2) * random.nextInt(4); number > 0; number--) {
            String prop = oneOf(List.copyOf(hostile.keySet()));
            props.put(prop, hostile.get(prop).get());
            String needed = NEEDED.get(prop);
            if (needed != null && random.nextInt(4) > 0) {
                props.put(needed, wellMeant.get(needed));
            }
        }
        return props;
    }

    /** The props of a provider by their names. */
    Map<String, Value> drawOfProvider() {
        Map<String, Value> props = new LinkedHashMap<>();
        for (int number = 1 + random.nextInt(3); number > 0; number--) {
            switch (random.nextInt(4)) {
                case 0 -> props.put("functionName", text("stewards"));
                case 1 -> props.put("memorySize", random.nextInt(3) == 0 ? literal(512) : number());
                case 2 -> props.put("frameworkMemorySize", random.nextInt(3) == 0 ? literal(256) : number());
                default -> props.put("queryInterval", duration());
            }
        }
        return props;
    }

    static String shown(Map<String, Value> props) {
        return props.entrySet().stream()
                .map(prop -> prop.getKey() + " = " + shortened(prop.getValue().shown()))
                .collect(Collectors.joining("\n  ", "\n  ", "\n"));
    }

    private Value text(String usual) {
        return switch (random.nextInt(12)) {
            case 0 -> literal(null);
            case 1, 2, 3 -> token(usual);
            case 4 -> literal(noise());
            case 5, 6, 7 -> literal(spliced(usual, oneOf(TEXTS)));
            case 8 -> literal(random.nextInt(4) == 0 ? spliced(usual, oneOf(HUGE_TEXTS)) : usual);
            default -> literal(oneOf(TEXTS));
        };
    }

    private Value token(String usual) {
        JsonNode ref = Json.parse("{\"Ref\":\"Text\"}");
        return switch (random.nextInt(4)) {
            case 0 -> new Value(Token.asString(Map.of("Ref", "Text")), ref, "Token.asString(Ref)");
            case 1 -> new Value(text.getValueAsString(), ref, "CfnParameter.getValueAsString()");
            case 2 -> lazy(usual);
            default -> around(ref, oneOf(TEXTS));
        };
    }

    private static Value lazy(String usual) {
        return new Value(Lazy.string(() -> usual), MAPPER.valueToTree(usual), "Lazy.string(" + usual + ")");
    }

    private Value around(JsonNode ref, String before) {
        String whole = before + text.getValueAsString();
        JsonNode join = MAPPER.valueToTree(Map.of("Fn::Join", List.of("", List.of(before, ref))));
        return new Value(whole, before.isEmpty() ? ref : join, quoted(before) + " + CfnParameter.getValueAsString()");
    }

    private Value number() {
        JsonNode ref = Json.parse("{\"Ref\":\"Number\"}");
        return switch (random.nextInt(12)) {
            case 0 -> new Value(Token.asNumber(Map.of("Ref", "Number")), ref, "Token.asNumber(Ref)");
            case 1 -> new Value(number.getValueAsNumber(), ref, "CfnParameter.getValueAsNumber()");
            case 2 -> new Value(Lazy.number(() -> 0.5), MAPPER.valueToTree(0.5), "Lazy.number(0.5)");
            case 3 -> literal(null);
            default -> literal(oneOf(NUMBERS));
        };
    }

    private Value duration() {
        String unit = oneOf(List.of("millis", "seconds", "minutes", "hours", "days"));
        if (random.nextInt(6) == 0) {
            Duration token = duration(unit, number.getValueAsNumber());
            return new Value(token, Json.parse("{\"Ref\":\"Number\"}"), "a token of " + unit);
        }
        return random.nextInt(8) == 0 ? literal(null) : duration(oneOf(AMOUNTS), unit);
    }

    private static Value duration(Number amount, String unit) {
        Map<String, String> seconds =
                Map.of("millis", "0.001", "seconds", "1", "minutes", "60", "hours", "3600", "days", "86400");
        BigDecimal sent = new BigDecimal(amount.toString()).multiply(new BigDecimal(seconds.get(unit)));
        return new Value(duration(unit, amount), MAPPER.valueToTree(sent.doubleValue()), amount + " " + unit);
    }

    private static Duration duration(String unit, Number amount) {
        return switch (unit) {
            case "millis" -> Duration.millis(amount);
            case "seconds" -> Duration.seconds(amount);
            case "minutes" -> Duration.minutes(amount);
            case "hours" -> Duration.hours(amount);
            default -> Duration.days(amount);
        };
    }

    private Value types() {
        List<MetadataGenerationType> types = new ArrayList<>();
        int length = random.nextInt(20) == 0 ? 10_000 : random.nextInt(5);
        while (types.size() < length) {
            int type = random.nextInt(7);
            types.add(type < 6 ? MetadataGenerationType.values()[type % 3] : null);
        }
        return literal(random.nextInt(8) == 0 ? null : Collections.unmodifiableList(types));
    }

    private String noise() {
        StringBuilder noise = new StringBuilder();
        for (int length = random.nextInt(60); length > 0; length--) {
            int any = random.nextInt(random.nextBoolean() ? 0x80 : 0x110000);
            noise.appendCodePoint(any >= 0xD800 && any <= 0xDFFF ? '?' : any);
        }
        return noise.toString();
    }

    private String spliced(String whole, String part) {
        int at = random.nextInt(whole.length() + 1);
        return whole.substring(0, at) + part + whole.substring(at);
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static Value literal(Object value) {
        boolean text = value instanceof String;
        return new Value(value, MAPPER.valueToTree(value), text ? quoted((String) value) : String.valueOf(value));
    }

    private static String quoted(String text) {
        return MAPPER.valueToTree(shortened(text)).toString();
    }

    /** Not within a pair of surrogates. */
    private static String shortened(String text) {
        int end = Math.min(200, text.length());
        end -= end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
        return end == text.length() ? text : text.substring(0, end) + "... (" + text.length() + " characters)";
    }
}
