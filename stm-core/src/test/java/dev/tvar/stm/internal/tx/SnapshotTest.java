package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.Clock;
import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.seam.Steps;
import dev.tvar.stm.internal.snapshot.Snapshot;
import dev.tvar.stm.internal.snapshot.Snapshots;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** An open snapshot reads at its instant, whatever is published around its reads. */
@Tag("seam")
class SnapshotTest {
    private final Steps steps = Steps.watch();
    private final TLong number = TLong.named("number", 1);
    private final TVar<String> text = TVar.named("text", "old");
    private final Snapshot snapshot = TestSnapshots.open();
    private final long instant = snapshot.instant();

    @AfterEach
    void takeOutTheSeam() {
        steps.close();
    }

    @Test
    void itsInstantIsTakenOnce() {
        assertEquals(instant, snapshot.instant());
        assertEquals(instant, Clock.peek());
        assertEquals(1, steps.count(Step.TAKE_INSTANT));
        assertEquals(1, steps.count(Step.LEAP));
    }

    @Test
    void aValueOfItsInstantNeedsOneRead() {
        SnapshotTxn tx = new SnapshotTxn(snapshot);
        Cells.write(number, 10, instant);
        Cells.write(text, "new", instant);
        Cells.setAwaited(text);
        Cells.setAwaited(number);
        assertEquals(10, tx.read(number));
        assertEquals("new", tx.read(text));
        assertEquals(2, steps.count(Step.LOOK_AT_STAMP));
    }

    @Test
    void anOverwrittenValueIsReadFromTheSavedOnes() {
        Snapshots.save(snapshot, number, 0);
        Snapshots.save(snapshot, text, 0);
        assertEquals(1, snapshot.keptValues(), "the number is in its variable");
        Cells.write(number, 10, instant + 1);
        Cells.write(text, "new", instant + 1);
        assertEquals(1, snapshot.read(number));
        assertEquals("old", snapshot.read(text));
    }

    @Test
    void anOverwrittenNumberIsReadWithoutWaitingForALock() {
        SnapshotTxn tx = new SnapshotTxn(snapshot);
        Snapshots.save(snapshot, number, 0);
        Cells.write(number, 10, instant + 1);
        Cells.lock(number);
        assertEquals(1, tx.read(number));
        assertEquals(1, snapshot.read(number));
        assertEquals(0, steps.count(Step.SPIN));
    }

    @Test
    void nullIsAValueThatIsKept() {
        Cells.write(text, null, instant);
        Snapshots.save(snapshot, text, 0);
        Cells.write(text, "new", instant + 1);
        assertNull(snapshot.read(text));
    }

    @Test
    void aValueThatWasNotSavedIsNotInvented() {
        Cells.write(text, "new", instant + 1);
        assertThrows(IllegalStateException.class, () -> snapshot.read(text));
    }

    @Test
    void aLockedVariableMayBecomeOneOfItsInstant() {
        Cells.lock(number);
        steps.before(Step.SPIN, 40, () -> Cells.write(number, 10, instant));
        assertEquals(10, snapshot.read(number));
        Cells.lock(text);
        steps.before(Step.SPIN, 80, () -> Cells.write(text, "new", instant));
        assertEquals("new", snapshot.read(text));
        assertEquals(80, steps.count(Step.SPIN));
    }

    @Test
    void aLockedVariableMayBecomeOneThatIsTooNew() {
        Cells.lock(number);
        Snapshots.save(snapshot, number, 0);
        steps.before(Step.SPIN, 3, () -> Cells.write(number, 10, instant + 1));
        assertEquals(1, snapshot.read(number));
    }

    @Test
    void aValueOverwrittenDuringTheReadIsReadFromTheSavedOnes() {
        steps.before(Step.COMPARE_STAMPS, 1, () -> overwrite(number));
        assertEquals(1, snapshot.read(number));
        steps.before(Step.COMPARE_STAMPS, 2, () -> overwrite(text));
        assertEquals("old", snapshot.read(text));
    }

    private void overwrite(Cell cell) {
        Snapshots.save(snapshot, cell, 0);
        Cells.setVersion(cell, instant + 1);
    }

