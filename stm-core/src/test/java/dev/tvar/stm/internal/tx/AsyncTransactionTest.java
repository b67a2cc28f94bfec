package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.Inspection;
import dev.tvar.stm.internal.cell.Ticket;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.seam.Steps;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The steps between an attempt that retries and the next one, with changes and cancellations between any two of them. */
@Tag("seam")
class AsyncTransactionTest {
    private final Steps steps = Steps.watch();
    private final TLong a = TLong.named("a", 0);
    private final TLong b = TLong.named("b", 0);
    private final TLong sum = TLong.named("sum", 0);
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<Object> ends = new ArrayList<>();
    private int runs;

    private final AsyncTransaction<Long> transaction = asyncSum();

    private AsyncTransaction<Long> asyncSum() {
        return async(tx -> {
            runs++;
            long total = a.get(tx) + b.get(tx);
            tx.check(total > 0);
            sum.add(tx, total);
            return total;
        });
    }

    private AsyncTransaction<Long> async(TxnBody<Long, RuntimeException> body) {
        return new AsyncTransaction<>(TxnOptions.defaults(), body, tasks::add, new AsyncTransaction.Completion<>() {
            @Override
            public void completed(Long result) {
                ends.add(result);
            }

            @Override
            public void failed(Throwable failure) {
                ends.add(failure);
            }
        });
    }

    @AfterEach
    void takeOutTheSeam() {
        steps.close();
        assertFalse(Inspection.hasWaiters(a) || Inspection.hasWaiters(b));
    }

    private void runTask() {
        tasks.remove().run();
    }

    private static void set(TLong variable, long value) {
        STM.run(tx -> variable.set(tx, value));
    }

    private void assertEnds(Object end) {
        assertEquals(List.of(end), ends);
        assertTrue(tasks.isEmpty());
    }

    @Test
    void itWaitsAndIsHandedOverOnceForTwoChanges() {
        transaction.start();
        runTask();
        assertTrue(Inspection.hasWaiters(a) && Inspection.hasWaiters(b));
        set(a, 1);
        set(b, 2);
        assertEquals(1, tasks.size());
        assertTrue(ends.isEmpty());
        runTask();
        assertEnds(3L);
        assertEquals(2, runs);
        assertEquals(3, sum.now());
    }

    @Test
    void aChangeBeforeTheRegistrationIsNotMissed() {
        transaction.start();
        steps.before(Step.REGISTER, 1, () -> set(a, 1));
        runTask();
        assertEnds(1L);
    }

    @Test
    void aChangeDuringTheRegistrationIsNotMissed() {
        transaction.start();
        steps.before(Step.REGISTER, 2, () -> set(a, 1));
        runTask();
        assertEnds(1L);
    }

    @Test
    void aChangeBeforeItIsArmedIsNotMissed() {
        transaction.start();
        steps.before(Step.ARM, 1, () -> set(a, 1));
        runTask();
        assertEnds(1L);
        assertEquals(2, runs);
    }

    @Test
    void withoutTheLookAtTheWakeUpAChangeBeforeItIsArmedIsMissed() {
        transaction.start();
        steps.without(Step.ARM).before(Step.ARM, 1, () -> set(a, 1));
        runTask();
        assertTrue(tasks.isEmpty() && ends.isEmpty());
        assertTrue(transaction.end(false));
    }

    @Test
    void aWakeUpWithoutAChangeRunsNoBody() {
        transaction.start();
        runTask();
        Cells.waiters(a).wakeAll();
        runTask();
        assertEquals(1, runs);
        set(b, 5);
        runTask();
        assertEnds(5L);
    }

    @Test
    void aCancellationAtAnyStepOfTheRegistrationLeavesNothing() {
        for (Step step : List.of(Step.LOOK_AT_STAMP, Step.REGISTER, Step.SET_AWAITED, Step.ARM)) {
            AsyncTransaction<Long> cancelled = asyncSum();
            cancelled.start();
            steps.before(step, steps.count(step) + 1, () -> assertTrue(cancelled.end(true)));
            runTask();
            assertTrue(ends.isEmpty() && tasks.isEmpty(), step::toString);
            assertFalse(Inspection.hasWaiters(a) || Inspection.hasWaiters(b), step::toString);
            assertFalse(cancelled.end(true), "it has ended");
            STM.run(
                    tx -> { // the W bits are cleared for the next one
                        a.set(tx, 0);
                        b.set(tx, 0);
                    });
        }
    }

    @Test
    void aCancellationBeforeTheDecisionRollsTheAttemptBack() {
        set(a, 1);
        transaction.start();
        steps.before(Step.DECIDE, 1, () -> assertTrue(transaction.end(false)));
        runTask();
        assertTrue(ends.isEmpty());
        assertEquals(0, sum.now());
    }

    @Test
    void aCancellationAfterTheDecisionIsTooLate() {
        set(a, 1);
        transaction.start();
        steps.before(Step.LOCK, steps.count(Step.LOCK) + 1, () -> assertFalse(transaction.end(true)));
        runTask();
        assertEnds(1L);
    }

