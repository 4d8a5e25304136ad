package io.github.datazonecdk.metadatageneration.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.assembly.Template;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The proof as people start it: a process, which starts the CDK command line. Skipped where npm cannot be reached. */
@DisabledOnOs(OS.WINDOWS)
final class AwsProofProcessTest {
    private static final int HURRY = 100;
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(4);

    @TempDir
    private Path folder;

    private StandInDataZone dataZone;
    private LocalAws aws;

    @BeforeAll
    static void fetchTheCommandLine() throws Exception {
        Process npx = new ProcessBuilder("npx", "--yes", "aws-cdk@2", "--version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = npx.waitFor(2, TimeUnit.MINUTES);
        npx.destroyForcibly();
        assumeTrue(ended && npx.exitValue() == 0, "no CDK command line");
    }

    @BeforeEach
    void open() {
        dataZone = new StandInDataZone();
        aws = new LocalAws(dataZone, folder.resolve("bucket"), HURRY);
    }

    @AfterEach
    void close() {
        aws.close();
        dataZone.close();
    }

    @Test
    void removesTheStackWhereTheProcessIsAskedToEndWhileARunIsAwaited() throws Exception {
        dataZone.runs(StandInOutcome.neverEnds());
        Process proof = start();

        awaitRun(proof);
        proof.destroy();
        boolean ended = proof.waitFor(3, TimeUnit.MINUTES);
        proof.destroyForcibly();

        assertTrue(ended, output());
        assertNotEquals(0, proof.exitValue());
        assertTrue(output().contains("Nothing is left behind"), output());
        assertEquals("", aws.cloudFormation().status());
        assertEquals("CANCELED", dataZone.run("run0001").status());
        assertEquals(List.of(), aws.members());
    }

    private Process start() throws IOException {
        ProcessBuilder process = new ProcessBuilder(
                CloudAssembly.java(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "-DdomainIdentifier=dzd_4p2",
                "-DowningProjectIdentifier=3jx9",
                "-DassetIdentifier=5d4kq3x",
                "-Dyes",
                AwsProof.class.getName());
        process.environment().put("AWS_ENDPOINT_URL", aws.endpoint().toString());
        process.environment().put("AWS_REGION", Template.REGION);
        process.environment().put("AWS_ACCESS_KEY_ID", "AKIAOWNER");
        process.environment().put("AWS_SECRET_ACCESS_KEY", "secret");
        return process.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
    }

    private void awaitRun(Process proof) throws Exception {
        Instant end = Instant.now().plus(STARTS_WITHIN);
        while (dataZone.runs().isEmpty()) {
            assertTrue(proof.isAlive() && Instant.now().isBefore(end), output());
            Thread.sleep(200);
        }
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }
}
