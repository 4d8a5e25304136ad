package io.github.datazonecdk.metadatageneration;

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

    @Test
    void playsItsStoryInLinesOfAHundredCharacters(@TempDir Path directory) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        try (Rehearsal rehearsal =
                new Rehearsal(directory, HURRY, new PrintStream(out, true, StandardCharsets.UTF_8))) {
            rehearsal.play(false);
        }

        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("Every step behaved"), text);
        assertTrue(text.contains("GetMetadataGenerationRun 200  run0001"), text);
        assertEquals(List.of(), text.lines().filter(line -> line.length() > 100).toList());
    }
}
