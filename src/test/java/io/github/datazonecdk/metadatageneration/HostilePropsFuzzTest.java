package io.github.datazonecdk.metadatageneration;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.HostileProps.Value;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;

/**
 * Makes runs with props that nobody means well with, several at a time. {@code -Dhostile.props=100000} makes more of
 * them, {@code -Dhostile.seed=...} others.
 */
final class HostilePropsFuzzTest {
    private static final int PROPS = Integer.getInteger("hostile.props", 500);
    private static final long SEED = Long.getLong("hostile.seed", 1);

    /** With memberships and the provider's own, fewer than the 500 resources that a stack may have. */
    private static final int RUNS_OF_A_STACK = 200;

    /** One is some ten resources. */
    private static final int PROVIDERS_OF_A_STACK = 30;

    private static final Pattern REFUSAL = Pattern.compile(
            "(?s)(([a-z][a-zA-Z.]+) (must .+, got .*|is required( \\(at .+\\))?|must not be a token: .+|is allowed only where .+)"
                    + "|exactly one of type and types is required, got .+)");

    /** What may be let through, whatever it is checked by, where more would lead elsewhere or grant more. */
    private static final Map<String, Pattern> HARMLESS = Map.ofEntries(
            entry("domainIdentifier", Pattern.compile("[\\w-]{1,40}")),
            entry("owningProjectIdentifier", Pattern.compile("[\\w-]{1,36}")),
            entry("target.identifier", Pattern.compile("[^\\p{Cc}\\u2028\\u2029]*\\S[^\\p{Cc}\\u2028\\u2029]*")),
            entry("target.revision", Pattern.compile("(?s)(?=.*\\S).{1,64}")),
            entry("clientToken", Pattern.compile("\\p{Graph}{1,128}")),
            entry("domainArn", Pattern.compile("arn:[a-z*?-]+:datazone:[\\w:/*?-]+|\\*")),
            entry("region", Pattern.compile("[a-z0-9-]{1,80}")),
            entry("functionName", Pattern.compile("[\\w-]{1,64}")),
            entry("assumedRoleArn", Pattern.compile("arn:[^*?]{1,600}")),
            entry("externalId", Pattern.compile("[^\\s$*]{2,1224}")),
            entry("projectMembership.groupIdentifier", Pattern.compile("(?s).*\\S.*")));

    private static final Comparator<JsonNode> NUMBERS_BY_VALUE = (one, other) ->
            one.equals(other) || one.isNumber() && other.isNumber() && value(one) == value(other) ? 0 : 1;

    private final Random random = new Random(SEED);
    private int drawn;
    private int refused;

    @Test
    void aRunIsRefusedByAPropsNameOrMadeAsItIsMeant() {
        long began = System.nanoTime();
        for (int stacks = 0; drawn < PROPS; stacks++) {
            Stack stack = stacks % 2 == 0 ? stack(null) : stack("eu-west-1");
            HostileProps hostile = new HostileProps(random, stack);
            runsOf(stack, Stream.generate(hostile::draw).limit(PROPS - drawn).iterator());
        }
        assertTrue(refused > PROPS / 10, "something must be refused");
        assertTrue(refused < PROPS - PROPS / 10, "something must be let through");
        System.out.printf(
                "%,d runs with hostile props, %,d of them refused, in %.1f s, -Dhostile.seed=%d%n",
                PROPS, refused, (System.nanoTime() - began) / 1e9, SEED);
    }

    @Test
    void eachTextAndNumberIsRefusedByItsPropsNameOrSentAsItIs() {
        Iterator<Map<String, Value>> each =
                new HostileProps(random, stack(null)).drawEach().iterator();
        while (each.hasNext()) {
            runsOf(stack(null), each);
        }
    }

    @Test
    void aProviderIsRefusedByAPropsNameOrMadeAsItIsMeant() {
        Stack stack = stack(null);
        HostileProps hostile = new HostileProps(random, stack);
        Map<String, Map<String, Value>> made = new LinkedHashMap<>();
        for (int number = 0; number < PROPS / 5 && made.size() < PROVIDERS_OF_A_STACK; number++) {
            String id = "Provider" + number;
            Map<String, Value> props = hostile.drawOfProvider();
            judged(id, props, () -> {
                if (isMade(stack, id, props, () -> provider(stack, id, props))) {
                    made.put(id, props);
                }
            });
        }
        Map<String, JsonNode> functions = synthesized(stack, made).resources(SynthesizedStack.FUNCTION);
        made.forEach((id, props) -> assertSent(id, props, function(id, functions)));
        assertFalse(made.isEmpty(), "something must be let through");
    }

    private static void provider(Stack stack, String id, Map<String, Value> props) {
        MetadataGenerationProvider.Builder.create(stack, id)
                .functionName(given(props, "functionName"))
                .memorySize(given(props, "memorySize"))
                .frameworkMemorySize(given(props, "frameworkMemorySize"))
                .queryInterval(given(props, "queryInterval"))
                .build();
    }

