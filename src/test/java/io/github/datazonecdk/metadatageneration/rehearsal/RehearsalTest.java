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
        assertTrue(lines.size() <= SCREEN, screen);
        assertTrue(all.contains("GetMetadataGenerationRun 200  run0001"), all);
        assertEquals(
                List.of(), all.lines().filter(line -> line.length() > WIDTH).toList());
    }
}
