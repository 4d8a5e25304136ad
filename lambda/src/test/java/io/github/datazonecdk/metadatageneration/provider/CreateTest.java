package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.GET;
import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.ASSET;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.notAwaited;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.standin.StandInCall;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateTest {
    private static final String REQUEST = "11111111-2222-3333-4444-555555555555";

    @AutoClose
    private final Deployment deployment = new Deployment();

    private final StandInDataZone dataZone = deployment.dataZone;

    @Test
    void startsARunAndSucceedsWhenItHas() {
        Answer answer = deployment.create(run());

        answer.assertSucceeded();
        assertEquals(1, dataZone.startedRuns().size());
        assertEquals("run0001", answer.runId());
        assertEquals("SUCCEEDED", answer.get("Status"));
        assertEquals(2, answer.polls());
    }

    @Test
    void sendsThePropertiesAsTheyAre() {
        deployment.create(run().with("target.revision", "7")
                .with("types", List.of("BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS"))
                .with("clientToken", "my-token"));

        StandInCall call = dataZone.calls(START).get(0);
        assertEquals("dzd_4p2", call.domain());
        assertEquals("eu-west-1", call.region());
        ObjectNode expected = run().json();
        expected.removeAll();
        expected.put("owningProjectIdentifier", "3jx9").put("clientToken", "my-token");
        expected.putObject("target")
                .put("identifier", ASSET)
                .put("revision", "7")
                .put("type", "ASSET");
        expected.putArray("types").add("BUSINESS_NAMES").add("BUSINESS_DESCRIPTIONS");
        assertEquals(expected, call.body());
    }

    @Test
    void sendsTheOlderTypeAsType() {
        Answer answer = deployment.create(run().without("types").with("type", "BUSINESS_NAMES"));

        answer.assertSucceeded();
        JsonNode body = dataZone.calls(START).get(0).body();
        assertEquals("BUSINESS_NAMES", body.get("type").textValue());
        assertFalse(body.has("types"));
    }

    @Test
    void leavesTheNumberOfTypesToTheService() {
        dataZone.mostTypes(3);

        Answer answer = deployment.create(run().with(
                        "types", List.of("BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS", "BUSINESS_GLOSSARY_ASSOCIATIONS")));

        answer.assertSucceeded();
        assertEquals(3, dataZone.startedRuns().get(0).types().size());
    }

    @Test
    void takesTheTargetForAnAssetWhereItsTypeIsLeftOut() {
        Answer answer = deployment.create(run().without("target.type"));

        answer.assertSucceeded();
        assertEquals(
                "ASSET", dataZone.calls(START).get(0).body().at("/target/type").textValue());
    }

    @Test
    void doesNotWaitWhereToldNotTo() {
        Answer answer = deployment.create(notAwaited());

        answer.assertSucceeded();
        assertEquals("SUBMITTED", answer.get("Status"));
        assertEquals(1, answer.polls());
        assertEquals(Duration.ZERO, answer.took());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void marksTheIdFinishedOnceTheRunIsNotToBeAwaitedAnyMore(boolean awaited) {
        ObjectNode event = deployment.onEvent(deployment.createEvent(run().with("waitForCompletion", awaited)));
        deployment.clock.sleep(Duration.ofMinutes(1));
        JsonNode complete = deployment.isComplete(event);

        assertTrue(complete.get("IsComplete").booleanValue());
        assertEquals(!awaited, event.get("PhysicalResourceId").equals(complete.get("PhysicalResourceId")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 60})
    void startsOneRunWhenDeliveredTwice(int secondsBetween) {
        ObjectNode request = deployment.createEvent(run());

        ObjectNode first = deployment.onEvent(request);
        deployment.clock.sleep(Duration.ofSeconds(secondsBetween));
        ObjectNode second = deployment.onEvent(request);

        assertEquals(first.get("PhysicalResourceId"), second.get("PhysicalResourceId"));
        assertEquals(1, dataZone.startedRuns().size());
    }

    @Test
    void startsOneRunWhenDeliveredSeveralTimesAtOnce() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        List<Future<ObjectNode>> events = callers.invokeAll(IntStream.range(0, 8)
                .mapToObj(i -> (Callable<ObjectNode>)
                        () -> deployment.onEvent(deployment.createEvent(run()).put("RequestId", REQUEST)))
                .toList());
        callers.shutdown();

        for (Future<ObjectNode> event : events) {
            assertEquals(
                    events.get(0).get().get("PhysicalResourceId"), event.get().get("PhysicalResourceId"));
        }
        assertEquals(1, dataZone.startedRuns().size());
    }

    @ParameterizedTest
    @CsvSource({"1,", "4,", "1, mine"})
    void startsOneRunWhenTheAnswerIsLost(int times, String clientToken) {
        dataZone.fault(START, StandInFault.loseAnswer(), times);

        Answer created = deployment.create(run().with("clientToken", clientToken));

        created.assertSucceededWith("run0001");
        assertEquals(1, dataZone.startedRuns().size());
        assertEquals(times + 1, dataZone.calls(START).size());
    }

    /** Had DataZone our start, it would answer its run: what is in conflict is another's, however new. */
    @Test
    void neverCancelsARunOfSomebodyElseThatBeganWhileAStartWentUnanswered() {
        dataZone.fault(START, StandInFault.cutConnection());
        dataZone.onCall(call -> {
            if (dataZone.runs().isEmpty()) {
                dataZone.startByHand("dzd_4p2", "3jx9", "5d4kq3x", null, List.of("BUSINESS_DESCRIPTIONS"), "somebody");
            }
        });

        Answer created = deployment.create(notAwaited());
        deployment.delete();

        assertEquals("run0001", created.runId());
        assertEquals("SUBMITTED", dataZone.run("run0001").status());
    }

    @Test
    void derivesATokenOfItsOwnForEachResourceAndRequest() {
        ObjectNode request = deployment.createEvent(notAwaited()).put("RequestId", REQUEST);
        dataZone.conflicts(false);

        deployment.play(request);
        deployment.play(request.deepCopy().put("LogicalResourceId", "Customers"));
        deployment.play(
                request.deepCopy().put("StackId", "arn:aws:cloudformation:eu-west-1:123456789012:stack/Other/1"));
        deployment.play(request.deepCopy().put("RequestId", "other"));

        assertEquals(4, dataZone.startedRuns().size());
    }

    @ParameterizedTest
    @CsvSource({"FAILED, FAILED", "CANCELED, FAILED", "PARTIALLY_SUCCEEDED, PARTIALLY_SUCCEEDED"})
    void startsAnewWhenTheRequestIdIsReusedAndItsRunIsDead(String status, String failOn) {
        RunProperties properties = run().with("failOn", failOn);
        dataZone.nextRun(StandInOutcome.ends(status));
        Answer dead = deployment.create(properties, REQUEST);

        Answer again = deployment.create(properties, REQUEST);

        dead.assertFailed();
        again.assertSucceededWith("run0002");
        assertNotEquals(dead.physicalId(), again.physicalId());
        assertEquals(2, dataZone.startedRuns().size());
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCEEDED, FAILED",
        "PARTIALLY_SUCCEEDED, FAILED",
        "PARTIALLY_SUCCEEDED, NOTHING",
        "FAILED, NOTHING",
        "CANCELED, NOTHING"
    })
    void keepsTheRunOfAReusedRequestIdThatIsNoFailureToTheRequest(String status, String failOn) {
        RunProperties properties = run().with("failOn", failOn);
        dataZone.nextRun(StandInOutcome.ends(status));
        Answer first = deployment.create(properties, REQUEST);

        Answer again = deployment.create(properties, REQUEST);

        again.assertSucceededWith("run0001");
        assertEquals(first.physicalId(), again.physicalId());
        assertEquals(status, again.get("Status"));
        assertEquals(1, dataZone.startedRuns().size());
    }

    @Test
    void doesNotBelieveAReplayedAnswerThatStillSaysSubmitted() {
        dataZone.nextRun(StandInOutcome.fails("no columns"));
        deployment.create(notAwaited(), REQUEST);
        deployment.clock.sleep(Duration.ofMinutes(1));

        Answer again = deployment.create(notAwaited(), REQUEST);

        assertEquals("run0002", again.runId());
        assertEquals(1, dataZone.calls(GET).size());
    }

    @Test
    void startsNoSecondRunWhereTimesOfCreationAreWholeSeconds() {
        deployment.clock.sleep(Duration.ofMillis(700));
        dataZone.runsTake(Duration.ZERO, Duration.ZERO);
        dataZone.runs(StandInOutcome.fails("no columns"));
        StandInFault wholeSeconds = StandInFault.answerAltered(
                answer -> answer.replaceAll("\"createdAt\":(\\d+)\\.\\d+", "\"createdAt\":$1"));
        dataZone.faultAlways(START, wholeSeconds);
        dataZone.faultAlways(GET, wholeSeconds);

        deployment.create(run());

        assertEquals(1, dataZone.startedRuns().size());
    }

    @Test
    void startsAnewWhereTheDeadRunOfAReusedRequestIdIsOfTheSameSecond() {
        deployment.clock.sleep(Duration.ofMillis(100));
        dataZone.nextRun(StandInOutcome.fails("no columns"));
        dataZone.runsTake(Duration.ZERO, Duration.ZERO);
        deployment.create(notAwaited(), REQUEST);
        deployment.clock.sleep(Duration.ofMillis(100));

        Answer again = deployment.create(notAwaited(), REQUEST);

        assertEquals("run0002", again.runId());
    }

    /** No RequestId was used again here, and each run is paid for. */
    @Test
    void startsNoSecondRunWhereTheFirstFailsAtOnce() {
        dataZone.runsTake(Duration.ZERO, Duration.ZERO);
        dataZone.runs(StandInOutcome.fails("no columns"));

        Answer created = deployment.create(run());

        created.assertFailed("no columns");
        assertEquals(1, dataZone.startedRuns().size());
    }

    @Test
    void startsAnewNoMoreThanThreeTimesForOneRequestId() {
        dataZone.runs(StandInOutcome.fails("no columns"));
        for (int i = 0; i < 4; i++) {
            assertFalse(deployment.create(run(), REQUEST).succeeded());
        }
        assertEquals(4, dataZone.startedRuns().size());

        Answer fifth = deployment.create(run(), REQUEST);

        fifth.assertFailed();
        assertTrue(fifth.firstLine().endsWith("Set rerunTrigger to another value"), fifth::reason);
        assertEquals(4, dataZone.startedRuns().size());
    }

    @Test
    void neverSaltsTheUsersToken() {
        RunProperties properties = run().with("clientToken", "mine");
        dataZone.runs(StandInOutcome.fails("no columns"));
        deployment.create(properties, REQUEST);

        Answer again = deployment.create(properties, REQUEST);

        again.assertRefusedByOnEvent("run0001", "clientToken");
        assertEquals(1, dataZone.startedRuns().size());
        assertTrue(dataZone.calls(START).stream()
                .allMatch(call -> call.body().get("clientToken").textValue().equals("mine")));
    }

    @Test
    void takesTheRunThatAnEarlierRequestStartedUnderTheUsersToken() {
        RunProperties properties = run().with("clientToken", "mine");
        deployment.create(properties);

        Answer again = deployment.create(properties);

        again.assertSucceededWith("run0001");
        assertEquals(1, dataZone.startedRuns().size());
    }

    @Test
    void answersTheRunEvenIfItCannotBeRead() {
        dataZone.faultAlways(GET, StandInFault.accessDenied());
        deployment.onEvent(deployment.createEvent(run()).put("RequestId", REQUEST));
        deployment.clock.sleep(Duration.ofMinutes(1));

        ObjectNode again = deployment.onEvent(deployment.createEvent(run()).put("RequestId", REQUEST));

        assertTrue(again.hasNonNull("PhysicalResourceId"));
        assertEquals(1, dataZone.startedRuns().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Read", "create", ""})
    void refusesAnUnknownRequestTypeBeforeAnyCall(String type) {
        Answer answer = deployment.play(deployment.createEvent(run()).put("RequestType", type));

        answer.assertFailed("RequestType");
        assertTrue(answer.firstLine().contains(type), answer::reason);
        answer.assertFailed("Create");
        assertEquals(List.of(), dataZone.calls());
    }
}
