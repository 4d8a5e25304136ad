package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.Requirement.given;
import static io.github.datazonecdk.metadatageneration.Requirement.matching;
import static io.github.datazonecdk.metadatageneration.Requirement.notBlank;

import io.github.datazonecdk.metadatageneration.contract.Form;
import java.util.regex.Pattern;

/** Checks identifiers, names and client tokens. */
final class TextRequirement {
    private static final Pattern FUNCTION_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final Pattern LINE_BREAK_OR_CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

    private TextRequirement() {}

    static String domain(String prop, String value) {
        String allowed = "\"dzd\", then \"-\" or \"_\", then 1 to 36 letters, digits, \"_\" or \"-\"";
        return matching(Form.DOMAIN.pattern(), prop, given(prop, value), allowed);
    }

    static String project(String prop, String value) {
        String allowed = "1 to 36 letters, digits, \"_\" or \"-\"";
        return matching(Form.PROJECT.pattern(), prop, given(prop, value), allowed);
    }

    static String asset(String prop, String value) {
        notBlank(prop, value);
        Requirement.require(
                !LINE_BREAK_OR_CONTROL.matcher(value).find() || Requirement.isToken(value),
                prop + " must be without line breaks and control characters, got " + Requirement.shown(value));
        return value;
    }

    /** Start takes any asset's identifier, but AcceptPredictions does not. */
    static void accepted(String prop, String value) {
        String allowed = "1 to 36 letters, digits, \"_\" or \"-\" where acceptPredictions is true";
        matching(Form.ACCEPTED.pattern(), prop, value, allowed);
    }

    static String revision(String prop, String value) {
        matching(Form.REVISION.pattern(), prop, value, "1 to 64 characters");
        return value == null ? null : notBlank(prop, value);
    }

    static String clientToken(String prop, String value) {
        String allowed = "1 to 128 printable ASCII characters without spaces";
        return matching(Form.CLIENT_TOKEN.pattern(), prop, value, allowed);
    }

    static String region(String prop, String value) {
        return matching(Form.REGION.pattern(), prop, value, "the name of a Region, such as eu-west-1");
    }

    static String externalId(String prop, String value) {
        return matching(Form.EXTERNAL_ID.pattern(), prop, value, "2 to 1224 letters, digits or any of _+=,.@:/-");
    }

    static void functionName(String prop, String value) {
        matching(FUNCTION_NAME, prop, value, "1 to 64 letters, digits, \"_\" or \"-\"");
    }
}
