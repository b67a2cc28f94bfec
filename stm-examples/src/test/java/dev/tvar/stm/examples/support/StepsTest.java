package dev.tvar.stm.examples.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {
    @Test
    void stepsOfSeveralThreadsComeInTheirOrder() {
        Steps steps = new Steps();
        List<Integer> order = new ArrayList<>();
        Workers.runTogether(
                () -> {
                    steps.at(2, () -> order.add(2));
                    steps.at(4, () -> order.add(4));
                },
                () -> {
                    steps.at(1, () -> order.add(1));
                    steps.at(3, () -> order.add(3));
                });
        assertEquals(List.of(1, 2, 3, 4), order);
    }

    @Test
    void aStepThatWasDoneIsDoneAgainAtOnce() {
        Steps steps = new Steps();
        assertEquals("first", steps.at(1, () -> "first"));
        assertEquals("second", steps.at(2, () -> "second"));
        assertEquals("again", steps.at(1, () -> "again"));
        assertEquals("third", steps.at(3, () -> "third"));
    }

    @Test
    void anInterruptWhileWaitingForAStepIsReported() {
        Thread.currentThread().interrupt();
        assertThrows(Interrupted.class, () -> new Steps().at(2, () -> {}));
        assertTrue(Thread.interrupted());
    }

    @Test
    void anInterruptWhileWaitingForTheOthersIsReported() {
        Thread.currentThread().interrupt();
        assertThrows(Interrupted.class, () -> new LockStep(2).await());
        assertTrue(Thread.interrupted());
    }
}
