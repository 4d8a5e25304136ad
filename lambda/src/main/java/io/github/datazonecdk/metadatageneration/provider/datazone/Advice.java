package io.github.datazonecdk.metadatageneration.provider.datazone;

import io.github.datazonecdk.metadatageneration.provider.calls.ServiceError;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.datazone.model.ConflictException;
import software.amazon.awssdk.services.datazone.model.ResourceNotFoundException;
import software.amazon.awssdk.services.datazone.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.datazone.model.UnauthorizedException;
import software.amazon.awssdk.services.datazone.model.ValidationException;

/**
 * What a person can do about an error of Start, Get or Accept.
 *
 * @param functionRoleArn whom AWS sees where no role is assumed
 * @param hasClientToken whether the user gives one
 */
public record Advice(Access access, String functionRoleArn, boolean hasClientToken) {
    private static final Pattern KEY =
            Pattern.compile("arn:[a-z-]{1,32}:kms:[a-z0-9-]{1,32}:[0-9]{12}:key/[\\w-]{1,64}");

    /** Advice for an AccessDenied whose message holds these words. */
    private record Denial(String words, String advice) {}

    /** Advice for errors of a class. */
    private record Answer(Class<? extends SdkException> error, String advice) {}

    public String on(SdkException error) {
        if (ServiceError.isAccessDenied(error)) {
            return onDenial(ServiceError.message(error));
        }
        return first(answers(error).stream()
                .filter(answer -> answer.error().isInstance(error))
                .map(Answer::advice));
    }

    /** What a person can do about an AccessDenied of this message. */
    public String onDenial(String message) {
        return first(denials(message).stream()
                .filter(denial -> message.contains(denial.words()))
                .map(Denial::advice));
    }

    private static String first(Stream<String> advice) {
        return advice.findFirst().orElseThrow();
    }

    /** IAM's own refusals say "is not authorized to perform"; DataZone's say "is not permitted". */
    private List<Denial> denials(String message) {
        String role = role();
        return List.of(
                new Denial(
                        "sts:AssumeRole",
                        "Allow role " + functionRoleArn + " to assume role " + access.roleArn()
                                + ", in both roles' policies"
                                + (access.externalId() == null ? "" : ", with the externalId given")),
                new Denial(
                        "kms:",
                        "Allow " + role + " to use " + key(message)
                                + ": set domainKey on the construct, and check the key's policy"),
                new Denial(
                        "on resource: *",
                        "Set domainArn to \"*\" on the construct: IAM was asked for every domain, as " + roleArn()
                                + " is allowed this action on one alone"),
                new Denial("not authorized to perform", "Allow " + role + " this action on the domain"),
                new Denial(
                        "",
                        "Add " + role + " to the project as contributor or owner, or set projectMembership on the"
                                + " construct; check domainIdentifier too, as DataZone says the same of a domain that"
                                + " does not exist"));
    }

    private List<Answer> answers(SdkException error) {
        String wait = "the asset's other run has ended";
        return List.of(
                new Answer(
                        ServiceQuotaExceededException.class,
                        "Wait until the quota is free again or ask AWS to raise it, then deploy again"),
                new Answer(
                        ResourceNotFoundException.class,
                        "Check that domain, project and asset exist in " + access.region()),
                new Answer(
                        ValidationException.class,
                        "Check target and types against what DataZone can generate metadata for"),
                new Answer(
                        ConflictException.class,
                        hasClientToken
                                ? "Change clientToken, or wait until " + wait + ", then deploy again"
                                : "Wait until " + wait + ", or cancel it, then deploy again"),
                new Answer(UnauthorizedException.class, "Check that " + role() + " may use the domain"),
                new Answer(SdkServiceException.class, otherAnswer(error)),
                new Answer(SdkException.class, reach("DataZone")));
    }

    private String otherAnswer(SdkException error) {
        return ServiceError.isRefusal(error) && !ServiceError.hasCode(error)
                ? "This is no answer of DataZone: check proxies and endpoints between the function and DataZone in "
                        + access.region()
                : "Deploy again later";
    }

    /** Where no answer comes. */
    public String reach(String services) {
        return "Check that the function reaches " + services + " in " + access.region();
    }

    /** As whom DataZone is called. */
    public String role() {
        return "role " + roleArn();
    }

    private String roleArn() {
        return access.roleArn() == null ? functionRoleArn : access.roleArn();
    }

    private static String key(String message) {
        Matcher arn = KEY.matcher(message);
        return arn.find() ? "key " + arn.group() : "the domain's key";
    }
}
