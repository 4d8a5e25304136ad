package io.github.datazonecdk.metadatageneration.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.assembly.Json;
import io.github.datazonecdk.metadatageneration.deployment.HostileEvents.Mutation;
import io.github.datazonecdk.metadatageneration.stage.AwsEndpoint;
import io.github.datazonecdk.metadatageneration.stage.Daemons;
import io.github.datazonecdk.metadatageneration.stage.LambdaInstance;
import io.github.datazonecdk.metadatageneration.stage.LambdaResult;
import io.github.datazonecdk.metadatageneration.standin.StandInCall;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends the packaged function, in one JVM, events that nobody means well with. {@code -Dhostile.events=100000} sends
 * more of them, {@code -Dhostile.seed=...} others.
 */
final class HostileEventsTest {
    private static final int EVENTS = Integer.getInteger("hostile.events", 2_000);
    private static final long SEED = Long.getLong("hostile.seed", 1);
    private static final String SIGNATURE = "0f1e2d3c4b5a";

    /** All that a first line may say; what is refused before any call is told by its name, its value, what is allowed. */
    private static final Pattern BEFORE_ANY_CALL = Pattern.compile("the event is not JSON"
            + "|(RequestType|PhysicalResourceId) is .+: must be .+"
            + "|((Create|Update) of .* refused before any call: )?property [a-zA-Z.]+ is .+: must be .+"
            + "|Update refused before any call for asset .+: property clientToken is .+: change clientToken too.+");

    private static final Pattern AFTER_A_CALL = Pattern.compile(
            "(StartMetadataGenerationRun|AcceptPredictions)( of run [\\w-]+ for| refused for| of no use for) asset .+");

    private static final Pattern OF_A_PROPERTY = Pattern.compile(".*property ([a-zA-Z.]+) is .+");

    /** What is wrong only beside another property that was changed. */
    private static final Map<String, List<String>> BESIDE = Map.of(
            "type", List.of("types"),
            "assumedRoleArn", List.of("externalId"),
            "waitForCompletion", List.of("acceptPredictions"),
            "acceptPredictions", List.of("target.identifier"));

    private final StandInDataZone dataZone = new StandInDataZone();
    private final AwsEndpoint aws = new AwsEndpoint(new NoServices(), Daemons.asManyAsNeeded("hostile"));
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final List<StandInCall> calls = new CopyOnWriteArrayList<>();

    @Test
    void nothingThatIsSentToItBreaksIt(@TempDir Path directory) throws Exception {
        dataZone.conflicts(false);
        dataZone.mostTypes(3);
        dataZone.runsTake(Duration.ZERO, Duration.ZERO);
        dataZone.onCall(calls::add);
        long began = System.nanoTime();
        try (dataZone;
                aws;
                PackagedFunction packaged = new PackagedFunction(directory);
                LambdaInstance function = started(packaged)) {
            List<ObjectNode> meantWell = meantWell(function);
            HostileEvents hostile = new HostileEvents(SEED);
            for (int number = 0; number < EVENTS; number++) {
                ObjectNode event = meantWell.get(number % meantWell.size());
                List<Mutation> mutations = hostile.mutationsOf(event);
                String fault = fault(function, event, mutations);
                assertEquals("", fault, () -> counterexample(function, event, mutations));
                if (number % 50 == 0) {
                    serves(function);
                }
            }
            serves(function);
        }
        String all = String.join("\n", log);
        assertTrue(all.contains("run0001"), "the log must say something");
        assertEquals(-1, all.indexOf(SIGNATURE), "the log holds ResponseURL");
        System.out.printf(
                "%,d hostile events in %.1f s, -Dhostile.seed=%d%n", EVENTS, (System.nanoTime() - began) / 1e9, SEED);
    }

    private String fault(LambdaInstance function, ObjectNode event, List<Mutation> mutations)
            throws InterruptedException {
        calls.clear();
        String text = HostileEvents.mutated(event, mutations);
        LambdaResult result = function.invoke(text);
        if (!function.isAlive()) {
            return "the function has ended: " + result.payload();
        }
        for (StandInCall call : calls) {
            if (!isWellFormed(call) || isRefusedAsInvalid(call)) {
                return "it called " + call;
            }
        }
        if (result.payload().contains(SIGNATURE)) {
            return "it answered ResponseURL: " + result.payload();
        }
        if (!result.isError()) {
            JsonNode answer = Json.parse(result.payload());
            int id = answer.path("PhysicalResourceId").asText().length();
            return result.payload().length() - id <= 4_096 || isDelete(text) ? "" : "the answer is too long: " + answer;
        }
        String line = Json.parse(result.payload()).path("errorMessage").asText();
        line = line.lines().findFirst().orElse("");
        if (line.getBytes(StandardCharsets.UTF_8).length > 1_000) {
            return "the first line is too long: " + line;
        }
        if (isDelete(text)) {
            return "a Delete failed: " + result.payload();
        }
        Pattern expected = calls.isEmpty() ? BEFORE_ANY_CALL : AFTER_A_CALL;
        if (calls.isEmpty()
                && mutations.size() == 1
                && !names(line, mutations.get(0).place())) {
            return "it named another property: " + line;
        }
        return expected.matcher(line).matches() && !line.contains("HTTP 4")
                ? ""
                : "after " + calls.size() + " calls it failed with: " + result.payload();
    }

