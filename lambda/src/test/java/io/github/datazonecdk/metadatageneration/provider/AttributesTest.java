package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.RunProperties.notAwaited;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The values of the attributes; {@link Deployment} asserts of every answer that all of them are there. */
class AttributesTest {
    private static final RunProperties TWO_TYPES =
            run().with("types", List.of("BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS"));

    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;
    private final String began = deployment.clock.now().toString();

    @Test
    void tellsAllOfAnAwaitedRun() {
        Answer created = deployment.create(TWO_TYPES);

        assertEquals(attributes("SUCCEEDED"), map(created));
    }

    @Test
    void tellsAllOfARunThatIsNotAwaited() {
        Answer created = deployment.create(TWO_TYPES.with("waitForCompletion", false));

        assertEquals(attributes("SUBMITTED"), map(created));
    }

    @Test
    void tellsAllOfTheEarlierRunAfterARollback() {
        RunProperties changed = run().with("domainIdentifier", "dzd-other").with("owningProjectIdentifier", "other");
        deployment.create(TWO_TYPES);
        Answer updated = deployment.update(changed);

        Answer back = deployment.update(TWO_TYPES);

        assertEquals("dzd-other", updated.get("DomainId"));
        assertEquals(attributes("SUCCEEDED"), map(back));
    }

    @Test
    void tellsWhoStartedAnAdoptedRun() {
        List<String> types = List.of("BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES");
        dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, types, "somebody");

        Answer created = deployment.create(TWO_TYPES.with("waitForCompletion", false));

        assertEquals("run0001", created.runId());
        assertEquals("somebody", created.get("CreatedBy"));
        assertEquals("BUSINESS_DESCRIPTIONS,BUSINESS_NAMES", created.get("Types"));
        assertEquals("BUSINESS_DESCRIPTIONS", created.get("Type"));
    }

    @Test
    void tellsTheTypesOfTheTypeStatsWhereThoseAreAll() {
        dataZone.typesInGet(false);

        Answer created = deployment.create(TWO_TYPES);

        assertEquals(attributes("SUCCEEDED"), map(created));
    }

    @Test
    void tellsTheOlderSingleTypeInBoth() {
        Answer created = deployment.create(run().without("types").with("type", "BUSINESS_NAMES"));

        assertEquals("BUSINESS_NAMES", created.get("Type"));
        assertEquals("BUSINESS_NAMES", created.get("Types"));
    }

    @Test
    void tellsTheTimeWithItsFractionOfASecond() {
        deployment.clock.sleep(Duration.ofMillis(123));

        Answer created = deployment.create(notAwaited());

        assertEquals(Instant.parse("2026-03-01T10:00:00.123Z"), Instant.parse(created.get("CreatedAt")));
    }

    static Map<String, String> map(Answer answer) {
        Map<String, String> attributes = new HashMap<>();
        for (Map.Entry<String, JsonNode> attribute : answer.data().properties()) {
            attributes.put(attribute.getKey(), attribute.getValue().textValue());
        }
        return attributes;
    }

    private Map<String, String> attributes(String status) {
        return new HashMap<>(Map.of(
                "RunId", "run0001",
                "Status", status,
                "CreatedAt", began,
                "CreatedBy", StandInDataZone.CALLER,
                "DomainId", "dzd_4p2",
                "OwningProjectId", "3jx9",
                "Type", "BUSINESS_NAMES",
                "Types", "BUSINESS_NAMES,BUSINESS_DESCRIPTIONS",
                "AssetRevision", ""));
    }
}
