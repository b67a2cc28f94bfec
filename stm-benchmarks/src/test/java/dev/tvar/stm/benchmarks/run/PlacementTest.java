package dev.tvar.stm.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.benchmarks.result.Sample;
import dev.tvar.stm.benchmarks.run.Placement.Found;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final double NEAR = 30;
    private static final double FAR = 250;
    private static final double WHOLE = 0.5;

    private final Deque<Found> forks = new ArrayDeque<>();

    /** A fork with an iteration for each line, whose rates are 1, 2, 3 and so on, from the last to the first. */
    private void willFind(double... lines) {
        double rate = lines.length;
        Sample[] iterations = new Sample[lines.length];
        for (int i = 0; i < lines.length; i++) {
            iterations[i] = sample(rate--).withLine(lines[i]);
        }
        forks.add(new Found(sample(WHOLE), List.of(iterations)));
    }

    private static Sample sample(double rate) {
        return new Sample(rate, 0, 0, 0, 0);
    }

    /** Rate and line of what comes of the next fork. */
    private List<List<Double>> measured(Placement placement) throws CellFailed {
        return placement.measure(forks::remove).stream()
                .map(sample -> List.of(sample.rate(), sample.line()))
                .toList();
    }

    @Test
    void aForkHasAFigureForEachState() throws CellFailed {
        willFind(FAR, NEAR, FAR, NEAR, NEAR + 10, FAR);
        assertEquals(
                List.of(List.of(3.0, NEAR), List.of(4.0, FAR)),
                measured(new Placement(1)),
                "the middle ones of 2, 3 and 5 and of 1, 4 and 6");
    }

    @Test
    void aForkWithoutNearIterationsIsMeasuredAgain() throws CellFailed {
        Placement placement = new Placement(2);
        placement.lookAround(DoubleStream.of(FAR, NEAR));
        willFind(FAR, FAR, FAR);
        willFind(NEAR, FAR);
        assertEquals(List.of(List.of(2.0, NEAR), List.of(2.0, FAR)), measured(placement), "far: of 1, 1, 2 and 3");
        assertTrue(forks.isEmpty());
    }

    @Test
    void whereNothingIsNearTheSampleSaysSo() throws CellFailed {
        Placement placement = new Placement(2);
        placement.lookAround(DoubleStream.of(FAR, NEAR));
        willFind(FAR, FAR, FAR);
        willFind(FAR, FAR);
        assertEquals(List.of(List.of(2.0, FAR)), measured(placement));
        assertTrue(forks.isEmpty());
    }

    @Test
    void whatIsNearIsLearnedDuringTheRun() throws CellFailed {
        Placement placement = new Placement(1);
        willFind(FAR, FAR, FAR);
        assertEquals(List.of(List.of(2.0, FAR)), measured(placement));
        willFind(FAR, NEAR, FAR);
        assertEquals(List.of(List.of(2.0, NEAR), List.of(3.0, FAR)), measured(placement));
    }

    @Test
    void aStrayFigureIsNoState() throws CellFailed {
        Placement placement = new Placement(2);
        placement.lookAround(DoubleStream.concat(
                DoubleStream.of(NEAR / 2), DoubleStream.generate(() -> NEAR).limit(20)));
        willFind(NEAR, FAR);
        assertEquals(List.of(List.of(2.0, NEAR), List.of(1.0, FAR)), measured(placement));
    }

    @Test
    void whereTheStateChangedInEveryIterationTheWholeForkCounts() throws CellFailed {
        willFind();
        willFind();
        assertEquals(List.of(List.of(WHOLE, Double.NaN)), measured(new Placement(2)));
        assertTrue(forks.isEmpty());
    }

    @Test
    void aLineTakesSomeNanoseconds() {
        assertTrue(DoubleStream.generate(LineTrip::nanos).limit(3).allMatch(nanos -> nanos > 0));
    }
}