    @Test
    void aCancellationDuringACommitThatIsLostEndsTheTransaction() {
        set(a, 1);
        transaction.start();
        steps.before(Step.LOCK, steps.count(Step.LOCK) + 1, () -> {
            assertFalse(transaction.end(true));
            Cells.write(b, 1);
        });
        runTask();
        assertEquals(1, ends.size());
        assertTrue(ends.get(0) instanceof CancellationException);
        assertEquals(0, sum.now());
        assertEquals(1, runs);
    }

    @Test
    void withoutTheHandOverNothingContinuesIt() {
        transaction.start();
        runTask();
        steps.without(Step.HAND_OVER);
        set(a, 1);
        assertTrue(tasks.isEmpty());
        assertTrue(transaction.end(false));
    }

    @Test
    void aCancellationBeforeTheWaitBeginsLeavesNothing() {
        transaction.start();
        steps.withTime(
                () -> { // read when the attempt has ended, and the wait not begun
                    transaction.end(true);
                    return 0;
                });
        runTask();
        assertTrue(ends.isEmpty() && tasks.isEmpty());
        assertEquals(1, runs);
    }

    /** The participant runs when the commit is decided, and then retries, so that there is no commit after all. */
    @Test
    void aCancellationDuringACommitThatRetriesEndsTheTransaction() {
        List<AsyncTransaction<Long>> cancelled = new ArrayList<>();
        cancelled.add(async(tx -> {
            tx.enlist((Preparing) in -> {
                assertFalse(cancelled.get(0).end(true));
                in.retry();
            });
            return a.get(tx);
        }));
        cancelled.get(0).start();
        runTask();
        assertEquals(1, ends.size());
        assertTrue(ends.get(0) instanceof CancellationException);
    }

    @Test
    void patienceIsCountedOverAllWaits() {
        long[] minutes = {100};
        steps.withTime(() -> Duration.ofMinutes(minutes[0]).toNanos());
        async(tx -> {
                    if (a.get(tx) < 100) {
                        tx.retryFor(Duration.ofHours(1));
                    }
                    return a.get(tx);
                })
                .start();
        runTask();
        minutes[0] += 40;
        set(a, 1);
        runTask();
        assertTrue(Inspection.hasWaiters(a) && ends.isEmpty());
        minutes[0] += 20;
        set(a, 2);
        runTask();
        assertEnds(2L);
    }

    @Test
    void lostAttemptsAreCountedOverAllWaits() {
        int losses = STM.ATTEMPTS_BEFORE_TICKET;
        List<Boolean> hadTicket = new ArrayList<>();
        steps.without(Step.BACK_OFF);
        async(tx -> {
                    runs++;
                    hadTicket.add(Ticket.isOut());
                    long value = a.get(tx);
                    tx.check(runs != losses);
                    if (runs <= losses + 1) {
                        Cells.write(a, value);
                    }
                    b.set(tx, 1);
                    return value;
                })
                .start();
        runTask();
        assertEquals(losses, runs, "one less were lost, and the last has retried");
        set(a, 7);
        runTask();
        assertEnds(7L);
        assertEquals(losses + 2, runs);
        assertEquals(List.of(losses + 1), List.of(hadTicket.indexOf(true)), "after as many losses as a blocking one");
    }

    @Test
    void aTransactionInTheBodyJoins() {
        IllegalStateException failure = new IllegalStateException("test");
        async(tx -> {
                    set(b, 7);
                    throw failure;
                })
                .start();
        runTask();
        assertEnds(failure);
        assertEquals(0, b.now());
    }

    @Test
    void itsThreadIsLeftAsAfterABlockingTransaction() {
        ThreadState.forget();
        ThreadState fresh = ThreadState.current();
        Attempt used = STM.<Attempt, RuntimeException>atomically(tx -> ((TxnHandle) tx).usable());
        async(tx -> a.get(tx)).start();
        runTask();
        assertEnds(0L);
        assertEquals(0, fresh.depth);
        assertSame(used, STM.<Attempt, RuntimeException>atomically(tx -> ((TxnHandle) tx).usable()));
        assertSame(fresh, ThreadState.current());
    }

    @Test
    void anErrorBetweenTwoAttemptsFailsItAndLeavesNoWaiter() {
        Error failure = new Error("test");
        transaction.start();
        steps.before(Step.REGISTER, 2, () -> {
            throw failure;
        });
        runTask();
        assertEnds(failure);
    }

    @Test
    void aTaskThatRunsInsideATransactionOrASnapshotOfItsThreadFailsAndSaysInWhich() {
        transaction.start();
        STM.run(tx -> runTask());
        async(tx -> a.get(tx)).start();
        STM.<Long, RuntimeException>snapshot(tx -> {
            runTask();
            return a.get(tx);
        });
        assertTrue(ends.get(0).toString().contains("inside a transaction of its thread"), ends::toString);
        assertTrue(ends.get(1).toString().contains("inside a snapshot of its thread"), ends::toString);
        assertEquals(0, runs);
    }
}
