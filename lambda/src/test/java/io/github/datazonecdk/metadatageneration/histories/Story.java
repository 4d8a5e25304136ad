package io.github.datazonecdk.metadatageneration.histories;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datazonecdk.metadatageneration.standin.StandInCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A history in plain words, for whoever has to understand a counterexample. Told only where somebody listens. */
final class Story {
    private final List<String> lines = new ArrayList<>();
    private final boolean listens;
    private int steps;
    private String last = "";
    private int same;

    Story(boolean listens) {
        this.listens = listens;
    }

    void step(Instant now) {
        if (listens) {
            lines.add("%2d. at %s".formatted(++steps, now.toString().substring(11, 19)));
        }
    }

    void tell(String format, Object... values) {
        if (listens) {
            String line = format.formatted(values).replaceAll("([0-9a-f]{4})[0-9a-f]{28}", "$1");
            add("      " + line);
        }
    }

    /** The same call over and over is told three times. */
    private void add(String line) {
        same = withoutTime(line).equals(last) ? same + 1 : 0;
        last = withoutTime(line);
        if (same < 3) {
            lines.add(line);
        } else if (same == 3) {
            lines.add("          and so on");
        }
    }

    private static String withoutTime(String line) {
        return line.replaceAll("\\d\\d:\\d\\d:\\d\\d ", "");
    }

    void request(JsonNode request) {
        if (listens) {
            tell(
                    "%s %s (%s) %s %s",
                    request.get("RequestType").textValue(),
                    request.get("LogicalResourceId").textValue(),
                    request.get("RequestId").textValue(),
                    request.path("PhysicalResourceId").asText("without an id"),
                    History.shown(request.get("ResourceProperties")));
        }
    }

    void call(StandInCall call) {
        if (listens) {
            tell(
                    "    %s %s %s%s-> %s %s",
                    call.time().toString().substring(11, 19),
                    call.operation(),
                    call.identifier(),
                    call.identifier().isEmpty() ? "" : " ",
                    call.status() == 0 ? "no answer" : call.status(),
                    call.error() + (call.message().isEmpty() ? "" : ": " + call.message()));
        }
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
