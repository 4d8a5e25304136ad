package io.github.datazonecdk.metadatageneration;

import static io.github.datazonecdk.metadatageneration.Requirement.isToken;
import static io.github.datazonecdk.metadatageneration.Requirement.require;
import static io.github.datazonecdk.metadatageneration.Requirement.shown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** Checks the ARN of the domain, which permissions are limited to. */
final class DomainArnRequirement {
    /** As policies name domains, with wildcards. Parts at the end may be left out: IAM reads that as any. */
    private static final Pattern DOMAIN_ARN =
            Pattern.compile("\\*|arn:[a-z*?-]{1,32}:datazone(:(?<region>[a-z0-9*?-]{1,64})"
                    + "(:[0-9*?]{1,12}(:(\\*|domain/(?<domain>[a-zA-Z0-9_*?-]{1,64})))?)?)?");

    private DomainArnRequirement() {}

    static void arn(String prop, String value) {
        String allowed = "the ARN of an Amazon DataZone domain, \"*\" and \"?\" welcome in it, or \"*\"";
        Requirement.matching(DOMAIN_ARN, prop, value, allowed);
    }

    /** A permission for another domain would be of no use. */
    static void sameDomain(String prop, String arn, String domain) {
        String named = part(arn, "domain");
        require(
                named == null || covers(named, domain) || isToken(domain),
                prop + " must be that of the domain " + domain + ", got " + shown(arn));
    }

    /** A permission for another Region would be of no use. */
    static void sameRegion(String prop, String arn, Construct scope, String region) {
        String named = part(arn, "region");
        if (named != null) {
            String called = region == null ? Stack.of(scope).getRegion() : region;
            require(
                    covers(named, called) || isToken(called),
                    prop + " must be in the run's Region " + called + ", got " + shown(arn));
        }
    }

    /** Null where it is unknown, as the ARN is "*" or holds a token. */
    private static String part(String arn, String name) {
        Matcher parts = DOMAIN_ARN.matcher(arn == null ? "" : arn);
        return parts.matches() ? parts.group(name) : null;
    }

    private static boolean covers(String wildcards, String value) {
        return value.matches(wildcards.replace("*", ".*").replace("?", "."));
    }

    /** CloudFormation enrols members in domains of the account and the Region that it is in itself. */
    static void ownDomain(String prop, Construct scope, String arn) {
        String[] parts = arn == null || isToken(arn) ? new String[0] : arn.split(":");
        if (parts.length > 5) {
            own(prop, "Region", Stack.of(scope).getRegion(), parts[3], arn);
            own(prop, "account", Stack.of(scope).getAccount(), parts[4], arn);
        }
    }

    private static void own(String prop, String what, String own, String given, String arn) {
        boolean known = !isToken(own) && !given.contains("*");
        require(
                !known || given.equals(own),
                prop + " must be in the stack's " + what + " " + own + " where projectMembership is given, got "
                        + shown(arn));
    }
}
