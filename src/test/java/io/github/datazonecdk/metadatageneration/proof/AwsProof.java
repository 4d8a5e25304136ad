package io.github.datazonecdk.metadatageneration.proof;

import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.assembly.Template;
import io.github.datazonecdk.metadatageneration.proof.AssetRuns.Sighting;
import io.github.datazonecdk.metadatageneration.proof.ProofApp.Step;
import io.github.datazonecdk.metadatageneration.stage.Programme;
import io.github.datazonecdk.metadatageneration.stage.Summary;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Proves the construct on a real account: deploys the example app with the CDK command line, plays the rehearsal's story
 * there, settles what DataZone's documentation leaves open, and removes the stack, whatever happens. Ends with 0 only if
 * every step behaved.
 */
public final class AwsProof {
    /** How often runs and the stack are looked at. */
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final int STORY_RUNS = 3;
    private static final int NOT_AGREED = 2;
    private static final String ACCEPTANCE = "what an acceptance revises";
    private static final String NEW_REVISION = "a new revision";
    private static final String UPDATED = "UPDATE_COMPLETE";
    private static final String NO = "no";
    private static final String THE_SAME = "the same";
    private static final String ANOTHER = "another";
    private static final String NOTHING_LEFT = "Nothing is left behind but what was said to stay.";

    private final ProofSettings settings;
    private final ProofClients clients;
    private final Duration interval;
    private final Path folder;
    private final Programme programme;
    private final AssetRuns runs;
    private final CdkCommandLine cdk;
    private final ProofStack stack;
    private final ProofMembership membership;
    private final Summary summary = new Summary();
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> leftBehind = new ArrayList<>();
    private String runId = "";
    private volatile boolean interrupted;
    private volatile boolean cleanedUp;

    /**
     * What comes of a step.
     *
     * @param well whether the CDK command line says so
     * @param run what the stack's outputs then name, beside the step before: the same run, another or none
     */
    private record Outcome(boolean well, String status, int runsStarted, String run) {
        @Override
        public String toString() {
            return "%s, %s, %d runs started, %s run in the outputs"
                    .formatted(well ? "success" : "failure", status, runsStarted, run);
        }
    }

    AwsProof(
            ProofSettings settings,
            ProofClients clients,
            CdkCommandLine cdk,
            Path folder,
            Duration interval,
            Programme programme) {
        this.settings = settings;
        this.clients = clients;
        this.cdk = cdk;
        this.folder = folder;
        this.interval = interval;
        this.programme = programme;
        runs = new AssetRuns(clients.dataZone(), settings);
        stack = new ProofStack(clients.cloudFormation(), cdk, interval, programme);
        membership = new ProofMembership(clients.dataZone(), settings, System.in, programme);
    }

    /** Proves it, or says what it would do. */
    public static void main(String[] args) {
        System.exit(run(System.out));
    }

    private static int run(PrintStream out) {
        ProofSettings settings;
        try {
            settings = ProofSettings.of(System.getProperties());
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return NOT_AGREED;
        }
        plan(settings).forEach(out::println);
        if (!settings.agreed()) {
            out.println("Nothing was done. Add -Dyes to do it.");
            return NOT_AGREED;
        }
        Path folder = CloudAssembly.testClasses().resolveSibling("proof").normalize();
        Path root = CloudAssembly.testClasses().resolve("../..").normalize();
        Programme programme = new Programme(out, false, Duration.ofSeconds(30));
        try (ProofClients clients = ProofClients.fromEnvironment()) {
            AwsProof proof = new AwsProof(
                    settings,
                    clients,
                    new Npx(root, clients.region(), output(settings, folder)),
                    folder,
                    INTERVAL,
                    programme);
            Runtime.getRuntime().addShutdownHook(new Thread(proof::interrupt));
            return proof.prove() ? 0 : 1;
        } catch (SdkException e) {
            // All that can fail there.
            out.println("Nothing was done: no Region is set. Set AWS_REGION, or a profile that has one.");
            return 1;
        }
    }

    /** What a person has to know before anything is done. */
    static List<String> plan(ProofSettings settings) {
        List<String> plan = new ArrayList<>();
        plan.add("A proof on the AWS account of your credentials; it takes about 15 minutes.");
        plan.add("");
        plan.add("Metadata generation runs for asset %s (project %s, domain %s):"
                .formatted(settings.asset(), settings.project(), settings.domain()));
        plan.add("  %d by the stack, one of which is cancelled, and 1 to %d by your own credentials, cancelled at once."
                .formatted(STORY_RUNS, OpenQuestions.MOST_RUNS));
        plan.add(
                "  All count against DataZone's monthly quotas. Nobody else should start any for the asset meanwhile:");
        plan.add("  whatever is active and began after the proof did is cancelled in the end.");
        plan.add(
                settings.accepts()
                        ? "  -Daccept: ALL predictions pending for the asset are accepted, others' too. That cannot be undone."
                        : "  What they predict is left on the asset, to be accepted or rejected by you. Nothing is accepted.");
        plan.add("What else it does:");
        plan.add("  deploys the stack %s %d times, and removes it whatever happens;"
                .formatted(ProofApp.STACK, settings.accepts() ? 7 : 6));
        plan.add(
                settings.enrols()
                        ? "  makes the function's role a contributor of the project, and ends that membership."
                        : "  waits until you have made the function's role a member of the project (-Denrol=false).");
        plan.add("What stays: the function's role as a user of the domain, without a project;");
        plan.add("  CDK's assets in the bootstrap bucket; and the predictions.");
        plan.add("What you need: credentials of an owner of the project, a Region, a bootstrapped environment.");
        plan.add("");
        return plan;
    }

