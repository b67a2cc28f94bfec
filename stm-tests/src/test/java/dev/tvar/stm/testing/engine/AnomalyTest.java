package dev.tvar.stm.testing.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.engine.Finding.Verdict;
import dev.tvar.stm.testing.support.Limits;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The program of every anomaly on every engine. Anomalies of other engines are asserted too, with the
 * version in which they were seen, so that a change is detected.
 */
final class AnomalyTest {
    private static final Duration LIMIT = Limits.DURATION;

    private static final Set<Anomaly> MULTIVERSE =
            EnumSet.of(Anomaly.HALF_COMMIT_AFTER_CATCH, Anomaly.STARVED_TRANSACTION, Anomaly.STARVED_SNAPSHOT);

    /** Anomalies that an engine shows, by engine. */
    private static final Map<String, Set<Anomaly>> KNOWN = Map.of(
            "multiverse", with(MULTIVERSE, Anomaly.WRITE_SKEW),
            "multiverse-serializable", MULTIVERSE,
            "clojure", EnumSet.of(Anomaly.WRITE_SKEW, Anomaly.HALF_COMMIT_AFTER_CATCH, Anomaly.LOST_INTERRUPT),
            "clojure-ensure", EnumSet.of(Anomaly.HALF_COMMIT_AFTER_CATCH, Anomaly.LOST_INTERRUPT));

    @ParameterizedTest
    @ValueSource(strings = {"tvar", "tlong", "tlong-add", "locks", "scala-stm"})
    void everyAnomalyIsImpossible(String name) throws InterruptedException {
        try (Engine engine = Engines.named(name)) {
            for (Anomaly anomaly : Anomaly.values()) {
                Finding finding = run(engine, anomaly);
                assertEquals(Verdict.REFUSED, finding.verdict(), () -> anomaly + " on " + name + ": " + finding);
            }
        }
    }

    @Test
    void writeSkewIsAllowedByMultiverse070AndByClojure112() throws InterruptedException {
        assertShown("multiverse", Anomaly.WRITE_SKEW, "x=0 y=0");
        assertShown("clojure", Anomaly.WRITE_SKEW, "x=0 y=0");
    }

    @Test
    void writeSkewIsImpossibleInTheirStricterModes() throws InterruptedException {
        assertEquals(
                Verdict.REFUSED,
                run("multiverse-serializable", Anomaly.WRITE_SKEW).verdict());
        assertEquals(Verdict.REFUSED, run("clojure-ensure", Anomaly.WRITE_SKEW).verdict());
    }

    @Test
    void aBodyThatCatchesEverythingCommitsHalfInClojure112() throws InterruptedException {
        assertShown("clojure", Anomaly.HALF_COMMIT_AFTER_CATCH, "x=1 y=1");
    }

    @Test
    void aBodyThatCatchesEverythingThrowsLaterInMultiverse070() throws InterruptedException {
        Finding finding = run("multiverse", Anomaly.HALF_COMMIT_AFTER_CATCH);
        assertEquals(Verdict.THREW, finding.verdict());
        assertTrue(finding.detail().contains("DeadTxnException"), finding.detail());
    }

    @Test
    void aBodyThatCatchesEverythingThrowsLaterInClojure112WhereItEnsuresItsReads() throws InterruptedException {
        assertEquals(
                new Finding(Verdict.THREW, "java.lang.IllegalStateException: No transaction running"),
                run("clojure-ensure", Anomaly.HALF_COMMIT_AFTER_CATCH));
    }

    @Test
    void anInterruptIsLostByClojure112() throws InterruptedException {
        assertShown("clojure", Anomaly.LOST_INTERRUPT, "committed after 2 attempts, with the flag down");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multiverse", "multiverse-serializable"})
    void aLongReaderStarvesInMultiverse070(String name) throws InterruptedException {
        assertShown(name, Anomaly.STARVED_TRANSACTION, "T2 committed in each of 100 attempts");
        assertShown(name, Anomaly.STARVED_SNAPSHOT, "T2 committed in each of 100 attempts");
    }

    /** Results that are not asserted above, on the engines that show an anomaly. */
    @ParameterizedTest
    @ValueSource(strings = {"multiverse", "multiverse-serializable", "clojure", "clojure-ensure"})
    void theOtherAnomaliesAreImpossible(String name) throws InterruptedException {
        Set<Anomaly> shown = KNOWN.getOrDefault(name, Set.of());
        for (Anomaly anomaly : Anomaly.values()) {
            Finding finding = run(name, anomaly);
            if (!shown.contains(anomaly)) {
                assertEquals(Verdict.REFUSED, finding.verdict(), () -> anomaly + " on " + name + ": " + finding);
            }
        }
    }

    private static Set<Anomaly> with(Set<Anomaly> some, Anomaly one) {
        Set<Anomaly> both = EnumSet.copyOf(some);
        both.add(one);
        return both;
    }

    private static void assertShown(String name, Anomaly anomaly, String detail) throws InterruptedException {
        assertEquals(new Finding(Verdict.SHOWN, detail), run(name, anomaly));
    }

    private static Finding run(String name, Anomaly anomaly) throws InterruptedException {
        try (Engine engine = Engines.named(name)) {
            return run(engine, anomaly);
        }
    }

    private static Finding run(Engine engine, Anomaly anomaly) throws InterruptedException {
        Finding finding = anomaly.on(engine, LIMIT);
        boolean refused = finding.verdict() == Verdict.REFUSED;
        ResultTable.note(
                engine,
                anomaly.name(),
                refused ? "holds" : finding.verdict().name(),
                refused ? "" : finding.detail() + " by " + anomaly.program());
        return finding;
    }
}
