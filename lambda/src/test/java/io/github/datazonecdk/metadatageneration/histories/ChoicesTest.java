package io.github.datazonecdk.metadatageneration.histories;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.datazonecdk.metadatageneration.histories.Choices.Draws;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoicesTest {
    @Test
    void areTheSameForTheSameSeed() {
        assertEquals(drawn(Choices.random(7, 9)), drawn(Choices.random(7, 9)));
    }

    @Test
    void areTheSameWhenPlayedAgain() {
        Choices choices = Choices.random(7, 9);

        assertEquals(drawn(choices), drawn(choices));
    }

    @Test
    void areMadeAsSimpleAsTheFailureAllows() {
        Choices choices = Choices.random(7, 9);
        drawn(choices);

        Choices least = choices.shrunk(simpler -> drawn(simpler).stream().anyMatch(step -> step.get(1) >= 10));

        assertEquals(List.of(List.of(0, 10, 0)), drawn(least));
    }

    private static List<List<Integer>> drawn(Choices choices) {
        List<List<Integer>> drawn = new ArrayList<>();
        for (Draws step : choices.steps()) {
            drawn.add(List.of(step.below(100), step.below(100), step.below(100)));
        }
        return drawn;
    }
}
