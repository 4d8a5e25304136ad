package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.Requirement.isToken;
import static io.github.datazonecdk.metadatageneration.Requirement.require;

import io.github.datazonecdk.metadatageneration.contract.Form;
import java.util.regex.Pattern;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IRole;
import software.constructs.Construct;

/** Checks a role, and the account that it belongs to. */
final class RoleRequirement {
    /** IAM would read these as more than one role. */
    private static final Pattern WILDCARD_OR_VARIABLE = Pattern.compile("[*?$]");

    private RoleRequirement() {}

    static String arn(String prop, String value) {
        boolean matches = value == null
                || Form.ROLE.matches(value)
                        && !WILDCARD_OR_VARIABLE.matcher(value).find();
        require(
                matches || isToken(value),
                prop + " must be " + Form.ROLE.allowed() + ", got " + Requirement.shown(value));
        return value;
    }

    /** Lambda refuses a role of another account. */
    static void ownAccount(String prop, Construct scope, IRole role) {
        if (role != null) {
            sameAccount(prop, Stack.of(scope).getAccount(), role.getEnv().getAccount());
        }
    }

    static void sameAccount(String prop, String own, String given) {
        boolean known = !isToken(own) && !isToken(given);
        require(
                !known || given.equals(own),
                prop + " must be a role of the function's account " + own + ", got one of " + given);
    }
}
