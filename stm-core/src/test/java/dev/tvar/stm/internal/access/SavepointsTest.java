package dev.tvar.stm.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.internal.access.Savepoints.Savepoint;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.cell.RefCell;
import java.lang.ref.WeakReference;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Undoing a nested part restores exactly the writes that it overwrote; a part that succeeded is undone with its enclosing part. */
class SavepointsTest {
    private final AccessSet set = new PlainSet();
    private final Savepoints savepoints = set.savepoints();
    private final TLong a = TLong.of(0);
    private final TLong b = TLong.of(0);
    private final TVar<String> text = TVar.of("");

    private void write(LongCell cell, long value) {
        set.toWrite(set.find(cell), cell, Access.SET).set(value);
    }

    private void write(RefCell cell, String value) {
        set.toWrite(set.find(cell), cell, Access.SET).set(value);
    }

    private Access entry(Cell cell) {
        return Objects.requireNonNull(set.find(cell));
    }

    @Test
    void anUndonePartPutsOuterWritesBack() {
        write(a, 1);
        write(text, "outer");
        Savepoint part = savepoints.save();
        write(a, 2);
        write(a, 3);
        write(text, "inner");
        savepoints.undo(part);
        assertEquals(1, entry(a).num);
        assertEquals("outer", entry(text).ref);
        assertTrue(entry(a).isWritten() && entry(text).isWritten());
    }

    @Test
    void anUndonePartForgetsItsOwnWritesAndKeepsItsReads() {
        write(a, 1);
        Savepoint part = savepoints.save();
        set.recordRead(null, b, 0, 0);
        write(b, 2);
        savepoints.undo(part);
        assertFalse(entry(b).isWritten());
        assertTrue(entry(b).has(Access.READ));
        assertTrue(entry(a).isWritten());
        assertEquals(1, entry(a).num);
    }

    @Test
    void aKeptPartIsUndoneWithTheOneAroundIt() {
        write(a, 1);
        Savepoint outer = savepoints.save();
        write(a, 2);
        write(b, 20);
        Savepoint inner = savepoints.save();
        write(a, 3);
        write(b, 30);
        savepoints.keep(inner);
        assertEquals(3, entry(a).num);
        assertEquals(30, entry(b).num);
        savepoints.undo(outer);
        assertEquals(1, entry(a).num);
        assertFalse(entry(b).isWritten());
    }

    @Test
    void anUndonePartLeavesTheOneAroundIt() {
        write(a, 1);
        Savepoint outer = savepoints.save();
        write(a, 2);
        write(b, 20);
        Savepoint inner = savepoints.save();
        write(a, 3);
        write(b, 30);
        savepoints.undo(inner);
        assertEquals(2, entry(a).num);
        assertEquals(20, entry(b).num);
        write(a, 4);
        savepoints.undo(outer);
        assertEquals(1, entry(a).num);
        assertFalse(entry(b).isWritten());
    }

    @Test
    void afterAnUndonePartTheNextIsUndoneAsWell() {
        write(a, 1);
        for (int round = 0; round < 3; round++) {
            Savepoint part = savepoints.save();
            write(a, 10 + round);
            savepoints.undo(part);
            assertEquals(1, entry(a).num);
        }
        Savepoint outer = savepoints.save();
        Savepoint inner = savepoints.save();
        write(a, 5);
        savepoints.undo(inner);
        write(a, 6);
        savepoints.undo(outer);
        assertEquals(1, entry(a).num);
    }

    @Test
    void afterAKeptPartTheNextIsUndoneToItsOwnBegin() {
        write(a, 1);
        Savepoint first = savepoints.save();
        write(a, 2);
        savepoints.keep(first);
        Savepoint second = savepoints.save();
        write(a, 3);
        savepoints.undo(second);
        assertEquals(2, entry(a).num);
    }

    @Test
    void anUndoGoesBackToTheFirstOfSeveralChanges() {
        write(a, 1);
        Savepoint outer = savepoints.save();
        write(a, 2);
        Savepoint inner = savepoints.save();
        write(a, 3);
        savepoints.keep(inner);
        Savepoint again = savepoints.save();
        write(a, 4);
        savepoints.keep(again);
        savepoints.undo(outer);
        assertEquals(1, entry(a).num);
    }

    @Test
    void outsideAnyPartNothingIsCovered() {
        write(a, 1);
        Savepoint outer = savepoints.save();
        assertEquals(1, set.covered);
        write(b, 1);
        Savepoint inner = savepoints.save();
        assertEquals(2, set.covered);
        savepoints.keep(inner);
        assertEquals(1, set.covered);
        savepoints.undo(outer);
        assertEquals(0, set.covered);
        assertTrue(set.hasAny(AccessSet.NESTED));
    }

    /** Writes a value and overwrites it in a nested part; the first value is then held by the undo log alone. */
    private WeakReference<Object> overwriteInAPart() {
        Object first = new Object();
        set.toWrite(null, text, Access.SET).set(first);
        Savepoint part = savepoints.save();
        write(text, "inner");
        assertEquals(1, part.entries());
        return new WeakReference<>(first);
    }

    private static void assertForgotten(WeakReference<Object> value) {
        for (int i = 0; i < 50 && !value.refersTo(null); i++) {
            System.gc();
        }
        assertTrue(value.refersTo(null));
    }

    @Test
    void valuesOverwrittenByAKeptPartAreReleased() {
        WeakReference<Object> value = overwriteInAPart();
        savepoints.keep(new Savepoint(1, 0, 0, 0));
        assertForgotten(value);
    }

    @Test
    void valuesOverwrittenByAnAttemptAreReleased() {
        WeakReference<Object> value = overwriteInAPart();
        set.clear();
        assertForgotten(value);
    }

    @Test
    void theNextAttemptBeginsWithoutParts() {
        write(a, 1);
        savepoints.save();
        write(a, 2);
        set.clear();
        assertEquals(0, set.covered);
        assertFalse(set.hasAny(AccessSet.NESTED));
        write(a, 7);
        Savepoint part = savepoints.save();
        write(a, 8);
        savepoints.undo(part);
        assertEquals(7, entry(a).num);
        assertEquals(0, set.covered);
    }
}
