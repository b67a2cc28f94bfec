package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An add is not a read. */
class AddTest {
    private final TLong n = TLong.of(0);
    private final TVar<String> word = TVar.of("old");
    private final AtomicInteger attempts = new AtomicInteger();

    /** Runs a body whose first attempt is overtaken by a transaction that adds 100, and returns how often it ran. */
    private int attemptsBesideAnAdd(TxnAction<RuntimeException> before, TxnAction<RuntimeException> after) {
        STM.run(tx -> {
            before.run(tx);
            if (attempts.incrementAndGet() == 1) {
                TestThreads.elsewhere(() -> STM.run(in -> n.add(in, 100)));
            }
            after.run(tx);
        });
        return attempts.get();
    }

    @Test
    void twoTransactionsThatOnlyAddDoNotConflict() {
        assertEquals(1, attemptsBesideAnAdd(tx -> n.add(tx, 1), tx -> n.add(tx, 2)));
        assertEquals(103, n.now());
    }

    @Test
    void aLaterGetTurnsAnAddIntoARead() {
        assertEquals(
                2,
                attemptsBesideAnAdd(
                        tx -> {
                            n.add(tx, 1);
                            n.get(tx);
                        },
                        tx -> n.add(tx, 2)));
        assertEquals(103, n.now());
    }

    @Test
    void aGetAfterTheOtherAddSeesItAndNeedsNoSecondAttempt() {
        long[] seen = {0};
        assertEquals(1, attemptsBesideAnAdd(tx -> n.add(tx, 1), tx -> seen[0] = n.get(tx)));
        assertEquals(101, seen[0]);
        assertEquals(101, n.now());
    }

    @Test
    void anAddAfterAGetIsPartOfARead() {
        assertEquals(2, attemptsBesideAnAdd(n::get, tx -> n.add(tx, 1)));
        assertEquals(101, n.now());
    }

    @Test
    void aBlindSetDoesNotConflictAndTheLastOneStays() {
        assertEquals(1, attemptsBesideAnAdd(tx -> n.set(tx, 5), tx -> n.add(tx, 1)));
        assertEquals(6, n.now());
    }

    @Test
    void aSetAfterAnAddForgetsTheAdd() {
        STM.run(tx -> {
            n.add(tx, 1_000);
            n.set(tx, 3);
            n.add(tx, 1);
            assertEquals(4, n.get(tx));
        });
        assertEquals(4, n.now());
    }

    @Test
    void anAddUndoneInsideATransactionLeavesNothingForATVar() {
        STM.run(tx -> {
            assertThrows(
                    ArithmeticException.class,
                    () -> tx.nested(in -> {
                        n.add(in, 1);
                        throw new ArithmeticException();
                    }));
            word.set(tx, "new");
        });
        assertEquals("new", word.now());
        assertEquals(0, n.now());
    }

    @Test
    void anAddOfAFailedTransactionLeavesNothingForTheNextOne() {
        assertThrows(
                ArithmeticException.class,
                () -> STM.run(tx -> {
                    n.add(tx, 1);
                    throw new ArithmeticException();
                }));
        STM.run(tx -> word.set(tx, "new"));
        assertEquals("new", word.now());
        assertEquals(0, n.now());
    }

    @Test
    void anAddInANestedPartIsUndoneToTheAddBefore() {
        assertEquals(1, attemptsBesideAnAdd(tx -> n.add(tx, 1), tx -> {
            tx.orElse(
                    in -> {
                        n.add(in, 10);
                        return in.retry();
                    },
                    in -> true);
            n.add(tx, 2);
        }));
        assertEquals(103, n.now());
    }

    @Test
    void aSetInANestedPartIsUndoneToTheAddBefore() {
        STM.run(tx -> {
            n.add(tx, 1);
            tx.orElse(
                    in -> {
                        n.set(in, 10);
                        return in.retry();
                    },
                    in -> true);
            n.add(tx, 2);
        });
        assertEquals(3, n.now());
    }

    @Test
    void addsOfManyThreadsAddUp() {
        TestThreads threads = new TestThreads();
        threads.start(4, () -> {
            for (int i = 0; i < 10_000; i++) {
                int delta = i % 3 - 1;
                STM.run(tx -> n.add(tx, delta));
            }
        });
        threads.join();
        assertEquals(-4, n.now());
    }
}
