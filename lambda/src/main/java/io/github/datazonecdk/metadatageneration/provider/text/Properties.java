package io.github.datazonecdk.metadatageneration.provider.text;

import io.github.datazonecdk.metadatageneration.contract.Form;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Reads properties of a resource, and fails with a property's name, its value and what is allowed. */
public record Properties(String prefix, Map<String, JsonNode> values) {
    public static final Form NOT_BLANK = new Form("(?s).*\\S.*", "not blank");
    public static final Form ANY = new Form("(?s).*", "a string");
    private static final Form DECIMAL = new Form("[0-9.eE+-]{1,40}", "a number from 0 to 1");

    public Properties(Map<String, JsonNode> values) {
        this("", values);
    }

    public Properties object(String name) {
        JsonNode node = values.get(name);
        check(name, node != null && node.isObject(), "an object");
        return new Properties(prefix + name + ".", node.asObject());
    }

    public String required(String name, Form form) {
        check(name, isPresent(name), form.allowed());
        return optional(name, form);
    }

    public String optional(String name, Form form) {
        if (!isPresent(name)) {
            return null;
        }
        String text = Json.text(values, name);
        check(name, text != null && form.matches(text), form.allowed());
        return text;
    }

    /** Null, as it must be. */
    public String absent(String name, String words) {
        check(name, !isPresent(name), words);
        return null;
    }

    public String oneOf(String name, List<String> allowed, String otherwise) {
        String text = optional(name, ANY);
        check(name, text == null || allowed.contains(text), "one of " + String.join(", ", allowed));
        return text == null ? otherwise : text;
    }

    /** Empty where there is no such property. */
    public List<String> someOf(String name, List<String> allowed, int most) {
        if (!isPresent(name)) {
            return List.of();
        }
        String words = "a list of 1 to " + most + " different ones of " + String.join(", ", allowed);
        check(name, values.get(name).isArray(), words);
        List<String> texts =
                values.get(name).asArray().stream().map(JsonNode::text).toList();
        check(name, !texts.isEmpty() && texts.size() <= most && allowed.containsAll(texts), words);
        check(name, new HashSet<>(texts).size() == texts.size(), words);
        return texts;
    }

    public boolean flag(String name, boolean otherwise) {
        return Boolean.parseBoolean(oneOf(name, List.of("true", "false"), String.valueOf(otherwise)));
    }

    public Duration seconds(String name, Duration least, Duration most, Duration otherwise) {
        long seconds = whole(name, "whole seconds", least.toSeconds(), most.toSeconds(), otherwise.toSeconds());
        return Duration.ofSeconds(seconds);
    }

    public int whole(String name, int least, int most, int otherwise) {
        return (int) whole(name, "a whole number", least, most, otherwise);
    }

    private long whole(String name, String words, long least, long most, long otherwise) {
        String text = optional(name, ANY);
        if (text == null) {
            return otherwise;
        }
        long number = text.matches("[0-9]{1,9}") ? Long.parseLong(text) : -1;
        check(name, number >= least && number <= most, words + " from " + least + " to " + most);
        return number;
    }

    public BigDecimal fraction(String name) {
        String text = optional(name, DECIMAL);
        if (text == null) {
            return null;
        }
        check(name, isFraction(text), DECIMAL.allowed());
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

    public void check(String name, boolean holds, String allowed) {
        if (!holds) {
            throw new Failure("property " + prefix + name + " is " + Text.quoted(shown(values.get(name))) + ": must be "
                    + allowed);
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
