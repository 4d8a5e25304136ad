package io.github.datazonecdk.metadatageneration.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.assembly.CloudAssembly;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.assembly.LambdaDefinition;
import io.github.datazonecdk.metadatageneration.assembly.Template;
import io.github.datazonecdk.metadatageneration.standin.StandInS3;
import io.github.datazonecdk.metadatageneration.standin.StandInStepFunctions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A deployed stack on this machine. The functions, their code and the state machine are those of the synthesized
 * template; what AWS would lend them (Lambda, Step Functions, CloudFormation, a bucket) is played here, and DataZone is
 * wherever the caller says.
 */
public final class Stage implements AutoCloseable, AwsEndpoint.Services, DeployedStack.CustomResources {
    private static final long ANSWER_WITHIN_SECONDS = 120;

    private static final Map<String, String> CREDENTIALS = Map.of(
            "AWS_ACCESS_KEY_ID", "ASIAREHEARSALEXAMPLE",
            "AWS_SECRET_ACCESS_KEY", "rehearsalSecretAccessKeyThatOpensNothing",
            "AWS_SESSION_TOKEN", "rehearsalSessionTokenThatOpensNothing");

    private final Audience audience;
    private final Template template;
    private final Path directory = temporaryDirectory();
    private final ExecutorService threads = Daemons.asManyAsNeeded("stage");
    private final ResponseBucket bucket = new ResponseBucket(directory, threads);
    private final AwsEndpoint aws = new AwsEndpoint(this, threads);
    private final StandInS3 s3 = new StandInS3();
    private final StandInStepFunctions stepFunctions = new StandInStepFunctions(InstantSource.system());
    private final OverTls overTls;
    private final Map<String, LambdaFunction> functions;
    private final Map<String, StateMachine> stateMachines = new HashMap<>();
    private final Map<String, JsonNode> batches = new HashMap<>();
    private ExecutionPlayer player;
    private final List<Future<?>> executions = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>();
    private final Thread emergencyExit = new Thread(this::leaveNothing);

    /**
     * @param hurry how many times shorter the state machines' waits are than the template says
     * @param awsClient whether the Java function runs under AWS's runtime interface client
     */
    public Stage(CloudAssembly assembly, URI dataZone, int hurry, boolean awsClient, Audience audience) {
        this(new Template(assembly), dataZone, hurry, LambdaMachine.asItIs(awsClient), false, audience);
    }

