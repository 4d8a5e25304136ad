package io.github.datazonecdk.metadatageneration;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The benchmark's totals as bars: an SVG picture for light and dark pages. */
final class BenchmarkChart {
    private static final int WIDTH = 930;
    private static final int LABELS = 400;
    private static final int BARS = 460;
    private static final int ROW = 26;
    private static final int TOP = 58;

    private final Map<Contestant, List<Sample>> measured;
    private final double pixelsPerMillisecond;

    BenchmarkChart(Map<Contestant, List<Sample>> measured) {
        this.measured = measured;
        pixelsPerMillisecond = BARS
                / measured.values().stream()
                        .mapToDouble(samples -> Sample.median(samples, Sample::total))
                        .max()
                        .orElseThrow();
    }

    String svg() {
        StringBuilder svg = new StringBuilder(head());
        int y = TOP;
        for (Map.Entry<Contestant, List<Sample>> each : measured.entrySet()) {
            svg.append(bar(y, each.getKey(), each.getValue()));
            y += ROW;
        }
        return svg.append("</svg>\n").toString();
    }

    private String head() {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="Cold starts in milliseconds">
                <style>
                  text { fill: #1f2328 } .init { fill: #8c959f } .ours { fill: #0969da } .other { fill: #bf8700 }
                  @media (prefers-color-scheme: dark) {
                    text { fill: #e6edf3 } .init { fill: #6e7681 } .ours { fill: #4493f8 } .other { fill: #d29922 }
                  }
                </style>
                <text x="%d" y="20" font-size="15" font-weight="600">Cold starts, ms (medians)</text>
                <rect class="init" x="%d" y="32" width="10" height="10"/><text x="%d" y="42">init</text>
                <rect class="ours" x="%d" y="32" width="10" height="10"/><text x="%d" y="42">this library</text>
                <rect class="other" x="%d" y="32" width="10" height="10"/><text x="%d" y="42">others</text>
                """.formatted(
                        WIDTH,
                        TOP + ROW * measured.size() + 6,
                        LABELS,
                        LABELS,
                        LABELS + 15,
                        LABELS + 60,
                        LABELS + 75,
                        LABELS + 170,
                        LABELS + 185);
    }

    private String bar(int y, Contestant contestant, List<Sample> samples) {
        double total = Sample.median(samples, Sample::total);
        double init = Math.min(total, Sample.median(samples, Sample::init)) * pixelsPerMillisecond;
        return String.format(
                Locale.ROOT,
                """
                <text x="%d" y="%d" text-anchor="end">%s</text>
                <rect class="init" x="%d" y="%d" width="%.1f" height="16"/>
                <rect class="%s" x="%.1f" y="%d" width="%.1f" height="16"/>
                <text x="%.1f" y="%d">%.0f</text>
                """,
                LABELS - 8,
                y + 13,
                label(contestant),
                LABELS,
                y,
                init,
                contestant.name().startsWith("This library") ? "ours" : "other",
                LABELS + init,
                y,
                total * pixelsPerMillisecond - init,
                LABELS + total * pixelsPerMillisecond + 6,
                y + 13,
                total);
    }

    private static String label(Contestant contestant) {
        String memory = contestant.memorySize() + (contestant.isDefault() ? " MB (default)" : " MB");
        return contestant.isPath() ? contestant.name() : contestant.name() + ", " + memory;
    }
}
