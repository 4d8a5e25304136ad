package io.github.datazonecdk.metadatageneration.histories;

import static io.github.datazonecdk.metadatageneration.histories.Lifecycle.require;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The first line of a failure, which is most of what a user gets to see. */
record FailureLine(String text) {
    static FailureLine of(String message) {
        FailureLine line = new FailureLine(message.lines().findFirst().orElse(""));
        require(line.text.getBytes(StandardCharsets.UTF_8).length <= 1000, "a first line too long: %s", line);
        return line;
    }

    boolean says(String what) {
        return text.contains(what);
    }

    void mustSay(String cause) {
        require(says(cause.replace("Exception", "")), "does not say %s: %s", cause, text);
    }

    /** The error, and what the service has to say about it. */
    void mustSay(Seen.Call cause) {
        mustSay(cause.call().error());
        if (cause.call().status() == 401) {
            mustSay(cause.call().message());
        }
    }

    void mustNameTheSubject(Declared declared) {
        for (String name : List.of(declared.asset(), declared.project(), declared.domain())) {
            require(says(name), "does not name %s: %s", name, text);
        }
    }

    void mustNameTheOperationOfAWait() {
        require(
                text.matches("GetMetadataGenerationRun of run \\w+ for .+|AcceptPredictions (refused|failed) for .+"),
                "names no operation: %s",
                text);
    }

    void mustNameACause(Seen seen, Seen.Call get) {
        List<String> causes = new ArrayList<>(List.of("still ", "no answer"));
        seen.stream().forEach(call -> causes.add(call.call().error().replace("Exception", "")));
        if (get != null) {
            causes.add("ended " + get.status());
        }
        require(causes.stream().anyMatch(cause -> !cause.isEmpty() && says(cause)), "names no cause: %s", text);
    }

    @Override
    public String toString() {
        return text;
    }
}
