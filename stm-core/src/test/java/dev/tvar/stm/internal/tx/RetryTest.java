package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.access.Access;
import dev.tvar.stm.internal.access.AccessSet;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.Deadline;
import dev.tvar.stm.internal.cell.Inspection;
import dev.tvar.stm.internal.cell.Sleeper;
import dev.tvar.stm.internal.cell.WaitNode;
import dev.tvar.stm.internal.diagnostics.LiveWait;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.seam.Steps;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wait ends when a variable of the read set changes, not before, and leaves nothing behind. */
@Tag("seam")
class RetryTest {
    private final Steps steps = Steps.watch();
    private final Transaction transaction = new Transaction(null, false);
    private final AccessSet set = transaction.attempt;
    private final LiveWait wait = LiveWait.begin("test");
    private final TLong a = TLong.named("a", 0);
    private final TLong b = TLong.named("b", 0);

    @BeforeEach
    void begin() {
        transaction.begin(TxnOptions.defaults());
        transaction.beginFirstAttempt();
    }

    @AfterEach
    void takeOutTheSeam() {
        steps.close();
        wait.end();
        assertFalse(Inspection.hasWaiters(a) || Inspection.hasWaiters(b));
    }

    private boolean await() throws InterruptedException {
        return Retry.await(transaction.attempt, Deadline.NEVER, wait);
    }

    private void read(TLong variable) {
        set.recordRead(null, variable, Cells.word(variable), 0);
    }

    private void answer(TLong variable, long low, long high) {
        set.recordAnswer(null, variable, Cells.version(variable), low, high);
    }

    /** The steps of a committer that finds the W bit set: it wakes the waiters. */
    private static void commit(TLong variable, long value) {
        boolean awaited = Cells.isAwaited(variable);
        Cells.lock(variable);
        Cells.write(variable, value);
        if (awaited) {
            Cells.waiters(variable).wakeAll();
        }
    }

    @Test
    void aWaitLastsUntilAChange() throws InterruptedException {
        read(a);
        read(b);
        steps.whileParked(() -> assertTrue(Inspection.hasWaiters(a) && Cells.isAwaited(a)))
                .whileParked(() -> assertTrue(Inspection.hasWaiters(b) && Cells.isAwaited(b)))
                .whileParked(() -> commit(b, 1));
        assertTrue(await());
        assertEquals(3, steps.parked());
        assertEquals(2, steps.count(Step.DEREGISTER));
    }

    @Test
    void afterAChangeThereIsNoWait() throws InterruptedException {
        read(a);
        read(b);
        commit(b, 1);
        assertTrue(await());
        assertEquals(0, steps.parked());
    }

    @Test
    void aChangeDuringTheRegistrationIsNotMissed() throws InterruptedException {
        read(a);
        read(b);
        steps.before(Step.REGISTER, 2, () -> commit(a, 1));
        assertTrue(await());
        assertEquals(0, steps.parked());
    }

    @Test
    void aChangeDuringTheAnnouncementIsNotMissed() throws InterruptedException {
        read(a);
        steps.before(Step.SET_AWAITED, 1, () -> commit(a, 1));
        assertTrue(await());
        assertEquals(0, steps.parked());
    }

    @Test
    void aVariableThatIsAwaitedAlreadyNeedsNoAnnouncement() throws InterruptedException {
        Cells.setAwaited(a);
        read(a);
        steps.whileParked(() -> commit(a, 1));
        assertTrue(await());
        assertEquals(1, steps.count(Step.SET_AWAITED), "the one before");
    }

    @Test
    void aLockedVariableIsAnnouncedWhenTheLockHasEnded() throws InterruptedException {
        read(a);
        Cells.lock(a);
        steps.before(Step.SPIN, 5, () -> Cells.unlock(a));
        steps.whileParked(() -> commit(a, 1));
        assertTrue(await());
        assertEquals(5, steps.count(Step.SPIN));
        assertEquals(1, steps.parked());
    }

    @Test
    void aLockedVariableThatIsAwaitedIsWaitedForAsWell() throws InterruptedException {
        Cells.setAwaited(a);
        read(a);
        Cells.lock(a);
        steps.before(Step.SPIN, 5, () -> Cells.write(a, 1));
        assertTrue(await());
        assertEquals(0, steps.parked());
    }

    @Test
    void aWakeUpWithoutAChangeIsSleptThrough() throws InterruptedException {
        read(a);
        steps.whileParked(() -> Cells.waiters(a).wakeAll()).whileParked(() -> commit(a, 1));
        assertTrue(await());
        assertEquals(2, steps.parked());
    }

