package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.RunProperties.notAwaited;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PropertiesTest {
    private static final String LONG = "x".repeat(300);

    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    /** The property, its value, and a piece of what is allowed. */
    static Stream<Arguments> malformed() {
        return Stream.of(
                wrong("domainIdentifier", "", "dzd"),
                wrong("domainIdentifier", "dzd4p2", "dzd"),
                wrong("domainIdentifier", "dzd_" + "x".repeat(37), "36"),
                wrong("domainIdentifier", List.of("dzd_4p2"), "dzd"),
                wrong("owningProjectIdentifier", "", "36"),
                wrong("owningProjectIdentifier", "my project", "36"),
                wrong("owningProjectIdentifier", "x".repeat(37), "36"),
                wrong("owningProjectIdentifier", Map.of("a", "b"), "36"),
                wrong("target", "5d4kq3x", "object"),
                wrong("target", List.of("5d4kq3x"), "object"),
                wrong("target.identifier", "", ""),
                wrong("target.identifier", "  ", ""),
                wrong("target.identifier", List.of("5d4kq3x"), ""),
                wrong("target.type", "TABLE", "ASSET"),
                wrong("target.type", "", "ASSET"),
                wrong("target.revision", "", "64"),
                wrong("target.revision", "1".repeat(65), "64"),
                wrong("target.revision", Map.of("a", "b"), "64"),
                wrong("types", List.of(), "a list of 1 to 3"),
                wrong("types", "BUSINESS_NAMES", ""),
                wrong("types", List.of("BUSINESS_NAMES", "BUSINESS_NAMES"), ""),
                wrong("types", List.of(""), ""),
                wrong("types", List.of(List.of("BUSINESS_NAMES")), ""),
                wrong("clientToken", "", "128"),
                wrong("clientToken", "my token", "128"),
                wrong("clientToken", "t\u00f6ken", "128"),
                wrong("clientToken", "x".repeat(129), "128"),
                wrong("clientToken", List.of("x"), "128"),
                wrong("waitForCompletion", "yes", "true"),
                wrong("waitForCompletion", "", "false"),
                wrong("waitForCompletion", List.of("true"), "true"),
                wrong("timeout", "59", "60"),
                wrong("timeout", "3301", "3300"),
                wrong("timeout", "-60", "60"),
                wrong("timeout", "90.5", "60"),
                wrong("timeout", "soon", "60"),
                wrong("timeout", "", "60"),
                wrong("timeout", "99999999999999999999", "3300"),
                wrong("timeout", List.of("60"), "60"),
                wrong("cancelOnDelete", "1", "true"),
                wrong("cancelOnDelete", "no", "false"),
                wrong("rerunTrigger", Map.of("a", "b"), "string"),
                wrong("failOn", "EVERYTHING", "PARTIALLY_SUCCEEDED"),
                wrong("failOn", "", "NOTHING"),
                wrong("failOn", List.of("FAILED"), "FAILED"),
                wrong("acceptPredictions", "ALL", "true"),
                wrong("acceptanceThreshold", "-0.1", "0"),
                wrong("acceptanceThreshold", "1.1", "1"),
                wrong("acceptanceThreshold", "NaN", "0"),
                wrong("acceptanceThreshold", "much", "0"),
                wrong("acceptanceThreshold", "\u0660.\u0665", "0"),
                wrong("acceptanceThreshold", "0." + "3".repeat(500_000), "0"),
                wrong("acceptanceThreshold", "1e2147483648", "0"),
                wrong("acceptanceThreshold", "", "0"),
                wrong("assumedRoleArn", "arn:aws:iam::123456789012:user/Jo", "ARN of a role"),
                wrong("assumedRoleArn", "Steward", "ARN of a role"),
                wrong("assumedRoleArn", "arn:aws:iam::123456789012:role/" + "x".repeat(577), "ARN of a role"),
                wrong("externalId", "x", "2"),
                wrong("externalId", "with blanks", "2"),
                wrong("externalId", "orders-7", "assumedRoleArn"),
                wrong("region", "", ""),
                wrong("region", "eu west", ""),
                wrong("region", "evil.example.com/x", "Region"),
                wrong("region", "eu-west-1.evil.example.com#", "Region"),
                wrong("region", "eu" + "-west".repeat(20_000), "Region"),
                wrong("region", "eu-west-" + "1".repeat(64), "Region"),
                // Any is Start's to take, but it is part of the path of AcceptPredictions.
                wrong("target.identifier", "..", "acceptPredictions"),
                wrong("target.identifier", "an/asset", "acceptPredictions"),
                wrong("region", List.of("eu-west-1"), ""));
    }

    private static Arguments wrong(String name, Object value, String allowed) {
        return Arguments.of(name, value, allowed);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesACreateAndAnUpdateWithAMalformedPropertyBeforeAnyCall(String name, Object value, String allowed) {
        RunProperties properties = run().with("acceptPredictions", true).with(name, value);
        String id = deployment.create(notAwaited()).physicalId();
        int calls = dataZone.calls().size();

        Answer created = deployment.create(properties);
        Answer updated = deployment.update(id, notAwaited(), properties);

        assertRefused(created, name, allowed);
        assertRefused(updated, name, allowed);
        if (value instanceof String text) {
            created.assertFailed(text.substring(0, Math.min(text.length(), 30)).trim());
        }
        assertEquals(id, updated.physicalId());
        assertEquals(calls, dataZone.calls().size());
    }

    /** Properties that are missing, or that do not go together. */
    static Stream<Arguments> incomplete() {
        return Stream.of(
                wrong("domainIdentifier", run().without("domainIdentifier"), ""),
                wrong("owningProjectIdentifier", run().without("owningProjectIdentifier"), ""),
                wrong("target", run().without("target"), ""),
                wrong("target.identifier", run().without("target.identifier"), ""),
                wrong("types", run().without("types"), ""),
                wrong("types", run().with("type", "BUSINESS_NAMES"), "exactly one"),
                wrong(
                        "acceptPredictions",
                        notAwaited().with("acceptPredictions", true),
                        "false where waitForCompletion is false"));
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void refusesPropertiesThatAreMissingOrDoNotGoTogetherBeforeAnyCall(
            String name, RunProperties properties, String allowed) {
        Answer created = deployment.create(properties);

        assertRefused(created, name, allowed);
        assertEquals(List.of(), dataZone.calls());
    }

    @Test
    void refusesARequestWithoutPropertiesBeforeAnyCall() {
        ObjectNode request = deployment.createEvent(run());
        request.remove("ResourceProperties");

        Answer created = deployment.play(request);

        created.assertRefusedByOnEvent();
        assertEquals(List.of(), dataZone.calls());
    }

    @Test
    void showsATextAsItIs() {
        Answer created = deployment.create(run().with("failOn", "EVERYTHING"));

        created.assertFailed("property failOn is \"EVERYTHING\": must be");
    }

    static Stream<RunProperties> limits() {
        return Stream.of(
                run().with("timeout", 60),
                run().with("timeout", 3300),
                run().with("domainIdentifier", "dzd-" + "x".repeat(36)),
                run().with("owningProjectIdentifier", "x".repeat(36)),
                run().with("target.revision", "1".repeat(64)),
                run().with("target.identifier", "an:asset/with every;kind of character \u00e9"),
                run().with("clientToken", "!".repeat(128)),
                run().with("acceptPredictions", true).with("acceptanceThreshold", "0"),
                run().with("acceptPredictions", true).with("acceptanceThreshold", "1"),
                run().with("acceptPredictions", true).with("acceptanceThreshold", "1.0E-7"),
                run().with("acceptPredictions", true).with("acceptanceThreshold", "0.75"),
                run().with("acceptPredictions", false),
                run().with("rerunTrigger", ""),
                run().with("rerunTrigger", LONG),
                run().with("failOn", "FAILED"),
                run().with("waitForCompletion", true),
                run().with("cancelOnDelete", true));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void takesWhatIsAllowed(RunProperties properties) {
        Answer created = deployment.create(properties);

        created.assertSucceeded();
    }

    private static void assertRefused(Answer answer, String name, String allowed) {
        answer.assertRefusedByOnEvent(name, allowed);
        assertTrue(answer.firstLine().matches("(Create|Update) of Orders.*"), answer::reason);
    }
}
