package dev.tvar.stm.examples.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class WaitsTest {
    private final Waits waits = new Waits(2);

    @Test
    void aWaitThatHasNotEndedCounts() {
        waits.begin(0, 100);
        waits.begin(1, 300);
        assertEquals(900, waits.takeLongest(1_000));
        assertEquals(1_900, waits.takeLongest(2_000)); // it is still the same wait
        waits.end(0, 2_500);
        assertEquals(2_700, waits.takeLongest(3_000));
        waits.end(1, 3_001);
        assertEquals(2_701, waits.takeLongest(4_000));
    }

    @Test
    void aWaitThatHasEndedCountsInItsPeriodOnly() {
        assertEquals(0, waits.takeLongest(1));
        waits.begin(0, 100);
        waits.end(0, 150);
        waits.begin(0, 150);
        waits.end(0, 160);
        assertEquals(50, waits.takeLongest(1_000));
        assertEquals(0, waits.takeLongest(2_000));
    }

    @Test
    void timesMayBeNegative() {
        waits.begin(0, -500);
        assertEquals(400, waits.takeLongest(-100));
    }
}
