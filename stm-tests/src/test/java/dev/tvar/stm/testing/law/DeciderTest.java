package dev.tvar.stm.testing.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.Bounds;
import dev.tvar.stm.OutOfBoundsException;
import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.spi.CommitDecider;
import dev.tvar.stm.spi.Decision;
import dev.tvar.stm.spi.VariableUse;
import dev.tvar.stm.testing.support.TestThreads;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A decider is asked once for an attempt that is still valid, with its uses, and its decision is the outcome. */
class DeciderTest {
    private final TVar<Integer> x = TVar.named("x", 0);
    private final TVar<Integer> y = TVar.named("y", 0);
    private final TLong number = TLong.named("number", 5);
    private final List<String> log = new ArrayList<>();

    /** Gives the decisions one after the other, and records each call. */
    private CommitDecider deciding(Decision... decisions) {
        int[] asked = {0};
        return (tx, uses) -> {
            log.add("asked");
            return decisions[asked[0]++];
        };
    }

    private void setThrough(CommitDecider decider) {
        STM.run(tx -> {
            tx.afterCommit(() -> log.add("committed"));
            tx.afterRollback(() -> log.add("rolled back"));
            tx.commitThrough(decider);
            x.set(tx, 1);
        });
    }

    @Test
    void aLocalCommitPublishesTheWrites() {
        setThrough(deciding(Decision.local()));
        assertEquals(1, x.now());
        assertEquals(List.of("asked", "committed"), log);
    }

    @Test
    void aCommitElsewherePublishesNothingHere() {
        setThrough(deciding(Decision.committed()));
        assertEquals(0, x.now());
        assertEquals(List.of("asked", "committed"), log);
    }

    @Test
    void aLostAttemptRunsAgain() {
        setThrough(deciding(Decision.lostOver(x), Decision.committed()));
        assertEquals(0, x.now());
        assertEquals(List.of("asked", "rolled back", "asked", "committed"), log);
    }

    @Test
    void theVariableOverWhichItIsLostIsReported() {
        TooManyAttemptsException thrown = assertThrows(
                TooManyAttemptsException.class,
                () -> STM.with(TxnOptions.defaults().withMaxAttempts(1)).run(tx -> {
                    y.set(tx, 1);
                    tx.commitThrough(deciding(Decision.lostOver(x)));
                }));
        assertEquals(List.of("x"), thrown.contended());
        assertEquals(0, y.now());
    }

    @Test
    void anExceptionOfTheDeciderUndoesTheTransaction() {
        IllegalArgumentException refusal = new IllegalArgumentException("refused");
        CommitDecider refusing = (tx, uses) -> {
            throw refusal;
        };
        assertSame(refusal, assertThrows(IllegalArgumentException.class, () -> setThrough(refusing)));
        assertEquals(0, x.now());
        assertEquals(List.of("rolled back"), log);
        setThrough(deciding(Decision.local()));
        assertEquals(1, x.now());
    }

    @Test
    void theUseOfEachVariableIsReported() {
        List<VariableUse> reported = new ArrayList<>();
        STM.run(tx -> {
            x.get(tx);
            y.set(tx, 7);
            number.isAtLeast(tx, 3);
            tx.commitThrough((in, uses) -> {
                reported.addAll(uses);
                return Decision.committed();
            });
        });
        assertEquals(
                List.of(
                        new VariableUse(x, true, false, false, null),
                        new VariableUse(y, false, false, true, 7),
                        new VariableUse(number, true, true, false, null)),
                reported);
    }

    @Test
    void anAttemptThatIsLostAlreadyIsNotDecided() {
        CommitDecider decider = deciding(Decision.local());
        int[] attempts = {0};
        STM.run(tx -> {
            tx.commitThrough(decider);
            x.set(tx, y.get(tx) + 1);
            if (++attempts[0] == 1) {
                TestThreads.elsewhere(() -> STM.run(other -> y.set(other, 10)));
            }
        });
        assertEquals(2, attempts[0]);
        assertEquals(11, x.now());
        assertEquals(List.of("asked"), log);
    }

