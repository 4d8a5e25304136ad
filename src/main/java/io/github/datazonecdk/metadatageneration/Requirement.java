package io.github.datazonecdk.metadatageneration;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.TimeConversionOptions;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.regioninfo.RegionInfo;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.kms.IAlias;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/** What a value must be like. Nobody knows a token's value at synthesis, so tokens always pass. */
final class Requirement {
    private static final Pattern DOMAIN = Pattern.compile("dzd[-_][a-zA-Z0-9_-]{1,36}");
    private static final Pattern PROJECT = Pattern.compile("[a-zA-Z0-9_-]{1,36}");
    private static final Pattern ACCEPTED = Pattern.compile("[a-zA-Z0-9_-]{1,36}");
    private static final Pattern CLIENT_TOKEN = Pattern.compile("[\\x21-\\x7E]{1,128}");
    private static final Pattern REVISION = Pattern.compile(".{1,64}", Pattern.DOTALL);
    private static final Pattern FUNCTION_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,10}(-[a-z0-9]{1,16}){1,4}");
    /** Without what IAM takes for a wildcard or a variable: the permission is for this role alone. */
    private static final Pattern ROLE =
            Pattern.compile("arn:[a-z-]{1,32}:iam::[0-9]{12}:role/[\\x21-\\x7E&&[^*?$]]{1,576}");

    private static final Pattern FUNCTION = Pattern.compile(
            "arn:[a-z-]{1,32}:lambda:[a-z0-9-]{1,80}:[0-9]{12}:function:[a-zA-Z0-9_-]{1,64}(:[a-zA-Z0-9$_-]{1,128})?");

    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
    /** As a policy names domains: with wildcards. IAM takes for any what is left out at the end. */
    private static final Pattern DOMAIN_ARN =
            Pattern.compile("\\*|arn:[a-z*?-]{1,32}:datazone(:(?<region>[a-z0-9*?-]{1,64})"
                    + "(:[0-9*?]{1,12}(:(\\*|domain/(?<domain>[a-zA-Z0-9_*?-]{1,64})))?)?)?");

    private static final Pattern LINE_BREAK_OR_CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

    /** CDK converts only what gives a whole number, unless it is told otherwise. */
    private static final TimeConversionOptions FRACTIONS =
            TimeConversionOptions.builder().integral(false).build();

    private static final int LONGEST_SHOWN = 1_500;

    private Requirement() {}

    /** Says which construct has the prop that is refused: in a loop over assets, all runs have the same props. */
    static <T> T at(Construct scope, String id, Supplier<T> validation) {
        return at(() -> path(scope) + "/" + id, validation);
    }

    static <T> T at(Construct construct, Supplier<T> validation) {
        return at(() -> path(construct), validation);
    }

    /** The path is asked for only where it makes a difference: it is a call to Node.js. */
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

    static String domain(String prop, String value) {
        String allowed = "\"dzd\", then \"-\" or \"_\", then 1 to 36 letters, digits, \"_\" or \"-\"";
        return matching(DOMAIN, prop, given(prop, value), allowed);
    }

    static String project(String prop, String value) {
        return matching(PROJECT, prop, given(prop, value), "1 to 36 letters, digits, \"_\" or \"-\"");
    }

    /** Start takes any asset's identifier, but AcceptPredictions does not. */
    static void accepted(String prop, String value) {
        matching(ACCEPTED, prop, value, "1 to 36 letters, digits, \"_\" or \"-\" where acceptPredictions is true");
    }

    static String clientToken(String prop, String value) {
        return matching(CLIENT_TOKEN, prop, value, "1 to 128 printable ASCII characters without spaces");
    }

    static String asset(String prop, String value) {
        notBlank(prop, value);
        require(
                !LINE_BREAK_OR_CONTROL.matcher(value).find() || isToken(value),
                prop + " must be without line breaks and control characters, got " + shown(value));
        return value;
    }

    static String revision(String prop, String value) {
        matching(REVISION, prop, value, "1 to 64 characters");
        return value == null ? null : notBlank(prop, value);
    }

    static void domainArn(String prop, String value) {
        String allowed = "the ARN of an Amazon DataZone domain, \"*\" and \"?\" welcome in it, or \"*\"";
        matching(DOMAIN_ARN, prop, value, allowed);
    }

    /** The permission for another domain would be of no use. */
    static void sameDomain(String prop, String arn, String domain) {
        String named = part(arn, "domain");
        require(
                named == null || covers(named, domain) || isToken(domain),
                prop + " must be that of the domain " + domain + ", got " + shown(arn));
    }

    /** Nor would be one for another Region. */
    static void sameRegion(String prop, String arn, Construct scope, String region) {
        String named = part(arn, "region");
        if (named != null) {
            String called = region == null ? Stack.of(scope).getRegion() : region;
            require(
                    covers(named, called) || isToken(called),
                    prop + " must be in the run's Region " + called + ", got " + shown(arn));
        }
    }

    /** Null where nobody knows: the ARN is "*" or holds a token. */
    private static String part(String arn, String name) {
        Matcher parts = DOMAIN_ARN.matcher(arn == null ? "" : arn);
        return parts.matches() ? parts.group(name) : null;
    }

    private static boolean covers(String wildcards, String value) {
        return value.matches(wildcards.replace("*", ".*").replace("?", "."));
    }

    static String region(String prop, String value) {
        return matching(REGION, prop, value, "the name of a Region, such as eu-west-1");
    }

    /** No credentials are valid in two partitions. */
    static void ownPartition(String prop, Construct scope, String region) {
        if (region != null && !isToken(region)) {
            String own = Stack.of(scope).getRegion();
            String here = isToken(own) ? null : partition(own);
            String there = here == null ? null : partition(region);
            require(
                    there == null || there.equals(here),
                    prop + " must be in the partition " + here + " as the stack's Region " + own + " is, got "
                            + shown(region) + " in " + there);
        }
    }

    /** Null where this version of CDK does not know the Region. */
    static String partition(String region) {
        return RegionInfo.get(region).getPartition();
    }

    static String role(String prop, String value) {
        return matching(ROLE, prop, value, "the ARN of a role");
    }

    static String function(String prop, String value) {
        return matching(FUNCTION, prop, given(prop, value), "the ARN of a function");
    }

    static String externalId(String prop, String value) {
        return matching(EXTERNAL_ID, prop, value, "2 to 1224 letters, digits or any of _+=,.@:/-");
    }

    static List<MetadataGenerationType> types(String prop, List<MetadataGenerationType> types) {
        Set<MetadataGenerationType> given = new HashSet<>(types);
        boolean distinct = !types.isEmpty() && !given.contains(null) && given.size() == types.size();
        require(distinct, prop + " must be 1 to 3 distinct types, got " + cut(types));
        return List.copyOf(types);
    }

    static Duration timeout(String prop, Duration timeout) {
        if (timeout != null && timeout.isUnresolved()) {
            boolean seconds = timeout.unitLabel().equals("seconds");
            require(seconds, prop + " must be in seconds where it is a token, got " + timeout.unitLabel());
        } else if (timeout != null) {
            wholeSeconds(prop, timeout, 60, 3300, "1 to 55 minutes");
        }
        return timeout;
    }

    /** A policy permits the use of a key by the key's own ARN only. */
    static void key(String prop, IKey key) {
        require(!(key instanceof IAlias), prop + " must be a key, got an alias: give the key that it stands for");
    }

    /** CloudFormation has snapshots of databases and volumes alone. */
    static RemovalPolicy removalPolicy(String prop, RemovalPolicy policy) {
        require(
                policy != RemovalPolicy.SNAPSHOT,
                prop + " must be DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE, got " + policy);
        return policy;
    }

    /** CloudFormation waits for five minutes longer than a run may take: a question must come in that time. */
    static Duration queryInterval(String prop, Duration interval) {
        if (interval != null) {
            require(!interval.isUnresolved(), prop + " must not be a token: the number of questions depends on it");
            wholeSeconds(prop, interval, 1, 120, "1 second to 2 minutes");
        }
        return interval;
    }

    private static void wholeSeconds(String prop, Duration duration, int least, int most, String allowed) {
        Number given = duration.toSeconds(FRACTIONS);
        // jsii sends infinity, which is more than fits, as null.
        double seconds = given == null ? Double.POSITIVE_INFINITY : given.doubleValue();
        require(
                seconds >= least && seconds <= most && seconds == Math.rint(seconds),
                prop + " must be " + allowed + " in whole seconds, got " + duration.toHumanString());
    }

    static void memorySize(String prop, Number value) {
        if (value != null && !isToken(value)) {
            double size = value.doubleValue();
            boolean allowed = size >= 128 && size <= 10_240 && size == Math.rint(size);
            require(allowed, prop + " must be a whole number of MiB from 128 to 10240, got " + cut(value));
        }
    }

    static String functionName(String prop, String value) {
        return matching(FUNCTION_NAME, prop, value, "1 to 64 letters, digits, \"_\" or \"-\"");
    }

    static void onlyWith(String needed, Object neededValue, String prop, Object value) {
        require(value == null || neededValue != null, prop + " is allowed only where " + needed + " is given");
    }

    static void noneNull(String prop, List<?> values) {
        require(
                values == null || values.stream().allMatch(Objects::nonNull),
                prop + " must hold no null, got " + cut(values));
    }

    static Number fraction(String prop, Number value) {
        if (value != null && !isToken(value)) {
            boolean allowed = value.doubleValue() >= 0 && value.doubleValue() <= 1;
            require(allowed, prop + " must be between 0 and 1, got " + cut(value));
        }
        return value;
    }

    /** A custom resource calls a function of its own account and Region only. */
    static void sameEnvironment(String prop, Construct scope, IMetadataGenerationProvider provider) {
        if (provider instanceof MetadataGenerationProvider made) {
            Stack here = Stack.of(scope);
            Stack there = Stack.of(made);
            same(prop, "account", here.getAccount(), there.getAccount());
            same(prop, "Region", here.getRegion(), there.getRegion());
            bothKnown(prop, here, there);
        } else if (provider != null && !isToken(provider.getServiceToken())) {
            // The function is where its ARN says, and not where it was imported.
            String[] arn = provider.getServiceToken().split(":");
            same(prop, "account", Stack.of(scope).getAccount(), arn[4]);
            same(prop, "Region", Stack.of(scope).getRegion(), arn[3]);
        }
    }

    /** CDK refers to no stack of an environment that only one of the two knows. */
    private static void bothKnown(String prop, Stack here, Stack there) {
        require(
                here.getEnvironment().equals(there.getEnvironment()),
                prop + " must be in a stack of the run's env, or be imported by fromProviderAttributes: the run is in "
                        + here.getEnvironment() + ", got one in " + there.getEnvironment() + ", stack "
                        + there.getNode().getPath());
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

    /** The account that an ARN names; a token stays one. */
    static String account(String arn) {
        return isToken(arn) ? arn : arn.split(":")[4];
    }

    /** CloudFormation enrols members in the Region that it is in itself. */
    static void ownRegion(String prop, Construct scope, String region) {
        String own = Stack.of(scope).getRegion();
        boolean known = region != null && !isToken(region) && !isToken(own);
        require(
                !known || region.equals(own),
                prop + " must be the stack's where projectMembership is given, got " + region + " in " + own);
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

    private static void same(String prop, String what, String here, String there) {
        boolean known = !isToken(here) && !isToken(there);
        require(
                !known || here.equals(there),
                prop + " must be in the run's " + what + " " + here + ", got one in " + there);
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

    private static String matching(Pattern pattern, String prop, String value, String allowed) {
        boolean matches = value == null || pattern.matcher(value).matches();
        require(matches || isToken(value), prop + " must be " + allowed + ", got " + shown(value));
        return value;
    }

    private static String shown(String value) {
        return '"' + cut(value) + '"';
    }

    /** Nobody reads more of it. */
    static String cut(Object value) {
        String text = String.valueOf(value);
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }

    /** Asked last, where it makes a difference: it is a call to Node.js. */
    static boolean isToken(Object value) {
        return Token.isUnresolved(value);
    }
}
