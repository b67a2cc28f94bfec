package dev.tvar.stm.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import dev.tvar.stm.benchmarks.result.Measurement;
import dev.tvar.stm.benchmarks.result.Results;
import dev.tvar.stm.benchmarks.result.Sample;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SectionsTest {
    private static final String CELL = "w1/1024/1";

    private static String part(Results results, String name) {
        return String.valueOf(Sections.of(results).get(name));
    }

    @Test
    void aRowHasTheMedianAndTheTimeAgainstOrderedLocks() {
        Results results = new Sketch()
                .rate(CELL, MeasuredEngine.TVAR, 20e6, 1e6, 30e6)
                .rate(CELL, MeasuredEngine.ORDERED_LOCKS, 40e6)
                .rate(CELL, MeasuredEngine.MULTIVERSE, 10e6)
                .results();
        String table = part(results, "w1");
        assertTrue(table.contains("| tvar | 20.0 M (2.00) |"), table);
        assertTrue(table.contains("| *tvar against the best peer* | *2.00 times the rate* |"), table);
    }

    @Test
    void wastedRunsAreCountedPerOperation() {
        Sample often = new Sample(300, 0, 7e6, 390.3612, 0.5, Double.NaN);
        Results results = new Sketch()
                .samples("w2/1000/beside", MeasuredEngine.MULTIVERSE, often)
                .results();
        String table = part(results, "w2");
        assertTrue(table.contains("| wasted runs per operation, with a concurrent writer |"), table);
        assertTrue(table.contains("| multiverse | 300 (starves) | 7.00 M | 390 |"), table);
    }

    @Test
    void barsAreMetMissedOrNotMeasured() {
        Results results = new Sketch()
                .rate("w10/one/1024/1", MeasuredEngine.TVAR, 38e6)
                .rate("w10/one/1024/1", MeasuredEngine.ORDERED_LOCKS, 40e6)
                .rate("w10/one/1024/2", MeasuredEngine.TVAR, 10e6)
                .rate("w10/one/1024/2", MeasuredEngine.ORDERED_LOCKS, 40e6)
                .results();
        String bars = part(results, "bars");
        assertTrue(
                bars.contains("1,024 accounts, 1 thread: time of ordered locks | at most 1.15 | 1.05 | met |"), bars);
        assertTrue(
                bars.contains("1,024 accounts, 2 threads: time of ordered locks | at most 1.10 | 4.00 | **missed** |"),
                bars);
        assertTrue(
                bars.contains("sixteen lambdas, 2 threads: time of ordered locks | at most 1.00 | - | not measured |"),
                bars);
    }

    @Test
    void aStretchGoalIsShownToo() {
        Results results = new Sketch()
                .rate("w10/read/1", MeasuredEngine.TVAR, 40e6)
                .rate("w10/read/1", MeasuredEngine.SCALA_STM, 10e6)
                .results();
        String bars = part(results, "bars");
        assertTrue(
                bars.contains(
                        "| W10 | 16 reads, 1 thread: rate of the best peer | at least 2.00 | 4.00 | met, and the stretch goal too |"),
                bars);
    }

    private static Sample cpu(double rate, double nanos) {
        return new Sample(rate, 0, Double.NaN, Double.NaN, 0, nanos);
    }

    @Test
    void aWorkloadIsJudgedByItsWorstMix() {
        Results results = new Sketch()
                .samples("w12/read-write/1", MeasuredEngine.TVAR, cpu(1e6, 600))
                .samples("w12/read-write/1", MeasuredEngine.SCALA_STM, cpu(1e6, 1000))
                .samples("w12/write-dominated/2", MeasuredEngine.TVAR, cpu(1e6, 1500))
                .samples("w12/write-dominated/2", MeasuredEngine.SCALA_STM, cpu(1e6, 1000))
                .samples("w12/long/alone", MeasuredEngine.TVAR, cpu(1e6, 9000))
                .samples("w12/long/alone", MeasuredEngine.SCALA_STM, cpu(1e6, 1000))
                .results();
        String bars = part(results, "bars");
        assertTrue(bars.contains("processor time of ScalaSTM, worst mix | at most 0.70 | 1.50 | **missed** |"), bars);
        String table = part(results, "w12");
        assertTrue(table.contains("| processor time per operation, 1 thread |"), table);
        assertTrue(table.contains("1.50 µs"), table);
    }

    @Test
    void aPeerThatPromisesLessIsNoEqual() {
        Results results = new Sketch()
                .rate(CELL, MeasuredEngine.TVAR, 20e6)
                .rate(CELL, MeasuredEngine.MULTIVERSE, 10e6)
                .rate(CELL, MeasuredEngine.SCALA_STM, 5e6)
                .results();
        String bars = part(results, "bars");
        assertTrue(bars.contains("geometric mean of all cells | at least 2.50 | 2.00 | **missed** |"), bars);
        assertTrue(bars.contains("of the peers with the same guarantees | at least 3.50 | 4.00 | met |"), bars);
    }

    @Test
    void yardsticksAreNoPeers() {
        Results results = new Sketch()
                .rate(CELL, MeasuredEngine.TVAR, 20e6)
                .rate(CELL, MeasuredEngine.ATOMICS, 100e6)
                .rate(CELL, MeasuredEngine.CLOJURE, 1e6)
                .results();
        assertEquals(20, results.overBestPeer(CELL));
    }

    @Test
    void aBrokenLawIsShownAndBreaksTheRun() {
        String why = Measurement.BROKEN_LAW + ": money of clojure";
        Results results =
                new Sketch().failure(CELL, MeasuredEngine.CLOJURE, why).results();
        assertTrue(results.isBroken());
        assertTrue(part(results, "machine").contains(why));
        assertTrue(part(results, "w1").contains("| clojure | failed |"));
    }

    @Test
    void aPeerThatCannotDoSomeWorkIsAFinding() {
        Results results = new Sketch()
                .failure("w8", MeasuredEngine.SCALA_STM, "OutOfMemoryError")
                .results();
        assertFalse(results.isBroken());
        assertTrue(new Sketch()
                .failure("w8", MeasuredEngine.TVAR, "OutOfMemoryError")
                .results()
                .isBroken());
    }

    @Test
    void onlyMeasuredWorkloadsHaveASection() {
        Map<String, String> sections =
                Sections.of(new Sketch().rate(CELL, MeasuredEngine.TVAR, 1).results());
        assertEquals(Set.of("machine", "bars", "w1"), sections.keySet());
    }
}
