package io.github.datazonecdk.metadatageneration.provider.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

class FingerprintTest {
    private static final String MINIMAL = """
        {"domainIdentifier": "dzd_4p2", "owningProjectIdentifier": "3jx9",
         "target": {"identifier": "5d4kq3x", "type": "ASSET"}, "types": ["BUSINESS_NAMES"]}
        """;
    private static final String NAMED = """
        {"domainIdentifier": "dzd_4p2", "owningProjectIdentifier": "3jx9",
         "target": {"name": "5d4kq3x"}, "types": ["BUSINESS_NAMES"]}
        """;
    private static final String FULL = """
        {"domainIdentifier": "dzd_4p2", "owningProjectIdentifier": "3jx9",
         "target": {"identifier": "5d4kq3x", "type": "ASSET", "revision": "7"},
         "types": ["BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS"], "clientToken": "token-1",
         "rerunTrigger": "\\"build\\" 42 é\\n漢😀", "region": "us-east-1"}
        """;

    /** Deployed stacks hold these: if this test fails, the next deployment of every user starts paid runs. */
    @Test
    void neverChangesForUnchangedInput() {
        assertEquals("596407fa64a0ab37d693ca3f65825bcc", fingerprint(MINIMAL));
        assertEquals("aba39701735f006f38fccda857bd4c44", fingerprint(FULL));
        assertEquals("187a112152ad583e352eab8b00685844", fingerprint(NAMED));
    }

    @Test
    void tellsANameFromAnIdentifier() {
        assertNotEquals(fingerprint(MINIMAL), fingerprint(NAMED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"waitForCompletion\": \"false\"}",
                "{\"timeout\": \"60\"}",
                "{\"cancelOnDelete\": \"false\"}",
                "{\"failOn\": \"NOTHING\"}",
                "{\"acceptPredictions\": \"true\"}",
                "{\"acceptanceThreshold\": \"0.5\"}",
                "{\"assumedRoleArn\": \"arn:aws:iam::210987654321:role/Steward\"}",
                "{\"ServiceToken\": \"arn:aws:lambda:eu-west-1:1:function:f\"}",
                "{\"ServiceTimeout\": \"2100\"}",
                "{\"somethingOfALaterRelease\": {\"a\": [\"b\"]}}",
                "{\"region\": \"eu-west-1\"}",
                "{\"clientToken\": null}",
                "{\"target\": {\"identifier\": \"5d4kq3x\"}}"
            })
    void isNotTouchedByWhatDoesNotDefineTheRun(String more) {
        String without = fingerprint(MINIMAL);

        String with = fingerprint(merged(MINIMAL, more));

        assertEquals(without, with);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"domainIdentifier\": \"dzd_4p3\"}",
                "{\"owningProjectIdentifier\": \"3jx8\"}",
                "{\"target\": {\"identifier\": \"5d4kq3y\"}}",
                "{\"target\": {\"identifier\": \"5d4kq3x\", \"revision\": \"1\"}}",
                "{\"types\": [\"BUSINESS_DESCRIPTIONS\"]}",
                "{\"types\": [\"BUSINESS_NAMES\", \"BUSINESS_DESCRIPTIONS\"]}",
                "{\"clientToken\": \"token-2\"}",
                "{\"rerunTrigger\": \"1\"}",
                "{\"rerunTrigger\": \"\"}",
                "{\"region\": \"us-east-1\"}"
            })
    void changesWithWhatDefinesTheRun(String more) {
        String before = fingerprint(MINIMAL);

        String after = fingerprint(merged(MINIMAL, more));

        assertNotEquals(before, after);
    }

    @Test
    void takesTypesAsASet() {
        String one = fingerprint(merged(MINIMAL, "{\"types\": [\"BUSINESS_NAMES\", \"BUSINESS_DESCRIPTIONS\"]}"));

        String other = fingerprint(merged(MINIMAL, "{\"types\": [\"BUSINESS_DESCRIPTIONS\", \"BUSINESS_NAMES\"]}"));

        assertEquals(one, other);
    }

    @Test
    void takesTheOlderSingleTypeAsASetOfOne() {
        String newer = fingerprint(MINIMAL);

        String older = fingerprint(merged(MINIMAL, "{\"types\": null, \"type\": \"BUSINESS_NAMES\"}"));

        assertEquals(newer, older);
    }

    private static String fingerprint(String properties) {
        return Fingerprint.of(RunSettings.of(JsonNode.parser().parse(properties).asObject(), "eu-west-1"));
    }

    private static String merged(String properties, String more) {
        var object = JsonNode.parser().parse(properties);
        object.asObject().putAll(JsonNode.parser().parse(more).asObject());
        return object.toString();
    }
}
