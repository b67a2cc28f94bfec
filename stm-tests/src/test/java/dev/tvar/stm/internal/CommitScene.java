package dev.tvar.stm.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.TxnOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** The first attempt of a call, ready to commit, whose steps are counted. */
@Tag("seam")
abstract class CommitScene {
    final Steps steps = Steps.watch();
    final Call call = new Call(null, false);
    final AccessSet set = call.transaction;
    final TLong a = TLong.named("a", 1);
    final TLong b = TLong.named("b", 2);
    final TVar<String> text = TVar.named("text", "old");

    @BeforeEach
    final void begin() {
        call.begin(TxnOptions.defaults());
        call.beginFirstAttempt();
    }

    @AfterEach
    final void takeOutTheSeam() {
        steps.close();
    }

    final void read(Cell cell) {
        set.recordRead(set.find(cell), cell, Cells.word(cell));
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
        assertEquals(0, call.locks);
        for (Access e = set.first(), end = set.end(); e != end; e = AccessSet.next(e)) {
            assertFalse(e.has(Access.LOCKED));
        }
    }
}
