package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.seam.Recorder;
import dev.tvar.stm.internal.snapshot.Snapshot;
import dev.tvar.stm.internal.snapshot.Snapshots;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The engine records what each barrier has read and written, whichever way the barrier took. */
class RecordedBarriersTest extends RecorderScene {
    private void useAllTwice(Txn tx) {
        number.get(tx);
        number.get(tx);
        text.get(tx);
        text.get(tx);
        number.set(tx, 5);
        number.get(tx);
        text.set(tx, "new");
        text.set(tx, "newer");
        text.get(tx);
    }

    private static final List<String> ALL_TWICE = List.of(
            "number is 1",
            "number is 1",
            "text is old",
            "text is old",
            "number := 5",
            "own number is 5",
            "text := new",
            "text := newer",
            "own text is newer");

    @Test
    void everyReadAndWriteOfABodyIsRecordedAlsoOfWhatItHasReadOrWritten() {
        STM.run(this::useAllTwice);
        assertEquals(ALL_TWICE, told.subList(2, 2 + ALL_TWICE.size()));
    }

    @Test
    void everyReadAndWriteOfANestedPartIsRecorded() {
        STM.run(tx -> tx.nested(part -> {
            useAllTwice(part);
            return 0;
        }));
        assertEquals(ALL_TWICE, told.subList(2, 2 + ALL_TWICE.size()));
    }

    @Test
    void addsAndAnswersAreRecordedInAnyPart() {
        STM.run(tx -> number.isAtLeast(tx, 1));
        STM.run(tx -> tx.nested(part -> {
            number.add(part, 4);
            return 0;
        }));
        assertEquals(
                List.of(
                        "begin",
                        "attempt 1",
                        "number>=1",
                        "committed",
                        "begin",
                        "attempt 1",
                        "number += 4",
                        "number becomes 5",
                        "committed"),
                told);
    }

    @Test
    void theInstantOfACommitIsRecordedWhileItHasTheLocksAndHasStoredNothing() {
        recorder.uninstall();
        Recorder listener = new Listener() {
            @Override
            protected void instant() {
                told.add("instant" + (isLocked(number) ? ", locked" : ""));
            }
        };
        listener.install();
        STM.run(tx -> number.set(tx, 5));
        listener.uninstall();
        assertEquals(
                List.of("begin", "attempt 1", "number := 5", "instant, locked", "number becomes 5", "committed"), told);
    }

    @Test
    void aSumThatIsRefusedDependsOnTheValueAndNoLockIsHeldByThen() {
        String refused = assertThrows(ArithmeticException.class, () -> STM.run(tx -> number.add(tx, Long.MAX_VALUE)))
                .getMessage();
        assertEquals(
                List.of(
                        "begin",
                        "attempt 1",
                        "number += " + Long.MAX_VALUE,
                        "number is 1",
                        "threw " + refused,
                        "READ_CHANGED",
                        "lost"),
                told);
    }

    @Test
    void aSnapshotRecordsAReadOfThePreviousValue() {
        STM.snapshot(tx -> {
            Snapshot open = Objects.requireNonNull(ThreadState.current().snapshot);
            Snapshots.save(open, number, 0);
            Cells.write(number, 2, open.instant() + 1);
            return number.get(tx);
        });
        assertEquals(List.of("snapshot", "attempt 1", "number is 1 kept", "committed"), told);
    }

    @Test
    void theLatestValueOfATextIsRecorded() {
        text.now();
        assertEquals(List.of("now text is old"), told);
    }
}
