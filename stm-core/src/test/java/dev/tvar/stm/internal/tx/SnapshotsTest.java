package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.access.Access;
import dev.tvar.stm.internal.access.Outcome;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.Clock;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.seam.Steps;
import dev.tvar.stm.internal.snapshot.Snapshot;
import dev.tvar.stm.internal.snapshot.Snapshots;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The list of open snapshots: committers save a value for every snapshot that may read it, and for no other. */
@Tag("seam")
class SnapshotsTest {
    private final Steps steps = Steps.watch();
    private final TVar<Integer> a = TVar.named("a", 1);
    private final TVar<Integer> b = TVar.named("b", 2);

    @AfterEach
    void takeOutTheSeam() {
        steps.close();
    }

    private static void commit(TVar<Integer> variable, int value) {
        Transaction transaction = new Transaction(null, false);
        transaction.begin(TxnOptions.defaults());
        transaction.attempt.toWrite(null, variable, Access.SET).set((Object) value);
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
    }

    @Test
    void everyOpenSnapshotKeepsTheOverwrittenValues() {
        Snapshot first = TestSnapshots.open();
        commit(a, 10);
        Snapshot second = TestSnapshots.open();
        commit(a, 100);
        assertEquals(List.of(1, 10), List.of(first.read(a), second.read(a)));
        assertEquals(List.of(1, 1), List.of(first.keptValues(), second.keptValues()));
        commit(a, 1000);
        assertEquals(List.of(1, 10), List.of(first.read(a), second.read(a)));
        assertEquals(List.of(1, 1), List.of(first.keptValues(), second.keptValues()));
        assertEquals(2, steps.count(Step.KEEP_FOR_SNAPSHOTS));
    }

    @Test
    void theVersionOfTheInstantItselfIsSaved() {
        Snapshot snapshot = TestSnapshots.open();
        Cells.write(a, 10, snapshot.instant());
        Cells.write(b, 20, snapshot.instant() + 1);
        commit(a, 11);
        commit(b, 21);
        assertEquals(1, snapshot.keptValues());
        assertEquals(10, snapshot.read(a));
    }

    @Test
    void aVariableThatIsOnlyReadIsNotSaved() {
        Snapshot snapshot = TestSnapshots.open();
        Transaction transaction = new Transaction(null, false);
        transaction.begin(TxnOptions.defaults());
        transaction.attempt.recordRead(null, a, Cells.word(a), 0);
        transaction.attempt.toWrite(null, b, Access.SET).set((Object) 20);
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(1, snapshot.keptValues());
    }

    @Test
    void theyOpenAndCloseInAnyOrder() {
        List<Snapshot> three = Stream.generate(TestSnapshots::open).limit(3).toList();
        assertEquals(3, Snapshots.count());
        TestSnapshots.close(three.get(1));
        assertEquals(2, Snapshots.count());
        Snapshot fourth = TestSnapshots.open();
        assertEquals(3, Snapshots.count());
        commit(a, 10);
        for (Snapshot open : List.of(three.get(0), three.get(2), fourth)) {
            assertEquals(1, open.keptValues());
            assertEquals(1, open.read(a));
        }
        assertEquals(0, three.get(1).keptValues());
        TestSnapshots.close(three.get(2));
        TestSnapshots.close(fourth);
        assertEquals(1, Snapshots.count());
        commit(b, 20);
        assertEquals(2, three.get(0).keptValues());
        TestSnapshots.close(three.get(0));
        assertEquals(0, Snapshots.count());
        commit(b, 30);
        assertEquals(2, three.get(0).keptValues());
    }

    @Test
    void anEndedSnapshotStillListedIsRemovedByTheNext() {
        Snapshot first = TestSnapshots.open();
        Snapshot second = TestSnapshots.open();
        first.ended = true; // and there was no stack left to close it
        second.ended = true;
        assertEquals(2, Snapshots.count());
        commit(a, 10);
        assertEquals(0, first.keptValues());
        Snapshot third = TestSnapshots.open();
        Snapshot fourth = TestSnapshots.open();
        TestSnapshots.close(third);
        assertEquals(1, Snapshots.count());
        TestSnapshots.close(fourth);
        assertEquals(0, Snapshots.count());
    }

    @Test
    void aSnapshotThatEndsDuringACommitIsServedNoMore() {
        Snapshot snapshot = TestSnapshots.open();
        steps.before(Step.LOOK_FOR_SNAPSHOTS, 1, () -> snapshot.ended = true);
        commit(a, 10);
        assertEquals(0, snapshot.keptValues());
    }

    @Test
    void aCommitThatFindsNoInstantYetTakesOneAndBelongsToIt() {
        steps.before(Step.LOOK_AT_INSTANT, 1, () -> commit(a, 10));
        Snapshot snapshot = TestSnapshots.open();
        assertEquals(10, snapshot.read(a));
        commit(a, 100);
        assertEquals(10, snapshot.read(a));
    }

    @Test
    void twoThreadsThatTakeTheInstantAtOnceAgree() {
        long[] other = new long[1];
        steps.before(Step.TAKE_INSTANT, 1, () -> {
            commit(a, 10);
            other[0] = Clock.peek();
        });
        Snapshot snapshot = TestSnapshots.open();
        assertEquals(other[0], snapshot.instant());
        assertEquals(10, snapshot.read(a));
    }

    @Test
    void forgettingThemLeavesNone() {
        TestSnapshots.open();
        Snapshots.reset();
        assertEquals(0, Snapshots.count());
    }

    @Test
    void theOldestClosesWhileANewerIsOpen() {
        Snapshot oldest = TestSnapshots.open();
        Snapshot newer = TestSnapshots.open();
        TestSnapshots.close(oldest);
        assertEquals(1, Snapshots.count());
        commit(a, 10);
        assertEquals(List.of(0, 1), List.of(oldest.keptValues(), newer.keptValues()));
        TestSnapshots.close(newer);
        assertEquals(0, Snapshots.count());
    }
}
