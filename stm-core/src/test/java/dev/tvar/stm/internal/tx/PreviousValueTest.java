package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.access.Access;
import dev.tvar.stm.internal.access.Outcome;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.seam.Steps;
import dev.tvar.stm.internal.snapshot.Snapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The previous value of a number belongs to the newest snapshot that needs it; for older ones it is moved to their tables. */
@Tag("seam")
class PreviousValueTest {
    private final Steps steps = Steps.watch();
    private final TLong number = TLong.named("number", 1);
    private final TLong other = TLong.named("other", 2);

    @AfterEach
    void takeOutTheSeam() {
        steps.close();
    }

    private static void commit(long value, TLong... variables) {
        Transaction transaction = new Transaction(null, false);
        transaction.begin(TxnOptions.defaults());
        for (TLong each : variables) {
            transaction.attempt.toWrite(null, each, Access.SET).set(value);
        }
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
    }

    private static void assertSees(long expected, Snapshot snapshot, TLong variable) {
        assertEquals(expected, snapshot.read(variable));
        assertEquals(expected, new SnapshotTxn(snapshot).read(variable));
    }

    @Test
    void oneSnapshotNeedsNoTable() {
        Snapshot snapshot = TestSnapshots.open();
        for (int value = 10; value < 15; value++) {
            commit(value, number, other);
            assertSees(1, snapshot, number);
            assertSees(2, snapshot, other);
        }
        assertEquals(0, snapshot.keptValues());
        assertEquals(2, steps.count(Step.KEEP_FOR_SNAPSHOTS), "only the first commit overwrites what it sees");
    }

    @Test
    void theValueOfAnOlderSnapshotIsMovedToItsTable() {
        Snapshot first = TestSnapshots.open();
        commit(10, number);
        Snapshot second = TestSnapshots.open();
        commit(100, number);
        Snapshot third = TestSnapshots.open();
        commit(1000, number);
        assertSees(1, first, number);
        assertSees(10, second, number);
        assertSees(100, third, number);
        assertEquals(1, first.keptValues());
        assertEquals(1, second.keptValues());
        assertEquals(0, third.keptValues());
    }

    @Test
    void twoSnapshotsOfOneVersionShareItsValue() {
        Snapshot first = TestSnapshots.open();
        Snapshot second = TestSnapshots.open();
        commit(10, number);
        assertSees(1, first, number);
        assertSees(1, second, number);
        assertEquals(0, first.keptValues() + second.keptValues());
    }

    @Test
    void nothingIsMovedForASnapshotThatHasEnded() {
        Snapshot first = TestSnapshots.open();
        commit(10, number);
        Snapshot second = TestSnapshots.open();
        first.ended = true;
        commit(100, number);
        assertEquals(0, first.keptValues());
        assertSees(10, second, number);
    }

    @Test
    void withoutASnapshotNothingIsSaved() {
        TestSnapshots.close(TestSnapshots.open());
        commit(10, number);
        assertEquals(0, steps.count(Step.KEEP_FOR_SNAPSHOTS));
    }

    @Test
    void aCommitThatFailsWhileItSavesChangesNothingForSnapshots() {
        Snapshot first = TestSnapshots.open();
        commit(10, number);
        Snapshot second = TestSnapshots.open();
        int saved = steps.count(Step.KEEP_FOR_SNAPSHOTS);
        steps.before(Step.KEEP_FOR_SNAPSHOTS, saved + 2, () -> {
            throw new OutOfMemoryError("planted");
        });
        assertThrows(OutOfMemoryError.class, () -> commit(100, number, other));
        assertEquals(10, number.now());
        assertSees(1, first, number);
        assertSees(10, second, number);
        commit(1000, number, other);
        assertSees(1, first, number);
        assertSees(10, second, number);
        assertSees(2, first, other);
    }

    @Test
    void aValueThatLeavesTheVariableDuringAReadIsFoundInTheTable() {
        Snapshot first = TestSnapshots.open();
        commit(10, number);
        TestSnapshots.open();
        steps.before(Step.LOOK_AT_PREVIOUS, 1, () -> commit(100, number));
        assertEquals(1, first.read(number));
        assertEquals(1, first.keptValues());
    }
}
