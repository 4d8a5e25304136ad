package io.github.datazonecdk.metadatageneration.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.datazonecdk.metadatageneration.stage.LambdaMachine;
import io.github.datazonecdk.metadatageneration.stage.LambdaRuntime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmark still works. How long anything takes is not for a test to say. */
final class BenchmarkTest {
    private static Contestants contestants;
    private static boolean hasRealSdk;

    @BeforeAll
    static void open(@TempDir Path directory) throws IOException, InterruptedException {
        LambdaMachine machine = LambdaMachine.asItIs(LambdaRuntime.canRunAwsClient());
        try {
            machine = new LambdaMachine(machine.java(), machine.awsClient(), RealSdk.install(), false);
            hasRealSdk = true;
        } catch (IOException e) {
            System.err.println("without npm's registry, AwsCustomResource is left out: " + e.getMessage());
        }
        contestants = new Contestants(directory, machine);
    }

    @AfterAll
    static void close() {
        contestants.close();
    }

    @Test
    void theHandlerStartsOneRunInEachColdStart() throws Exception {
        assertStarts(1, contestants.ours());
        assertStarts(1, contestants.ourPath());
    }

    @Test
    void awsCustomResourceStartsOneRunInEachColdStart() throws Exception {
        assumeTrue(hasRealSdk);

        assertStarts(1, contestants.theirs());
        assertStarts(1, contestants.theirPath());
    }

    @Test
    void theProviderFrameworkByItselfAndTheEmptyHandlerStartNone() throws Exception {
        assertStarts(0, contestants.onEvent());
        assertStarts(0, contestants.isComplete());
        assertStarts(0, contestants.empty(512));
    }

    @Test
    void ratiosArePairedAndTheMedianOfThem() throws Exception {
        LambdaMachine machine = LambdaMachine.asItIs(true);

        String table = new BenchmarkTable(measured(), machine, JavaHome.of(25), List.of()).text();

        assertTrue(
                table.contains("| The handlers, each at its default memory | **0.50** | 0.25 to 1.00 | 0.30 |"), table);
    }

    @Test
    void theTableSaysWhetherProcessorTimeIsAsOnLambda() throws Exception {
        LambdaMachine machine = LambdaMachine.asItIs(true);

        String table = new BenchmarkTable(measured(), machine, JavaHome.of(25), List.of()).text();

        assertTrue(table.contains("**all that the machine has.**"), table);
    }

    @Test
    void theChartHasThreePairsOfBars() throws Exception {
        String svg = new BenchmarkChart(measured()).svg();

        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        int keys = 2;
        assertEquals(keys + 3 * 2, document.getElementsByTagName("rect").getLength());
        assertTrue(svg.contains(">0.50 times as long<"), svg);
    }

    /** Plays, which throws if another number of runs was started than the contestant claims to start. */
    private static void assertStarts(int runs, Contestant contestant) throws Exception {
        Sample sample = contestants.play(contestant);

        assertEquals(runs, contestant.starts(), contestant.name());
        assertTrue(sample.total() > 0, contestant.name());
    }

    private static Map<Contestant, List<Sample>> measured() {
        Map<Contestant, List<Sample>> measured = new LinkedHashMap<>();
        measured.put(contestant(Contestants.OURS, 1024, true), samples(100, 200, 100));
        measured.put(contestant(Contestants.THEIRS, 128, true), samples(100, 400, 400));
        for (int memory : List.of(512, 1024, 1769)) {
            measured.put(contestant(Contestants.OURS, memory, false), samples(1, 1, 1));
            measured.put(contestant(Contestants.THEIRS, memory, false), samples(1, 1, 1));
        }
        for (boolean isDefault : List.of(true, false)) {
            measured.put(contestant(Contestants.OUR_PATH, 512, isDefault), samples(1, 1, 1));
            measured.put(contestant(Contestants.THEIR_PATH, 512, isDefault), samples(1, 1, 1));
        }
        return measured;
    }

    private static Contestant contestant(String name, int memorySize, boolean isDefault) {
        return new Contestant(name, memorySize, isDefault, 1, 1, () -> null);
    }

    private static List<Sample> samples(double... totals) {
        return Arrays.stream(totals)
                .mapToObj(total -> new Sample(total / 2, total / 2, 1, 1))
                .toList();
    }
}
