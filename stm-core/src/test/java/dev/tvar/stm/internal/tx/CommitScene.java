package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tvar.stm.internal.access.Access;
import dev.tvar.stm.internal.access.AccessSet;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.LongCell;
import java.util.List;

/** An attempt that is ready to commit. */
abstract class CommitScene extends AttemptScene {
    final AccessSet set = transaction.attempt;

    final void read(Cell cell) {
        set.recordRead(set.find(cell), cell, Cells.word(cell), 0);
    }

    final void write(LongCell cell, long value) {
        set.toWrite(set.find(cell), cell, Access.SET).set(value);
    }

    final void writeText(String value) {
        set.toWrite(set.find(text), text, Access.SET).set(value);
    }

    final void add(LongCell cell, long delta) {
        set.toWrite(set.find(cell), cell, Access.ADD).add(delta);
    }

    final void assertUntouched() {
        for (Cell each : List.of(a, b, text)) {
            assertFalse(Cells.isLocked(each), each + " is locked");
            assertEquals(0, Cells.version(each), each + " has a new version");
        }
        assertEquals(List.of(1L, 2L, "old"), List.of(a.now(), b.now(), text.now()));
        assertNoLocks();
    }

    final void assertNoLocks() {
        assertEquals(0, transaction.attempt.locks);
        for (Access e = set.first(), end = set.end(); e != end; e = AccessSet.next(e)) {
            assertFalse(e.has(Access.LOCKED));
        }
    }
}
