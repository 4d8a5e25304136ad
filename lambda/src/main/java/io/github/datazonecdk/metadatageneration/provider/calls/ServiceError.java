package io.github.datazonecdk.metadatageneration.provider.calls;

import io.github.datazonecdk.metadatageneration.provider.text.Failure;
import io.github.datazonecdk.metadatageneration.provider.text.Text;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.retry.RetryUtils;

/** What an error of a call to an AWS service is, and what it says. */
public final class ServiceError {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DETAIL = 350;

    private ServiceError() {}

    /** Throttling, 5xx, a clock that the SDK has just put right, and whatever else keeps an answer from us. */
    public static boolean isTransient(SdkException error) {
        return !isRefusal(error) || RetryUtils.isThrottlingException(error) || RetryUtils.isClockSkewException(error);
    }

    /** The service's refusal, or that of STS to let the function assume a role. */
    public static boolean isAccessDenied(SdkException error) {
        return details(error)
                .map(details -> String.valueOf(details.errorCode()).startsWith("AccessDenied"))
                .orElse(false);
    }

    /** An answer that refuses, be it the service's or that of something between us and the service. */
    public static boolean isRefusal(SdkException error) {
        return error instanceof SdkServiceException service && service.statusCode() < 500;
    }

    /** The services' own errors have a code. */
    public static boolean hasCode(SdkException error) {
        return details(error).map(AwsErrorDetails::errorCode).isPresent();
    }

    /** The failure of a call: however long the service's message is, its request id and the advice stay. */
    public static Failure failure(String operation, String subject, SdkException error, String advice) {
        String verb = isRefusal(error) ? " refused for " : " failed for ";
        return Failure.of(
                operation + verb + subject + ": " + code(error),
                message(error),
                " (" + request(error) + "). " + advice);
    }

    /** The service's own error code, message and request id; or why there was no answer. */
    public static String describe(SdkException error) {
        return code(error) + ": " + Text.line(message(error), LONGEST_DETAIL) + " (" + request(error) + ")";
    }

    /** As {@link #describe}, without the message. */
    public static String name(SdkException error) {
        return code(error) + " (" + request(error) + ")";
    }

    private static String code(SdkException error) {
        String code = details(error)
                .map(AwsErrorDetails::errorCode)
                .orElseGet(() ->
                        error instanceof SdkServiceException service ? "HTTP " + service.statusCode() : "no answer");
        return Text.line(code, LONGEST_NAME).replaceFirst("Exception$", "");
    }

    public static String message(SdkException error) {
        return error instanceof SdkServiceException
                ? details(error)
                        .map(AwsErrorDetails::errorMessage)
                        .map(ServiceError::withoutRequest)
                        .orElse("no message")
                : rootMessage(error);
    }

    /** Where a signature is refused, AWS quotes the request as it should have been signed: with the session's token. */
    private static String withoutRequest(String message) {
        return message.replaceFirst("(?s)The Canonical String.*", "");
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + " " + root.getMessage();
    }

    private static String request(SdkException error) {
        String id = error instanceof SdkServiceException service ? service.requestId() : null;
        return id == null ? "no request id" : "request " + Text.line(id, LONGEST_NAME);
    }

    private static Optional<AwsErrorDetails> details(SdkException error) {
        return Optional.ofNullable(error instanceof AwsServiceException aws ? aws.awsErrorDetails() : null);
    }
}