    @Test
    void nothingIsLockedWhileADeciderIsAsked() {
        setThrough((tx, uses) -> {
            TestThreads.elsewhere(() -> STM.run(other -> x.set(other, 10)));
            return Decision.committed();
        });
        assertEquals(10, x.now());
    }

    @Test
    void aTransactionHasOneDecider() {
        CommitDecider first = deciding(Decision.local());
        STM.run(tx -> {
            tx.commitThrough(first);
            tx.commitThrough(first);
            assertThrows(IllegalStateException.class, () -> tx.commitThrough(deciding(Decision.committed())));
        });
        assertEquals(List.of("asked"), log);
    }

    @Test
    void aDeciderCannotRunATransaction() {
        int[] rolledBack = {0};
        IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                () -> STM.run(tx -> {
                    number.set(tx, 7);
                    tx.afterRollback(() -> rolledBack[0]++);
                    tx.commitThrough((in, uses) -> {
                        STM.run(again -> x.set(again, 9));
                        return Decision.committed();
                    });
                }));
        assertTrue(refused.toString().contains("a CommitDecider must not run a transaction"), refused::toString);
        assertEquals(1, rolledBack[0]);
        assertEquals(0, x.now());
        assertEquals(5, number.now());
        STM.run(tx -> x.set(tx, 1)); // the refusal left nothing behind
        assertEquals(1, x.now());
    }

    @Test
    void nothingOutOfBoundsIsDecided() {
        TLong bounded = TLong.bounded("bounded", 5, Bounds.atLeast(0));
        for (TxnAction<RuntimeException> write : List.<TxnAction<RuntimeException>>of(
                tx -> bounded.add(tx, -6), tx -> bounded.set(tx, -1), tx -> bounded.set(tx, bounded.get(tx) - 6))) {
            assertThrows(
                    OutOfBoundsException.class,
                    () -> STM.run(tx -> {
                        tx.afterRollback(() -> log.add("rolled back"));
                        tx.commitThrough(deciding(Decision.committed()));
                        write.run(tx);
                    }));
        }
        assertEquals(List.of("rolled back", "rolled back", "rolled back"), log);
        assertEquals(5, bounded.now());
    }

    @Test
    void aDeciderLearnsTheValueOfABoundedNumber() {
        TLong bounded = TLong.bounded("bounded", 5, Bounds.atLeast(0));
        List<VariableUse> reported = new ArrayList<>();
        STM.run(tx -> {
            bounded.add(tx, -5);
            tx.commitThrough((in, uses) -> {
                reported.addAll(uses);
                return Decision.local();
            });
        });
        assertEquals(List.of(new VariableUse(bounded, true, false, true, 0L)), reported);
        assertEquals(0, bounded.now());
    }

    @Test
    void aLocalCommitIsCheckedAgain() {
        TLong bounded = TLong.bounded("bounded", 5, Bounds.atLeast(0));
        int[] asked = {0};
        STM.run(tx -> {
            bounded.add(tx, -5);
            tx.commitThrough((in, uses) -> {
                if (asked[0]++ == 0) {
                    TestThreads.elsewhere(() -> STM.run(other -> bounded.add(other, 1)));
                }
                return Decision.local();
            });
        });
        assertEquals(2, asked[0]); // the add was a read, and the other transaction has changed the number
        assertEquals(1, bounded.now());
    }

    @Test
    void aDeciderCanReadInASnapshot() {
        STM.run(tx -> {
            number.set(tx, 7);
            tx.commitThrough((in, uses) -> {
                assertEquals(7L, STM.<Long, RuntimeException>snapshot(number::get));
                assertEquals(5, number.now());
                return Decision.local();
            });
        });
        assertEquals(7, number.now());
    }
}