    /** Neither the path nor the host is another one: the Region is part of the host's name. */
    private static boolean isWellFormed(StandInCall call) {
        return !call.operation().isEmpty()
                && call.domain().matches("dzd[-_][a-zA-Z0-9_-]{1,36}")
                && call.identifier().matches("[a-zA-Z0-9_-]{0,36}")
                && call.region().matches("[a-z0-9-]{1,40}");
    }

    /** What the stand-in's constraints refuse, the function should have refused. To cancel an ended run is valid. */
    private static boolean isRefusedAsInvalid(StandInCall call) {
        return call.error().equals("ValidationException") && !call.operation().equals("CancelMetadataGenerationRun");
    }

    /** Whether it names the property that was changed, where one was, and the line is about one. */
    private static boolean names(String line, String place) {
        Matcher property = OF_A_PROPERTY.matcher(line);
        if (!place.startsWith("/ResourceProperties/") || !property.matches()) {
            return true;
        }
        String changed = place.substring("/ResourceProperties/".length()).replaceFirst("/0$", "");
        String named = property.group(1).replace('.', '/');
        return changed.startsWith(named)
                || named.startsWith(changed)
                || BESIDE.getOrDefault(changed, List.of()).contains(property.group(1));
    }

    private static boolean isDelete(String text) {
        try {
            return "Delete".equals(Json.parse(text).path("RequestType").asText());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Says the fault, and the fewest of the mutations that bring it about. */
    private String counterexample(LambdaInstance function, ObjectNode event, List<Mutation> mutations) {
        try {
            List<Mutation> fewest = new ArrayList<>(mutations);
            for (Mutation mutation : mutations) {
                List<Mutation> fewer = new ArrayList<>(fewest);
                fewer.remove(mutation);
                if (!fewer.isEmpty() && !fault(function, event, fewer).isEmpty()) {
                    fewest = fewer;
                }
            }
            String text = HostileEvents.mutated(event, fewest);
            return "-Dhostile.seed=" + SEED + "\n"
                    + String.join("\n", fewest.stream().map(Mutation::what).toList()) + "\n"
                    + text.substring(0, Math.min(text.length(), 5_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return mutations.toString();
        }
    }

    private void serves(LambdaInstance function) throws InterruptedException {
        calls.clear();
        LambdaResult result = function.invoke(create().toString());
        assertEquals(
                List.of("StartMetadataGenerationRun"),
                calls.stream().map(StandInCall::operation).toList());
        assertTrue(result.payload().contains("PhysicalResourceId"), result::payload);
    }

    /** Each kind of request, and the question whether it is complete. */
    private static List<ObjectNode> meantWell(LambdaInstance function) throws InterruptedException {
        List<ObjectNode> events = new ArrayList<>();
        ObjectNode created = begun(function, create());
        ObjectNode elaborate = begun(function, elaborate());
        String physicalId = created.path("PhysicalResourceId").asText();
        ObjectNode changed = update(physicalId, created);
        ((ObjectNode) changed.path("ResourceProperties")).put("rerunTrigger", "2");
        ObjectNode unchanged = update(physicalId, created);
        ObjectNode deletion = create().put("RequestType", "Delete").put("PhysicalResourceId", physicalId);
        events.addAll(List.of(create(), elaborate(), changed, unchanged, deletion));
        events.addAll(List.of(
                created, elaborate, begun(function, changed), begun(function, unchanged), begun(function, deletion)));
        return events;
    }

    private static ObjectNode begun(LambdaInstance function, ObjectNode event) throws InterruptedException {
        return event.deepCopy().setAll((ObjectNode)
                Json.parse(function.invoke(event.toString()).payload()));
    }

    private static ObjectNode create() {
        return PackagedFunction.request("Create")
                .put("ResponseURL", "https://bucket.s3.eu-west-1.amazonaws.com/x?X-Amz-Signature=" + SIGNATURE);
    }

    private static ObjectNode elaborate() {
        ObjectNode event = create();
        ((ObjectNode) event.path("ResourceProperties"))
                .put("acceptPredictions", "true")
                .put("acceptanceThreshold", "0.5")
                .put("rerunTrigger", "1")
                .put("timeout", "600")
                .put("failOn", "PARTIALLY_SUCCEEDED")
                .put("waitForCompletion", "true")
                .put("cancelOnDelete", "true")
                .put("region", "us-east-1")
                .put("assumedRoleArn", "arn:aws:iam::210987654321:role/data/Steward")
                .put("externalId", "orders-7");
        return event;
    }

    private static ObjectNode update(String physicalId, ObjectNode created) {
        ObjectNode event = create().put("RequestType", "Update").put("PhysicalResourceId", physicalId);
        JsonNode properties = created.path("ResourceProperties");
        event.set("OldResourceProperties", properties.deepCopy());
        return event;
    }

    /** Whoever takes longer than its timeout hangs: DataZone answers at once here, and there is no time to try again. */
    private LambdaInstance started(PackagedFunction packaged) {
        return packaged.start(
                Map.of("AWS_ENDPOINT_URL_DATAZONE", dataZone.endpoint().toString(), "AWS_ENDPOINT_URL_STS", aws.url()),
                Duration.ofSeconds(20),
                log::add);
    }

    private static final class NoServices implements AwsEndpoint.Services {
        @Override
        public LambdaResult invoke(String functionArn, String payload) {
            throw new IllegalStateException("the function calls no other");
        }

        @Override
        public void startExecution(String stateMachineArn, String input) {
            throw new IllegalStateException("the function starts no execution");
        }
    }
}
