package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.spi.Decision;
import dev.tvar.stm.testing.support.TestThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A Txn never works outside its thread and attempt. */
class MisuseTest {
    private final TVar<String> word = TVar.of("old");
    private final TLong number = TLong.of(1);

    private List<Executable> uses(Txn tx) {
        return List.of(
                () -> word.get(tx),
                () -> word.set(tx, "misused"),
                () -> word.update(tx, s -> s + "!"),
                () -> word.getAndSet(tx, "misused"),
                () -> number.get(tx),
                () -> number.set(tx, 9),
                () -> number.add(tx, 9),
                () -> number.isAtLeast(tx, 9),
                tx::attempt,
                tx::retry,
                () -> tx.check(true),
                () -> tx.check(false),
                () -> tx.retryFor(Duration.ofMillis(1)),
                () -> tx.retryFor(Duration.ZERO),
                () -> tx.nested(in -> 1),
                () -> tx.orElse(in -> 1, in -> 2),
                () -> tx.afterCommit(() -> {}),
                () -> tx.afterRollback(() -> {}));
    }

    private void assertRefused(Txn tx) {
        for (Executable use : uses(tx)) {
            assertThrows(IllegalStateException.class, use);
        }
    }

    private void assertUntouched() {
        assertEquals("old", word.now());
        assertEquals(1, number.now());
    }

    @Test
    void afterItsCommitItIsRefused() {
        Txn[] leaked = new Txn[1];
        STM.run(tx -> leaked[0] = tx);
        assertRefused(leaked[0]);
        assertUntouched();
    }

    @Test
    void afterItsFailureItIsRefused() {
        Txn[] leaked = new Txn[1];
        assertThrows(
                ArithmeticException.class,
                () -> STM.run(tx -> {
                    leaked[0] = tx;
                    word.set(tx, "failed");
                    throw new ArithmeticException();
                }));
        assertRefused(leaked[0]);
        assertUntouched();
    }

    @Test
    void anotherThreadIsRefused() {
        STM.run(tx -> TestThreads.elsewhere(() -> assertRefused(tx)));
        assertUntouched();
    }

