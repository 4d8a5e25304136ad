package io.github.datazonecdk.metadatageneration.histories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.datazonecdk.metadatageneration.histories.Lifecycle.Row;
import io.github.datazonecdk.metadatageneration.provider.Deployment;
import io.github.datazonecdk.metadatageneration.provider.datazone.BufferedRequests;
import io.github.datazonecdk.metadatageneration.standin.StandInConnection;
import io.github.datazonecdk.metadatageneration.standin.StandInDataZone;
import io.github.datazonecdk.metadatageneration.standin.StandInOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Random histories of stacks against the handler, judged by {@link Lifecycle}. {@code -Dhistories} says how many,
 * {@code -Dhistories.seed} from which seed on, a number or {@code random}; each history has a seed of its own, and the
 * one that a failure names is played again by that seed and {@code -Dhistories=1}.
 *
 * <p>Known limits, and where they are excused: a Create that CloudFormation abandons, an update cancelled while it waits,
 * a request that comes again long after, and a waiter that does not start ({@link History} says so of that very
 * request); a run of a Start that is never answered; a start that is tried again where DataZone looks for conflicts before
 * it looks at tokens; a request that comes twice and goes by the state of a run, which is another the second time. Each leaves one run that no id names.
 */
class HistoriesTest {
    private static final int MOST_STEPS = 7;
    private static final int KINDS = 5;

    /** One in so many goes over a socket: the others save its time, the SDK's own work is the same. */
    private static final int SOCKET_EVERY = 50;

    private final long histories = Long.getLong("histories", 10_000);
    private final long seed = seed(System.getProperty("histories.seed", "1"));
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final Map<String, Counterexample> counterexamples = new ConcurrentSkipListMap<>();

    private record Counterexample(long seed, AssertionError error) {}

    private static long seed(String given) {
        return given.equals("random") ? new Random().nextInt(Integer.MAX_VALUE) : Long.parseLong(given);
    }

    @Test
    void noHistoryBreaksTheLifecycle() throws Exception {
        Instant began = Instant.now();
        System.out.printf("%,d histories from seed %d on ...%n", histories, seed);
        long played = playAll();
        System.out.printf(
                "%,d histories from seed %d in %d s: %,d requests, %,d polls, %,d calls of DataZone, %,d runs started%n",
                played,
                seed,
                Duration.between(began, Instant.now()).toSeconds(),
                rows(),
                count("polls"),
                count("calls"),
                count("Start starts a run"));
        if (histories > 10_000) {
            System.out.println(counts);
        }
        counterexamples.forEach((kind, one) ->
                System.out.println("seed " + one.seed() + ": " + one.error().getMessage()));

        assertTrue(counterexamples.isEmpty(), this::explained);
        if (histories >= 10_000) {
            assertEquals(List.of(), neverReached());
        }
    }

    private long playAll() throws Exception {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        AtomicLong next = new AtomicLong();
        Callable<Long> work = () -> play(next);
        long played = 0;
        for (Future<Long> worker :
                workers.invokeAll(Stream.generate(() -> work).limit(threads).toList())) {
            played += worker.get();
        }
        workers.shutdown();
        return played;
    }

    private long play(AtomicLong next) {
        long played = 0;
        try (World world = new World()) {
            for (long i = next.getAndIncrement(); i < histories && counterexamples.size() < KINDS; played++) {
                AssertionError error =
                        world.play(choices(seed + i), i % SOCKET_EVERY == 0, this::add, new Story(false));
                if (error != null) {
                    counterexamples.putIfAbsent(kind(error), new Counterexample(seed + i, error));
                }
                i = next.getAndIncrement();
            }
        }
        return played;
    }

    private static Choices choices(long seed) {
        return Choices.random(seed, MOST_STEPS);
    }

    private void add(String what) {
        counts.computeIfAbsent(what, key -> new LongAdder()).increment();
    }

    private long count(String what) {
        return counts.getOrDefault(what, new LongAdder()).sum();
    }

    private long rows() {
        return Stream.of(Row.values()).mapToLong(row -> count("row " + row)).sum();
    }

