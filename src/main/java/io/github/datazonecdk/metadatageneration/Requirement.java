package io.github.datazonecdk.metadatageneration;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awscdk.Token;
import software.constructs.Construct;

/** Checks values of any kind. A token's value is not known at synthesis, so tokens always pass. */
final class Requirement {
    private static final int LONGEST_SHOWN = 1_500;

    private Requirement() {}

    /** Says which construct has the prop that is refused: in a loop over assets, all runs have the same props. */
    static <T> T at(Construct scope, String id, Supplier<T> validation) {
        return at(() -> path(scope) + "/" + id, validation);
    }

    static <T> T at(Construct construct, Supplier<T> validation) {
        return at(() -> path(construct), validation);
    }

    /** Asks for the path only where a message needs it: it is a call to Node.js. */
    private static <T> T at(Supplier<String> path, Supplier<T> validation) {
        try {
            return validation.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + " (at " + path.get() + ")", e);
        }
    }

    private static String path(Construct construct) {
        return construct.getNode().getPath();
    }

    static <T> T given(String prop, T value) {
        require(value != null, prop + " is required");
        return value;
    }

    static String notBlank(String prop, String value) {
        given(prop, value);
        require(!value.isBlank(), prop + " must not be blank, got " + shown(value));
        return value;
    }

    static void noneNull(String prop, List<?> values) {
        require(
                values == null || values.stream().allMatch(Objects::nonNull),
                prop + " must hold no null, got " + cut(values));
    }

    static void onlyWith(String needed, Object neededValue, String prop, Object value) {
        require(value == null || neededValue != null, prop + " is allowed only where " + needed + " is given");
    }

    static String matching(Pattern pattern, String prop, String value, String allowed) {
        boolean matches = value == null || pattern.matcher(value).matches();
        require(matches || isToken(value), prop + " must be " + allowed + ", got " + shown(value));
        return value;
    }

    static void free(boolean holds, String id, Construct scope, String purpose) {
        if (!holds) {
            require(false, "construct id " + id + " in " + path(scope) + " is taken: it must be free for " + purpose);
        }
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    static String shown(String value) {
        return '"' + cut(value) + '"';
    }

    /** Cuts off what nobody would read. */
    static String cut(Object value) {
        String text = String.valueOf(value);
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }

    /** Ask this last: it is a call to Node.js. */
    static boolean isToken(Object value) {
        return Token.isUnresolved(value);
    }
}