    /** True if every step behaved and nothing was left behind. */
    boolean prove() {
        boolean behaved = false;
        try {
            check();
            tellStory();
            findings.addAll(new OpenQuestions(runs, settings.types(), interval, programme).ask());
            behaved = true;
        } catch (ProofFailure e) {
            tell(e.getMessage());
        } catch (RuntimeException e) {
            tell("The proof broke off: " + e);
        } finally {
            cleanUp();
        }
        boolean proved = behaved && !interrupted && leftBehind.isEmpty();
        summarize(proved);
        return proved;
    }

    /** Whoever interrupted it knows why it ends. */
    private void tell(String why) {
        if (!interrupted) {
            programme.say("");
            programme.say(why);
        }
    }

    /** Called where the process is asked to end: removes everything first. */
    void interrupt() {
        if (cleanedUp) {
            return;
        }
        interrupted = true;
        programme.say("Interrupted. The stack is being removed, which takes some minutes: please wait.");
        cleanUp();
        programme.say(leftBehind.isEmpty() ? NOTHING_LEFT : leftovers());
    }

    private void check() {
        new ProofChecks(clients, settings, programme).check();
        runs.rememberEarlierRuns();
        programme.see("example app", "synthesized for each step, in " + folder);
        cdk.synthesize(folder, context());
        new ProofChecks(clients, settings, programme).checkBootstrapped(Step.PROVIDER.in(folder));
    }

    /** The person's, and the place that everything else here looks at. */
    private Map<String, String> context() {
        Map<String, String> context = new TreeMap<>(settings.context());
        context.put(ProofApp.ACCOUNT, clients.account());
        context.put(ProofApp.REGION, clients.region());
        return context;
    }

    private void tellStory() {
        deploy("Deploy the provider alone", Step.PROVIDER, new Outcome(true, "CREATE_COMPLETE", 0, NO));
        membership.create(stack.outputs().get(ProofApp.ROLE_ARN));
        deploy("Create", Step.CREATE, new Outcome(true, UPDATED, 1, ANOTHER));
        deploy("Update that changes nothing", Step.CHANGE_NOTHING, new Outcome(true, UPDATED, 0, THE_SAME));
        deploy("Update that changes the run", Step.CHANGE, new Outcome(true, UPDATED, 1, ANOTHER));
        deploy(
                "Update that fails and rolls back",
                Step.FAIL,
                new Outcome(false, "UPDATE_ROLLBACK_COMPLETE", 1, THE_SAME));
        noteRollback();
        noteWhatTheStoryTold();
        accept();
        delete();
    }

    /** As a stack does that enrols its role itself: first the run, then the membership, then the role. */
    private void delete() {
        deploy("Delete", Step.PROVIDER, new Outcome(true, UPDATED, 0, NO));
        membership.delete();
        step("Delete the provider", new Outcome(true, ProofStack.GONE, 0, NO), () -> stack.remove(() -> {}));
    }

    private void deploy(String name, Step step, Outcome expected) {
        step(name, expected, () -> {
            RunWatch watch = new RunWatch(runs, interval, step == Step.FAIL, programme);
            try {
                // CloudFormation calls it a success if it cannot delete what an update has left over.
                return stack.deploy(step.in(folder)) && stack.failure().isEmpty();
            } finally {
                watch.close();
            }
        });
    }

    private void step(String name, Outcome expected, BooleanSupplier deployment) {
        if (interrupted) {
            throw new ProofFailure("Interrupted before: " + name + ".");
        }
        String numbered = summary.size() + " " + name;
        int runsBefore = runs.look().size();
        double began = programme.seconds();
        programme.chapter(numbered);
        programme.now("CloudFormation is still at work");

        boolean well = deployment.getAsBoolean();

        programme.now("");
        double seconds = programme.seconds() - began;
        String failure = well ? "" : stack.failure();
        Map<String, String> outputs = stack.outputs();
        int runsStarted = runs.awaitSeen(runsBefore + expected.runsStarted(), interval) - runsBefore;
        Outcome seen = new Outcome(well, stack.status(), runsStarted, run(outputs.getOrDefault("RunId", "")));
        programme.see("stack", "%s in %.0f s%s".formatted(seen.status(), seconds, shown(outputs)));
        summary.add(new Summary.Row(numbered, runsStarted, seconds, seen.status(), failure));
        if (!seen.equals(expected)) {
            throw new ProofFailure(complaint(name, expected, seen, failure));
        }
    }

