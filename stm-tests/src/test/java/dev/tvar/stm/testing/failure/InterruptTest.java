package dev.tvar.stm.testing.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.testing.support.Internals;
import dev.tvar.stm.testing.support.TestThreads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterruptTest {
    private final TVar<Integer> gate = TVar.named("gate", 0);
    private final TVar<Integer> written = TVar.of(0);
    private final TestThreads threads = new TestThreads();

    @Test
    void interruptWhileWaitingKeepsTheFlag() {
        Thread waiter = threads.start(() -> {
            TxnInterruptedException e = assertThrows(
                    TxnInterruptedException.class,
                    () -> STM.with(TxnOptions.defaults().withName("sleeper")).run(tx -> {
                        written.set(tx, 1);
                        tx.check(gate.get(tx) > 0);
                    }));
            assertTrue(Thread.currentThread().isInterrupted());
            assertEquals(Optional.of("sleeper"), e.transactionName());
            assertEquals(1, e.attempts());
            assertEquals(List.of("gate"), e.contended());
            assertTrue(e.toString().contains("sleeper") && e.toString().contains("gate"), e::toString);
        });
        TestThreads.untilWaiting(waiter);
        waiter.interrupt();
        threads.join();
        assertEquals(0, written.now());
        assertEquals(0, Internals.waiters(gate));
    }

    @Test
    void anInterruptBeforeTheWaitIsNotSleptThrough() {
        threads.start(() -> {
            Thread.currentThread().interrupt();
            assertThrows(TxnInterruptedException.class, () -> STM.run(tx -> tx.check(gate.get(tx) > 0)));
            assertTrue(Thread.currentThread().isInterrupted());
        });
        threads.join();
    }

    @Test
    void interruptWhileWaitingForALimitedTimeKeepsTheFlag() {
        Thread waiter = threads.start(() -> {
            assertThrows(
                    TxnInterruptedException.class,
                    () -> STM.run(tx -> {
                        if (gate.get(tx) == 0) {
                            tx.retryFor(Duration.ofDays(1));
                        }
                    }));
            assertTrue(Thread.currentThread().isInterrupted());
        });
        TestThreads.untilWaiting(waiter);
        waiter.interrupt();
        threads.join();
    }

    @Test
    void anInterruptedThreadCommitsAndKeepsTheFlag() {
        threads.start(() -> {
            Thread.currentThread().interrupt();
            STM.run(tx -> written.update(tx, n -> n + 1));
            assertTrue(Thread.currentThread().isInterrupted());
            assertEquals(1, STM.snapshot(written::get));
            assertTrue(Thread.currentThread().isInterrupted());
        });
        threads.join();
        assertEquals(1, written.now());
    }

    @Test
    void anInterruptDuringConflictsIsNotLost() {
        int[] attempts = {0};
        threads.start(() -> {
            STM.run(tx -> {
                int seen = written.get(tx);
                if (++attempts[0] <= STM.ATTEMPTS_BEFORE_TICKET - 1) {
                    Thread.currentThread().interrupt();
                    TestThreads other = new TestThreads();
                    other.start(() -> STM.run(in -> written.update(in, n -> n + 1)));
                    Thread.interrupted();
                    other.join();
                    Thread.currentThread().interrupt();
                }
                written.set(tx, seen + 1);
            });
            assertTrue(Thread.currentThread().isInterrupted());
        });
        threads.join();
        assertEquals(STM.ATTEMPTS_BEFORE_TICKET, attempts[0]);
        assertEquals(STM.ATTEMPTS_BEFORE_TICKET, written.now());
    }

    @Test
    void afterAnInterruptTheThreadWorksAsBefore() {
        threads.start(() -> {
            Thread.currentThread().interrupt();
            assertThrows(TxnInterruptedException.class, () -> STM.run(tx -> tx.check(gate.get(tx) > 0)));
            assertTrue(Thread.interrupted());
            STM.run(tx -> written.set(tx, 7));
        });
        threads.join();
        assertEquals(7, written.now());
    }
}
