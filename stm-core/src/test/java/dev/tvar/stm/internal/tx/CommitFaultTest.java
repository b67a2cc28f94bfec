package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.internal.access.Outcome;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.Inspection;
import dev.tvar.stm.internal.seam.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A commit interrupted by an error publishes all its writes or none. */
class CommitFaultTest extends CommitScene {

    // ---- faults

    private void writeAll() {
        write(a, 10);
        writeText("new");
        write(b, 20);
    }

    private void assertAllPublished() {
        assertEquals(List.of(10L, 20L, "new"), List.of(a.now(), b.now(), text.now()));
        for (Cell each : List.of(a, b, text)) {
            assertFalse(Cells.isLocked(each));
            assertEquals(Cells.version(a), Cells.version(each));
        }
        assertNoLocks();
    }

    private static Runnable thrown(Error error) {
        return () -> {
            throw error;
        };
    }

    @Test
    void anErrorBeforeTheFirstStoreLeavesNoTrace() {
        for (Step step : List.of(Step.LOCK, Step.READ_CLOCK, Step.LOOK_FOR_SNAPSHOTS)) {
            for (Error error : List.of(new Error("test"), new StackOverflowError())) {
                set.clear();
                writeAll();
                int n = steps.count(step) + (step == Step.LOCK ? 3 : 1);
                steps.before(step, n, thrown(error));
                assertSame(error, assertThrows(Error.class, () -> Commit.commit(transaction.attempt, null)));
                assertUntouched();
            }
        }
    }

    @Test
    void anErrorAmongTheStoresIsThrownAfterAllArePublished() {
        for (int n = 1; n <= 3; n++) {
            Error error = new Error("test");
            set.clear();
            writeAll();
            steps.before(Step.STORE, steps.count(Step.STORE) + n, thrown(error));
            assertSame(error, assertThrows(Error.class, () -> Commit.commit(transaction.attempt, null)));
            assertAllPublished();
        }
    }

    @Test
    void aFullStackAmongTheStoresDoesNotKeepTheCommitFromItsEnd() {
        Cells.setAwaited(b);
        Cells.enter(b);
        writeAll();
        steps.before(Step.STORE, 2, thrown(new StackOverflowError()));
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertAllPublished();
        assertFalse(Inspection.hasWaiters(b));
    }

    @Test
    void aReleasedLockIsNotPublishedAgain() {
        writeAll();
        steps.before(Step.RELEASE, 2, () -> {
            Cells.write(a, 1000, 1000);
            throw new StackOverflowError();
        });
        assertEquals(Outcome.COMMITTED, Commit.commit(transaction.attempt, null));
        assertEquals(1000, Cells.version(a));
        assertEquals(List.of(1000L, 20L, "new"), List.of(a.now(), b.now(), text.now()));
    }
}