    /** Beside that of the step before. */
    private String run(String id) {
        String before = runId;
        runId = id;
        return id.isEmpty() ? NO : id.equals(before) ? THE_SAME : ANOTHER;
    }

    private static String shown(Map<String, String> outputs) {
        return outputs.isEmpty() ? "" : ", outputs " + new TreeMap<>(outputs);
    }

    private String complaint(String name, Outcome expected, Outcome seen, String failure) {
        return "Step %s did not behave: expected %s, saw %s.%s%s"
                .formatted(
                        name,
                        expected,
                        seen,
                        failure.isEmpty() ? "" : " " + failure,
                        " The CDK command line's output is in " + log(folder) + ".");
    }

    private static Path log(Path folder) {
        return folder.resolve("cdk.log");
    }

    private static ProcessBuilder.Redirect output(ProofSettings settings, Path folder) {
        folder.toFile().mkdirs();
        return settings.verbose()
                ? ProcessBuilder.Redirect.INHERIT
                : ProcessBuilder.Redirect.appendTo(log(folder).toFile());
    }

    private void noteRollback() {
        String run = new Template(CloudAssembly.read(Step.CREATE.in(folder))).run();
        RolledBackRun rollback = new RolledBackRun(stack.eventsOfLastOperation(), run);
        rollback.tell(programme);
        findings.add(rollback.finding());
    }

    private void noteWhatTheStoryTold() {
        // Else there would be no run to tell of.
        findings.add(new Finding("a start by a role " + membership.description(), "starts a run", "starts a run"));
        List<Duration> durations = runs.seenSoFar().stream()
                .filter(run -> List.of("SUCCEEDED", "PARTIALLY_SUCCEEDED").contains(run.status()))
                .map(Sighting::took)
                .toList();
        String took = durations.stream().map(each -> each.toSeconds() + " s").collect(Collectors.joining(", "));
        // Longer than the timeout that a run has unless told, the step would have failed.
        findings.add(new Finding("how long a run takes", "under 30 minutes", took, false));
    }

    private void accept() {
        if (!settings.accepts()) {
            findings.add(Finding.notTried(ACCEPTANCE, NEW_REVISION, "-Daccept changes the asset for good"));
            return;
        }
        String before = clients.assetRevision(settings);
        deploy("Update that accepts predictions", Step.ACCEPT, new Outcome(true, UPDATED, 0, THE_SAME));
        String attribute = stack.outputs().getOrDefault(ProofApp.ASSET_REVISION, "");
        String after = clients.assetRevision(settings);
        findings.add(new Finding(
                ACCEPTANCE,
                NEW_REVISION,
                (before.equals(after) ? "no new revision" : NEW_REVISION)
                        + ": %s before, %s after, AssetRevision says %s".formatted(before, after, attribute)));
    }

    /** Once, whoever calls it first; who comes later waits for it. */
    private synchronized void cleanUp() {
        if (cleanedUp) {
            return;
        }
        programme.now("CloudFormation is still at work");
        attempt("stop the CDK command line", cdk::stopDeploying);
        attempt("stop starting runs", runs::stopStarting);
        rest();
        attempt("end the membership of the function's role", membership::delete);
        attempt(
                "remove the stack: delete " + ProofApp.STACK + " in CloudFormation",
                () -> stack.remove(this::cancelActive));
        attempt("cancel what is active", runs::cancelActive);
        programme.now("");
        cleanedUp = true;
    }

    /** The function needs its membership until no run is awaited, and DataZone may need the role to end it. */
    private void rest() {
        try {
            stack.rest(this::cancelActive);
        } catch (RuntimeException e) {
            programme.see("CloudFormation", "cannot tell whether it is at rest: " + e.getMessage());
        }
        cancelActive();
    }

    private void cancelActive() {
        try {
            runs.cancelActive();
        } catch (SdkException e) {
            programme.see("DataZone", "cannot cancel: " + e.getMessage());
        }
    }

    private void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            leftBehind.add(what + " (" + e.getMessage() + ")");
        }
    }

    private String leftovers() {
        return "LEFT BEHIND, please do by hand: " + String.join("; ", leftBehind);
    }

    private void summarize(boolean behaved) {
        if (interrupted || (summary.size() == 0 && leftBehind.isEmpty())) {
            return;
        }
        programme.heading("Summary");
        summary.lines().forEach(programme::say);
        programme.heading("What was assumed, and what was seen");
        programme.say(Finding.head());
        findings.forEach(finding -> finding.lines().forEach(programme::say));
        programme.say("");
        if (!leftBehind.isEmpty()) {
            programme.say(leftovers());
        }
        long differing = findings.stream().filter(Finding::differs).count();
        programme.say("%d of %d answers differ from what was assumed; they are marked !"
                .formatted(differing, findings.size()));
        programme.say("%s %.0f s in all."
                .formatted(
                        behaved ? "Every step behaved. " + NOTHING_LEFT : "NOT every step behaved.",
                        programme.seconds()));
    }
}
