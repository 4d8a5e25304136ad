package io.github.datazonecdk.metadatageneration.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.LambdaDefinition;
import io.github.datazonecdk.metadatageneration.assembly.Template;
import io.github.datazonecdk.metadatageneration.stage.AwsEndpoint;
import io.github.datazonecdk.metadatageneration.stage.Daemons;
import io.github.datazonecdk.metadatageneration.stage.LambdaInstance;
import io.github.datazonecdk.metadatageneration.stage.LambdaMachine;
import io.github.datazonecdk.metadatageneration.stage.LambdaResult;
import io.github.datazonecdk.metadatageneration.stage.LambdaRuntime;
import io.github.datazonecdk.metadatageneration.stage.OverTls;
import io.github.datazonecdk.metadatageneration.stage.ResponseBucket;
import io.github.datazonecdk.metadatageneration.stage.Stage;
import io.github.datazonecdk.metadatageneration.stage.ThrowawayCertificate;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The functions whose cold starts are measured, and all that they call, over TLS as on AWS. */
final class Contestants implements AutoCloseable, AwsEndpoint.Services {
    static final String OURS = "This library's handler";
    static final String THEIRS = "AwsCustomResource's handler";
    static final String ON_EVENT = "Provider framework, onEvent";
    static final String IS_COMPLETE = "Provider framework, isComplete";
    static final String EMPTY = "An empty Java handler";
    static final String OUR_PATH = "This library: started, awaited, answered";
    static final String THEIR_PATH = "AwsCustomResource: started, answered";

    private static final String ON_EVENT_HANDLER = "framework.onEvent";
    private static final String IS_COMPLETE_HANDLER = "framework.isComplete";

    /** What the function behind the Provider framework answers, to either call. */
    private static final LambdaResult ANSWER_OF_THE_FUNCTION =
            new LambdaResult("{\"PhysicalResourceId\":\"id\",\"IsComplete\":true}", false);

    private static final Map<String, String> CONTEXT =
            Map.of("domainIdentifier", "dzd_4p2", "owningProjectIdentifier", "3jx9", "assetIdentifier", "5d4kq3x");

    private final Path directory;
    private final LambdaMachine machine;
    private final Template ours;
    private final Template theirs;
    private final ExecutorService threads = Daemons.asManyAsNeeded("benchmark");
    private final StandInDataZone dataZone;
    private final ResponseBucket bucket;
    private final AwsEndpoint aws;
    private final OverTls overTls;
    private final LambdaRuntime runtime;
    private final List<Stage> stages = new ArrayList<>();

    /** @param directory an empty one */
    Contestants(Path directory, LambdaMachine machine) throws IOException {
        this.directory = directory;
        this.machine = machine;
        ours = new Template(CloudAssembly.synthesize(directory.resolve("ours"), CONTEXT));
        theirs = new Template(
                CloudAssembly.synthesize(AwsCustomResourceExample.class, directory.resolve("theirs"), Map.of()));
        ThrowawayCertificate certificate = new ThrowawayCertificate(directory);
        Path trustStore = certificate.trustStore(machine.javaHome());
        // What follows serves, so whatever can fail is above: a server that nobody closes keeps the program running.
        dataZone = new StandInDataZone();
        aws = new AwsEndpoint(this, threads);
        bucket = new ResponseBucket(certificate, threads);
        overTls = new OverTls(certificate, trustStore, threads);
        runtime = new LambdaRuntime(
                directory.resolve("functions"),
                machine,
                overTls.environment(Stage.environment(dataZone.endpoint(), directory, aws, bucket)));
    }

    /** Our handler, at the memory that it has by default. */
    Contestant ours() {
        return ours(function().memorySize());
    }

    Contestant ours(int memorySize) {
        return contestant(OURS, function().withMemorySize(memorySize), 1, () -> create(ours));
    }

    Contestant theirs() {
        return theirs(theirFunction().memorySize());
    }

    Contestant theirs(int memorySize) {
        return contestant(THEIRS, theirFunction().withMemorySize(memorySize), 1, () -> create(theirs));
    }

    /** The framework's function that CloudFormation calls, at the memory that it has by default. */
    Contestant onEvent() {
        return onEvent(function(ON_EVENT_HANDLER).memorySize());
    }

    Contestant onEvent(int memorySize) {
        return contestant(ON_EVENT, function(ON_EVENT_HANDLER).withMemorySize(memorySize), 0, () -> create(ours));
    }

    /** The framework's function that the waiter calls, at the memory that it has by default. */
    Contestant isComplete() {
        return isComplete(function(IS_COMPLETE_HANDLER).memorySize());
    }

    Contestant isComplete(int memorySize) {
        return contestant(
                IS_COMPLETE,
                function(IS_COMPLETE_HANDLER).withMemorySize(memorySize),
                0,
                () -> create(ours).put("PhysicalResourceId", "id"));
    }

    Contestant empty(int memorySize) {
        LambdaDefinition function = function();
        LambdaDefinition empty = new LambdaDefinition(
                function.arn(),
                function.name(),
                function.runtime(),
                EmptyHandler.class.getName(),
                codeOfTheEmptyHandler(),
                memorySize,
                function.timeout(),
                Map.of(),
                function.logGroup(),
                function.logFormat(),
                function.logLevel());
        return contestant(EMPTY, empty, 0, () -> create(ours));
    }

