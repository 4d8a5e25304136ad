package io.github.datazonecdk.metadatageneration.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The comparisons that matter as pairs of bars: an SVG picture for light and dark pages. */
final class BenchmarkChart {
    private static final int WIDTH = 760;
    private static final int LABELS = 250;
    private static final int BARS = 420;
    private static final int BAR = 20;
    private static final int PAIR = 64;
    private static final int TOP = 66;

    private static final Map<String, BenchmarkPair> PAIRS = new LinkedHashMap<>();

    static {
        PAIRS.put("Deployment waits, defaults", BenchmarkPair.WHOLE_WAY);
        PAIRS.put("Function alone, defaults", BenchmarkPair.DEFAULTS);
        PAIRS.put("Function alone, 512 MB each", BenchmarkPair.handlersAt(512));
    }

    private final Map<Contestant, List<Sample>> measured;
    private final double pixelsPerMillisecond;

    BenchmarkChart(Map<Contestant, List<Sample>> measured) {
        this.measured = measured;
        pixelsPerMillisecond = BARS
                / PAIRS.values().stream()
                        .mapToDouble(pair -> Math.max(total(pair.ours(measured)), total(pair.theirs(measured))))
                        .max()
                        .orElseThrow();
    }

    String svg() {
        StringBuilder svg = new StringBuilder(head());
        int y = TOP;
        for (Map.Entry<String, BenchmarkPair> each : PAIRS.entrySet()) {
            svg.append(pair(y, each.getKey(), each.getValue()));
            y += PAIR;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String head() {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="system-ui, sans-serif" font-size="14" role="img" aria-label="Cold starts in seconds, this library beside AwsCustomResource">
                <style>
                  text { fill: #1f2328 } .ours { fill: #0969da } .theirs { fill: #bf8700 }
                  @media (prefers-color-scheme: dark) {
                    text { fill: #e6edf3 } .ours { fill: #4493f8 } .theirs { fill: #d29922 }
                  }
                </style>
                <text x="%d" y="20" font-size="16" font-weight="600">Cold, over TLS: seconds, shorter is better</text>
                <rect class="ours" x="%d" y="34" width="12" height="12"/><text x="%d" y="45">this library</text>
                <rect class="theirs" x="%d" y="34" width="12" height="12"/><text x="%d" y="45">AwsCustomResource, which does not wait for the run</text>
                """.formatted(WIDTH, TOP + PAIR * PAIRS.size(), LABELS, LABELS, LABELS + 18, LABELS + 120, LABELS + 138);
    }

    private String pair(int y, String label, BenchmarkPair pair) {
        return String.format(
                        Locale.ROOT,
                        """
                        <text x="%d" y="%d" text-anchor="end">%s</text>
                        <text x="%d" y="%d" text-anchor="end" font-weight="600">%.2f times as long</text>
                        """,
                        LABELS - 12,
                        y + 15,
                        label,
                        LABELS - 12,
                        y + BAR + 16,
                        Sample.median(pair.ratios(measured)))
                + bar(y, "ours", total(pair.ours(measured)))
                + bar(y + BAR + 2, "theirs", total(pair.theirs(measured)));
    }

    private String bar(int y, String style, double millis) {
        double width = millis * pixelsPerMillisecond;
        return String.format(Locale.ROOT, """
                <rect class="%s" x="%d" y="%d" width="%.1f" height="%d"/>
                <text x="%.1f" y="%d">%.2f s</text>
                """, style, LABELS, y, width, BAR, LABELS + width + 6, y + 15, millis / 1000);
    }

    private static double total(List<Sample> samples) {
        return Sample.median(samples, Sample::total);
    }
}
