package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hooks may do anything, since the outcome is final and nothing is held. */
class HookFreedomTest {
    private final TVar<Integer> x = TVar.of(0);
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private static final class Mine extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void hooks(Txn tx, String name) {
        tx.afterCommit(() -> log.add(name + " committed"));
        tx.afterRollback(() -> log.add(name + " rolled back"));
    }

    /** A callback that throws after commit does not look like a failed commit. */
    @Test
    void throwingHooksGoToTheUncaughtHandler() {
        List<Throwable> uncaught = new ArrayList<>();
        List<Throwable> thrown = List.of(new Mine(), new StackOverflowError(), new OutOfMemoryError("test"));
        TestThreads.elsewhere(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, t) -> {
                assertSame(Thread.currentThread(), thread);
                uncaught.add(t);
                throw new Mine(); // ignored, as the JVM ignores it
            });
            String result = STM.atomically(tx -> {
                x.set(tx, 1);
                for (Throwable t : thrown) {
                    tx.afterCommit(() -> HookFreedomTest.<RuntimeException>sneak(t));
                }
                hooks(tx, "last");
                return "result";
            });
            assertEquals("result", result);
            assertEquals(1, x.now());
            Mine mine = new Mine();
            assertSame(
                    mine,
                    assertThrows(
                            Mine.class,
                            () -> STM.run(tx -> {
                                hooks(tx, "first");
                                tx.afterRollback(() -> HookFreedomTest.<RuntimeException>sneak(thrown.get(0)));
                                throw mine;
                            })));
        });
        assertEquals(List.of(thrown.get(0), thrown.get(1), thrown.get(2), thrown.get(0)), uncaught);
        assertEquals(List.of("last committed", "first rolled back"), log);
    }

    @Test
    void aHookRunsOutsideTheTransactionAndMayStartOthers() {
        STM.run(tx -> {
            x.set(tx, 1);
            tx.afterCommit(() -> {
                assertThrows(IllegalStateException.class, () -> x.get(tx));
                STM.run(in -> {
                    x.update(in, n -> n + 1);
                    hooks(in, "inner");
                });
                log.add("snapshot " + STM.snapshot(x::get));
                STM.run(in -> in.afterCommit(() -> log.add("deep")));
            });
        });
        assertEquals(List.of("inner committed", "snapshot 2", "deep"), log);
        assertEquals(2, x.now());
    }

    @Test
    void aRollbackHookMayChangeWhatTheTransactionWaitsFor() {
        STM.run(tx -> {
            int seen = x.get(tx);
            tx.afterRollback(() -> STM.run(in -> x.update(in, n -> n + 1)));
            tx.check(seen == 3);
        });
        assertEquals(3, x.now());
    }

    @Test
    void hooksRunOnTheThreadOfTheTransactionWithNothingLocked() {
        Thread self = Thread.currentThread();
        STM.run(tx -> {
            x.set(tx, 1);
            tx.afterCommit(() -> {
                assertSame(self, Thread.currentThread());
                assertFalse(Internals.isLocked(x));
                TestThreads.elsewhere(() -> STM.run(in -> x.set(in, 2)));
                log.add("done");
            });
        });
        assertEquals(2, x.now());
        assertEquals(List.of("done"), log);
    }

    @SuppressWarnings("unchecked") // the point is to throw what is not declared
    private static <X extends Throwable> void sneak(Throwable t) throws X {
        throw (X) t;
    }
}
