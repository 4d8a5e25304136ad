package io.github.datazonecdk.metadatageneration.rehearsal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.assembly.LambdaDefinition;
import io.github.datazonecdk.metadatageneration.stage.DeployedStack;
import io.github.datazonecdk.metadatageneration.stage.DeployedStack.Exchange;
import io.github.datazonecdk.metadatageneration.stage.DeployedStack.Status;
import io.github.datazonecdk.metadatageneration.stage.LambdaRuntime;
import io.github.datazonecdk.metadatageneration.stage.Programme;
import io.github.datazonecdk.metadatageneration.stage.Stage;
import io.github.datazonecdk.metadatageneration.stage.Summary;
import io.github.datazonecdk.metadatageneration.standin.StandInCall;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import io.github.datazonecdk.metadatageneration.standin.StandInRun;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Plays a deployment of the example app on this machine: Create, an Update that changes nothing, one that does, one that
 * fails and rolls back, one that only accepts predictions, one whose run may fail, Delete; then of a stack with a small
 * batch. With {@code -Dbatch} it plays a large batch instead. Throws if a step does not behave. Prints the summary alone, or
 * with {@code -Dverbose} every request, call and answer, and what the functions logged.
 */
public final class Rehearsal implements AutoCloseable {
    /** 10 seconds between two polls become one. */
    private static final int HURRY = 10;

    private static final int FEW = 20;
    private static final int MANY = 1_000;

    private static final Duration SUBMITTED = Duration.ofSeconds(20);
    private static final Duration IN_PROGRESS = Duration.ofSeconds(30);

    private static final Map<String, String> CONTEXT = Map.of(
            "domainIdentifier", "dzd_4p2",
            "owningProjectIdentifier", "3jx9",
            "assetIdentifier", "5d4kq3x",
            "types", "BUSINESS_NAMES,BUSINESS_DESCRIPTIONS");

    private final Path directory;
    private final int hurry;
    private final boolean verbose;
    private final Programme programme;
    private final StandInDataZone dataZone = new StandInDataZone();
    private final Summary summary = new Summary();
    private CompletableFuture<CloudAssembly> catalog;
    private Stage stage;
    private DeployedStack stack;

    /** What comes of a step; runId is the output that the stack then has, empty where the stack is gone. */
    private record Outcome(Status status, String requests, int runsStarted, String runId) {}

    /** @param hurry how many times faster the waiter polls, and the runs go, than in a deployment */
    Rehearsal(Path directory, int hurry, boolean verbose, PrintStream out) {
        this.directory = directory;
        this.hurry = hurry;
        this.verbose = verbose;
        programme = new Programme(out, !verbose, Duration.ofMillis(1500));
        dataZone.runsTake(SUBMITTED.dividedBy(hurry), IN_PROGRESS.dividedBy(hurry));
    }

    /** Plays it. */
    public static void main(String[] args) {
        Path directory = CloudAssembly.testClasses().resolveSibling("rehearsal");
        try (Rehearsal rehearsal = new Rehearsal(directory, HURRY, Boolean.getBoolean("verbose"), System.out)) {
            if (Boolean.getBoolean("batch")) {
                rehearsal.playBatch(MANY);
            } else {
                rehearsal.play();
            }
        }
    }

    @Override
    public void close() {
        if (stage != null) {
            stage.close();
        }
        dataZone.close();
        programme.close();
    }

    void play() {
        announce();
        try {
            open();
            create();
            changeNothing();
            change();
            fail();
            accept();
            tolerate();
            delete();
            batch();
            log();
        } catch (RuntimeException e) {
            tellAll();
            log();
            throw e;
        }
        summarize();
    }

    /** Plays a batch alone, of so many assets. */
    void playBatch(int assets) {
        programme.say("A rehearsal of a batch on this machine, %d times as fast as on AWS.".formatted(hurry));
        programme.say("The state machine is executed as the template has it. DataZone throttles, loses answers, cuts");
        programme.say("connections, and one run in twenty fails.");
        programme.say("");
        CloudAssembly assembly = BatchStory.synthesize(directory, assets);
        try (BatchStory story = new BatchStory(assembly, assets, hurry, programme)) {
            programme.say(Summary.head());
            show(story.create("1 Create", programme::say));
            show(story.changeNothing("2 Update that changes nothing"));
            show(story.delete("3 Delete"));
            programme.say("");
            programme.say("%s. Every step behaved. %.0f s in all.".formatted(story.counts(), programme.seconds()));
        } catch (RuntimeException e) {
            tellAll();
            throw e;
        }
    }

