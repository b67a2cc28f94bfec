package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.Clock;
import dev.tvar.stm.internal.seam.Recorder;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.snapshot.Snapshot;
import dev.tvar.stm.internal.snapshot.Snapshots;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The engine records every read, answer, write, begin and end of its attempts, on every path. */
class RecorderTest extends RecorderScene {
    @Test
    void aTransactionRecordsItsReadsAndWrites() {
        STM.run(tx -> {
            number.get(tx);
            text.get(tx);
            number.isAtLeast(tx, 2);
            number.isAtLeast(tx, 1);
            number.add(tx, 4);
            text.set(tx, "new");
        });
        assertEquals(
                List.of(
                        "begin",
                        "attempt 1",
                        "number is 1",
                        "text is old",
                        "number<2",
                        "number>=1",
                        "number is 1",
                        "number := 5",
                        "text := new",
                        "number becomes 5",
                        "text becomes new",
                        "committed"),
                told);
    }

    @Test
    void aRepeatedReadIsRecordedOnce() {
        steps.before(Step.COMPARE_STAMPS, 1, () -> Cells.setVersion(number, Clock.peek()));
        steps.before(Step.COMPARE_STAMPS, 3, () -> Cells.setVersion(text, Clock.peek()));
        Clock.leap();
        STM.run(tx -> {
            number.get(tx);
            text.get(tx);
        });
        assertEquals(List.of("begin", "attempt 1", "number is 1", "text is old", "committed"), told);
    }

    @Test
    void aSnapshotRecordsItsReads() {
        STM.snapshot(tx -> {
            number.get(tx);
            return text.get(tx);
        });
        assertEquals(List.of("snapshot", "attempt 1", "number is 1", "text is old", "committed"), told);
    }

    @Test
    void aSnapshotRecordsARepeatedRead() {
        steps.before(Step.COMPARE_STAMPS, 1, () -> Cells.setVersion(number, 1));
        steps.before(Step.COMPARE_STAMPS, 3, () -> Cells.setVersion(text, 1));
        STM.snapshot(tx -> {
            number.get(tx);
            return text.get(tx);
        });
        assertEquals(List.of("snapshot", "attempt 1", "number is 1", "text is old", "committed"), told);
        assertEquals(4, steps.count(Step.COMPARE_STAMPS));
    }

    @Test
    void aSnapshotRecordsReadsOfSavedValues() {
        STM.snapshot(tx -> {
            Snapshot open = Objects.requireNonNull(ThreadState.current().snapshot);
            Snapshots.save(open, number, 0);
            Snapshots.save(open, text, 0);
            Cells.write(number, 2, open.instant() + 1);
            Cells.write(text, "new", open.instant() + 1);
            number.get(tx);
            return text.get(tx);
        });
        assertEquals(List.of("snapshot", "attempt 1", "number is 1 kept", "text is old kept", "committed"), told);
    }

    @Test
    void theEventsOfBodiesAreRecorded() {
        STM.with(TxnOptions.defaults().withName("all")).run(tx -> {
            number.add(tx, 2);
            tx.orElse(
                    part -> {
                        text.set(part, "part");
                        return part.retry();
                    },
                    part -> text.get(part));
            number.get(tx);
            tx.afterCommit(() -> {});
        });
        number.now();
        assertEquals(
                List.of(
                        "begin",
                        "attempt 1 of all",
                        "number += 2",
                        "text := part",
                        "undo",
                        "alternative",
                        "text is old",
                        "number is 1",
                        "own number is 3",
                        "number becomes 3",
                        "committed",
                        "hook of a commit",
                        "now number is 3"),
                told);
    }

    @Test
    void aConflictAndItsEndAreRecorded() {
        steps.before(Step.LOCK, 1, () -> Cells.setVersion(number, Clock.peek() + 1));
        assertThrows(
                TooManyAttemptsException.class,
                () -> STM.with(TxnOptions.defaults().withMaxAttempts(1)).run(tx -> {
                    tx.afterRollback(() -> {});
                    number.set(tx, number.get(tx) + 1);
                }));
        assertEquals(
                List.of(
                        "begin",
                        "attempt 1",
                        "number is 1",
                        "number := 2",
                        "READ_CHANGED over number",
                        "lost",
                        "hook of a rollback",
                        "gave up: TooManyAttemptsException"),
                told);
    }

    @Test
    void aFailedAttemptIsRecordedAsLost() {
        assertThrows(
                IllegalStateException.class,
                () -> STM.run(tx -> {
                    number.set(tx, 1);
                    throw new IllegalStateException("test");
                }));
        assertEquals(List.of("begin", "attempt 1", "number := 1", "threw test", "READ_CHANGED", "lost"), told);
    }

    @Test
    void thereIsOneListenerAtATime() {
        assertThrows(IllegalStateException.class, () -> new Listener().install());
        new Listener().uninstall();
        STM.run(tx -> {});
        assertEquals(List.of("begin", "attempt 1", "committed"), told);
        recorder.uninstall();
        STM.run(tx -> {});
        assertEquals(3, told.size());
    }

    /** The listener stands for whatever may fail while a part is undone, such as a full stack. */
    @Test
    void aPartThatCannotBeUndoneKeepsTheTransactionFromItsCommitWhateverTheBodyCatches() {
        recorder.uninstall();
        Error fault = new Error("test");
        Recorder failing = new Listener() {
            @Override
            protected void undo() {
                throw fault;
            }
        };
        failing.install();
        try {
            Error thrown = assertThrows(
                    Error.class,
                    () -> STM.run(tx -> {
                        assertThrows(
                                Error.class,
                                () -> tx.nested(part -> {
                                    number.set(part, 2);
                                    throw new IllegalStateException("undo this");
                                }));
                    }));
            assertSame(fault, thrown);
        } finally {
            failing.uninstall();
        }
        assertEquals(1, number.now());
    }
}
