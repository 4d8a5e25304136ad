package io.github.datazonecdk.metadatageneration.proof;

import io.github.datazonecdk.metadatageneration.stage.Audience;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** The stack of the proof, as CloudFormation shows it. */
final class ProofStack {
    static final String GONE = "DELETE_COMPLETE";

    private static final String IN_PROGRESS = "_IN_PROGRESS";
    private static final Duration SETTLES_WITHIN = Duration.ofMinutes(70);
    private static final int TRIES = 3;

    private final CloudFormationClient cloudFormation;
    private final CdkCommandLine cdk;
    private final Duration interval;
    private final Audience audience;
    private volatile Path deployed;
    private volatile boolean isElsewhere;

    ProofStack(CloudFormationClient cloudFormation, CdkCommandLine cdk, Duration interval, Audience audience) {
        this.cloudFormation = cloudFormation;
        this.cdk = cdk;
        this.interval = interval;
        this.audience = audience;
    }

    /** True if it went well; the stack has settled then, whatever it came to. */
    boolean deploy(Path assembly) {
        deployed = assembly;
        boolean well = cdk.deploy(assembly);
        settle(() -> {});
        isElsewhere = well && isGone();
        if (isElsewhere) {
            throw new ProofFailure("The CDK command line deployed to another account or Region.");
        }
        return well;
    }

    String status() {
        return described().map(Stack::stackStatusAsString).orElse(GONE);
    }

    Map<String, String> outputs() {
        return described().map(Stack::outputs).orElse(List.of()).stream()
                .filter(output -> output.outputValue() != null)
                .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    }

    /** The first reason of the last operation's failures, in one line; empty where it had none, or nobody can tell. */
    String failure() {
        return eventsOfLastOperation().stream()
                .filter(event -> event.resourceStatusAsString().endsWith("_FAILED"))
                .filter(event -> event.resourceStatusReason() != null)
                .filter(event -> !event.resourceStatusReason().endsWith("cancelled"))
                .reduce((newer, older) -> older)
                .map(event -> event.logicalResourceId() + ": "
                        + event.resourceStatusReason().lines().findFirst().orElse(""))
                .orElse("");
    }

    /** The newest first, as CloudFormation tells them; none where nobody can tell. */
    List<StackEvent> eventsOfLastOperation() {
        try {
            return newestEvents();
        } catch (RuntimeException e) {
            // Only people want to know.
            return List.of();
        }
    }

    private List<StackEvent> newestEvents() {
        List<StackEvent> events = new ArrayList<>();
        for (StackEvent event : cloudFormation
                .describeStackEvents(request -> request.stackName(ProofApp.STACK))
                .stackEvents()) {
            boolean ofStack = event.stackId().equals(event.physicalResourceId());
            String status = event.resourceStatusAsString();
            if (ofStack && List.of("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS").contains(status)) {
                break;
            }
            events.add(event);
        }
        return events;
    }

    /** Waits until CloudFormation is at rest, and has it give up an update that is going on. */
    void rest(Runnable meanwhile) {
        if (deployed == null || isElsewhere) {
            return;
        }
        // What the command line asked for at its end may not show yet.
        pause();
        cancelUpdate();
        settle(meanwhile);
    }

    /** Removes the stack if this proof has deployed it, whatever state it is in; true, or throws where it cannot. */
    synchronized boolean remove(Runnable meanwhile) {
        if (deployed == null) {
            return true;
        }
        if (isElsewhere) {
            removeElsewhere();
        }
        for (int attempt = 1; attempt <= TRIES && !isGone(); attempt++) {
            settle(meanwhile);
            destroy(attempt);
        }
        if (!isGone()) {
            throw new ProofFailure("stack " + ProofApp.STACK + " is still there, " + status() + ": " + failure());
        }
        deployed = null;
        return true;
    }

    /** Nobody can see from here whether that has worked. */
    private void removeElsewhere() {
        boolean well = cdk.destroy(deployed);
        throw new ProofFailure(
                "it is in the account and the Region that the CDK command line has chosen, which says that" + " it has "
                        + (well ? "" : "not ") + "removed it");
    }

    private boolean isGone() {
        return status().equals(GONE);
    }

    /** The last try does without the CDK command line, which may be ended from outside. */
    private void destroy(int attempt) {
        if (attempt < TRIES) {
            cdk.destroy(deployed);
        } else {
            audience.see("CloudFormation", "DeleteStack");
            cloudFormation.deleteStack(request -> request.stackName(ProofApp.STACK));
        }
        settle(() -> {});
    }

    /** Only an update can be cancelled, and not everybody may. */
    private void cancelUpdate() {
        if (status().equals("UPDATE_IN_PROGRESS")) {
            try {
                cloudFormation.cancelUpdateStack(request -> request.stackName(ProofApp.STACK));
            } catch (SdkException e) {
                audience.see("CloudFormation", "the update goes on: " + e.getMessage());
            }
        }
    }

    /** Waits until CloudFormation is at rest. */
    private void settle(Runnable meanwhile) {
        Instant end = Instant.now().plus(SETTLES_WITHIN);
        while (isInProgress(status()) && Instant.now().isBefore(end)) {
            meanwhile.run();
            pause();
        }
    }

    /** A stack in review waits for somebody, and can be deleted. */
    private static boolean isInProgress(String status) {
        return status.endsWith(IN_PROGRESS) && !status.equals("REVIEW_IN_PROGRESS");
    }

    private void pause() {
        try {
            Thread.sleep(interval.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while CloudFormation was at work", e);
        }
    }

    /** Empty where there is no such stack. */
    private Optional<Stack> described() {
        try {
            return cloudFormation.describeStacks(request -> request.stackName(ProofApp.STACK)).stacks().stream()
                    .filter(stack -> !stack.stackStatusAsString().equals(GONE))
                    .findFirst();
        } catch (CloudFormationException e) {
            if (e.getMessage().contains("does not exist")) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