    @Test
    void aValueThatChangesWithinTheInstantIsReadAgain() {
        steps.before(Step.COMPARE_STAMPS, 1, () -> Cells.write(number, 9, instant - 1));
        steps.before(Step.COMPARE_STAMPS, 2, () -> Cells.write(number, 10, instant));
        assertEquals(10, snapshot.read(number));
        assertEquals(3, steps.count(Step.COMPARE_STAMPS));
        steps.before(Step.COMPARE_STAMPS, 4, () -> Cells.write(text, "new", instant - 1));
        steps.before(Step.COMPARE_STAMPS, 5, () -> Cells.write(text, "newer", instant));
        assertEquals("newer", snapshot.read(text));
        assertEquals(6, steps.count(Step.COMPARE_STAMPS));
    }

    @Test
    void aVariableAwaitedDuringTheReadIsReadAgainAndNotSoughtAmongTheSaved() {
        steps.before(Step.COMPARE_STAMPS, 1, () -> moveToTheInstant(number));
        assertEquals(1, snapshot.read(number));
        steps.before(Step.COMPARE_STAMPS, 3, () -> moveToTheInstant(text));
        assertEquals("old", snapshot.read(text));
        assertEquals(0, steps.count(Step.LOOK_AT_KEPT));
    }

    private void moveToTheInstant(Cell cell) {
        Cells.setVersion(cell, instant);
        Cells.setAwaited(cell);
    }

    @Test
    void afterItsEndItReadsNothing() {
        SnapshotTxn tx = new SnapshotTxn(snapshot);
        assertFalse(snapshot.ended);
        Cells.write(number, 10, instant + 1);
        Cells.write(text, "new", instant + 1);
        tx.bound = Snapshot.NOTHING; // as the end of the body does
        TestSnapshots.close(snapshot);
        assertTrue(snapshot.ended);
        assertRefused(() -> tx.read(number));
        assertRefused(() -> tx.read(text));
    }

    @Test
    void aRightToReadThatHasEndedReadsNothingAlthoughTheSnapshotIsOpen() {
        SnapshotTxn tx = new SnapshotTxn(snapshot);
        assertEquals(1, tx.read(number));
        tx.bound = Snapshot.NOTHING;
        assertRefused(() -> tx.read(number));
        assertRefused(() -> tx.read(text));
        assertEquals(1, new SnapshotTxn(snapshot).read(number));
    }

    private static void assertRefused(Executable use) {
        String refused = assertThrows(IllegalStateException.class, use).toString();
        assertTrue(refused.contains("this snapshot has ended"), refused);
    }

    @Test
    void itBelongsToItsThread() {
        SnapshotTxn tx = new SnapshotTxn(snapshot);
        assertEquals(1, tx.read(number));
        assertEquals("old", tx.read(text));
        List<Runnable> uses = List.of(() -> tx.read(number), () -> tx.read(text));
        for (Runnable use : uses) {
            CompletableFuture<Void> elsewhere = CompletableFuture.runAsync(use);
            CompletionException refused = assertThrows(CompletionException.class, elsewhere::join);
            assertTrue(refused.getCause() instanceof IllegalStateException, refused::toString);
        }
    }

    /** A snapshot that takes its values from elsewhere. */
    private static final class Past extends Snapshot {
        Past() {
            bound = Long.MIN_VALUE; // older than every stamp
        }

        @Override
        public long read(LongCell cell) {
            return 7;
        }
    }

    @Test
    void aThreadIsInsideAPastSnapshotWhileItsBodyRunsAndThenWhereItWas() {
        STM.run(tx -> {
            ThreadState outside = ThreadState.current();
            ThreadState inside = SnapshotTxn.<ThreadState, RuntimeException>in(new Past(), in -> {
                assertEquals(7, number.get(in));
                assertEquals(7, STM.<Long, RuntimeException>snapshot(number::get));
                assertThrows(IllegalStateException.class, () -> STM.run(other -> number.set(other, 1)));
                return ThreadState.current();
            });
            assertEquals(0, inside.depth);
            assertNull(inside.snapshot);
            assertSame(outside, ThreadState.current());
            assertEquals(1, STM.<Long, RuntimeException>snapshot(number::get));
        });
    }
}
