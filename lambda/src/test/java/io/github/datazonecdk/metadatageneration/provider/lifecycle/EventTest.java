package io.github.datazonecdk.metadatageneration.provider.lifecycle;

import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.provider.Deployment;
import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.provider.Deployment.FunctionError;
import io.github.datazonecdk.metadatageneration.provider.run.Runs;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {
    @AutoClose
    private final Deployment deployment = new Deployment();

    /** A client token that is derived from nothing might stand for another resource's run. */
    @ParameterizedTest
    @ValueSource(strings = {"StackId", "LogicalResourceId", "RequestId"})
    void refusesACreateThatDoesNotSayWhereItComesFrom(String member) {
        ObjectNode event = deployment.createEvent(run()).put(member, " ");

        FunctionError refused = assertThrows(FunctionError.class, () -> deployment.onEvent(event));

        assertSays(refused, "property " + member + " is \"\": must be not blank");
        assertEquals(List.of(), deployment.dataZone.calls());
    }

    @Test
    void refusesAMalformedCreateWithoutALogicalId() {
        ObjectNode event = deployment.createEvent(run().without("types"));
        event.remove("LogicalResourceId");

        FunctionError refused = assertThrows(FunctionError.class, () -> deployment.onEvent(event));

        assertSays(refused, "property LogicalResourceId is missing: must be not blank");
    }

    @Test
    void deletesWhereTheRequestDoesNotSayWhereItComesFrom() {
        Answer created = deployment.create(run());
        ObjectNode event = deployment.deleteEvent(created.physicalId(), run());
        event.remove(List.of("StackId", "LogicalResourceId", "RequestId"));

        assertEquals(
                created.physicalId(),
                deployment.onEvent(event).get("PhysicalResourceId").textValue());
    }

    @Test
    void makesUpNoIdForADeleteThatNamesNone() {
        ObjectNode event = deployment.onEvent(deployment.deleteEvent("MyStack-Orders", run()));
        event.remove("PhysicalResourceId");

        assertFalse(deployment.isComplete(event).has("PhysicalResourceId"));
    }

    @ParameterizedTest
    @CsvSource({
        "since, NaN, milliseconds",
        "since, 99999999999999999999, milliseconds",
        "course, BACKWARDS, course",
        "acceptanceAsked, perhaps, 'true, false'",
        "attributes, none, object"
    })
    void refusesAnAnswerThatOnEventCannotHaveGiven(String member, String value, String allowed) {
        ObjectNode event = deployment.onEvent(deployment.createEvent(run()));
        ((ObjectNode) event.get("MetadataGenerationRun")).put(member, value);

        FunctionError refused = assertThrows(FunctionError.class, () -> deployment.isComplete(event));

        assertSays(refused, "property MetadataGenerationRun." + member + " is \"" + value + "\": must be ");
        assertSays(refused, allowed);
    }

    /** A shared provider may be updated while other stacks wait: this form stays readable in every later release. */
    @Test
    void waitsOnWhatTheFirstReleasesOnEventHasAnswered() throws IOException {
        deployment.onEvent(deployment.createEvent(run()));
        ObjectNode event = deployment
                .createEvent(run())
                .put("PhysicalResourceId", "v1:ours:run0001:0123456789abcdef0123456789abcdef:unfinished");
        event.set("MetadataGenerationRun", new ObjectMapper().readTree("""
            {"since": %1$d, "answered": %1$d, "course": "STARTED", "acceptanceAsked": false,
            "attributes": {"RunId": "run0001"}, "laterMember": true}\
            """.formatted(
                                deployment.clock.now().toEpochMilli())));
        deployment.dataZone.end("run0001", StandInOutcome.succeeds());

        JsonNode answer = deployment.isComplete(event);

        assertTrue(answer.get("IsComplete").booleanValue());
        assertEquals(
                "v1:ours:run0001:0123456789abcdef0123456789abcdef:finished",
                answer.get("PhysicalResourceId").textValue());
    }

    @Test
    void refusesAnAnswerThatIsNone() {
        ObjectNode event = deployment.onEvent(deployment.createEvent(run()));
        event.putNull("MetadataGenerationRun");

        FunctionError refused = assertThrows(FunctionError.class, () -> deployment.isComplete(event));

        assertSays(refused, "property MetadataGenerationRun is missing: must be an object");
    }

    @Test
    void refusesToWaitForAnIdThatIsNotOurs() {
        ObjectNode event = deployment.onEvent(deployment.createEvent(run()));
        event.put("PhysicalResourceId", "Orders-1GZM6UDYI9X2K");

        FunctionError refused = assertThrows(FunctionError.class, () -> deployment.isComplete(event));

        assertSays(
                refused, "PhysicalResourceId is \"Orders-1GZM6UDYI9X2K\": must be the one that onEvent has answered");
    }

    /** It is no character, but JSON can spell it. */
    @Test
    void tellsHalvesOfSurrogatePairsApart() {
        String one = fingerprint("\\ud83d");
        String other = fingerprint("\\ud83e");

        assertNotEquals(one, other);
        assertNotEquals(one, fingerprint("?"));
        assertEquals(one, fingerprint("\\ud83d"));
    }

    @Test
    void answersAnIdWithHalfOfASurrogatePairAsItCame() {
        byte[] answer = new Response.Done("Orders-\ud83d", Map.of()).toJson();

        assertEquals(
                "{\"PhysicalResourceId\":\"Orders-\\uD83D\",\"IsComplete\":true,\"Data\":{}}",
                new String(answer, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{\"RequestType\":", "{'RequestType': 'Create'}", "\u0000"})
    void refusesWhatIsNoEvent(String text) {
        Failure refused = assertThrows(Failure.class, () -> read(text));

        assertTrue(
                refused.getMessage().matches("the event is not JSON|RequestType is missing: must be .+"),
                refused::getMessage);
    }

    @Test
    void refusesAnEventThatIsNestedTooDeeply() {
        Failure refused = assertThrows(Failure.class, () -> read("{\"a\":".repeat(100_000)));

        assertEquals("the event is not JSON", refused.getMessage());
    }

    private String fingerprint(String rerunTrigger) {
        String json = deployment.createEvent(run().with("rerunTrigger", "HALF")).toString();
        Event event = read(json.replace("HALF", rerunTrigger));
        return new Runs("eu-west-1", "", access -> null)
                .generation(event.properties(), null)
                .fingerprint();
    }

    private static Event read(String json) {
        return Event.read(Event.message(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))));
    }

    private static void assertSays(FunctionError error, String piece) {
        String line = error.getMessage().lines().findFirst().orElse("");
        assertTrue(line.contains(piece), error::getMessage);
    }
}
