package dev.tvar.stm.testing.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.testing.engine.BrokenEngines;
import dev.tvar.stm.testing.engine.Engine;
import dev.tvar.stm.testing.engine.Engines;
import dev.tvar.stm.testing.support.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs in turns, whose order the seed decides completely. */
class TurnsTest {
    private static final Duration LIMIT = Limits.DURATION;
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

    /** Without disturbance, and with the lock of the turns held from outside, so that threads queue for it. */
    @Test
    void aThreadOnItsWayToItsNextStepKeepsItsTurn() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertEquals(order(seed, false), order(seed, true), "seed " + seed);
        }
    }

    /** The order of steps of two threads that take four each. */
    private static List<Integer> order(long seed, boolean disturbed) throws Exception {
        Turns turns = new Turns(2, seed);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<FutureTask<Void>> threads = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
            int thread = t;
            FutureTask<Void> steps = new FutureTask<>(() -> {
                Pacing.Pace pace = turns.begin(thread);
                for (int step = 0; step < 4; step++) {
                    order.add(thread);
                    pace.pause();
                }
                turns.end(thread);
                return null;
            });
            threads.add(steps);
            new Thread(steps, "steps-" + thread).start();
        }
        while (disturbed && !threads.stream().allMatch(FutureTask::isDone)) {
            synchronized (turns) {
                long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2);
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                turns.wait(1);
            }
        }
        for (FutureTask<Void> each : threads) {
            each.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        return order;
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