    /** What the histories were to show, and have not: then they prove less than they seem to. */
    private List<String> neverReached() {
        List<String> wanted = new ArrayList<>(List.of(
                "accepts predictions",
                "accepts predictions of a run kept",
                "adopts",
                "calls take long",
                "cancelled by CloudFormation",
                "conflicts before tokens",
                "create rolled back",
                "created after a failed Create",
                "delivered twice",
                "failed after waiting",
                "failed resource rolled back alone",
                "faults last",
                "fate of a new run",
                "late delivery",
                "late poll",
                "long texts",
                "not yet",
                "outage during a rollback",
                "read in vain",
                "retained",
                "refused by onEvent",
                "rollback continued",
                "rollback judged",
                "rollback skips the resource",
                "RollbackStack",
                "run becomes PAUSED",
                "run forgotten",
                "RequestId used again",
                "settings of before",
                "sibling fails, not rolled back",
                "somebody else's run",
                "Start answers an earlier run",
                "started anew as the earlier run is dead",
                "the waiter does not start",
                "tokens forgotten",
                "tried again",
                "two at once",
                "only dead runs",
                "update not rolled back",
                "update rolled back"));
        Stream.of(Row.values()).forEach(row -> wanted.add("row " + row));
        for (StandInOperation operation : StandInOperation.values()) {
            for (String answer : List.of(
                    "served",
                    "no answer",
                    "garbage",
                    "AccessDeniedException",
                    "ConflictException",
                    "InternalServerException",
                    "ResourceNotFoundException",
                    "ServiceQuotaExceededException",
                    "ServiceUnavailableException",
                    "ThrottlingException",
                    "UnauthorizedException",
                    "ValidationException")) {
                wanted.add(operation.apiName + ": " + answer);
            }
        }
        wanted.remove(Deployment.CANCEL + ": garbage");
        // The assets of these histories are given by their ids.
        wanted.removeIf(what -> what.startsWith(StandInOperation.SEARCH.apiName + ": "));
        wanted.removeIf(what -> count(what) > 0);
        return wanted;
    }

    /** Failures that differ in numbers and names alone are of one kind. */
    private static String kind(AssertionError error) {
        return String.valueOf(error.getMessage()).replaceAll("(?s)[:\\n].*", "").replaceAll("\\d+|\\[.*", "");
    }

    private String explained() {
        try (World world = new World()) {
            return counterexamples.values().stream()
                    .map(counterexample -> explained(world, counterexample))
                    .collect(Collectors.joining("\n\n"));
        }
    }

    private static String explained(World world, Counterexample counterexample) {
        String kind = kind(counterexample.error());
        Choices choices = choices(counterexample.seed());
        world.play(choices, new Story(false));
        Choices least = choices.shrunk(simpler -> {
            AssertionError error = world.play(simpler, new Story(false));
            return error != null && kind(error).equals(kind);
        });
        Story story = new Story(true);
        AssertionError error = world.play(least, story);
        return "The history of seed %d, made as simple as it goes:%n%s%n=> %s%n"
                .formatted(counterexample.seed(), story, error == null ? counterexample.error() : error);
    }

    /** A stand-in and the way to it, for one history after the other. */
    private static final class World implements AutoCloseable {
        private final HistoryTime time = new HistoryTime();
        private final StandInDataZone dataZone = new StandInDataZone(time);
        private final Connection connection = new Connection(dataZone);
        private final Deployment deployment = new Deployment(time, dataZone, connection);

        private AssertionError play(Choices choices, Story story) {
            return play(choices, false, what -> {}, story);
        }

        /** What is wrong with the history, null for nothing. */
        private AssertionError play(Choices choices, boolean overSocket, Consumer<String> counter, Story story) {
            time.beginAgain();
            dataZone.startAfresh();
            deployment.forgetLogs();
            connection.overSocket = overSocket;
            Lifecycle lifecycle = new Lifecycle(time, deployment, counter, story);
            try {
                new History(time, deployment, lifecycle, story).play(choices);
                return null;
            } catch (AssertionError e) {
                return e;
            } catch (RuntimeException e) {
                return new AssertionError("unexpected " + e, e);
            }
        }

        @Override
        public void close() {
            deployment.close();
            connection.close();
        }
    }

    private static final class Connection implements SdkHttpClient {
        private final SdkHttpClient direct;
        private final SdkHttpClient socket =
                new BufferedRequests(UrlConnectionHttpClient.builder().build());
        private boolean overSocket;

        private Connection(StandInDataZone dataZone) {
            this.direct = new BufferedRequests(new StandInConnection(dataZone));
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return (overSocket ? socket : direct).prepareRequest(request);
        }

        @Override
        public String clientName() {
            return "StandIn";
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
