package io.github.datazonecdk.metadatageneration.provider.text;

import java.nio.charset.StandardCharsets;

/**
 * A failure of the deployment, as a person reads it in CloudFormation's events: one line that says what failed, on what,
 * why, and what to do.
 */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** CloudFormation cuts a reason after some 1,000 characters in most places that show it. */
    public static final int LINE = 1_000;

    public Failure(String message) {
        this(Text.line(message, LINE), "");
    }

    private Failure(String line, String more) {
        super(line + more, null, false, false);
    }

    /** A failure of which only the detail is cut where the line is too long. */
    public static Failure of(String head, String detail, String tail) {
        int rest = (head + ": " + tail).getBytes(StandardCharsets.UTF_8).length;
        return new Failure(head + ": " + Text.line(detail, Math.max(LINE - rest, 0)) + tail);
    }

    /** Names the real log group: the framework's own "Logs:" line knows only the default one. */
    public Failure withLogs(String logGroup, String requestId) {
        return new Failure(getMessage(), "\nLog group " + logGroup + ", request " + requestId);
    }
}
