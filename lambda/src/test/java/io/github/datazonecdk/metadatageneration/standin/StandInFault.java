package io.github.datazonecdk.metadatageneration.standin;

import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What the stand-in does to a valid call instead of, or after, serving it. */
public sealed interface StandInFault {
    /** Answers an error and does no work; {@code %s} in the message is the operation. */
    record Refuse(int status, String error, String message) implements StandInFault {}

    /** Does the work, then cuts the connection without an answer. */
    record LoseAnswer() implements StandInFault {}

    /** Cuts the connection before any work. */
    record CutConnection() implements StandInFault {}

    /** Does the work at once and answers after this much real time. */
    record AnswerLate(Duration delay) implements StandInFault {}

    /** Does no work and answers 200 with something that is no JSON. */
    record AnswerGarbage() implements StandInFault {}

    /** Does no work and answers exactly this, such as a proxy between us and the service would. */
    record AnswerWith(int status, Map<String, String> headers, String body) implements StandInFault {}

    /** Does the work and answers what becomes of its answer. */
    record AnswerAltered(UnaryOperator<String> change) implements StandInFault {}

    /** Does the work, and cuts the connection in the middle of the answer, after this much real time of silence. */
    record AnswerHalf(Duration silence) implements StandInFault {}

    /** Does the work and answers it compressed, unasked. */
    record AnswerCompressed() implements StandInFault {}

    static StandInFault throttled() {
        return new Refuse(429, "ThrottlingException", "Rate exceeded");
    }

    static StandInFault internalError() {
        return new Refuse(500, "InternalServerException", "The request has failed because of an unknown error.");
    }

    static StandInFault unavailable() {
        return new Refuse(503, "ServiceUnavailableException", "Service Unavailable");
    }

    static StandInFault quotaExceeded() {
        return new Refuse(
                402, "ServiceQuotaExceededException", "The request has exceeded the specified service quota.");
    }

    static StandInFault accessDenied() {
        return new Refuse(403, "AccessDeniedException", "User is not permitted to perform operation: %s");
    }

    static StandInFault unauthorized() {
        return new Refuse(401, "UnauthorizedException", "You do not have permission to perform this action.");
    }

    static StandInFault conflict() {
        return new Refuse(409, "ConflictException", "There is a conflict while performing this action.");
    }

    static StandInFault invalid(String message) {
        return new Refuse(400, "ValidationException", message);
    }

    static StandInFault notFound(String message) {
        return new Refuse(404, "ResourceNotFoundException", message);
    }

    static StandInFault loseAnswer() {
        return new LoseAnswer();
    }

    static StandInFault cutConnection() {
        return new CutConnection();
    }

    static StandInFault answerLate(Duration delay) {
        return new AnswerLate(delay);
    }

    static StandInFault answerGarbage() {
        return new AnswerGarbage();
    }

    static StandInFault answerWith(int status, Map<String, String> headers, String body) {
        return new AnswerWith(status, headers, body);
    }

    static StandInFault answerAltered(UnaryOperator<String> change) {
        return new AnswerAltered(change);
    }

    static StandInFault answerHalf() {
        return answerHalf(Duration.ZERO);
    }

    static StandInFault answerHalf(Duration silence) {
        return new AnswerHalf(silence);
    }

    static StandInFault answerCompressed() {
        return new AnswerCompressed();
    }
}
