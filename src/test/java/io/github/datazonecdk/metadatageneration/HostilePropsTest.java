package io.github.datazonecdk.metadatageneration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.SynthesizedStack;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.Vpc;

/** Each prop with each value that nobody means well with: refused by its name, or sent as it is. */
class HostilePropsTest {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\t",
            "\u0000",
            "a\u0000b",
            "a\r\nb",
            "\u2028",
            "\u202Edlrow",
            "\uD83D\uDE00",
            "\uFEFFa",
            "\u0660",
            "..",
            "../../x",
            "%2e%2e%2f",
            "a?b#c;d",
            "a\\b\"c'd",
            "dzd_4p2/../x",
            "eu-west-1.evil.example.com#",
            "arn:aws:iam::123456789012:role/*",
            "{{resolve:secretsmanager:x}}",
            "${AWS::Region}",
            "${!AWS::Region}",
            "${jndi:ldap://127.0.0.1/x}",
            "Fn::GetAtt",
            "%s%n",
            "null",
            "NaN",
            "eu" + "-a".repeat(20_000),
            "x".repeat(100_000),
            " ".repeat(10_000));

    private static final List<Number> NUMBERS = List.of(
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            -0.0,
            -1,
            0,
            0.5,
            1,
            1.0000001,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            127.9,
            10_241,
            Long.MAX_VALUE);

    private final Stack stack = new Stack(SynthesizedStack.app(), "Stack");
    private int made;

    @Test
    void aTextIsRefusedByItsPropsNameOrSentAsItIs() {
        Map<String, BiConsumer<MetadataGenerationRun.Builder, String>> props = new LinkedHashMap<>();
        props.put("domainIdentifier", MetadataGenerationRun.Builder::domainIdentifier);
        props.put("owningProjectIdentifier", MetadataGenerationRun.Builder::owningProjectIdentifier);
        props.put(
                "target.identifier",
                (run, text) -> run.target(MetadataGenerationTarget.asset(text)).rerunTrigger(text));
        props.put("clientToken", MetadataGenerationRun.Builder::clientToken);
        props.put("region", MetadataGenerationRun.Builder::region);
        props.put("assumedRoleArn", MetadataGenerationRun.Builder::assumedRoleArn);
        Map<String, String> sent = new LinkedHashMap<>();
        Map<String, String> places = new LinkedHashMap<>();

        props.forEach((prop, set) -> TEXTS.forEach(text -> {
            MetadataGenerationRun run = runOrRefusal(prop, builder -> set.accept(builder, text));
            if (run != null) {
                String logicalId = logicalId(run);
                sent.put(logicalId, text);
                places.put(logicalId, "/Properties/" + prop.replace('.', '/'));
            }
        }));

        Map<String, JsonNode> runs = SynthesizedStack.of(stack).resources(SynthesizedStack.RUN);
        assertEquals(sent.keySet(), runs.keySet());
        assertTrue(sent.size() > TEXTS.size(), "something must be let through");
        sent.forEach((logicalId, text) -> {
            JsonNode run = runs.get(logicalId);
            assertEquals(text, run.at(places.get(logicalId)).asText(), places.get(logicalId));
            assertEquals(text, run.at("/Properties/rerunTrigger").asText(text), "rerunTrigger");
        });
    }

    @Test
    void aNumberIsRefusedByItsPropsNameOrSentAsItIs() {
        Map<String, Number> sent = new LinkedHashMap<>();

        NUMBERS.forEach(number -> {
            MetadataGenerationRun run = runOrRefusal(
                    "acceptanceThreshold",
                    builder -> builder.acceptPredictions(true).acceptanceThreshold(number));
            if (run != null) {
                sent.put(logicalId(run), number);
            }
        });

        Map<String, JsonNode> runs = SynthesizedStack.of(stack).resources(SynthesizedStack.RUN);
        assertEquals(List.of(-0.0, 0, 0.5, 1, Double.MIN_VALUE), List.copyOf(sent.values()));
        // Zero has no sign in the template.
        sent.forEach((logicalId, number) -> assertEquals(
                number.doubleValue() + 0.0,
                runs.get(logicalId).at("/Properties/acceptanceThreshold").asDouble()));
    }

    @Test
    void aTextWithATokenInItIsLeftToTheFunction() {
        String text = "../" + Aws.REGION + "\r\n";

        MetadataGenerationRun run = runOrRefusal("domainIdentifier", builder -> builder.domainIdentifier(text));

        JsonNode sent = SynthesizedStack.of(stack).resource(logicalId(run)).at("/Properties/domainIdentifier");
        assertEquals(Json.parse("{\"Fn::Join\": [\"\", [\"../\", {\"Ref\": \"AWS::Region\"}, \"\\r\\n\"]]}"), sent);
    }

    @Test
    void aProvidersTextsAndNumbersAreRefusedByTheirPropsNames() {
        TEXTS.stream()
                .filter(text -> !text.matches("null|NaN"))
                .forEach(text -> refusedProvider("functionName", builder -> builder.functionName(text)));
        NUMBERS.forEach(number -> refusedProvider("memorySize", builder -> builder.memorySize(number)));
        NUMBERS.forEach(
                number -> refusedProvider("frameworkMemorySize", builder -> builder.frameworkMemorySize(number)));
        for (Duration interval : List.of(Duration.millis(0), Duration.millis(1500), Duration.days(1_000_000))) {
            refusedProvider("queryInterval", builder -> builder.queryInterval(interval));
        }
    }

    @Test
    void aProvidersListWithoutAnElementIsRefusedByItsPropsName() {
        Vpc vpc = new Vpc(stack, "Vpc");

        refusedProvider(
                "securityGroups", builder -> builder.vpc(vpc).securityGroups(Arrays.asList((ISecurityGroup) null)));
    }

    /** The run; null where it was refused, which leaves nothing behind. */
    private MetadataGenerationRun runOrRefusal(String prop, Consumer<MetadataGenerationRun.Builder> set) {
        String id = "Run" + made++;
        try {
            MetadataGenerationRun.Builder builder = MetadataGenerationRunTest.run(stack, id);
            set.accept(builder);
            return builder.build();
        } catch (IllegalArgumentException e) {
            assertRefusal(prop, e);
            assertNull(stack.getNode().tryFindChild(id), "something was created");
            return null;
        }
    }

    private void refusedProvider(String prop, Consumer<MetadataGenerationProvider.Builder> set) {
        String id = "Provider" + made++;
        MetadataGenerationProvider.Builder builder = MetadataGenerationProvider.Builder.create(stack, id);
        set.accept(builder);

        assertRefusal(prop, assertThrows(IllegalArgumentException.class, builder::build));

        assertNull(stack.getNode().tryFindChild(id), "something was created");
    }

    private static void assertRefusal(String prop, IllegalArgumentException refusal) {
        String message = refusal.getMessage();
        assertTrue(message.startsWith(prop + " "), message);
        assertTrue(message.matches("(?s)\\S+ must .+, got .*"), message);
        assertFalse(message.length() > 2_000, () -> "a message of " + message.length() + " characters");
    }

    private String logicalId(MetadataGenerationRun run) {
        return Json.parse(String.valueOf(stack.resolve(run.getRef())).replaceAll("\\{Ref=(\\w+)}", "\"$1\""))
                .asText();
    }
}