    /** What was kept back. */
    void tellAll() {
        programme.tellAll();
    }

    private void announce() {
        programme.say("A rehearsal of `cdk deploy` on this machine, for about a minute. No AWS account is used.");
        programme.say("Real: the template, the function's jar, CDK's Provider framework, the AWS SDK. Played: Amazon");
        programme.say("DataZone's endpoint, whose runs are called run0001 and so on, and CloudFormation.");
        programme.say(
                verbose
                        ? "Hashes in ids are cut to six characters."
                        : "-Dverbose shows every request, call and answer.");
        programme.say("");
    }

    private void open() {
        programme.see("example app", "cdk synth " + flags());
        programme.now("cdk synth is still running");
        boolean awsClient = LambdaRuntime.canRunAwsClient();
        CloudAssembly assembly = CloudAssembly.synthesize(directory, CONTEXT);
        catalog = CompletableFuture.supplyAsync(() -> BatchStory.synthesize(directory.resolve("catalog"), FEW));
        stage = new Stage(assembly, dataZone.endpoint(), hurry, awsClient, programme);
        stack = stage.stack();
        introduce(awsClient);
        dataZone.onCall(call -> programme.see("DataZone", described(call)));
        if (!verbose) {
            programme.say(Summary.head());
        }
    }

    private void create() {
        Outcome expected = new Outcome(Status.CREATE_COMPLETE, "Create", 1, "run0001");
        step("1 Create", expected, stack::create);
    }

    private void changeNothing() {
        Outcome expected = new Outcome(Status.UPDATE_COMPLETE, "Update", 0, "run0001");
        step("2 Update that changes nothing", expected, () -> stack.update(Rehearsal::turnTypesRound));
    }

    private void change() {
        Outcome expected = new Outcome(Status.UPDATE_COMPLETE, "Update Delete", 1, "run0002");
        step("3 Update that changes the run", expected, () -> stack.update(run -> run.put("rerunTrigger", "2")));
    }

    private void fail() {
        dataZone.nextRun(StandInOutcome.fails("The model could not describe this asset"));
        Outcome expected = new Outcome(Status.UPDATE_ROLLBACK_COMPLETE, "Update Update Delete", 1, "run0002");
        step("4 Update that fails and rolls back", expected, () -> stack.update(run -> run.put("rerunTrigger", "3")));
    }

    /** The id then says what was accepted, so CloudFormation deletes the one that did not. */
    private void accept() {
        Outcome expected = new Outcome(Status.UPDATE_COMPLETE, "Update Delete", 0, "run0002");
        step(
                "5 Update that accepts predictions",
                expected,
                () -> stack.update(run -> run.put("acceptPredictions", "true")));
    }

    private void tolerate() {
        dataZone.nextRun(StandInOutcome.fails("The model could not describe this asset"));
        Outcome expected = new Outcome(Status.UPDATE_COMPLETE, "Update Delete", 1, "run0004");
        step(
                "6 Update whose run may fail",
                expected,
                () -> stack.update(run -> run.put("rerunTrigger", "4").put("failOn", "NOTHING")));
    }

    private void delete() {
        Outcome expected = new Outcome(Status.DELETE_COMPLETE, "Delete", 0, "");
        step("7 Delete", expected, stack::delete);
    }

    /** Of a stack of its own, whose waits are shorter still. */
    private void batch() {
        try (BatchStory story = new BatchStory(catalog.join(), FEW, 2 * hurry, programme)) {
            add(story.create("8 Create of a batch of %d assets".formatted(FEW), line -> programme.see("batch", line)));
        }
    }

    private static void turnTypesRound(ObjectNode run) {
        ArrayNode types = (ArrayNode) run.path("types");
        types.add(types.remove(0));
    }

