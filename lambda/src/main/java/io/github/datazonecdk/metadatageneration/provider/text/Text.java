package io.github.datazonecdk.metadatageneration.provider.text;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Texts as messages, logs and attributes show them. */
public final class Text {
    private static final int LONGEST_QUOTED = 200;
    private static final int LONGEST_ATTRIBUTE = 256;

    private Text() {}

    public static String quoted(String value) {
        return value == null ? "missing" : '"' + line(value, LONGEST_QUOTED) + '"';
    }

    /** CloudFormation takes 4,096 bytes in all; what the services are known to answer is far shorter. */
    public static String attribute(String value) {
        return value == null ? "" : line(value, LONGEST_ATTRIBUTE);
    }

    /** Minutes where they are whole, else seconds. */
    public static String words(Duration duration) {
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }

    /** One line of at most so many bytes, cut at a character. */
    public static String line(String text, int bytes) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        if (line.getBytes(StandardCharsets.UTF_8).length <= bytes) {
            return line;
        }
        StringBuilder cut = new StringBuilder();
        int left = bytes - 3;
        for (int character : line.codePoints().toArray()) {
            left -= Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
            if (left < 0) {
                break;
            }
            cut.appendCodePoint(character);
        }
        return cut + "...";
    }
}
