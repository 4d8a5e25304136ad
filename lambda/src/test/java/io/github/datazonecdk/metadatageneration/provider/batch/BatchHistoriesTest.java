package io.github.datazonecdk.metadatageneration.provider.batch;

import static io.github.datazonecdk.metadatageneration.provider.batch.BatchDeployment.DESCRIBE;
import static io.github.datazonecdk.metadatageneration.provider.batch.BatchDeployment.START;
import static io.github.datazonecdk.metadatageneration.provider.batch.BatchDeployment.STOP;
import static io.github.datazonecdk.metadatageneration.provider.batch.BatchDeployment.event;
import static io.github.datazonecdk.metadatageneration.provider.batch.BatchProperties.batch;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datazonecdk.metadatageneration.provider.batch.BatchDeployment.Answer;
import io.github.datazonecdk.metadatageneration.standin.StandInFault;
import io.github.datazonecdk.metadatageneration.standin.StandInStepFunctions.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Random histories of a stack's batch, with throttling, outages and lost answers of Step Functions in each request. What
 * each request may start and stop is what the table of the lifecycle says.
 */
class BatchHistoriesTest {
    private static final int HISTORIES = Math.max(1, Integer.getInteger("histories", 1000) / 50);
    private static final int STEPS = 12;
    private static final List<String> DEAD = List.of("FAILED", "TIMED_OUT", "ABORTED");

    @AutoClose
    private final BatchDeployment deployment = new BatchDeployment();

    private final List<String> story = new ArrayList<>();
    private Random random;
    private String id;
    private BatchProperties now;
    private int triggers;

    @Test
    void keepToTheTable() {
        for (int seed = 1; seed <= HISTORIES; seed++) {
            story.clear();
            story.add("seed " + seed);
            random = new Random(seed);
            try {
                play();
            } catch (AssertionError e) {
                throw new AssertionError(String.join("\n", story), e);
            }
        }
    }

    private void play() {
        now = another();
        create();
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(5)) {
                case 0 -> keep();
                case 1 -> change();
                case 2 -> failAndRollBack();
                case 3 -> changeAndRollBack();
                default -> failAndTryAgain();
            }
        }
        delete();
    }

    private BatchProperties another() {
        return batch().with("rerunTrigger", ++triggers);
    }

    private void create() {
        ObjectNode create = event("Create", now);
        Answer answer = requests("Create", 1, () -> deployment.play(create));
        if (random.nextBoolean()) {
            assertEquals(
                    answer.physicalId(),
                    requests("Create again", 0, () -> deployment.play(create)).physicalId());
        }
        id = answer.physicalId();
    }

    private void keep() {
        BatchProperties same = now.with("timeout", 600 + random.nextInt(600));
        Answer answer = requests("unchanged", 0, () -> deployment.update(id, now, same));
        assertEquals(id, answer.physicalId());
        now = same;
    }

    private void change() {
        BatchProperties next = another();
        Answer answer = requests("change", 1, () -> deployment.update(id, now, next));
        cleanUp(id, now);
        id = answer.physicalId();
        now = next;
    }

    /** CloudFormation goes back from the unfinished id, and then deletes that. */
    private void failAndRollBack() {
        BatchProperties next = another();
        String unfinished = fail(next);
        Answer back = requests("roll back", 0, () -> deployment.update(unfinished, next, now));
        cleanUp(unfinished, next);
        id = back.physicalId();
    }

    private void changeAndRollBack() {
        BatchProperties next = another();
        Answer changed = requests("change", 1, () -> deployment.update(id, now, next));
        Answer back = requests("a sibling fails", 0, () -> deployment.update(changed.physicalId(), next, now));
        cleanUp(changed.physicalId(), next);
        id = back.physicalId();
    }

    private void failAndTryAgain() {
        BatchProperties next = another();
        String unfinished = fail(next);
        Answer again = requests("try again", 1, () -> deployment.update(unfinished, now, next));
        cleanUp(unfinished, now);
        id = again.physicalId();
        now = next;
    }

    private String fail(BatchProperties next) {
        deployment.stepFunctions.executions(Duration.ofMinutes(2), DEAD.get(random.nextInt(DEAD.size())));
        ObjectNode update = deployment.updateEvent(id, now, next);
        int before = executions().size();
        disturb();
        ObjectNode event = update.deepCopy().setAll((ObjectNode) deployment.invoke(update));
        Answer answer = deployment.play(event);
        deployment.stepFunctions.executions(Duration.ofMinutes(2), "SUCCEEDED");
        story.add("fail: " + answer.reason());
        assertTrue(!answer.succeeded(), "what has failed is told");
        assertEquals(1, executions().size() - before);
        return event.get("PhysicalResourceId").textValue();
    }

    private Answer requests(String name, int starts, Supplier<Answer> request) {
        int before = executions().size();
        disturb();
        Answer answer = request.get();
        deployment.stepFunctions.faultNoMore();
        story.add(name + ": " + answer);
        assertTrue(answer.succeeded(), answer::reason);
        assertEquals(starts, executions().size() - before, name);
        return answer;
    }

    /** The old id of an update: what the resource stands for now is not touched. */
    private void cleanUp(String old, BatchProperties properties) {
        List<Snapshot> before = executions();
        assertTrue(deployment.delete(old, properties).succeeded());
        assertEquals(before, executions());
    }

    private void delete() {
        disturb();
        deployment.stepFunctions.executions(Duration.ofDays(1), "SUCCEEDED");
        BatchProperties last = another().with("waitForCompletion", false);
        Answer running = deployment.update(id, now, last);
        int before = executions().size();
        assertTrue(deployment.delete(running.physicalId(), last).succeeded());
        assertEquals("ABORTED", executions().get(before - 1).status());
        deployment.stepFunctions.executions(Duration.ofMinutes(2), "SUCCEEDED");
    }

    private void disturb() {
        deployment.stepFunctions.faultNoMore();
        for (String operation : List.of(START, DESCRIBE, STOP, "ListMapRuns")) {
            List<StandInFault> faults = List.of(
                    StandInFault.throttled(),
                    StandInFault.internalError(),
                    StandInFault.unavailable(),
                    StandInFault.cutConnection(),
                    StandInFault.loseAnswer());
            deployment.stepFunctions.fault(operation, faults.get(random.nextInt(faults.size())), random.nextInt(3));
        }
    }

    private List<Snapshot> executions() {
        return deployment.stepFunctions.executions();
    }
}
