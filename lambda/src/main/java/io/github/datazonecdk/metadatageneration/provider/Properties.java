package io.github.datazonecdk.metadatageneration.provider;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.datazone.model.MetadataGenerationRunType;

/** Reads properties of the resource, and fails with a property's name, its value and what is allowed. */
record Properties(String prefix, Map<String, JsonNode> values) {
    /** What a text may be: the API's own pattern, and its words for people. */
    record Form(Pattern pattern, String allowed) {
        Form(String pattern, String allowed) {
            this(Pattern.compile(pattern), allowed);
        }
    }

    static final Form DOMAIN =
            new Form("dzd[-_][a-zA-Z0-9_-]{1,36}", "a domain id: dzd- or dzd_ and 1 to 36 of a-zA-Z0-9_-");
    static final Form PROJECT = new Form("[a-zA-Z0-9_-]{1,36}", "a project id: 1 to 36 of a-zA-Z0-9_-");
    static final Form ACCEPTED =
            new Form("[a-zA-Z0-9_-]{1,36}", "1 to 36 of a-zA-Z0-9_- where acceptPredictions is true");
    static final Form NOT_BLANK = new Form("(?s).*\\S.*", "not blank");
    static final Form REVISION = new Form("(?s).{1,64}", "1 to 64 characters");
    static final Form CLIENT_TOKEN = new Form("[\\x21-\\x7E]{1,128}", "1 to 128 visible ASCII characters");
    static final Form REGION = new Form("[a-z]{2,10}(-[a-z0-9]{1,16}){1,4}", "a Region's name such as eu-west-1");
    static final Form ROLE = new Form("arn:[a-z-]{1,32}:iam::[0-9]{12}:role/[\\x21-\\x7E]{1,576}", "the ARN of a role");
    static final Form EXTERNAL_ID = new Form("[\\w+=,.@:/-]{2,1224}", "2 to 1,224 of a-zA-Z0-9_+=,.@:/-");
    private static final Form DECIMAL = new Form("[0-9.eE+-]{1,40}", "a number from 0 to 1");
    static final Form ANY = new Form("(?s).*", "a string");
    static final List<String> TYPES = MetadataGenerationRunType.knownValues().stream()
            .map(MetadataGenerationRunType::toString)
            .sorted()
            .toList();

    Properties(Map<String, JsonNode> values) {
        this("", values);
    }

    Properties object(String name) {
        JsonNode node = values.get(name);
        check(name, node != null && node.isObject(), "an object");
        return new Properties(prefix + name + ".", node.asObject());
    }

    String required(String name, Form form) {
        check(name, isPresent(name), form.allowed);
        return optional(name, form);
    }

    String optional(String name, Form form) {
        if (!isPresent(name)) {
            return null;
        }
        String text = Json.text(values, name);
        check(name, text != null && form.pattern.matcher(text).matches(), form.allowed);
        return text;
    }

    String oneOf(String name, List<String> allowed, String otherwise) {
        String text = optional(name, ANY);
        check(name, text == null || allowed.contains(text), "one of " + String.join(", ", allowed));
        return text == null ? otherwise : text;
    }

    FailOn failOn() {
        List<String> allowed = Stream.of(FailOn.values()).map(FailOn::name).toList();
        return FailOn.valueOf(oneOf("failOn", allowed, FailOn.FAILED.name()));
    }

    boolean flag(String name, boolean otherwise) {
        return Boolean.parseBoolean(oneOf(name, List.of("true", "false"), String.valueOf(otherwise)));
    }

    /** The API takes 1 or 2 types and shows an example with 3: up to 3 are let through, the service decides. */
    List<String> types() {
        if (!isPresent("types")) {
            return List.of();
        }
        String allowed = "a list of 1 to 3 different ones of " + String.join(", ", TYPES);
        check("types", values.get("types").isArray(), allowed);
        List<String> types =
                values.get("types").asArray().stream().map(JsonNode::text).toList();
        check("types", !types.isEmpty() && types.size() <= 3 && TYPES.containsAll(types), allowed);
        check("types", new HashSet<>(types).size() == types.size(), allowed);
        return types;
    }

    Duration seconds(String name, Duration least, Duration most, Duration otherwise) {
        String text = optional(name, ANY);
        if (text == null) {
            return otherwise;
        }
        boolean whole = text.matches("[0-9]{1,6}");
        long seconds = whole ? Long.parseLong(text) : -1;
        check(
                name,
                seconds >= least.toSeconds() && seconds <= most.toSeconds(),
                "whole seconds from " + least.toSeconds() + " to " + most.toSeconds());
        return Duration.ofSeconds(seconds);
    }

    BigDecimal fraction(String name) {
        String text = optional(name, DECIMAL);
        if (text == null) {
            return null;
        }
        check(name, isFraction(text), DECIMAL.allowed);
        return new BigDecimal(text).stripTrailingZeros();
    }

    private static boolean isFraction(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            return number.signum() >= 0 && number.compareTo(BigDecimal.ONE) <= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    void check(String name, boolean holds, String allowed) {
        if (!holds) {
            throw new Failure("property " + prefix + name + " is " + Failure.quoted(shown(values.get(name)))
                    + ": must be " + allowed);
        }
    }

    private boolean isPresent(String name) {
        return values.containsKey(name) && !values.get(name).isNull();
    }

    private static String shown(JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        return node.text() == null ? node.toString() : node.text();
    }
}
