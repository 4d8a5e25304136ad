package io.github.datazonecdk.metadatageneration.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * What a history is made of: the numbers drawn for each of its steps. Drawn at random the first time, and kept, so that
 * the same history can be played again, and shorter or simpler ones: zero always stands for the simplest choice.
 */
final class Choices {
    private final List<List<Integer>> steps;
    private final SplittableRandom random;

    /** The numbers of one step, in the order in which they are drawn. */
    static final class Draws {
        private final List<Integer> numbers;
        private final SplittableRandom random;
        private int next;

        private Draws(List<Integer> numbers, SplittableRandom random) {
            this.numbers = numbers;
            this.random = random;
        }

        int below(int bound) {
            if (next == numbers.size()) {
                numbers.add(random == null ? 0 : random.nextInt(bound));
            }
            return Math.min(numbers.get(next++), bound - 1);
        }

        boolean chance(int percent) {
            return below(100) >= 100 - percent;
        }

        @SafeVarargs
        final <T> T oneOf(T... values) {
            return values[below(values.length)];
        }

        <T> T oneOf(List<T> values) {
            return values.get(below(values.size()));
        }
    }

    private Choices(List<List<Integer>> steps, SplittableRandom random) {
        this.steps = steps;
        this.random = random;
    }

    static Choices random(long seed, int most) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Integer>> steps = new ArrayList<>();
        int count = 2 + random.nextInt(most);
        for (int i = 0; i < count; i++) {
            steps.add(new ArrayList<>());
        }
        return new Choices(steps, random);
    }

    List<Draws> steps() {
        return steps.stream().map(numbers -> new Draws(numbers, random)).toList();
    }

    /** The simplest choices found that fail as these do. */
    Choices shrunk(Predicate<Choices> fails) {
        Choices least = copy();
        for (boolean simpler = true; simpler; ) {
            simpler = false;
            for (Choices candidate : least.simpler()) {
                if (fails.test(candidate)) {
                    least = candidate;
                    simpler = true;
                    break;
                }
            }
        }
        return least;
    }

    /** Without some steps; then with some numbers zero; then with one of them smaller. */
    private List<Choices> simpler() {
        List<Choices> simpler = new ArrayList<>();
        for (int length = steps.size() / 2; length > 0; length /= 2) {
            for (int from = 0; from + length <= steps.size(); from++) {
                Choices without = copy();
                without.steps.subList(from, from + length).clear();
                simpler.add(without);
            }
        }
        for (int step = 0; step < steps.size(); step++) {
            simplify(step, simpler);
        }
        return simpler;
    }

    private void simplify(int step, List<Choices> simpler) {
        List<Integer> numbers = steps.get(step);
        for (int length = numbers.size(); length > 0; length /= 2) {
            for (int from = 0; from + length <= numbers.size(); from += length) {
                if (numbers.subList(from, from + length).stream().anyMatch(number -> number > 0)) {
                    Choices zero = copy();
                    zero.steps.get(step).subList(from, from + length).replaceAll(number -> 0);
                    simpler.add(zero);
                }
            }
        }
        for (int i = 0; i < numbers.size(); i++) {
            for (int less : new int[] {numbers.get(i) / 2, numbers.get(i) - 1}) {
                if (less > 0) {
                    Choices smaller = copy();
                    smaller.steps.get(step).set(i, less);
                    simpler.add(smaller);
                }
            }
        }
    }

    private Choices copy() {
        List<List<Integer>> copy = new ArrayList<>();
        steps.forEach(numbers -> copy.add(new ArrayList<>(numbers)));
        return new Choices(copy, null);
    }
}