    /** The logical id of the provider's own function is its path and eight digits. */
    private static JsonNode function(String id, Map<String, JsonNode> functions) {
        return functions.entrySet().stream()
                .filter(function -> function.getKey().matches(id + "Function[0-9A-F]{8}"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no function of " + id + " in " + functions.keySet()))
                .getValue()
                .path("Properties");
    }

    private static void assertSent(String id, Map<String, Value> props, JsonNode function) {
        Map.of("functionName", "FunctionName", "memorySize", "MemorySize").forEach((prop, name) -> {
            boolean holds = given(props, prop) == null || props.get(prop).sent().equals(function.path(name));
            assertTrue(holds, () -> counterexample(id, props) + prop + " must be sent as it is, got " + function);
        });
    }

    private static Stack stack(String region) {
        App app = SynthesizedStack.app(Map.of("@aws-cdk/core:validateSnapshotRemovalPolicy", true));
        Environment.Builder environment = Environment.builder().region(region);
        return new Stack(
                app,
                "Stack",
                StackProps.builder()
                        .env(environment
                                .account(region == null ? null : "123456789012")
                                .build())
                        .build());
    }

    private void runsOf(Stack stack, Iterator<Map<String, Value>> draws) {
        MetadataGenerationProvider provider = new MetadataGenerationProvider(stack, "Own");
        IKey key = Key.fromKeyArn(stack, "Key", "arn:aws:kms:eu-west-1:123456789012:key/of-the-domain");
        Map<String, Map<String, Value>> made = new LinkedHashMap<>();
        while (draws.hasNext() && made.size() < RUNS_OF_A_STACK) {
            String id = "Run" + ++drawn;
            Map<String, Value> props = draws.next();
            judged(id, props, () -> {
                if (isMade(stack, id, props, () -> run(stack, id, props, provider, key))) {
                    made.put(id, props);
                }
            });
        }
        assertSent(stack, made);
    }

    private static void judged(String id, Map<String, Value> props, Runnable judgement) {
        try {
            judgement.run();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(counterexample(id, props) + e, e);
        }
    }

    private boolean isMade(Stack stack, String id, Map<String, Value> props, Runnable making) {
        try {
            making.run();
        } catch (IllegalArgumentException e) {
            refused++;
            assertRefusal(e.getMessage(), props);
            // Who else enrols a member is known only when the run has its place in the tree; it has no resource then.
            if (!e.getMessage().startsWith("projectMembership must have one designation")) {
                assertNull(stack.getNode().tryFindChild(id), "something was created");
            }
            return false;
        }
        assertHarmless(props);
        return true;
    }

    private static void run(
            Stack stack, String id, Map<String, Value> props, MetadataGenerationProvider provider, IKey key) {
        MetadataGenerationRun.Builder.create(stack, id)
                .domainIdentifier(given(props, "domainIdentifier"))
                .owningProjectIdentifier(given(props, "owningProjectIdentifier"))
                .target(given(props, "target") == null ? null : target(props))
                .type(given(props, "type"))
                .types(HostilePropsFuzzTest.<List<MetadataGenerationType>>given(props, "types"))
                .clientToken(given(props, "clientToken"))
                .waitForCompletion(given(props, "waitForCompletion"))
                .timeout(given(props, "timeout"))
                .failOn(given(props, "failOn"))
                .acceptPredictions(given(props, "acceptPredictions"))
                .acceptanceThreshold(given(props, "acceptanceThreshold"))
                .cancelOnDelete(given(props, "cancelOnDelete"))
                .rerunTrigger(given(props, "rerunTrigger"))
                .domainArn(given(props, "domainArn"))
                .domainKey(given(props, "domainKey") == null ? null : key)
                .removalPolicy(given(props, "removalPolicy"))
                .region(given(props, "region"))
                .assumedRoleArn(given(props, "assumedRoleArn"))
                .externalId(given(props, "externalId"))
                .projectMembership(membership(props))
                .provider(given(props, "provider") == null ? null : provider)
                .build();
    }

    private static MetadataGenerationTarget target(Map<String, Value> props) {
        return MetadataGenerationTarget.asset(given(props, "target.identifier"), given(props, "target.revision"));
    }

    /** A group that is not given at all is no group, one that is given as null is to be refused. */
    private static MetadataGenerationMembership membership(Map<String, Value> props) {
        MetadataGenerationDesignation designation = given(props, "projectMembership.designation");
        boolean designates = props.containsKey("projectMembership.designation");
        if (props.containsKey("projectMembership.groupIdentifier")) {
            String group = given(props, "projectMembership.groupIdentifier");
            return designates
                    ? MetadataGenerationMembership.group(group, designation)
                    : MetadataGenerationMembership.group(group);
        }
        boolean owner = designation == MetadataGenerationDesignation.PROJECT_OWNER;
        return designation == null
                ? null
                : owner ? MetadataGenerationMembership.owner() : MetadataGenerationMembership.contributor();
    }

    @SuppressWarnings("unchecked")
    private static <T> T given(Map<String, Value> props, String name) {
        return props.containsKey(name) ? (T) props.get(name).given() : null;
    }

    private static void assertRefusal(String message, Map<String, Value> props) {
        assertTrue(message.length() <= 2_000, () -> "a message of " + message.length() + " characters: " + message);
        Matcher refusal = REFUSAL.matcher(message);
        assertTrue(refusal.matches(), message);
        String prop = refusal.group(2);
        assertTrue(prop == null || prop.equals("projectMembership") || props.containsKey(prop), message);
    }

    private static void assertHarmless(Map<String, Value> props) {
        HARMLESS.forEach((prop, harmless) -> {
            String text = given(props, prop);
            boolean holds = text == null || harmless.matcher(text).matches() || Token.isUnresolved(text);
            assertTrue(holds, () -> prop + " was let through");
        });
    }

    private void assertSent(Stack stack, Map<String, Map<String, Value>> made) {
        SynthesizedStack synthesized = synthesized(stack, made);
        Map<String, JsonNode> sent = new LinkedHashMap<>();
        // A logical id is the construct's id and eight digits.
        synthesized
                .resources(SynthesizedStack.RUN)
                .forEach((id, run) -> sent.put(id.substring(0, id.length() - 8), run));
        assertEquals(made.keySet(), sent.keySet());
        Set<JsonNode> permitted = elements(synthesized, SynthesizedStack.POLICY, "Resource");
        Set<JsonNode> decrypted =
                elements(synthesized, SynthesizedStack.POLICY, "kms:EncryptionContext:aws:datazone:domainId");
        Set<JsonNode> enrolled = elements(synthesized, "AWS::DataZone::ProjectMembership", "GroupIdentifier");
        made.forEach((id, props) -> {
            assertRequest(id, props, (ObjectNode) sent.get(id).path("Properties"));
            boolean assumes = given(props, "assumedRoleArn") != null;
            assertHeld(id, props, assumes ? "assumedRoleArn" : "domainArn", permitted);
            if (given(props, "domainKey") != null && !assumes) {
                assertHeld(id, props, "domainIdentifier", decrypted);
            }
            assertHeld(id, props, "projectMembership.groupIdentifier", enrolled);
        });
    }

    private static SynthesizedStack synthesized(Stack stack, Map<String, Map<String, Value>> made) {
        try {
            return SynthesizedStack.of(stack);
        } catch (RuntimeException e) {
            List<String> ids = List.copyOf(made.keySet());
            String last = ids.get(ids.size() - 1);
            return fail(
                    "from " + ids.get(0) + " on, one is not synthesized: with the smallest -Dhostile.props that shows "
                            + "it, it is the last one, here " + counterexample(last, made.get(last)) + e.getMessage(),
                    e);
        }
    }

    private static void assertRequest(String id, Map<String, Value> props, ObjectNode properties) {
        ObjectNode expected = Json.object();
        expected.putObject("target").put("type", "ASSET");
        props.forEach((prop, value) -> {
            boolean kept = prop.matches("domainArn|domainKey|removalPolicy|provider|target|projectMembership.*");
            if (!kept && value.given() != null) {
                String[] path = prop.split("\\.");
                ObjectNode parent = path.length == 1 ? expected : (ObjectNode) expected.path(path[0]);
                parent.set(path[path.length - 1], value.sent());
            }
        });
        if (String.valueOf(HostilePropsFuzzTest.<Object>given(props, "removalPolicy"))
                .startsWith("RETAIN")) {
            expected.put("cancelOnDelete", false);
        }
        properties.remove(List.of("ServiceToken", "ServiceTimeout"));
        assertTrue(
                expected.equals(NUMBERS_BY_VALUE, properties),
                () -> counterexample(id, props) + "must be sent as it is, got " + properties);
    }

    /** As it is written: 0.1 is another number as a float than as a double. */
    private static double value(JsonNode number) {
        return Double.parseDouble(number.asText());
    }

    private static void assertHeld(String id, Map<String, Value> props, String prop, Set<JsonNode> held) {
        boolean holds =
                given(props, prop) == null || held.contains(props.get(prop).sent());
        assertTrue(holds, () -> counterexample(id, props) + prop + " must be in the template");
    }

    private static Set<JsonNode> elements(SynthesizedStack stack, String type, String name) {
        Set<JsonNode> elements = new HashSet<>();
        stack.resources(type).values().stream()
                .flatMap(resource -> resource.findValues(name).stream())
                .forEach(value -> {
                    elements.add(value);
                    value.forEach(elements::add);
                });
        return elements;
    }

    private static String counterexample(String id, Map<String, Value> props) {
        return "-Dhostile.seed=" + SEED + ", " + id + ":" + HostileProps.shown(props);
    }
}
