package io.github.datazonecdk.metadatageneration.stage;

import java.util.ArrayList;
import java.util.List;

/** The table of a story's steps: what CloudFormation made of each, and the runs that it started. */
public final class Summary {
    private static final String ROW = "%-44s %12s %8s  %s";
    private static final int WIDTH = 100;
    private static final String MARGIN = "    ";

    private final List<Row> rows = new ArrayList<>();

    /**
     * One step.
     *
     * @param step its number and name
     * @param runsStarted how many runs it started; -1 where that is not known
     * @param seconds how long it took
     * @param stack the status that CloudFormation then shows for the stack
     * @param detail what happened, for people; may be empty
     */
    public record Row(String step, int runsStarted, double seconds, String stack, String detail) {
        public List<String> lines() {
            List<String> lines = new ArrayList<>();
            Object runs = runsStarted < 0 ? "?" : runsStarted;
            lines.add(ROW.formatted(step, runs, "%.1f".formatted(seconds), stack));
            if (!detail.isEmpty()) {
                Programme.wrapped(detail, WIDTH - MARGIN.length()).forEach(line -> lines.add(MARGIN + line));
            }
            return lines;
        }
    }

    public void add(Row row) {
        rows.add(row);
    }

    public int size() {
        return rows.size();
    }

    public static String head() {
        return ROW.formatted("step", "runs started", "seconds", "stack");
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(head()));
        rows.forEach(row -> lines.addAll(row.lines()));
        return lines;
    }
}