    private Stage(
            Template template, URI dataZone, int hurry, LambdaMachine machine, boolean withTls, Audience audience) {
        this.audience = audience;
        this.template = template;
        overTls = new OverTls(bucket.certificate(), trustStore(machine), threads);
        Map<String, String> plain = environment(dataZone, directory, aws, bucket);
        Map<String, String> ours = new HashMap<>(plain);
        ours.put("AWS_ENDPOINT_URL_SFN", stepFunctions.endpoint().toString());
        ours.put("AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
        LambdaRuntime frameworks = new LambdaRuntime(directory, machine, withTls ? overTls.environment(plain) : plain);
        LambdaRuntime runtime = new LambdaRuntime(directory, machine, withTls ? overTls.environment(ours) : ours);
        functions = template.functions().stream()
                .collect(Collectors.toMap(
                        LambdaDefinition::arn,
                        each -> new LambdaFunction(each, each.isJava() ? runtime : frameworks, threads),
                        (a, b) -> a,
                        ConcurrentHashMap::new));
        template.stateMachines().forEach((arn, definition) -> {
            if (definition.contains("\"ItemProcessor\"")) {
                batches.put(arn, Json.parse(definition));
            } else {
                stateMachines.put(arn, new StateMachine(definition, this::invoke, hurry, audience));
            }
        });
        if (!batches.isEmpty()) {
            upload();
            player = new ExecutionPlayer(batches, stepFunctions, s3, dataZone.toString(), aws.url(), hurry, threads);
        }
        Runtime.getRuntime().addShutdownHook(emergencyExit);
    }

    /** To be measured: nothing waits less than the template says, and whatever is called is called over TLS. */
    public static Stage overTls(Template template, URI dataZone, LambdaMachine machine) {
        return new Stage(template, dataZone, 1, machine, true, Audience.NONE);
    }

    /** A stack of this template that is not deployed yet. */
    public DeployedStack stack() {
        return new DeployedStack(template, this);
    }

    public Template template() {
        return template;
    }

    /** The faults that the Provider framework can meet. */
    public AwsEndpoint aws() {
        return aws;
    }

    /** What the state machines of batches do, and the faults that the function can meet. */
    public StandInStepFunctions stepFunctions() {
        return stepFunctions;
    }

    /** What batches read and write. */
    public StandInS3 s3() {
        return s3;
    }

    /** Waits until an execution of a batch does nothing any more. */
    public void awaitExecution(String name) throws InterruptedException {
        player.await(name);
    }

    /** Ends every function's process: the next calls are cold starts. */
    public void coolDown() {
        stopFunctions();
    }

    /** Ends the process of the Java function in the middle of its work, as Lambda does where it runs out of memory. */
    public void killFunction() {
        functions.values().stream()
                .filter(function -> function.definition().isJava())
                .forEach(LambdaFunction::close);
    }

    /** Forgets what is still being waited for. */
    public synchronized void endExecutions() {
        executions.forEach(execution -> execution.cancel(true));
        executions.clear();
        if (player != null) {
            player.endAll();
        }
    }

    /** Whether the waiter, and what else went on beside an answer, has come to an end. */
    public synchronized boolean isIdle() {
        return executions.stream().allMatch(Future::isDone);
    }

    /** All that the functions wrote. */
    public List<String> log() {
        return functions.values().stream()
                .flatMap(function -> function.log().stream())
                .toList();
    }

    /** What no log may hold: the signatures of the response URLs, and the credentials. */
    public List<String> secrets() {
        List<String> all = new ArrayList<>(secrets);
        all.addAll(CREDENTIALS.values());
        return all;
    }

    @Override
    public List<CloudFormationAnswer> send(ObjectNode request, int deliveries) {
        try {
            ResponseBucket.PresignedUrl url = presign(request);
            for (int delivery = 0; delivery < deliveries; delivery++) {
                deliver(request, url);
            }
            List<CloudFormationAnswer> answers = new ArrayList<>();
            while (answers.size() < deliveries) {
                answers.add(answer(request, url));
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an answer", e);
        }
    }

    /** What comes to the response URL, which may be before the function that was called has ended. */
    public String firstAnswer(ObjectNode request) throws InterruptedException {
        ResponseBucket.PresignedUrl url = presign(request);
        execute(() -> deliver(request, url));
        String answer = bucket.await(url, ANSWER_WITHIN_SECONDS);
        if (answer == null) {
            throw new IllegalStateException("no answer:\n" + String.join("\n", log()));
        }
        return answer;
    }

    @Override
    public void sendWithoutWaiting(ObjectNode request) {
        try {
            deliver(request, presign(request));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while delivering a request", e);
        }
    }

    @Override
    public LambdaResult invoke(String functionArn, String payload) throws InterruptedException {
        LambdaFunction function = functions.get(functionArn);
        if (function == null) {
            throw new IllegalStateException("the template has no function " + functionArn);
        }
        boolean cold = function.isCold();
        long began = System.nanoTime();
        LambdaResult result = function.invoke(payload);
        if (function.definition().isJava()) {
            String start = cold ? " with a cold start" : "";
            audience.see("function", "%,d ms%s, %s".formatted(millisSince(began), start, described(result)));
        }
        return result;
    }

    @Override
    public synchronized void startExecution(String stateMachineArn, String input) {
        StateMachine stateMachine = stateMachines.get(stateMachineArn);
        if (stateMachine == null) {
            throw new IllegalStateException("the template has no state machine " + stateMachineArn);
        }
        execute(() -> stateMachine.execute(input));
    }

    private interface Execution {
        void run() throws InterruptedException;
    }

    private synchronized void execute(Execution execution) {
        executions.add(threads.submit(() -> {
            execution.run();
            return null;
        }));
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(emergencyExit);
        endExecutions();
        overTls.close();
        stepFunctions.close();
        s3.close();
        aws.close();
        bucket.close();
        leaveNothing();
        threads.shutdownNow();
    }

    /** The list of assets, as the CDK command line does before it deploys. */
    private void upload() {
        JsonNode assets = template.properties(template.run()).path("assets");
        if (assets.has("hash")) {
            String key = assets.path("key").asText();
            String list = Json.read(template.assembly().asset(key)).toString();
            s3.put(assets.path("bucket").asText(), key, list);
        }
    }

    private ResponseBucket.PresignedUrl presign(ObjectNode request) {
        ResponseBucket.PresignedUrl url = bucket.presign(
                request.path("StackId").asText(),
                request.path("LogicalResourceId").asText(),
                request.path("RequestId").asText());
        secrets.add(url.secret());
        request.put("ResponseURL", url.url());
        return url;
    }

    private void deliver(ObjectNode request, ResponseBucket.PresignedUrl url) throws InterruptedException {
        audience.see("CloudFormation", described(request));
        LambdaResult result = invoke(request.path("ServiceToken").asText(), request.toString());
        if (result.isError()) {
            throw new IllegalStateException("the framework's onEvent failed: " + result.payload());
        }
    }

    private CloudFormationAnswer answer(ObjectNode request, ResponseBucket.PresignedUrl url)
            throws InterruptedException {
        String body = bucket.await(url, ANSWER_WITHIN_SECONDS);
        if (body == null) {
            throw new IllegalStateException("CloudFormation got no answer to " + request.path("RequestType"));
        }
        CloudFormationAnswer answer = CloudFormationAnswer.to(request, body);
        audience.see("CloudFormation", described(answer));
        return answer;
    }

    private static String described(LambdaResult result) {
        JsonNode payload = Json.parse(result.payload());
        if (result.isError()) {
            return "fails: "
                    + payload.path("errorMessage").asText().lines().findFirst().orElse("");
        }
        JsonNode isComplete = payload.path("IsComplete");
        return isComplete.isMissingNode()
                ? "answers id " + payload.path("PhysicalResourceId").asText()
                : "answers IsComplete " + isComplete;
    }

    private static String described(ObjectNode request) {
        StringBuilder text = new StringBuilder(request.path("RequestType").asText());
        if (request.has("PhysicalResourceId")) {
            text.append(" of id ").append(request.path("PhysicalResourceId").asText());
        }
        JsonNode old = request.path("OldResourceProperties");
        if (!old.isMissingNode()) {
            JsonNode properties = request.path("ResourceProperties");
            Stream.concat(properties.propertyStream(), old.propertyStream())
                    .map(Map.Entry::getKey)
                    .distinct()
                    .filter(name -> !properties.path(name).equals(old.path(name)))
                    .forEach(name -> text.append(
                            "; %s: %s -> %s".formatted(name, shown(old.path(name)), shown(properties.path(name)))));
        }
        return text.toString();
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "none" : value.toString().replace(",", ", ");
    }

    private static String described(CloudFormationAnswer answer) {
        String what = answer.isSuccess() ? answer.attributes() : answer.reasonsFirstLine();
        return "%s from id %s (%,d of 4,096 bytes)%s"
                .formatted(
                        answer.isSuccess() ? "SUCCESS" : "FAILED",
                        answer.physicalId(),
                        answer.bytes(),
                        what.isEmpty() ? "" : ": " + what);
    }

    private static long millisSince(long nanoTime) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
    }

    /** Tells a function where the services are, and that it has credentials. */
    public static Map<String, String> environment(
            URI dataZone, Path directory, AwsEndpoint aws, ResponseBucket bucket) {
        Map<String, String> environment = new HashMap<>(CREDENTIALS);
        environment.put("AWS_ENDPOINT_URL_DATAZONE", dataZone.toString());
        environment.put("AWS_ENDPOINT_URL_LAMBDA", aws.url());
        environment.put("AWS_ENDPOINT_URL_SFN", aws.url());
        environment.put("AWS_ENDPOINT_URL_STS", aws.url());
        // As on Lambda, there is no configuration of a user to find.
        environment.put("AWS_CONFIG_FILE", directory.resolve("none").toString());
        environment.put("AWS_SHARED_CREDENTIALS_FILE", directory.resolve("none").toString());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("NODE_EXTRA_CA_CERTS", bucket.certificate().file().toString());
        environment.put("STAGE_RESPONSE_PORT", Integer.toString(bucket.port()));
        return environment;
    }

    private Path trustStore(LambdaMachine machine) {
        try {
            return bucket.certificate().trustStore(machine.javaHome());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No process and no file. */
    private void leaveNothing() {
        stopFunctions();
        delete(directory);
    }

    private void stopFunctions() {
        functions.values().forEach(LambdaFunction::close);
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("stage");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
