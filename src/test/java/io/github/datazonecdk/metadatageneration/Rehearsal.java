package io.github.datazonecdk.metadatageneration;

import io.github.datazonecdk.metadatageneration.DeployedStack.Exchange;
import io.github.datazonecdk.metadatageneration.DeployedStack.Status;
import io.github.datazonecdk.metadatageneration.provider.StandInCall;
import io.github.datazonecdk.metadatageneration.provider.StandInDataZone;
import io.github.datazonecdk.metadatageneration.provider.StandInOutcome;
import io.github.datazonecdk.metadatageneration.provider.StandInRun;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Plays a deployment of the example app on this machine: Create, an Update that changes nothing, one that does, one that
 * fails and rolls back, Delete. Throws if a step does not behave. The argument {@code --log} shows what the functions
 * logged.
 */
public final class Rehearsal implements AutoCloseable {
    /** 10 seconds between two polls become one. */
    private static final int HURRY = 10;

    private static final Duration SUBMITTED = Duration.ofSeconds(20);
    private static final Duration IN_PROGRESS = Duration.ofSeconds(30);

    private static final String ROW = "%-36s %12s %14s %8s  %s";

    private final Path directory;
    private final int hurry;
    private final Programme programme;
    private final ExecutorService synthesizer = Daemons.one("synth");
    private final StandInDataZone dataZone = new StandInDataZone();
    private final List<String> summary = new ArrayList<>();
    private final Map<String, String> context = new LinkedHashMap<>(
            Map.of("domainIdentifier", "dzd_4p2", "owningProjectIdentifier", "3jx9", "assetIdentifier", "5d4kq3x"));
    private Stage stage;
    private DeployedStack stack;

    /** What the user changes, and the cloud assembly that comes of it. */
    private record Version(String flags, Future<CloudAssembly> assembly) {}

    /** What must come of a step; runId is what the stack's output then says. */
    private record Expected(Status status, String requests, int runsStarted, String runId) {}

    /** @param hurry how many times faster the waiter polls, and the runs go, than in a deployment */
    Rehearsal(Path directory, int hurry, PrintStream out) {
        this.directory = directory;
        this.hurry = hurry;
        programme = new Programme(out);
        dataZone.runsTake(SUBMITTED.dividedBy(hurry), IN_PROGRESS.dividedBy(hurry));
    }

    /** Plays it. */
    public static void main(String[] args) throws InterruptedException {
        Path directory = CloudAssembly.testClasses().resolveSibling("rehearsal");
        try (Rehearsal rehearsal = new Rehearsal(directory, HURRY, System.out)) {
            rehearsal.play(Arrays.asList(args).contains("--log"));
        }
    }

    @Override
    public void close() {
        if (stage != null) {
            stage.close();
        }
        synthesizer.shutdownNow();
        dataZone.close();
        programme.close();
    }

    void play(boolean showLog) throws InterruptedException {
        programme.say("A rehearsal of `cdk deploy` on this machine; Amazon DataZone's endpoint is a stand-in.");
        programme.say("");
        Version first = version("types", "BUSINESS_NAMES,BUSINESS_DESCRIPTIONS");
        Version reordered = version("types", "BUSINESS_DESCRIPTIONS,BUSINESS_NAMES");
        Version second = version("rerunTrigger", "2");
        Version third = version("rerunTrigger", "3");
        try {
            open(first);
            create(first);
            changeNothing(reordered);
            change(second);
            fail(third);
            delete();
        } finally {
            log(showLog);
        }
        summarize();
    }

    private void open(Version first) throws InterruptedException {
        boolean awsClient = LambdaRuntime.canRunAwsClient();
        stage = new Stage(assembly(first), dataZone.endpoint(), hurry, awsClient, programme);
        stack = stage.stack();
        introduce(awsClient);
        dataZone.onCall(call -> programme.see("DataZone", described(call)));
    }

    private void create(Version version) {
        Expected expected = new Expected(Status.CREATE_COMPLETE, "Create", 1, "run0001");
        step("1 Create", deploy(version), expected, stack::create);
    }

    private void changeNothing(Version version) throws InterruptedException {
        Template template = new Template(assembly(version));
        Expected expected = new Expected(Status.UPDATE_COMPLETE, "Update", 0, "run0001");
        step("2 Update that changes nothing", deploy(version), expected, () -> stack.update(template));
    }

    private void change(Version version) throws InterruptedException {
        Template template = new Template(assembly(version));
        Expected expected = new Expected(Status.UPDATE_COMPLETE, "Update Delete", 1, "run0002");
        step("3 Update that changes the run", deploy(version), expected, () -> stack.update(template));
    }

