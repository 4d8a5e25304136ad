package io.github.datazonecdk.metadatageneration.provider.batch;

import static io.github.datazonecdk.metadatageneration.provider.batch.BatchDeployment.object;
import static io.github.datazonecdk.metadatageneration.provider.batch.BatchProperties.DOMAIN;
import static io.github.datazonecdk.metadatageneration.provider.batch.BatchProperties.PROJECT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a child of the machine asks where its start is in conflict with another run. */
class FindActiveTest {
    private static final ObjectNode MESSAGE = object("""
        {"MetadataGenerationBatch": "FIND_ACTIVE", "id": "a1",
        "batch": {"domainIdentifier": "dzd_4p2", "owningProjectIdentifier": "3jx9",
        "types": ["BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS"]}}\
        """);

    @AutoClose
    private final BatchDeployment deployment = new BatchDeployment();

    private String startByHand(String project, String asset, String... types) {
        return deployment
                .dataZone
                .startByHand(DOMAIN, project, asset, null, List.of(types), "somebody")
                .id();
    }

    @Test
    void findsTheRunThatDoesTheSame() {
        String run = startByHand(PROJECT, "a1", "BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES");

        JsonNode answer = deployment.task(MESSAGE);

        assertEquals(run, answer.get("Id").textValue());
    }

    @Test
    void findsNoneThatDoesAnythingElse() {
        startByHand(PROJECT, "a1", "BUSINESS_NAMES");
        startByHand(PROJECT, "a2", "BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES");
        startByHand("other", "a1", "BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES");
        String ended = startByHand(PROJECT, "a1", "BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES");
        deployment.dataZone.end(ended, StandInOutcome.succeeds());

        JsonNode answer = deployment.task(MESSAGE);

        assertEquals("", answer.get("Id").textValue());
    }

    @Test
    void leavesItToTheMachineToAskAgainWhereTheListIsDenied() {
        deployment.dataZone.faultAlways("ListMetadataGenerationRuns", StandInFault.accessDenied());

        String reason =
                assertThrows(Failure.class, () -> deployment.task(MESSAGE)).getMessage();

        assertTrue(reason.startsWith("ListMetadataGenerationRuns refused for asset a1 (project 3jx9"), reason);
        assertEquals(1, deployment.dataZone.calls("ListMetadataGenerationRuns").size());
    }
}
