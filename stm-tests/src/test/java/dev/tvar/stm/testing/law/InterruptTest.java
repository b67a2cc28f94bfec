package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.TxnOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterruptTest {
    private final TVar<Integer> gate = TVar.named("gate", 0);
    private final TVar<Integer> written = TVar.of(0);
    private final Crew crew = new Crew();

    @Test
    void interruptWhileWaitingKeepsTheFlag() {
        Thread waiter = crew.start(() -> {
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
        Crew.untilWaiting(waiter);
        waiter.interrupt();
        crew.join();
        assertEquals(0, written.now());
        assertEquals(0, Internals.waiters(gate));
    }

    @Test
    void anInterruptBeforeTheWaitIsNotSleptThrough() {
        crew.start(() -> {
            Thread.currentThread().interrupt();
            assertThrows(TxnInterruptedException.class, () -> STM.run(tx -> tx.check(gate.get(tx) > 0)));
            assertTrue(Thread.currentThread().isInterrupted());
        });
        crew.join();
    }

    @Test
    void interruptWhileWaitingForALimitedTimeKeepsTheFlag() {
        Thread waiter = crew.start(() -> {
            assertThrows(
                    TxnInterruptedException.class,
                    () -> STM.run(tx -> {
                        if (gate.get(tx) == 0) {
                            tx.retryFor(Duration.ofDays(1));
                        }
                    }));
            assertTrue(Thread.currentThread().isInterrupted());
        });
        Crew.untilWaiting(waiter);
        waiter.interrupt();
        crew.join();
    }

    @Test
    void anInterruptedThreadCommitsAndKeepsTheFlag() {
        crew.start(() -> {
            Thread.currentThread().interrupt();
            STM.run(tx -> written.update(tx, n -> n + 1));
            assertTrue(Thread.currentThread().isInterrupted());
            assertEquals(1, STM.snapshot(written::get));
            assertTrue(Thread.currentThread().isInterrupted());
        });
        crew.join();
        assertEquals(1, written.now());
    }

    @Test
    void anInterruptDuringConflictsIsNotLost() {
        int[] attempts = {0};
        crew.start(() -> {
            STM.run(tx -> {
                int seen = written.get(tx);
                if (++attempts[0] <= STM.ATTEMPTS_BEFORE_TICKET - 1) {
                    Thread.currentThread().interrupt();
                    Crew other = new Crew();
                    other.start(() -> STM.run(in -> written.update(in, n -> n + 1)));
                    Thread.interrupted();
                    other.join();
                    Thread.currentThread().interrupt();
                }
                written.set(tx, seen + 1);
            });
            assertTrue(Thread.currentThread().isInterrupted());
        });
        crew.join();
        assertEquals(STM.ATTEMPTS_BEFORE_TICKET, attempts[0]);
        assertEquals(STM.ATTEMPTS_BEFORE_TICKET, written.now());
    }

    @Test
    void afterAnInterruptTheThreadWorksAsBefore() {
        crew.start(() -> {
            Thread.currentThread().interrupt();
            assertThrows(TxnInterruptedException.class, () -> STM.run(tx -> tx.check(gate.get(tx) > 0)));
            assertTrue(Thread.interrupted());
            STM.run(tx -> written.set(tx, 7));
        });
        crew.join();
        assertEquals(7, written.now());
    }
}