    @Test
    void anAnswerThatStaysTheSameIsSleptThrough() throws InterruptedException {
        answer(a, 0, 5);
        steps.whileParked(() -> commit(a, 5)).whileParked(() -> commit(a, 6));
        assertTrue(await());
        assertEquals(2, steps.parked());
    }

    @Test
    void anAnswerThatHasChangedAlreadyEndsTheWait() throws InterruptedException {
        answer(a, 0, 5);
        commit(a, 6);
        assertTrue(await());
        assertEquals(0, steps.parked());
    }

    @Test
    void anAnswerThatChangesDuringItsAnnouncementIsNotMissed() throws InterruptedException {
        answer(a, 0, 5);
        steps.before(Step.SET_AWAITED, 1, () -> commit(a, 6));
        assertTrue(await());
        assertEquals(0, steps.parked());
    }

    @Test
    void aVariableThatIsOnlyWrittenIsNotAwaited() throws InterruptedException {
        read(a);
        set.toWrite(null, b, Access.SET).set(1L);
        steps.whileParked(() -> assertFalse(Inspection.hasWaiters(b))).whileParked(() -> commit(a, 1));
        assertTrue(await());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 8, 9, 40})
    void itStandsInTheListsOfAllThatWasRead(int count) throws InterruptedException {
        List<TLong> all = IntStream.range(0, count).mapToObj(i -> TLong.of(i)).toList();
        all.forEach(this::read);
        steps.whileParked(() -> assertTrue(all.stream().allMatch(Inspection::hasWaiters)));
        steps.whileParked(() -> commit(all.get(count - 1), -1));
        assertTrue(await());
        assertFalse(all.stream().anyMatch(Inspection::hasWaiters));
    }

    @Test
    void aWaitEndsAtTheDeadline() throws InterruptedException {
        long[] now = {100};
        steps.withTime(() -> now[0]);
        read(a);
        steps.whileParked(() -> now[0] = 199).whileParked(() -> now[0] = 200);
        assertFalse(Retry.await(transaction.attempt, 200, wait));
        assertEquals(2, steps.parked());
    }

    @Test
    void anInterruptEndsTheWaitAndClearsTheFlag() {
        read(a);
        steps.whileParked(() -> Thread.currentThread().interrupt());
        assertThrows(InterruptedException.class, this::await);
        assertFalse(Thread.interrupted());
    }

    @Test
    void aSleepingWaiterIsShownToASession() throws InterruptedException {
        read(a);
        int before = LiveWait.count();
        steps.whileParked(() -> {
            assertEquals(before + 1, LiveWait.count());
            assertTrue(LiveWait.all().stream().anyMatch(each -> each.variables().equals(List.of("a"))));
        });
        steps.whileParked(() -> commit(a, 1));
        assertTrue(await());
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8, 9})
    void theFirstVariablesThatAreAwaitedAreNamed(int count) throws InterruptedException {
        List<TLong> all =
                IntStream.range(0, count).mapToObj(i -> TLong.named("v" + i, i)).toList();
        all.forEach(this::read);
        List<String> names = IntStream.range(0, count)
                .mapToObj(i -> i == WaitNode.NAMED ? "..." : "v" + i)
                .toList();
        steps.whileParked(() -> assertTrue(
                LiveWait.all().stream().anyMatch(each -> each.variables().equals(names))));
        steps.whileParked(() -> commit(all.get(0), -1));
        assertTrue(await());
    }

    @Test
    void aWakeUpThatCameBeforeTheSleepIsNotShownAsSleep() throws InterruptedException {
        read(a);
        read(b);
        int before = LiveWait.count();
        steps.before(Step.REGISTER, 2, () -> Cells.waiters(a).wakeAll());
        steps.before(Step.LOOK_FOR_WAKE_UP, 1, () -> assertEquals(before, LiveWait.count()));
        steps.whileParked(() -> commit(a, 1));
        assertTrue(await());
        assertEquals(1, steps.parked());
    }

    @Test
    void aWaitingThreadHandsTheWakeUpOn() throws InterruptedException {
        Sleeper older = new Sleeper(true);
        older.enter(a, Cells.waiters(a));
        read(a);
        steps.whileParked(() -> {
            commit(a, 1);
            assertFalse(older.wasToldToWake());
        });
        assertTrue(await());
        assertTrue(older.wasToldToWake());
        older.deregister();
    }
}
