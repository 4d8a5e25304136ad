package io.github.datazonecdk.metadatageneration.rehearsal;

import io.github.datazonecdk.metadatageneration.MetadataGenerationAssets;
import io.github.datazonecdk.metadatageneration.MetadataGenerationBatch;
import io.github.datazonecdk.metadatageneration.MetadataGenerationType;
import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.stage.CloudFormationAnswer;
import io.github.datazonecdk.metadatageneration.stage.DeployedStack;
import io.github.datazonecdk.metadatageneration.stage.DeployedStack.Exchange;
import io.github.datazonecdk.metadatageneration.stage.DeployedStack.Status;
import io.github.datazonecdk.metadatageneration.stage.LambdaRuntime;
import io.github.datazonecdk.metadatageneration.stage.Programme;
import io.github.datazonecdk.metadatageneration.stage.Stage;
import io.github.datazonecdk.metadatageneration.stage.Summary;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import io.github.datazonecdk.metadatageneration.standin.StandInRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/**
 * A stack with a batch, step by step. One asset in twenty fails, one call in fifty is throttled, and as many find their
 * connection broken; DataZone admits the ten starts a second of AWS.
 */
final class BatchStory implements AutoCloseable {
    private static final String START = "StartMetadataGenerationRun";
    private static final int STARTS_PER_SECOND = 10;
    private static final Duration PROGRESS = Duration.ofSeconds(2);

    private final int assets;
    private final int hurry;
    private final Programme programme;
    private final StandInDataZone dataZone = new StandInDataZone();
    private final Stage stage;
    private final DeployedStack stack;

    /** The app. */
    static final class Catalog {
        private static final String ASSETS = "assets";

        private Catalog() {}

        public static void main(String[] args) {
            App app = new App();
            int assets = Integer.parseInt(app.getNode().getContext(ASSETS).toString());
            MetadataGenerationBatch.Builder.create(new Stack(app, "Catalog"), "Catalog")
                    .domainIdentifier("dzd_4p2")
                    .owningProjectIdentifier("3jx9")
                    .assets(MetadataGenerationAssets.of(IntStream.range(0, assets)
                            .mapToObj(i -> "asset" + i)
                            .toList()))
                    .type(MetadataGenerationType.BUSINESS_DESCRIPTIONS)
                    .build();
            app.synth();
        }
    }

    /** @param hurry how many times faster everything goes than in a deployment */
    BatchStory(CloudAssembly assembly, int assets, int hurry, Programme programme) {
        this.assets = assets;
        this.hurry = hurry;
        this.programme = programme;
        dataZone.runsTake(
                Duration.ofSeconds(20).dividedBy(hurry), Duration.ofSeconds(30).dividedBy(hurry));
        stage = new Stage(assembly, dataZone.endpoint(), hurry, LambdaRuntime.canRunAwsClient(), programme);
        stack = stage.stack();
    }

    static CloudAssembly synthesize(Path directory, int assets) {
        return CloudAssembly.synthesize(Catalog.class, directory, Map.of(Catalog.ASSETS, Integer.toString(assets)));
    }

    /** @param progress told how far it is from time to time */
    Summary.Row create(String name, Consumer<String> progress) {
        dataZone.startsPerSecond(STARTS_PER_SECOND * hurry);
        List.of(StandInFault.throttled(), StandInFault.loseAnswer(), StandInFault.cutConnection())
                .forEach(fault -> dataZone.fault(START, fault, assets / 50));
        IntStream.range(0, failing()).forEach(run -> dataZone.nextRun(StandInOutcome.fails("No columns")));
        return step(name, Status.CREATE_COMPLETE, assets, () -> whileTelling(progress, stack::create));
    }

    Summary.Row changeNothing(String name) {
        return step(name, Status.UPDATE_COMPLETE, 0, () -> stack.update(batch -> batch.put("timeout", "3000")));
    }

    Summary.Row delete(String name) {
        return step(name, Status.DELETE_COMPLETE, 0, stack::delete);
    }

    String counts() {
        return "%,d assets: %,d succeeded, %,d failed".formatted(assets, assets - failing(), failing());
    }

    @Override
    public void close() {
        stage.close();
        dataZone.close();
    }

    private int failing() {
        return assets / 20;
    }

    private Summary.Row step(String name, Status expected, int expectedRuns, Supplier<CloudFormationAnswer> deploy) {
        int runs = dataZone.startedRuns().size();
        double began = programme.seconds();
        programme.chapter(name);
        programme.now("the state machine is still at work");

        CloudFormationAnswer answer = deploy.get();

        int started = dataZone.startedRuns().size() - runs;
        boolean counted = expected == Status.DELETE_COMPLETE || counts().equals(told(answer));
        if (stack.status() != expected || started != expectedRuns || !counted) {
            throw new IllegalStateException("%s did not behave: %s, %d runs started, %s. %s"
                    .formatted(name, stack.status(), started, told(answer), answer.reasonsFirstLine()));
        }
        return new Summary.Row(name, started, programme.seconds() - began, expected.name(), detail(answer));
    }

    private String detail(CloudFormationAnswer answer) {
        Exchange last = stack.history().get(stack.history().size() - 1);
        String told = stack.status() == Status.DELETE_COMPLETE ? "" : " The stack tells of " + told(answer) + ".";
        return "CloudFormation sent " + last.type() + "." + told;
    }

    /** The attributes, in the words that they are expected in. */
    private static String told(CloudFormationAnswer answer) {
        return "%,d assets: %,d succeeded, %,d failed"
                .formatted(count(answer, "Total"), count(answer, "Succeeded"), count(answer, "Failed"));
    }

    private static int count(CloudFormationAnswer answer, String attribute) {
        String value = answer.attribute(attribute);
        return value.isEmpty() ? -1 : Integer.parseInt(value);
    }

    private <T> T whileTelling(Consumer<String> progress, Supplier<T> work) {
        AtomicBoolean done = new AtomicBoolean();
        Thread teller = new Thread(() -> tell(progress, done), "progress");
        teller.setDaemon(true);
        teller.start();
        try {
            return work.get();
        } finally {
            done.set(true);
            teller.interrupt();
        }
    }

    private void tell(Consumer<String> progress, AtomicBoolean done) {
        int before = 0;
        try {
            while (!done.get()) {
                Thread.sleep(PROGRESS.toMillis());
                List<StandInRun> runs = dataZone.startedRuns();
                progress.accept(progress(runs, runs.size() - before));
                before = runs.size();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String progress(List<StandInRun> runs, int startedSince) {
        double rate = startedSince / (double) PROGRESS.toSeconds();
        return "%,d of %,d started, %,d succeeded, %,d failed; %.0f starts a second, which is %.1f on AWS"
                .formatted(runs.size(), assets, count(runs, "SUCCEEDED"), count(runs, "FAILED"), rate, rate / hurry);
    }

    private static long count(List<StandInRun> runs, String status) {
        return runs.stream().filter(run -> run.status().equals(status)).count();
    }
}
