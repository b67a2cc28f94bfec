package dev.tvar.stm.testing.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.engine.BrokenEngines;
import dev.tvar.stm.testing.engine.Engine;
import dev.tvar.stm.testing.engine.Engines;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs in turns: the seed decides all of it. */
class TurnsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int SEEDS = 40;

    /** Each of two transactions reads what the other writes. */
    private static final ConcurrentProgram SKEW = new ConcurrentProgram(
            List.of(1L, 1L),
            List.of(
                    List.of(new TxnProgram(false, List.of(new Op.Read(0), new Op.Write(1, 5)))),
                    List.of(new TxnProgram(false, List.of(new Op.Read(1), new Op.Write(0, 7))))));

    private static String run(String name, long seed) throws InterruptedException {
        try (Engine engine = name.startsWith("broken:") ? BrokenEngines.named(name) : Engines.named(name)) {
            return ProgramRun.inTurns(engine, SKEW, seed, LIMIT).toString();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken:write-skew", "tlong", "multiverse", "clojure"})
    void theSameSeedGivesTheSameRun(String engine) throws InterruptedException {
        Set<String> different = new TreeSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            String first = run(engine, seed);
            assertEquals(first, run(engine, seed), "seed " + seed);
            different.add(first);
        }
        assertTrue(different.size() > 1, "the seed decides nothing");
    }

    @Test
    void aFaultThatNeedsTwoThreadsIsFoundByItsSeed() throws InterruptedException {
        long broken = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            broken += run("broken:write-skew", seed).startsWith("broken") ? 1 : 0;
            assertTrue(!run("tlong", seed).startsWith("broken"));
        }
        assertTrue(broken > 0);
    }

    @Test
    void aThreadThatWaitsForAnotherLosesItsTurn() throws InterruptedException {
        for (long seed = 0; seed < SEEDS; seed++) {
            try (Engine engine = Engines.named("locks")) {
                ProgramRun.inTurns(engine, SKEW, seed, LIMIT).requireSerialOrder();
            }
        }
    }
}
