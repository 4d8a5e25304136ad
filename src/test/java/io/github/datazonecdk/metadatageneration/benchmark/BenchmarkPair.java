package io.github.datazonecdk.metadatageneration.benchmark;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What is compared: this library and AwsCustomResource, played one after the other in each round.
 *
 * @param memorySize of both, or 0 where each has its default
 */
record BenchmarkPair(String ours, String theirs, int memorySize) {
    static final BenchmarkPair DEFAULTS = handlersAt(0);
    static final BenchmarkPair WHOLE_WAY = wholeWayAt(0);

    static BenchmarkPair handlersAt(int memorySize) {
        return new BenchmarkPair(Contestants.OURS, Contestants.THEIRS, memorySize);
    }

    static BenchmarkPair wholeWayAt(int memorySize) {
        return new BenchmarkPair(Contestants.OUR_PATH, Contestants.THEIR_PATH, memorySize);
    }

    List<Sample> ours(Map<Contestant, List<Sample>> measured) {
        return samples(measured, ours);
    }

    List<Sample> theirs(Map<Contestant, List<Sample>> measured) {
        return samples(measured, theirs);
    }

    /** How many times as long ours took, round by round. */
    double[] ratios(Map<Contestant, List<Sample>> measured) {
        List<Sample> over = ours(measured);
        List<Sample> under = theirs(measured);
        return IntStream.range(0, over.size())
                .mapToDouble(round -> over.get(round).total() / under.get(round).total())
                .toArray();
    }

    private List<Sample> samples(Map<Contestant, List<Sample>> measured, String name) {
        return measured.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .filter(entry -> memorySize == 0
                        ? entry.getKey().isDefault()
                        : entry.getKey().memorySize() == memorySize)
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
