package dev.tvar.stm.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.result.Measurement;
import dev.tvar.stm.benchmarks.result.Results;
import dev.tvar.stm.benchmarks.result.Sample;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SectionsTest {
    private static final String CELL = "w1/1024/1";

    /** One in which threads meet. */
    private static final String MET = "w1/1024/2";

    private static Sample sample(double rate, double line) {
        return Sketch.sample(rate).withLine(line);
    }

    private static String part(Results results, String name) {
        return String.valueOf(Sections.of(results).get(name));
    }

    @Test
    void aRowHasTheMedianAndTheTimeAgainstOrderedLocks() {
        Results results = new Sketch()
                .rate(CELL, Engines.TVAR, 20e6, 1e6, 30e6)
                .rate(CELL, Engines.ORDERED_LOCKS, 40e6)
                .rate(CELL, Engines.MULTIVERSE, 10e6)
                .results();
        String table = part(results, "w1");
        assertTrue(table.contains("| tvar | 20.0 M (2.00) |"), table);
        assertTrue(table.contains("| *tvar against the best peer* | *2.00 times the rate* |"), table);
    }

    @Test
    void likeIsComparedWithLike() {
        Results results = new Sketch()
                .inStates(MET, Engines.TVAR, sample(20e6, 50), sample(10e6, 240))
                .inStates(MET, Engines.ORDERED_LOCKS, sample(40e6, 60), sample(15e6, 250))
                .inStates(MET, Engines.MULTIVERSE, sample(4e6, 250))
                .results();
        String text = part(results, "w1");
        assertTrue(text.contains("| tvar | 20.0 M (2.00) |"), text);
        assertTrue(text.contains("| multiverse | 4.00 M (3.75, far) |"), text);
        assertTrue(text.contains("| *tvar against the best peer* | *2.50 times the rate* |"), text);
        assertTrue(text.contains("A cache line from one processor to the other: 60 ns, far 250 ns."), text);
        assertTrue(part(results, "machine").contains("Where threads meet: 6 iterations of 150 ms"));
    }

    @Test
    void whatWasMeasuredInDifferentStatesIsNotCompared() {
        Results results = new Sketch()
                .inStates(MET, Engines.TVAR, sample(10e6, 240))
                .inStates(MET, Engines.ORDERED_LOCKS, sample(40e6, 60))
                .results();
        assertTrue(part(results, "w1").contains("| tvar | 10.0 M (far) |"));
        assertTrue(part(results, "bars").contains("1,024 accounts, 2 threads | at most 1.50 | - | not measured |"));
    }

    @Test
    void whereStatesDoNotMatterNothingIsSaidOfThem() {
        Results results = new Sketch().rate(CELL, Engines.TVAR, 1).results();
        assertFalse(part(results, "w1").contains("A cache line"));
        assertFalse(part(results, "machine").contains("Where threads meet"));
    }

    @Test
    void barsAreMetMissedOrNotMeasured() {
        Results results = new Sketch()
                .rate(CELL, Engines.TVAR, 38e6)
                .rate(CELL, Engines.ORDERED_LOCKS, 40e6)
                .rate("w1/1024/2", Engines.TVAR, 10e6)
                .rate("w1/1024/2", Engines.ORDERED_LOCKS, 40e6)
                .results();
        String bars = part(results, "bars");
        assertTrue(bars.contains("1,024 accounts, 1 thread | at most 1.30 | 1.05 | met |"), bars);
        assertTrue(bars.contains("1,024 accounts, 2 threads | at most 1.50 | 4.00 | **missed** |"), bars);
        assertTrue(bars.contains("2 accounts, 2 threads | at most 1.80 | - | not measured |"), bars);
    }

    @Test
    void aStretchIsToldToo() {
        Results results = new Sketch()
                .rate("w4/1", Engines.TVAR, 40e6)
                .rate("w4/1", Engines.SCALA_STM, 10e6)
                .results();
        String bars = part(results, "bars");
        assertTrue(
                bars.contains(
                        "| W4 | rate of the best peer, 1 thread | at least 1.50 | 4.00 | met, and the stretch too |"),
                bars);
    }

    @Test
    void yardsticksAreNoPeers() {
        Results results = new Sketch()
                .rate(CELL, Engines.TVAR, 20e6)
                .rate(CELL, Engines.ATOMICS, 100e6)
                .rate(CELL, Engines.CLOJURE, 1e6)
                .results();
        assertEquals(20, results.overBestPeer(CELL));
    }

    @Test
    void aBrokenLawIsShownAndBreaksTheRun() {
        String why = Measurement.BROKEN_LAW + ": money of clojure";
        Results results = new Sketch().failure(CELL, Engines.CLOJURE, why).results();
        assertTrue(results.isBroken());
        assertTrue(part(results, "machine").contains(why));
        assertTrue(part(results, "w1").contains("| clojure | failed |"));
    }

    @Test
    void aPeerThatCannotDoSomeWorkIsAFinding() {
        Results results = new Sketch()
                .failure("w8", Engines.SCALA_STM, "OutOfMemoryError")
                .results();
        assertFalse(results.isBroken());
        assertTrue(new Sketch()
                .failure("w8", Engines.TVAR, "OutOfMemoryError")
                .results()
                .isBroken());
    }

    @Test
    void onlyMeasuredWorkloadsHaveASection() {
        Map<String, String> sections =
                Sections.of(new Sketch().rate(CELL, Engines.TVAR, 1).results());
        assertEquals(Set.of("machine", "bars", "w1"), sections.keySet());
    }
}
