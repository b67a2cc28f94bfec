package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.Inspection;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.seam.Steps;
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
        return new AsyncTransaction<>(
                TxnOptions.defaults(),
                tx -> {
                    runs++;
                    long total = a.get(tx) + b.get(tx);
                    tx.check(total > 0);
                    sum.add(tx, total);
                    return total;
                },
                tasks::add,
                new AsyncTransaction.Completion<>() {
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
}
