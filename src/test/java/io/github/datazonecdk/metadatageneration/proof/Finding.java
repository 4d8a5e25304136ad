package io.github.datazonecdk.metadatageneration.proof;

import io.github.datazonecdk.metadatageneration.stage.Programme;
import java.util.ArrayList;
import java.util.List;

/**
 * What was assumed of DataZone beside what was seen.
 *
 * @param question what the documentation leaves open
 * @param assumed what this library takes the answer to be
 * @param seen what the service did
 * @param differs whether that is something else
 */
record Finding(String question, String assumed, String seen, boolean differs) {
    private static final int QUESTION = 36;
    private static final int ASSUMED = 26;
    private static final int SEEN = 34;
    private static final String ROW = "%-1s %-" + QUESTION + "s %-" + ASSUMED + "s %s";
    private static final int LONGEST = 150;

    /** What was seen begins with what was assumed, or differs. */
    Finding(String question, String assumed, String seen) {
        this(question, assumed, seen, !seen.startsWith(assumed));
    }

    static Finding notTried(String question, String assumed, String why) {
        return new Finding(question, assumed, "not tried: " + why, false);
    }

    static String head() {
        return ROW.formatted("", "question", "assumed", "seen");
    }

    List<String> lines() {
        List<String> questions = Programme.wrapped(question, QUESTION);
        List<String> assumptions = Programme.wrapped(assumed, ASSUMED);
        List<String> answers =
                Programme.wrapped(seen.length() > LONGEST ? seen.substring(0, LONGEST) + "..." : seen, SEEN);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < Math.max(questions.size(), Math.max(assumptions.size(), answers.size())); i++) {
            String mark = i == 0 && differs ? "!" : "";
            lines.add(ROW.formatted(mark, cell(questions, i), cell(assumptions, i), cell(answers, i))
                    .stripTrailing());
        }
        return lines;
    }

    private static String cell(List<String> lines, int i) {
        return i < lines.size() ? lines.get(i) : "";
    }
}
