package dev.tvar.stm.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.benchmarks.result.Sample;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final String ROW = "w1/1024/2";
    private static final String OTHER_ROW = "w1/1024/8";
    private static final int LOOKS_IN_ALL = 7;
    private static final double NEAR = 50;
    private static final double FAR = 250;

    private final Deque<Double> lines = new ArrayDeque<>();
    private int forks;

    private Placement seeing(int looks, int tries, double... nanos) {
        for (double each : nanos) {
            lines.add(each);
        }
        return new Placement(lines::remove, looks, LOOKS_IN_ALL, tries, () -> false);
    }

    private Sample measured(Placement placement, String row) throws CellFailed {
        return placement.measure(row, () -> new Sample(++forks, 0, 0, 0, 0));
    }

    @Test
    void theFirstForkSaysInWhichStateItsRowIsMeasured() throws CellFailed {
        Placement placement = seeing(5, 1, FAR, FAR, FAR, NEAR, NEAR, FAR, FAR);
        assertEquals(FAR, measured(placement, ROW).line());
        Sample second = measured(placement, ROW);
        assertEquals(List.of(2.0, FAR), List.of(second.rate(), second.line()), "waited until it was far again");
        assertTrue(lines.isEmpty());
        lines.addAll(List.of(NEAR, NEAR, NEAR));
        assertEquals(NEAR, measured(placement, OTHER_ROW).line());
    }

    @Test
    void aForkDuringWhichTheStateChangedIsMeasuredAgain() throws CellFailed {
        Sample sample = measured(seeing(5, 2, NEAR, NEAR, FAR, NEAR, NEAR), ROW);
        assertEquals(List.of(2.0, NEAR), List.of(sample.rate(), sample.line()));
    }

    @Test
    void limitsEndAndTheSampleTellsInWhichStateItIs() throws CellFailed {
        Placement placement = seeing(2, 2, NEAR, NEAR, FAR, FAR, FAR, FAR, FAR);
        Sample sample = measured(placement, ROW);
        assertEquals(List.of(2.0, FAR), List.of(sample.rate(), sample.line()));
    }

    @Test
    void waitingIsLimitedForTheWholeRun() throws CellFailed {
        Placement placement = seeing(5, 1, NEAR, NEAR, NEAR);
        measured(placement, ROW);
        lines.addAll(Collections.nCopies(7, FAR)); // one look, five more, and one after the fork
        measured(placement, ROW);
        lines.addAll(Collections.nCopies(4, FAR)); // one look, the two that are left, and one after the fork
        measured(placement, ROW);
        assertTrue(lines.isEmpty());
    }

    @Test
    void withoutAMeasurementNothingIsWaitedForOrRepeated() throws CellFailed {
        Sample sample = measured(seeing(5, 3, Double.NaN, Double.NaN, Double.NaN), ROW);
        assertEquals(List.of(1.0, Double.NaN), List.of(sample.rate(), sample.line()));
    }

    @Test
    void aLineTakesSomeNanoseconds() {
        double nanos = LineTrip.nanos();
        assertTrue(nanos > 0, "a line took " + nanos + " ns");
    }
}
