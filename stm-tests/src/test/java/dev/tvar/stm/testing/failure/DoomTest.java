package dev.tvar.stm.testing.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Bodies that catch the signals of the engine, which they should not. */
class DoomTest {
    private final TVar<Integer> gate = TVar.of(0);
    private final TVar<Integer> other = TVar.of(0);
    private final TVar<String> written = TVar.of("before");
    private final AtomicInteger attempts = new AtomicInteger();

    private static boolean isSwallowed(Runnable action) {
        try {
            action.run();
            return false;
        } catch (Throwable swallowed) {
            return true;
        }
    }

    /** Runs a body that swallows its conflict, and then does something with its doomed transaction. */
    private void swallowConflict(Consumer<Txn> afterwards) {
        STM.run(tx -> {
            written.set(tx, "attempt " + attempts.incrementAndGet());
            gate.get(tx);
            if (attempts.get() == 1) {
                TestThreads.elsewhere(() -> STM.run(foreign -> {
                    gate.set(foreign, 1);
                    other.set(foreign, 1);
                }));
            }
            if (isSwallowed(() -> other.get(tx))) {
                afterwards.accept(tx);
            }
        });
        assertEquals(2, attempts.get());
        assertEquals("attempt 2", written.now());
    }

    @Test
    void swallowedSignalsNeverCommit() {
        swallowConflict(tx -> {});
    }

    @Test
    void aDoomedTransactionThrowsAtEveryUse() {
        TLong number = TLong.of(0);
        AtomicInteger threw = new AtomicInteger();
        swallowConflict(tx -> {
            Runnable[] uses = {
                () -> gate.get(tx),
                () -> gate.set(tx, 9),
                () -> number.get(tx),
                () -> number.set(tx, 9),
                () -> number.add(tx, 9),
                () -> number.isAtLeast(tx, 9),
                () -> tx.check(true),
                () -> tx.nested(in -> 9),
                () -> tx.orElse(in -> 9, in -> 9),
                () -> tx.afterCommit(() -> number.now()),
                () -> STM.atomically(in -> 9),
                () -> tx.retry()
            };
            for (Runnable use : uses) {
                threw.addAndGet(isSwallowed(use) ? 1 : 0);
            }
            assertEquals(uses.length, threw.get());
        });
        assertEquals(0, number.now());
    }

    @Test
    void aConflictWrappedInAnotherExceptionIsStillRetried() {
        swallowConflict(tx -> {
            throw new IllegalStateException("the body misread its conflict");
        });
    }

    @Test
    void aDoomedLeftBranchDoesNotLetTheRightCommit() {
        swallowConflict(tx -> isSwallowed(() -> tx.orElse(Txn::retry, in -> 1)));
    }

    @Test
    void aSwallowedRetryWaitsAndRunsAgain() {
        TestThreads threads = new TestThreads();
        Thread waiter = threads.start(() -> STM.run(tx -> {
            attempts.incrementAndGet();
            written.set(tx, "saw " + gate.get(tx));
            assertEquals(gate.get(tx) == 0, isSwallowed(() -> tx.check(gate.get(tx) > 0)));
        }));
        TestThreads.untilWaiting(waiter);
        assertEquals("before", written.now());
        STM.run(tx -> gate.set(tx, 1));
        threads.join();
        assertEquals("saw 1", written.now());
        assertEquals(2, attempts.get());
    }

    @Test
    void aRetrySwallowedInANestedPartDoesNotCommitTheRest() {
        TestThreads threads = new TestThreads();
        Thread waiter = threads.start(() -> STM.run(tx -> {
            int seen = gate.get(tx);
            isSwallowed(() -> tx.nested(in -> {
                in.check(seen > 0);
                return true;
            }));
            isSwallowed(() -> written.set(tx, "saw " + seen));
        }));
        TestThreads.untilWaiting(waiter);
        assertEquals("before", written.now());
        STM.run(tx -> gate.set(tx, 1));
        threads.join();
        assertEquals("saw 1", written.now());
    }

    @Test
    void aReturnInFinallyDoesNotCommit() {
        TestThreads threads = new TestThreads();
        Thread waiter = threads.start(() -> STM.atomically(this::returnInFinally));
        TestThreads.untilWaiting(waiter);
        assertEquals("before", written.now());
        STM.run(tx -> gate.set(tx, 1));
        threads.join();
        assertEquals("after", written.now());
    }

    @SuppressWarnings("finally") // that is what the test is about
    private boolean returnInFinally(Txn tx) {
        try {
            written.set(tx, "after");
            tx.check(gate.get(tx) > 0);
        } finally {
            return true;
        }
    }

    @Test
    void theHooksOfADoomedAttemptAreThoseOfAFailure() {
        AtomicInteger committed = new AtomicInteger();
        AtomicInteger rolledBack = new AtomicInteger();
        STM.run(tx -> {
            tx.afterCommit(committed::incrementAndGet);
            tx.afterRollback(rolledBack::incrementAndGet);
            if (attempts.incrementAndGet() == 1) {
                isSwallowed(() -> tx.retryFor(java.time.Duration.ofMillis(1)));
            }
        });
        assertEquals(1, committed.get());
        assertEquals(1, rolledBack.get());
    }

    @Test
    void anErrorOfTheUserIsNotASignal() {
        Error mine = new Error("conflict");
        assertSame(
                mine,
                assertThrows(
                        Error.class,
                        () -> STM.run(tx -> {
                            written.set(tx, "after");
                            throw mine;
                        })));
        assertEquals("before", written.now());
        assertFalse(isSwallowed(() -> STM.run(tx -> written.set(tx, "after"))));
    }
}
