package io.github.datazonecdk.metadatageneration.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RehearsalTest {
    private static final int HURRY = 100;
    private static final int LESS_HURRY = 20;
    private static final int WIDTH = 100;
    private static final int SCREEN = 40;

    @Test
    void tellsItsStoryOnOneScreenAndTheRestWhenAsked(@TempDir Path directory) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        String screen;
        try (Rehearsal rehearsal =
                new Rehearsal(directory, HURRY, false, new PrintStream(out, true, StandardCharsets.UTF_8))) {
            rehearsal.play();
            screen = out.toString(StandardCharsets.UTF_8);
            rehearsal.tellAll();
        }
        String all = out.toString(StandardCharsets.UTF_8);

        List<String> lines = screen.lines().toList();
        assertTrue(
                screen.contains("Update, then Update, then Delete. Run run0003 FAILED. The stack has run0002."),
                screen);
        assertTrue(lines.get(lines.size() - 1).startsWith("Every step behaved"), screen);
        assertTrue(screen.contains("The stack tells of 20 assets: 19 succeeded, 1 failed."), screen);
        assertTrue(lines.size() <= SCREEN, screen);
        assertTrue(all.contains("GetMetadataGenerationRun 200  run0001"), all);
        assertEquals(
                List.of(), all.lines().filter(line -> line.length() > WIDTH).toList());
    }

    @Test
    void playsALargeBatchWithItsProgressAndItsCounts(@TempDir Path directory) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        try (Rehearsal rehearsal =
                new Rehearsal(directory, LESS_HURRY, false, new PrintStream(out, true, StandardCharsets.UTF_8))) {
            rehearsal.playBatch(100);
        }

        String screen = out.toString(StandardCharsets.UTF_8);
        assertTrue(screen.contains(" of 100 started, "), screen);
        List<String> lines = screen.lines().toList();
        assertTrue(
                lines.get(lines.size() - 1).startsWith("100 assets: 95 succeeded, 5 failed. Every step behaved."),
                screen);
        assertEquals(
                List.of(), lines.stream().filter(line -> line.length() > WIDTH).toList());
    }
}
