package io.github.datazonecdk.metadatageneration.provider;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.datazone.model.ConflictException;
import software.amazon.awssdk.services.datazone.model.ResourceNotFoundException;
import software.amazon.awssdk.services.datazone.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.datazone.model.UnauthorizedException;
import software.amazon.awssdk.services.datazone.model.ValidationException;

/**
 * A failure of the deployment, as a person is to read it in CloudFormation's events: one line that says what failed, on
 * what, why, and what to do.
 */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** CloudFormation cuts a reason after some 1,000 characters in most places that show it. */
    static final int LINE = 1_000;

    private static final Pattern KEY =
            Pattern.compile("arn:[a-z-]{1,32}:kms:[a-z0-9-]{1,32}:[0-9]{12}:key/[\\w-]{1,64}");

    private static final int QUOTED = 200;
    private static final int DETAIL = 350;

    Failure(String message) {
        this(line(message, LINE), "");
    }

    private Failure(String line, String more) {
        super(line + more, null, false, false);
    }

    /** Names the real log group: the framework's own "Logs:" line knows only the default one. */
    Failure withLogs(String logGroup, String requestId) {
        return new Failure(getMessage(), "\nLog group " + logGroup + ", request " + requestId);
    }

    /** The failure of a call to DataZone: however long the service's message is, its request id and the advice stay. */
    static Failure of(String operation, String subject, SdkException error, String advice) {
        String verb = isRefusal(error) ? " refused for " : " failed for ";
        return of(
                operation + verb + subject + ": " + code(error),
                message(error),
                " (" + request(error) + "). " + advice);
    }

    /** A failure of which only the detail is cut where it is too long. */
    static Failure of(String head, String detail, String tail) {
        int rest = (head + ": " + tail).getBytes(StandardCharsets.UTF_8).length;
        return new Failure(head + ": " + line(detail, Math.max(LINE - rest, 0)) + tail);
    }

    /** The service's own error code, message and request id; or why there was no answer. */
    static String describe(SdkException error) {
        return code(error) + ": " + line(message(error), DETAIL) + " (" + request(error) + ")";
    }

    /** As {@link #describe}, without the message. */
    static String name(SdkException error) {
        return code(error) + " (" + request(error) + ")";
    }

    private static String code(SdkException error) {
        String code = details(error)
                .map(AwsErrorDetails::errorCode)
                .orElseGet(() ->
                        error instanceof SdkServiceException service ? "HTTP " + service.statusCode() : "no answer");
        return line(code, QUOTED).replaceFirst("Exception$", "");
    }

    private static String message(SdkException error) {
        return error instanceof SdkServiceException
                ? details(error)
                        .map(AwsErrorDetails::errorMessage)
                        .map(Failure::withoutRequest)
                        .orElse("no message")
                : rootMessage(error);
    }

    /** Where a signature is refused, AWS quotes the request as it should have been signed: with the session's token. */
    private static String withoutRequest(String message) {
        return message.replaceFirst("(?s)The Canonical String.*", "");
    }

    private static String request(SdkException error) {
        String id = error instanceof SdkServiceException service ? service.requestId() : null;
        return id == null ? "no request id" : "request " + line(id, QUOTED);
    }

    private static Optional<AwsErrorDetails> details(SdkException error) {
        return Optional.ofNullable(error instanceof AwsServiceException aws ? aws.awsErrorDetails() : null);
    }

    /** What a person can do about an error of Start, Get or Accept. */
    static String advice(SdkException error, RunRequest request, String functionRoleArn) {
        String assumed = request.caller().roleArn();
        String roleArn = assumed == null ? functionRoleArn : assumed;
        if (Patience.isRefused(error)) {
            return message(error).contains("sts:AssumeRole")
                    ? "Allow role " + functionRoleArn + " to assume role " + assumed + ", in both roles' policies"
                            + (request.caller().externalId() == null ? "" : ", with the externalId given")
                    : deniedAdvice(message(error), roleArn);
        } else if (error instanceof ServiceQuotaExceededException) {
            return "Wait until the quota is free again or ask AWS to raise it, then deploy again";
        } else if (error instanceof ResourceNotFoundException) {
            return "Check that domain, project and asset exist in "
                    + request.caller().region();
        } else if (error instanceof ValidationException) {
            return "Check target and types against what DataZone can generate metadata for";
        } else if (error instanceof ConflictException) {
            return request.clientToken() == null
                    ? "Wait until the asset's other run has ended, or cancel it, then deploy again"
                    : "Change clientToken, or wait until the asset's other run has ended, then deploy again";
        } else if (error instanceof UnauthorizedException) {
            return "Check that role " + roleArn + " may use the domain";
        } else if (isRefusal(error) && isOfSomethingElse(error)) {
            return "This is no answer of DataZone: check proxies and endpoints between the function and DataZone in "
                    + request.caller().region();
        } else if (error instanceof SdkServiceException) {
            return "Deploy again later";
        }
        return "Check that the function reaches DataZone in " + request.caller().region();
    }

    /** IAM's own refusals say "is not authorized to perform"; DataZone's say "is not permitted". */
    private static String deniedAdvice(String message, String roleArn) {
        if (message.contains("kms:")) {
            return "Allow role " + roleArn + " to use " + key(message)
                    + ": set domainKey on the construct, and check the key's policy";
        } else if (message.contains("on resource: *")) {
            return "Set domainArn to \"*\" on the construct: IAM was asked for every domain, as " + roleArn
                    + " is allowed this action on one alone";
        } else if (message.contains("not authorized to perform")) {
            return "Allow role " + roleArn + " this action on the domain";
        }
        return "Add role " + roleArn
                + " to the project as contributor or owner, or set projectMembership on the construct;"
                + " check domainIdentifier too, as DataZone says the same of a domain that does not exist";
    }

    private static String key(String message) {
        Matcher arn = KEY.matcher(message);
        return arn.find() ? "key " + arn.group() : "the domain's key";
    }

    private static boolean isRefusal(SdkException error) {
        return error instanceof SdkServiceException service && service.statusCode() < 500;
    }

    /** DataZone's own errors have a code. */
    private static boolean isOfSomethingElse(SdkException error) {
        return details(error).map(AwsErrorDetails::errorCode).isEmpty();
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + " " + root.getMessage();
    }

    static String quoted(String value) {
        return value == null ? "missing" : '"' + line(value, QUOTED) + '"';
    }

    /** Minutes where they are whole, else seconds. */
    static String words(Duration duration) {
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }

    /** One line of at most so many bytes, cut at a character. */
    static String line(String text, int bytes) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        if (line.getBytes(StandardCharsets.UTF_8).length <= bytes) {
            return line;
        }
        StringBuilder cut = new StringBuilder();
        int left = bytes - 3;
        for (int character : line.codePoints().toArray()) {
            left -= Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
            if (left < 0) {
                break;
            }
            cut.appendCodePoint(character);
        }
        return cut + "...";
    }
}
