package io.github.datazonecdk.metadatageneration.provider;

import static io.github.datazonecdk.metadatageneration.provider.Deployment.START;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.notAwaited;
import static io.github.datazonecdk.metadatageneration.provider.RunProperties.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.provider.Deployment.Answer;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInOutcome;
import io.github.datazonecdk.metadatageneration.standin.StandInRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * As many runs as a stack may have resources, created at once as CloudFormation does it, where DataZone allows 10 starts a second. In
 * time of its own: the waiting costs none of the machine's.
 */
class FullStackTest {
    private static final int STARTS_PER_SECOND = 10;

    private final SharedTime time = new SharedTime();
    private final Instant began = time.now();

    @AutoClose
    private final Deployment deployment = new Deployment(time);

    private final StandInDataZone dataZone = deployment.dataZone;

    /** A resource of some stack, and what CloudFormation was told of its creation. */
    private record Created(String stack, RunProperties properties, Answer answer) {}

    @Test
    void fiveHundredRunsHaveEndedInAThirdMoreThanTheirStartsNeed() throws Exception {
        deployment.queryInterval = Duration.ofSeconds(10);
        dataZone.startsPerSecond(STARTS_PER_SECOND);

        List<Created> created = createAtOnce(1, 500, run());

        report("1 stack of 500 runs, awaited", created);
        assertAllStartedOnce(created);
        // A run that has ended is noticed at the next poll.
        assertTook(created, deployment.queryInterval);
    }

    @Test
    void fiveStacksAtOnceShareTheStarts() throws Exception {
        dataZone.startsPerSecond(STARTS_PER_SECOND);

        List<Created> created = createAtOnce(5, 50, notAwaited());

        report("5 stacks of 50 runs", created);
        assertAllStartedOnce(created);
        assertTook(created);
    }

    @Test
    @EnabledIfSystemProperty(named = "fleet", matches = "full", disabledReason = "takes minutes")
    void fiveFullStacksAtOnceShareTheStarts() throws Exception {
        dataZone.startsPerSecond(STARTS_PER_SECOND);

        List<Created> created = createAtOnce(5, 500, notAwaited());

        report("5 stacks of 500 runs", created);
        assertAllStartedOnce(created);
        assertTook(created);
    }

    /** Other people's starts leave us one in forty seconds: that is 14 in nine minutes. */
    @Test
    void failsWithinTenMinutesWhereNotAllCanStartAndLeavesNoRunBehind() throws Exception {
        dataZone.runs(StandInOutcome.neverEnds());
        dataZone.startsPerSecond(1 / 40.0);

        List<Created> created = createAtOnce(1, 20, notAwaited());
        report("20 runs, one start in 40 s", created);
        List<Created> failed =
                created.stream().filter(each -> !each.answer().succeeded()).toList();
        List<Answer> deleted = deleteAtOnce(created);

        assertTrue(failed.size() >= 6, () -> failed.size() + " failed");
        failed.forEach(FullStackTest::assertTellsInTime);
        assertEquals(20 - failed.size(), dataZone.startedRuns().size());
        assertTrue(deleted.stream().allMatch(Answer::succeeded));
        assertTrue(dataZone.runs().stream().allMatch(each -> each.status().equals("CANCELED")));
    }

    private List<Created> createAtOnce(int stacks, int runs, RunProperties properties) throws Exception {
        return time.allAtOnce(IntStream.range(0, stacks)
                .boxed()
                .flatMap(stack -> IntStream.range(0, runs).mapToObj(run -> create(stack, run, properties)))
                .toList());
    }

    private Callable<Created> create(int stack, int run, RunProperties shared) {
        String stackId = Deployment.STACK + stack;
        RunProperties properties = shared.with("target.identifier", "asset" + stack + "-" + run);
        return () -> new Created(
                stackId,
                properties,
                deployment.play(deployment.createEvent(properties).put("StackId", stackId)));
    }

    private List<Answer> deleteAtOnce(List<Created> created) throws Exception {
        return time.allAtOnce(created.stream()
                .map(each ->
                        (Callable<Answer>) () -> deployment.delete(each.answer().physicalId(), each.properties()))
                .toList());
    }

    private void assertAllStartedOnce(List<Created> created) {
        for (Created each : created) {
            assertTrue(each.answer().succeeded(), each.answer()::reason);
        }
        assertEquals(created.size(), dataZone.startedRuns().size());
        assertEquals(created.size(), startsAnswered());
    }

    private long startsAnswered() {
        return dataZone.calls(START).stream()
                .filter(call -> call.status() == 200)
                .count();
    }

    private void assertTook(List<Created> created) {
        assertTook(created, Duration.ZERO);
    }

    /** From the first request until the last start, and until CloudFormation has heard of the last success. */
    private void assertTook(List<Created> created, Duration more) {
        Duration least = Duration.ofMillis(created.size() * 1000L / STARTS_PER_SECOND);
        Duration most = least.multipliedBy(13).dividedBy(10);
        assertAtMost(most, Duration.between(began, lastStart()));
        assertAtMost(most.plus(more), last(created));
    }

    private static void assertAtMost(Duration most, Duration took) {
        assertTrue(took.compareTo(most) <= 0, () -> took + ", at most " + most);
    }

    private static void assertTellsInTime(Created failed) {
        Answer answer = failed.answer();
        answer.assertFailed("Throttling");
        assertTrue(answer.firstLine()
                .contains(failed.properties().json().at("/target/identifier").textValue()));
        answer.assertTook(Duration.ZERO, Duration.ofMinutes(10));
    }

    private static Duration last(List<Created> created) {
        return created.stream()
                .map(each -> each.answer().took())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private void report(String what, List<Created> created) {
        System.out.printf(
                "%s: %d succeeded, %d starts answered, %d throttled, the last start after %.1f s, the last answer after %.1f s%n",
                what,
                created.stream().filter(each -> each.answer().succeeded()).count(),
                startsAnswered(),
                dataZone.calls(START).size() - startsAnswered(),
                seconds(Duration.between(began, lastStart())),
                seconds(last(created)));
    }

    private Instant lastStart() {
        return dataZone.startedRuns().stream()
                .map(StandInRun::createdAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