    private void step(String name, Outcome expected, Runnable deployment) {
        int runs = dataZone.startedRuns().size();
        int requests = stack.history().size();
        double began = programme.seconds();
        programme.chapter(name);
        programme.now("still waiting for the function");

        deployment.run();

        List<Exchange> sent = stack.history().subList(requests, stack.history().size());
        List<StandInRun> started =
                dataZone.startedRuns().subList(runs, dataZone.startedRuns().size());
        Outcome seen = new Outcome(
                stack.status(),
                sent.stream().map(Exchange::type).collect(Collectors.joining(" ")),
                started.size(),
                stage.template().outputs().get("RunId"));
        double seconds = programme.seconds() - began;
        programme.see("stack", "%s in %.1f s, outputs %s".formatted(seen.status(), seconds, outputs()));
        if (!seen.equals(expected)) {
            throw new IllegalStateException(name + " did not behave: expected " + expected + ", saw " + seen);
        }
        add(new Summary.Row(name, started.size(), seconds, seen.status().name(), detail(sent, started, seen.runId())));
    }

    private void add(Summary.Row row) {
        summary.add(row);
        if (!verbose) {
            show(row);
        }
    }

    private void show(Summary.Row row) {
        row.lines().forEach(programme::say);
    }

    /** What CloudFormation sent, the runs that came of it, and why it failed. */
    private static String detail(List<Exchange> sent, List<StandInRun> started, String runId) {
        String requests = sent.stream().map(Exchange::type).collect(Collectors.joining(", then "));
        String runs = started.stream()
                .map(run -> " Run %s %s.".formatted(run.id(), run.status()))
                .collect(Collectors.joining());
        boolean same = started.stream().noneMatch(run -> run.id().equals(runId)) && !runId.isEmpty();
        String reasons = sent.stream()
                .filter(each -> !each.answer().isSuccess())
                .map(each -> " The function said: " + each.answer().reasonsFirstLine())
                .collect(Collectors.joining());
        return "CloudFormation sent " + requests + "." + runs + (same ? " The stack has " + runId + "." : "") + reasons;
    }

    private void introduce(boolean awsClient) {
        for (LambdaDefinition function : stage.template().functions()) {
            String name = function.isJava() ? "function" : function.handler().replace("framework.", "");
            Object code = function.code().getFileName();
            programme.see(name, "%s, %d MB, code from %s".formatted(function.runtime(), function.memorySize(), code));
        }
        String client =
                awsClient ? "AWS's runtime interface client" : "a launcher of its own: AWS's client needs Linux";
        programme.see("Java", System.getProperty("java.version") + ", the function under " + client);
        programme.see("DataZone", dataZone.endpoint() + ", where a run takes " + seconds(SUBMITTED.plus(IN_PROGRESS)));
        programme.see("waiter", "polls %d times as often as the template says".formatted(hurry));
        programme.see("times", "are this machine's: nothing holds the function to Lambda's share of a processor");
    }

    private String seconds(Duration inDeployment) {
        return "%.1f s".formatted(inDeployment.toMillis() / 1000.0 / hurry);
    }

    private Map<String, String> outputs() {
        return new TreeMap<>(stage.template().outputs());
    }

    private void log() {
        if (verbose && stage != null) {
            programme.heading("What the functions logged");
            stage.log().forEach(programme::say);
        }
    }

    private void summarize() {
        if (verbose) {
            programme.heading("Summary");
            summary.lines().forEach(programme::say);
        }
        programme.say("");
        programme.say("Every step behaved. %.0f s in all.".formatted(programme.seconds()));
    }

    private String described(StandInCall call) {
        String answer = call.status() == 200 ? run(call) : call.error() + ": " + call.message() + harmless(call);
        return "%s %d  %s".formatted(call.operation(), call.status(), answer);
    }

    private static String harmless(StandInCall call) {
        return call.operation().startsWith("Cancel") ? " As it should be: nothing is left to cancel" : "";
    }

    /** The run that a call started or is about; for an acceptance the asset. */
    private String run(StandInCall call) {
        if (call.operation().equals("AcceptPredictions")) {
            return "asset %s, now of revision %d"
                    .formatted(call.identifier(), dataZone.assetRevision(call.domain(), call.identifier()));
        }
        List<StandInRun> runs = dataZone.startedRuns();
        StandInRun run = call.identifier().isEmpty() ? runs.get(runs.size() - 1) : dataZone.run(call.identifier());
        return run.id() + " " + run.status();
    }

    private static String flags() {
        return CONTEXT.entrySet().stream()
                .map(flag -> "-c " + flag.getKey() + "=" + flag.getValue())
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