    @Test
    void aMessageNamesBothThreads() {
        STM.run(tx -> TestThreads.elsewhere(() -> {
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> word.get(tx));
            assertTrue(e.toString().contains("'" + Thread.currentThread().getName() + "'"), e::toString);
        }));
    }

    @Test
    void theTransactionOfAnotherThreadIsRefusedInsideOnesOwn() {
        CountDownLatch done = new CountDownLatch(1);
        Txn[] foreign = new Txn[1];
        CountDownLatch running = new CountDownLatch(1);
        TestThreads threads = new TestThreads();
        threads.start(() -> STM.run(tx -> {
            foreign[0] = tx;
            running.countDown();
            TestThreads.await(done);
        }));
        TestThreads.await(running);
        STM.run(own -> {
            assertRefused(foreign[0]);
            assertEquals("old", word.get(own));
        });
        STM.snapshot(own -> {
            assertRefused(foreign[0]);
            return word.get(own);
        });
        done.countDown();
        threads.join();
        assertUntouched();
    }

    @Test
    void theTransactionOfAnEarlierAttemptIsRefused() {
        List<Txn> attempts = new ArrayList<>();
        STM.run(tx -> {
            long seen = number.get(tx);
            attempts.add(tx);
            if (attempts.size() == 1) {
                TestThreads.elsewhere(() -> STM.run(in -> number.set(in, 5)));
            } else {
                assertRefused(attempts.get(0));
            }
            number.set(tx, seen);
        });
        assertEquals(2, attempts.size());
        assertEquals(5, number.now());
        assertEquals("old", word.now());
    }

    @Test
    void anEndedTransactionIsRefusedInsideAnother() {
        Txn[] leaked = new Txn[1];
        STM.run(tx -> leaked[0] = tx);
        STM.run(tx -> {
            assertRefused(leaked[0]);
            word.get(tx);
        });
        assertUntouched();
    }

    @Test
    void theRightToReadOfASnapshotEndsWithIt() {
        ReadTxn[] leaked = new ReadTxn[1];
        STM.snapshot(tx -> {
            leaked[0] = tx;
            TestThreads.elsewhere(() -> {
                assertThrows(IllegalStateException.class, () -> word.get(tx));
                assertThrows(IllegalStateException.class, () -> number.get(tx));
            });
            return word.get(tx);
        });
        assertThrows(IllegalStateException.class, () -> word.get(leaked[0]));
        assertThrows(IllegalStateException.class, () -> number.get(leaked[0]));
        STM.snapshot(tx -> {
            assertThrows(IllegalStateException.class, () -> word.get(leaked[0]));
            return word.get(tx);
        });
        STM.run(tx -> assertThrows(IllegalStateException.class, () -> word.get(leaked[0])));
    }

    @Test
    void theRightToReadOfASnapshotInAnotherEndsWithTheInnerOne() {
        ReadTxn[] leaked = new ReadTxn[1];
        STM.snapshot(tx -> {
            STM.snapshot(in -> {
                leaked[0] = in;
                return word.get(in) + word.get(tx);
            });
            assertThrows(IllegalStateException.class, () -> word.get(leaked[0]));
            assertThrows(IllegalStateException.class, () -> number.get(leaked[0]));
            return word.get(tx);
        });
        assertThrows(IllegalStateException.class, () -> word.get(leaked[0]));
        assertThrows(IllegalStateException.class, () -> number.get(leaked[0]));
    }

    @Test
    void theTxnOfANestedPartEndsWithThePart() {
        Txn[] inner = new Txn[2];
        STM.run(tx -> {
            tx.nested(in -> {
                inner[0] = in;
                return in.nested(innermost -> {
                    inner[1] = innermost;
                    return number.get(innermost);
                });
            });
            assertRefused(inner[0]);
            assertRefused(inner[1]);
            assertEquals("old", word.get(tx));
        });
        assertRefused(inner[0]);
        assertUntouched();
    }

    @Test
    void theTxnOfAPartThatFailedEndsWithThePart() {
        Txn[] inner = new Txn[1];
        STM.run(tx -> {
            assertThrows(
                    ArithmeticException.class,
                    () -> tx.nested(in -> {
                        inner[0] = in;
                        throw new ArithmeticException();
                    }));
            assertRefused(inner[0]);
            assertEquals("old", word.get(tx));
        });
        assertUntouched();
    }

    @Test
    void theTxnOfEachBranchEndsWithTheBranch() {
        List<Txn> branches = new ArrayList<>();
        STM.run(tx -> {
            String chosen = tx.orElse(
                    in -> {
                        branches.add(in);
                        return in.retry();
                    },
                    in -> {
                        assertRefused(branches.get(0));
                        branches.add(in);
                        return word.get(in);
                    });
            assertEquals("old", chosen);
            branches.forEach(this::assertRefused);
            assertEquals("old", word.get(tx));
        });
        assertEquals(2, branches.size());
        assertUntouched();
    }

    @Test
    void theTxnOfEachOfSeveralBranchesEndsWithTheBranch() {
        List<Txn> branches = new ArrayList<>();
        TxnBody<Integer, RuntimeException> closed = in -> {
            branches.forEach(this::assertRefused);
            branches.add(in);
            return in.retry();
        };
        TxnBody<Integer, RuntimeException> open = in -> {
            branches.forEach(this::assertRefused);
            branches.add(in);
            return 7;
        };
        STM.run(tx -> {
            assertEquals(7, tx.<Integer, RuntimeException>nested(STM.orElse(closed, closed, open)));
            branches.forEach(this::assertRefused);
            assertEquals("old", word.get(tx));
        });
        assertEquals(3, branches.size());
        assertUntouched();
    }

    @Test
    void theTxnOfTheWholeWorksInsideItsParts() {
        STM.run(tx -> {
            tx.nested(in -> {
                word.set(tx, "new");
                return tx.orElse(other -> tx.retry(), other -> number.get(tx));
            });
            assertEquals("new", word.get(tx));
        });
        assertEquals("new", word.now());
    }

    @Test
    void theTxnOfACallThatJoinsEndsWithThatCall() {
        Txn[] inner = new Txn[1];
        STM.run(tx -> {
            STM.run(in -> {
                inner[0] = in;
                number.get(in);
            });
            assertRefused(inner[0]);
            assertEquals("old", word.get(tx));
        });
        assertUntouched();
    }

    @Test
    void theRightToReadOfASnapshotInATransactionEndsWithTheSnapshot() {
        ReadTxn[] leaked = new ReadTxn[1];
        STM.run(tx -> {
            number.set(tx, 7);
            assertEquals(7L, STM.<Long, RuntimeException>snapshot(in -> {
                leaked[0] = in;
                return number.get(in);
            }));
            assertThrows(IllegalStateException.class, () -> number.get(leaked[0]));
            assertEquals(7, number.get(tx));
        });
    }

    @Test
    void theTxnOfADeciderEndsWithItsDecision() {
        ReadTxn[] leaked = new ReadTxn[1];
        STM.run(tx -> {
            number.set(tx, 7);
            tx.afterCommit(() -> assertThrows(IllegalStateException.class, () -> number.get(leaked[0])));
            tx.commitThrough((in, uses) -> {
                leaked[0] = in;
                assertEquals(7, number.get(in));
                assertThrows(IllegalStateException.class, () -> number.get(tx));
                return Decision.local();
            });
        });
        assertEquals(7, number.now());
        assertThrows(IllegalStateException.class, () -> number.get(leaked[0]));
    }

    @Test
    void aTxnIsRefusedWhileItsThreadWaits() {
        Txn[] leaked = new Txn[1];
        TestThreads threads = new TestThreads();
        Thread waiter = threads.start(() -> STM.run(tx -> {
            leaked[0] = tx;
            tx.check(number.get(tx) == 2);
        }));
        TestThreads.untilWaiting(waiter);
        assertRefused(leaked[0]);
        assertUntouched();
        STM.run(tx -> number.set(tx, 2));
        threads.join();
    }
}