    private void fail(Version version) throws InterruptedException {
        Template template = new Template(assembly(version));
        dataZone.nextRun(StandInOutcome.fails("The model could not describe this asset."));
        Expected expected = new Expected(Status.UPDATE_ROLLBACK_COMPLETE, "Update Update Delete", 1, "run0002");
        step("4 Update that fails and rolls back", deploy(version), expected, () -> stack.update(template));
    }

    private void delete() {
        Expected expected = new Expected(Status.DELETE_COMPLETE, "Delete", 0, "run0002");
        step("5 Delete", "cdk destroy", expected, stack::delete);
    }

    private void step(String name, String command, Expected expected, Runnable deployment) {
        int runs = dataZone.startedRuns().size();
        int calls = dataZone.calls().size();
        int requests = stack.history().size();
        double began = programme.seconds();
        programme.heading(name + ": " + command);
        programme.now("still waiting for the function");

        deployment.run();

        List<Exchange> sent = stack.history().subList(requests, stack.history().size());
        Expected seen = new Expected(
                stack.status(),
                sent.stream().map(Exchange::type).collect(Collectors.joining(" ")),
                dataZone.startedRuns().size() - runs,
                stage.template().outputs().get("RunId"));
        double seconds = programme.seconds() - began;
        programme.see(
                "stack",
                seen.status()
                        + " in %.1f s, outputs %s"
                                .formatted(seconds, stage.template().outputs()));
        if (!seen.equals(expected)) {
            throw new IllegalStateException(name + " did not behave: expected " + expected + ", saw " + seen);
        }
        summary.add(ROW.formatted(
                name, seen.runsStarted(), dataZone.calls().size() - calls, "%.1f".formatted(seconds), seen.status()));
    }

    private void introduce(boolean awsClient) {
        List<LambdaDefinition> functions = stage.template().functions();
        for (LambdaDefinition function : functions) {
            introduce(
                    function.isJava() ? "function" : function.handler().replace("framework.", ""),
                    "%s, %d MB, its code from %s"
                            .formatted(
                                    function.runtime(),
                                    function.memorySize(),
                                    function.code().getFileName()));
        }
        introduce(
                "Java",
                System.getProperty("java.version") + ", under "
                        + (awsClient
                                ? "AWS's Lambda runtime interface client"
                                : "a launcher of the rehearsal's own: AWS's runtime interface client is for Linux"));
        introduce(
                "DataZone",
                "%s, runs are SUBMITTED for %.1f s, IN_PROGRESS for %.1f s"
                        .formatted(
                                dataZone.endpoint(),
                                SUBMITTED.toMillis() / 1000.0 / hurry,
                                IN_PROGRESS.toMillis() / 1000.0 / hurry));
        introduce("waiter", "polls %d times more often than the template says".formatted(hurry));
        introduce("times", "are this machine's, without Lambda's share of a processor");
    }

    private void introduce(String what, String is) {
        programme.see(what, is);
    }

    private void log(boolean showLog) {
        if (showLog && stage != null) {
            programme.heading("What the functions logged");
            stage.log().forEach(programme::say);
        }
    }

    private void summarize() {
        programme.heading("Summary");
        programme.say(ROW.formatted("step", "runs started", "DataZone calls", "seconds", "stack"));
        summary.forEach(programme::say);
        programme.say("");
        programme.say("Every step behaved. %.0f s in all.".formatted(programme.seconds()));
    }

    private String described(StandInCall call) {
        String answer = call.status() == 200 ? run(call) : call.error() + ": " + call.message();
        return "%s %d  %s".formatted(call.operation(), call.status(), answer);
    }

    /** The run that a call started or is about. */
    private String run(StandInCall call) {
        List<StandInRun> runs = dataZone.startedRuns();
        StandInRun run = call.identifier().isEmpty() ? runs.get(runs.size() - 1) : dataZone.run(call.identifier());
        return run.id() + " " + run.status();
    }

    private static String deploy(Version version) {
        return "cdk deploy " + version.flags();
    }

    /** Changes the context; the app is synthesized while the earlier versions are being deployed. */
    private Version version(String key, String value) {
        context.put(key, value);
        Map<String, String> now = Map.copyOf(context);
        Path output = directory.resolve(key + "-" + value);
        return new Version("-c " + key + "=" + value, synthesizer.submit(() -> CloudAssembly.synthesize(output, now)));
    }

    private CloudAssembly assembly(Version version) throws InterruptedException {
        programme.now("cdk synth is still running");
        try {
            return version.assembly().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the example app could not be synthesized: " + e.getCause().getMessage(), e);
        }
    }
}
