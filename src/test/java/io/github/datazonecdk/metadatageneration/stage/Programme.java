package io.github.datazonecdk.metadatageneration.stage;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Prints what happens as it happens, in lines of at most 100 characters with hashes as short as git shows them, and never
 * stays silent for long; or, where it is quiet, keeps that until it is asked for.
 */
public final class Programme implements Audience, AutoCloseable {
    private static final int WIDTH = 100;
    private static final String MARGIN = " ".repeat(26);
    private static final Pattern HASH = Pattern.compile("([0-9a-f]{6})[0-9a-f]{10,}");

    private final PrintStream out;
    private final boolean quiet;
    private final long silenceNanos;
    private final long began = System.nanoTime();
    private final Thread prompter = new Thread(this::prompt, "prompter");
    private long lastLine = began;
    private final List<String> keptBack = new ArrayList<>();
    private String now = "";

    /** @param silence after how long it says what is going on */
    public Programme(PrintStream out, boolean quiet, Duration silence) {
        this.out = out;
        this.quiet = quiet;
        this.silenceNanos = silence.toNanos();
        prompter.setDaemon(true);
        prompter.start();
    }

    /** What is going on if nothing else is heard for a while. */
    public synchronized void now(String what) {
        now = what;
    }

    @Override
    public synchronized void see(String who, String what) {
        String first = "%7.1f s  %-14s ".formatted(seconds(), who);
        for (String line : wrapped(HASH.matcher(what).replaceAll("$1"))) {
            detail(first + line);
            first = MARGIN;
        }
    }

    /** A line of what happens, with the others that led to it. */
    private void detail(String line) {
        if (quiet) {
            keptBack.add(line);
        } else {
            say(line);
        }
    }

    /** Prints what was kept back so far. */
    public synchronized void tellAll() {
        keptBack.forEach(this::say);
        keptBack.clear();
    }

    public synchronized void say(String line) {
        out.println(line.stripTrailing());
        lastLine = System.nanoTime();
    }

    public synchronized void heading(String text) {
        say("");
        say(text);
        say("-".repeat(Math.min(text.length(), WIDTH)));
    }

    /** The heading of what happens next. */
    public synchronized void chapter(String text) {
        detail("");
        detail(text);
        detail("-".repeat(Math.min(text.length(), WIDTH)));
    }

    public double seconds() {
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
        if (!quiet && System.nanoTime() - lastLine > silenceNanos && !now.isEmpty()) {
            see("...", now);
        }
    }

    private static List<String> wrapped(String text) {
        return wrapped(text, WIDTH - MARGIN.length());
    }

    /** A text in lines of at most so many characters. */
    public static List<String> wrapped(String text, int width) {
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
