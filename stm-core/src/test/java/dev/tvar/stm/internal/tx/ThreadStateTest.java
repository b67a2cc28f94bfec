package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.cell.Callback;
import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** State that a thread keeps between its calls, and the state in which a nested transaction begins. */
class ThreadStateTest {
    private static final TxnOptions OPTIONS = TxnOptions.defaults();

    private final ThreadState context = ThreadState.current();

    private void end(Transaction transaction) {
        context.depth--;
        context.end(transaction);
    }

    @Test
    void eachThreadHasItsOwn() {
        assertSame(context, ThreadState.current());
        assertNotSame(
                context, CompletableFuture.supplyAsync(ThreadState::current).join());
    }

    @Test
    void theObjectOfAnEndedCallServesTheNext() {
        Transaction first = context.begin(OPTIONS);
        assertEquals(1, context.depth);
        end(first);
        Transaction second = context.begin(OPTIONS);
        assertSame(first, second);
        end(second);
        assertEquals(0, context.depth);
    }

    /** Runs a transaction with a hook, and forgets the hook. */
    private static WeakReference<Runnable> hookOfACall(boolean commits) {
        Runnable[] hook = {new Object()::hashCode};
        try {
            STM.run(tx -> {
                tx.afterCommit(hook[0]);
                tx.afterRollback(hook[0]);
                if (!commits) {
                    throw new ArithmeticException();
                }
            });
        } catch (ArithmeticException undone) {
            // its hooks have run
        }
        WeakReference<Runnable> left = new WeakReference<>(hook[0]);
        hook[0] = () -> {};
        return left;
    }

    /** This test holds the context, as a thread does while a hook of it runs a transaction. */
    @Test
    void aCallThatEndedHoldsNoHook() {
        for (boolean commits : new boolean[] {true, false}) {
            WeakReference<Runnable> hook = hookOfACall(commits);
            for (int i = 0; i < 50 && !hook.refersTo(null); i++) {
                System.gc();
            }
            assertTrue(hook.refersTo(null));
            assertSame(context, ThreadState.current());
        }
    }

    @Test
    void aNestedCallHasItsOwnSetsAndReturnsToTheOuterCall() {
        Transaction outer = context.begin(OPTIONS);
        Transaction inner = context.begin(OPTIONS);
        assertNotSame(outer, inner);
        assertSame(outer, inner.outer);
        assertEquals(2, context.depth);
        Transaction innermost = context.begin(OPTIONS);
        assertSame(inner, innermost.outer);
        end(innermost);
        end(inner);
        assertFalse(inner.isReusable());
        end(outer);
        Transaction next = context.begin(OPTIONS);
        assertSame(outer, next);
        assertNull(next.outer);
        end(next);
    }

    @Test
    void aTransactionRunsFromItsFirstAttemptToTheEndOfItsLast() {
        assertNull(context.running());
        Transaction transaction = context.begin(OPTIONS);
        assertNull(context.running());
        transaction.beginFirstAttempt();
        transaction.attempt.begin();
        assertSame(transaction.attempt, context.running());
        transaction.attempt.running = false;
        assertNull(context.running());
        transaction.attempt.begin();
        end(transaction);
        assertNull(context.running(), "what is not counted does not run");
        transaction.attempt.running = false;
    }

    @Test
    void platformThreadsAreNotVirtual() {
        assertFalse(Threads.isVirtual(Thread.currentThread()));
    }

    @Test
    void onlyTheOwnerThreadIsAdmitted() {
        Threads.checkOwner("thing", Thread.currentThread());
        Thread other = new Thread(() -> {}, "other");
        String refused = assertThrows(IllegalStateException.class, () -> Threads.checkOwner("thing", other))
                .toString();
        assertTrue(refused.contains("this thing belongs to thread 'other'"), refused);
    }

    @Test
    void afterATransactionOrASnapshotTheThreadIsInNeither() {
        assertEquals(7, STM.<Integer, RuntimeException>atomically(tx -> tx.nested(in -> 7)));
        assertEquals(0, context.depth);
        assertEquals(8, STM.<Integer, RuntimeException>snapshot(tx -> STM.snapshot(in -> 8)));
        assertEquals(0, context.depth);
        assertNull(context.snapshot);
    }

    @Test
    void aTransactionThatDidNotCommitAtOnceLeavesTheThreadInNone() {
        assertThrows(
                ArithmeticException.class,
                () -> STM.run(tx -> {
                    throw new ArithmeticException("test");
                }));
        assertEquals(0, context.depth);
        STM.run(tx -> tx.afterCommit(() -> {}));
        assertEquals(0, context.depth);
    }

    private static Attempt attemptOfATransaction() {
        return STM.<Attempt, RuntimeException>atomically(tx -> ((TxnHandle) tx).usable());
    }

    @Test
    void theObjectOfACommittedTransactionServesTheNext() {
        ThreadState.forget();
        ThreadState fresh = ThreadState.current();
        assertSame(attemptOfATransaction(), attemptOfATransaction());
        assertSame(fresh, ThreadState.current());
        ThreadState.resume(context);
    }

    @Test
    void clearingAThreadLeavesItWithoutState() {
        Leftovers.clearThread();
        assertNotSame(context, ThreadState.current());
        ThreadState.resume(context);
        assertSame(context, ThreadState.current());
    }

    @Test
    void anObjectWhoseEndFailedIsNotTheOuterOneOfTheNext() {
        Transaction failed = context.begin(OPTIONS);
        context.depth--;
        Transaction next = context.begin(OPTIONS);
        assertNotSame(failed, next);
        assertNull(next.outer);
        end(next);
    }

    @Test
    void theLengthOfTheLastWaitIsKept() {
        SpinThenPark first = context.spinThenPark();
        assertNotNull(first);
        assertSame(first, context.spinThenPark());
    }

    /** Counts how often it was handed over. */
    private static final class Woken extends Callback {
        int handedOver;

        @Override
        protected void woken() {
            ThreadState.handOverOutsideAttempts(this);
        }

        @Override
        public void handOver() {
            handedOver++;
        }
    }

    @Test
    void aCallbackIsHandedOverOutsideAttemptsOnly() {
        ThreadState.forget();
        Woken first = new Woken();
        first.woken();
        assertEquals(1, first.handedOver, "a thread that has run nothing");
        STM.run(tx -> {});
        Woken between = new Woken();
        between.woken();
        assertEquals(1, between.handedOver, "a thread between two transactions");
        Woken during = new Woken();
        STM.run(tx -> {
            during.woken();
            assertEquals(0, during.handedOver);
        });
        assertEquals(1, during.handedOver);
        ThreadState.resume(context);
    }
}
