package io.github.datazonecdk.metadatageneration.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The constraints of a value in the API's service model. */
sealed interface StandInShape {
    StandInShape ANY = text(".*", 0, Integer.MAX_VALUE);

    /** Answers ValidationException where the value at this place is not allowed. */
    void check(String place, JsonNode value);

    static StandInShape text(String pattern, int min, int max) {
        return new Text(Pattern.compile(pattern, Pattern.DOTALL), min, max);
    }

    static StandInShape oneOf(String... values) {
        return new OneOf(List.of(values));
    }

    static StandInShape listOf(StandInShape item, int min, int max) {
        return new Items(item, min, max);
    }

    /** Members without which the structure is refused begin with {@code *}. */
    @SafeVarargs
    static Structure structure(Map.Entry<String, StandInShape>... members) {
        Map<String, StandInShape> shapes = new LinkedHashMap<>();
        Set<String> required = new TreeSet<>();
        for (Map.Entry<String, StandInShape> member : members) {
            String name = member.getKey().replace("*", "");
            shapes.put(name, member.getValue());
            if (member.getKey().startsWith("*")) {
                required.add(name);
            }
        }
        return new Structure(shapes, required);
    }

    record Text(Pattern pattern, int min, int max) implements StandInShape {
        @Override
        public void check(String place, JsonNode value) {
            refuseUnless(value.isTextual(), place, value, "Member must be a string");
            int length = value.textValue().length();
            refuseUnless(length >= min, place, value, "Member must have length greater than or equal to " + min);
            refuseUnless(length <= max, place, value, "Member must have length less than or equal to " + max);
            boolean matches = pattern.matcher(value.textValue()).matches();
            refuseUnless(matches, place, value, "Member must satisfy regular expression pattern: " + pattern);
        }
    }

    record OneOf(Collection<String> values) implements StandInShape {
        @Override
        public void check(String place, JsonNode value) {
            boolean known = value.isTextual() && values.contains(value.textValue());
            refuseUnless(known, place, value, "Member must satisfy enum value set: " + values);
        }
    }

    record Items(StandInShape item, int min, int max) implements StandInShape {
        @Override
        public void check(String place, JsonNode value) {
            refuseUnless(value.isArray(), place, value, "Member must be a list");
            refuseUnless(value.size() >= min, place, value, "Member must have length greater than or equal to " + min);
            refuseUnless(value.size() <= max, place, value, "Member must have length less than or equal to " + max);
            value.forEach(element -> item.check(place, element));
        }
    }

    /** In a query string numbers are text. */
    record Whole(int min, int max) implements StandInShape {
        @Override
        public void check(String place, JsonNode value) {
            boolean number = value.asText().matches("-?\\d{1,9}");
            refuseUnless(number, place, value, "Member must be a whole number");
            boolean inRange = value.asInt() >= min && value.asInt() <= max;
            refuseUnless(inRange, place, value, "Member must be between " + min + " and " + max);
        }
    }

    record Decimal() implements StandInShape {
        @Override
        public void check(String place, JsonNode value) {
            refuseUnless(value.isNumber(), place, value, "Member must be a number");
        }
    }

    record Structure(Map<String, StandInShape> members, Set<String> required) implements StandInShape {
        @Override
        public void check(String place, JsonNode value) {
            refuseUnless(value.isObject(), place, value, "Member must be a structure");
            for (String name : required) {
                refuseUnless(value.hasNonNull(name), inside(place, name), value.path(name), "Member must not be null");
            }
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                StandInShape shape = members.get(member.getKey());
                String name = inside(place, member.getKey());
                refuseUnless(shape != null, name, member.getValue(), "there is no such member");
                shape.check(name, member.getValue());
            }
        }

        Structure with(String name, StandInShape shape) {
            Map<String, StandInShape> changed = new LinkedHashMap<>(members);
            changed.put(name, shape);
            return new Structure(changed, required);
        }

        private static String inside(String place, String name) {
            return place.isEmpty() ? name : place + "." + name;
        }
    }

    private static void refuseUnless(boolean allowed, String place, JsonNode value, String constraint) {
        if (!allowed) {
            throw StandInRefusal.invalid(
                    "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"
                            .formatted(value.isTextual() ? value.textValue() : value, place, constraint));
        }
    }
}
