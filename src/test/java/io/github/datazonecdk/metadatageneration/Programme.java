package io.github.datazonecdk.metadatageneration;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Prints what happens as it happens, in lines of at most 100 characters with hashes as short as git shows them, and never stays silent for
 * long.
 */
final class Programme implements Audience, AutoCloseable {
    private static final int WIDTH = 100;
    private static final String MARGIN = " ".repeat(26);
    private static final Pattern HASH = Pattern.compile("([0-9a-f]{6})[0-9a-f]{10,}");
    private static final long SILENCE_NANOS = Duration.ofMillis(1500).toNanos();

    private final PrintStream out;
    private final long began = System.nanoTime();
    private final Thread prompter = new Thread(this::prompt, "prompter");
    private long lastLine = began;
    private String now = "";

    Programme(PrintStream out) {
        this.out = out;
        prompter.setDaemon(true);
        prompter.start();
    }

    /** What is going on if nothing else is heard for a while. */
    synchronized void now(String what) {
        now = what;
    }

    @Override
    public synchronized void see(String who, String what) {
        String first = "%7.1f s  %-14s ".formatted(seconds(), who);
        for (String line : wrapped(HASH.matcher(what).replaceAll("$1"))) {
            say(first + line);
            first = MARGIN;
        }
    }

    synchronized void say(String line) {
        out.println(line.stripTrailing());
        lastLine = System.nanoTime();
    }

    synchronized void heading(String text) {
        say("");
        say(text);
        say("-".repeat(Math.min(text.length(), WIDTH)));
    }

    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    @Override
    public void close() {
        prompter.interrupt();
    }

    private void prompt() {
        try {
            while (true) {
                Thread.sleep(100);
                breakSilence();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void breakSilence() {
        if (System.nanoTime() - lastLine > SILENCE_NANOS && !now.isEmpty()) {
            see("...", now);
        }
    }

    private static List<String> wrapped(String text) {
        int width = WIDTH - MARGIN.length();
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > width / 2 ? space : width;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