    /** The request, the Provider framework, our handler, the waiter, our handler again, the response. */
    Contestant ourPath() {
        return path(OUR_PATH, ours, function().memorySize(), true);
    }

    /** All its functions with this memory. */
    Contestant ourPath(int memorySize) {
        return path(OUR_PATH, ours.withMemorySize(memorySize), memorySize, false);
    }

    Contestant theirPath() {
        return path(THEIR_PATH, theirs, theirFunction().memorySize(), true);
    }

    Contestant theirPath(int memorySize) {
        return path(THEIR_PATH, theirs.withMemorySize(memorySize), memorySize, false);
    }

    /** Measures once, and throws if not exactly the runs were started that should be. */
    Sample play(Contestant contestant) throws Exception {
        dataZone.startAfresh();
        dataZone.runsTake(Duration.ZERO, Duration.ZERO);
        Sample sample = contestant.coldStart().call();
        int started = dataZone.startedRuns().size();
        if (started != contestant.starts()) {
            throw new IllegalStateException(contestant.name() + " started " + started + " runs");
        }
        return sample;
    }

    @Override
    public LambdaResult invoke(String functionArn, String payload) {
        return ANSWER_OF_THE_FUNCTION;
    }

    @Override
    public void startExecution(String stateMachineArn, String input) {
        // Nobody waits: the waiter is measured by itself.
    }

    @Override
    public void close() {
        stages.forEach(Stage::close);
        overTls.close();
        aws.close();
        bucket.close();
        dataZone.close();
        threads.shutdownNow();
    }

    private LambdaDefinition function() {
        return ours.functions().stream()
                .filter(LambdaDefinition::isJava)
                .findFirst()
                .orElseThrow();
    }

    private LambdaDefinition function(String handler) {
        return ours.functions().stream()
                .filter(function -> function.handler().equals(handler))
                .findFirst()
                .orElseThrow();
    }

    private LambdaDefinition theirFunction() {
        return theirs.functions().get(0);
    }

    private Contestant contestant(String name, LambdaDefinition function, int starts, Supplier<ObjectNode> event) {
        return new Contestant(
                name,
                function.memorySize(),
                ours.functions().contains(function) || theirs.functions().contains(function),
                megabytes(function.code()),
                starts,
                () -> coldStart(function, event.get().toString()));
    }

    private Sample coldStart(LambdaDefinition function, String event) throws InterruptedException {
        List<String> log = new ArrayList<>();
        try (LambdaInstance instance = runtime.start(function, threads, log::add)) {
            LambdaResult result = instance.invoke(event);
            Sample sample = Sample.of(instance);
            if (result.isError()) {
                throw new IllegalStateException(result.payload() + "\n" + String.join("\n", log));
            }
            return sample;
        }
    }

    private Contestant path(String name, Template template, int memorySize, boolean isDefault) {
        Stage stage = Stage.overTls(template, dataZone.endpoint(), machine);
        stages.add(stage);
        return new Contestant(name, memorySize, isDefault, 0, 1, () -> path(stage, request(template)));
    }

    private static Sample path(Stage stage, ObjectNode request) throws InterruptedException {
        long began = System.nanoTime();
        String answer = stage.firstAnswer(request);
        long answered = System.nanoTime();
        while (!stage.isIdle()) {
            Thread.sleep(1);
        }
        stage.coolDown();
        if (!Json.parse(answer).path("Status").asText().equals("SUCCESS")) {
            throw new IllegalStateException(answer);
        }
        return new Sample(0, (answered - began) / 1e6, 0, 0);
    }

    private ObjectNode create(Template template) {
        ObjectNode request = request(template);
        String requestId = request.path("RequestId").asText();
        return request.put(
                "ResponseURL",
                bucket.presign(template.stackId(), template.run(), requestId).url());
    }

    /** What CloudFormation sends when it creates the template's custom resource, but for where to answer. */
    private static ObjectNode request(Template template) {
        ObjectNode properties = (ObjectNode) Json.stringified(template.properties(template.run()));
        ObjectNode request = Json.object()
                .put("RequestType", "Create")
                .put("ServiceToken", properties.path("ServiceToken").asText())
                .put("StackId", template.stackId())
                .put("RequestId", UUID.randomUUID().toString())
                .put("LogicalResourceId", template.run())
                .put("ResourceType", template.type(template.run()));
        request.set("ResourceProperties", properties);
        return request;
    }

    private Path codeOfTheEmptyHandler() {
        try {
            String file = EmptyHandler.class.getName().replace('.', '/') + ".class";
            Path code = directory.resolve("empty");
            Files.createDirectories(code.resolve(file).getParent());
            Files.copy(
                    CloudAssembly.testClasses().resolve(file), code.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            return code;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Folders are uploaded as an archive. */
    private static double megabytes(Path code) {
        try {
            return (Files.isDirectory(code) ? zipped(code) : Files.size(code)) / 1e6;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int zipped(Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return bytes.size();
    }
}
