package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.RunProperties.notAwaited;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@link Deployment} asserts of every answer that its id has at most 500 bytes: here with the longest there are. */
class PhysicalIdLengthTest {
    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;
    private int runs;

    @Test
    void holdsWithTheLongestIdentifiersHoweverOftenTheRunChanges() {
        dataZone.runIds(() -> "%036d".formatted(++runs));
        RunProperties properties = notAwaited()
                .with("domainIdentifier", "dzd-" + "x".repeat(36))
                .with("owningProjectIdentifier", "x".repeat(36))
                .with("target.identifier", "x".repeat(36))
                .with("target.revision", "1".repeat(64))
                .with("region", "us-gov-west-1");
        dataZone.startByHand(
                "dzd-" + "x".repeat(36),
                "x".repeat(36),
                "x".repeat(36),
                "1".repeat(64),
                List.of("BUSINESS_DESCRIPTIONS"),
                "somebody");
        Answer adopted = deployment.create(properties);
        dataZone.conflicts(false);

        Answer last = adopted;
        for (int i = 0; i < 5; i++) {
            RunProperties changed = properties.with("rerunTrigger", "x".repeat(5000) + i);
            last = deployment.update(last.physicalId(), properties, changed);
            properties = changed;
        }

        assertTrue(last.succeeded(), last::reason);
        assertEquals("%036d".formatted(6), last.runId());
        assertEquals("%036d".formatted(1), adopted.runId());
    }
}
