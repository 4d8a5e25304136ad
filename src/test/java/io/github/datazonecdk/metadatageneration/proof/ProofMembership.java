package io.github.datazonecdk.metadatageneration.proof;

import io.github.datazonecdk.metadatageneration.stage.Audience;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.datazone.DataZoneClient;
import software.amazon.awssdk.services.datazone.model.AccessDeniedException;
import software.amazon.awssdk.services.datazone.model.ConflictException;
import software.amazon.awssdk.services.datazone.model.DataZoneException;
import software.amazon.awssdk.services.datazone.model.ResourceNotFoundException;
import software.amazon.awssdk.services.datazone.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.datazone.model.UnauthorizedException;
import software.amazon.awssdk.services.datazone.model.UserDesignation;
import software.amazon.awssdk.services.datazone.model.ValidationException;

/** The membership of the function's role in the project, made with the credentials of the person who proves. */
final class ProofMembership {
    private final DataZoneClient dataZone;
    private final ProofSettings settings;
    private final InputStream person;
    private final Audience audience;
    private String description = "that is not known to be a member";
    private String created;
    private boolean closed;

    /** @param person where the person presses Enter */
    ProofMembership(DataZoneClient dataZone, ProofSettings settings, InputStream person, Audience audience) {
        this.dataZone = dataZone;
        this.settings = settings;
        this.person = person;
        this.audience = audience;
    }

    /** What the function's role is to the project. */
    String description() {
        return description;
    }

    void create(String roleArn) {
        if (!settings.enrols()) {
            awaitPerson(roleArn);
            description = "that you enrolled";
            return;
        }
        try {
            createNow(roleArn);
            description = "that is a contributor";
            audience.see("DataZone", "role " + roleArn + " is a contributor of the project");
        } catch (ConflictException e) {
            description = "that is a member";
            audience.see("DataZone", "the role is a member already: " + e.getMessage());
        } catch (AccessDeniedException
                | UnauthorizedException
                | ValidationException
                | ResourceNotFoundException
                | ServiceQuotaExceededException e) {
            throw new ProofFailure("CreateProjectMembership refused for role " + roleArn + ": "
                    + OpenQuestions.described(e) + ". Be an owner of the project, or enrol the role by hand, or a group"
                    + " that it belongs to, with -Denrol=false.");
        } catch (DataZoneException e) {
            // The first run tells whether the role may start it.
            audience.see("DataZone", "the role was not enrolled: " + OpenQuestions.described(e));
        }
    }

    private synchronized void createNow(String roleArn) {
        if (closed) {
            throw new IllegalStateException("no membership may begin any more");
        }
        dataZone.createProjectMembership(request -> request.domainIdentifier(settings.domain())
                .projectIdentifier(settings.project())
                .designation(UserDesignation.PROJECT_CONTRIBUTOR)
                .member(member -> member.userIdentifier(roleArn)));
        created = roleArn;
    }

    private void awaitPerson(String roleArn) {
        audience.see(
                "you", "make this role a member of project " + settings.project() + ", then press Enter: " + roleArn);
        try {
            int key = person.read();
            while (key != '\n' && key >= 0) {
                key = person.read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it, if it was made here; what stays is the role as a user of the domain, which has no project then. */
    synchronized void delete() {
        closed = true;
        if (created == null) {
            return;
        }
        try {
            deleteNow(created);
            created = null;
        } catch (SdkException e) {
            throw new ProofFailure("DeleteProjectMembership refused: %s. By hand: %s"
                    .formatted(OpenQuestions.described(e), commandThatDeletes(created)));
        }
    }

    private void deleteNow(String roleArn) {
        dataZone.deleteProjectMembership(request -> request.domainIdentifier(settings.domain())
                .projectIdentifier(settings.project())
                .member(member -> member.userIdentifier(roleArn)));
    }

    private String commandThatDeletes(String roleArn) {
        return String.join(
                " ",
                "aws datazone delete-project-membership",
                "--region " + dataZone.serviceClientConfiguration().region().id(),
                "--domain-identifier " + settings.domain(),
                "--project-identifier " + settings.project(),
                "--member userIdentifier=" + roleArn);
    }
}
