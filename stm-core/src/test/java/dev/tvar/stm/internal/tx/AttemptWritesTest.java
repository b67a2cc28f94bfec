package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TVar;
import dev.tvar.stm.internal.access.Access;
import dev.tvar.stm.internal.access.Answers.Verdict;
import dev.tvar.stm.internal.access.Savepoints.Savepoint;
import dev.tvar.stm.internal.access.Validation;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.seam.Step;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The barriers on variables that the attempt has written, and the dependencies of answers. */
class AttemptWritesTest extends RunningAttemptScene {
    // ---- own writes

    @Test
    void anAttemptReadsItsOwnWrites() {
        tx.write(a, 10);
        tx.write(text, "own");
        assertEquals(10, tx.read(a));
        assertEquals("own", tx.read(text));
        assertTrue(Comparison.isAtLeast(tx, a, 10));
        assertFalse(Comparison.isAtLeast(tx, a, 11));
        assertEquals(0, steps.count(Step.LOOK_AT_STAMP));
        assertTrue(Validation.dependsOnNothing(transaction.attempt));
    }

    @Test
    void aReadAfterAnAddGivesTheSumAndIsARead() {
        tx.add(a, 5);
        assertEquals(6, tx.read(a));
        assertTrue(entry(a).has(Access.READ) && entry(a).has(Access.SET));
        assertEquals(6, entry(a).num);
        assertEquals(6, tx.read(a));
    }

    @Test
    void aSumThatDoesNotFitIsRefusedAtTheRead() {
        tx.add(a, Long.MAX_VALUE);
        assertThrows(ArithmeticException.class, () -> tx.read(a));
        tx.add(b, 1);
        assertEquals(3, tx.read(b));
        assertThrows(ArithmeticException.class, () -> tx.add(b, Long.MAX_VALUE));
    }

    @Test
    void addsAreBlindUntilTheValueIsKnown() {
        tx.add(a, 5);
        tx.add(a, 6);
        assertEquals(11, entry(a).num);
        assertEquals(0, steps.count(Step.LOOK_AT_STAMP));
        tx.read(b);
        tx.add(b, 5);
        assertTrue(entry(b).has(Access.SET));
        assertEquals(7, entry(b).num);
    }

    @Test
    void addsThatOverflowAmongThemselvesReadTheValue() {
        Cells.write(a, -10, 0);
        tx.add(a, Long.MAX_VALUE);
        tx.add(a, 5);
        assertEquals(Long.MAX_VALUE - 5, entry(a).num);
        assertTrue(entry(a).has(Access.READ) && entry(a).has(Access.SET));
    }

    @Test
    void theFirstWriteIsReported() {
        assertTrue(tx.write(text, "one"));
        assertFalse(tx.write(text, "two"));
        TVar<String> other = TVar.of("");
        tx.read(other);
        Savepoint part = transaction.attempt.savepoints().save();
        assertTrue(tx.write(other, "inner"));
        transaction.attempt.savepoints().undo(part);
        assertTrue(tx.write(other, "outer"));
        assertEquals("outer", tx.read(other));
    }

    @Test
    void aReadIsEnteredInTheEntryOfTheWrite() {
        tx.write(b, 5);
        tx.read(text);
        tx.write(text, "own");
        tx.read(a);
        tx.write(a, 5);
        assertEquals(3, transaction.attempt.size());
        assertTrue(entry(a).has(Access.READ) && entry(text).has(Access.READ));
    }

    // ---- answers

    private Verdict judge(LongCell cell, long value) {
        return Objects.requireNonNull(entry(cell).answers).judge(clock + 1, value, false, clock + 1);
    }

    @Test
    void anAnswerDependsOnTheSideOfTheLimitOnly() {
        Cells.write(a, 10, 0);
        assertTrue(Comparison.isAtLeast(tx, a, 10));
        assertEquals(Verdict.CHANGED, judge(a, 9));
        assertEquals(Verdict.HOLD, judge(a, 10));
        assertFalse(Comparison.isAtLeast(tx, b, 10));
        assertEquals(Verdict.CHANGED, judge(b, 10));
        assertEquals(Verdict.HOLD, judge(b, 9));
        assertFalse(entry(a).has(Access.READ));
        assertTrue(entry(a).has(Access.ANSWERED));
    }

    @Test
    void anAnswerAfterAnAddCountsItIn() {
        tx.add(a, 5);
        assertTrue(Comparison.isAtLeast(tx, a, 6));
        assertEquals(Verdict.CHANGED, judge(a, 0));
        assertFalse(Comparison.isAtLeast(tx, a, 7));
        assertTrue(entry(a).has(Access.ADD));
        assertFalse(entry(a).has(Access.READ));
    }

    @Test
    void anAnswerForALimitBeyondLongNeedsNoRead() {
        tx.add(a, Long.MAX_VALUE);
        assertTrue(Comparison.isAtLeast(tx, a, -2));
        assertTrue(Comparison.isAtLeast(tx, a, Long.MIN_VALUE));
        assertEquals(0, steps.count(Step.LOOK_AT_STAMP));
        assertTrue(Comparison.isAtLeast(tx, a, Long.MAX_VALUE));
        assertEquals(1, steps.count(Step.LOOK_AT_STAMP));
        tx.add(b, Long.MIN_VALUE);
        assertFalse(Comparison.isAtLeast(tx, b, 0));
        assertEquals(1, steps.count(Step.LOOK_AT_STAMP));
    }

    @Test
    void anAnswerAndAReadOfOneVariableAreBothRecorded() {
        tx.read(a);
        tx.write(b, 1);
        assertTrue(Comparison.isAtLeast(tx, a, 1));
        assertEquals(2, transaction.attempt.size());
        assertTrue(entry(a).has(Access.ANSWERED) && entry(a).has(Access.READ));
    }

    @Test
    void anUndoneWriteIsNoneForAnAnswer() {
        Savepoint part = transaction.attempt.savepoints().save();
        tx.write(a, 100);
        transaction.attempt.savepoints().undo(part);
        assertFalse(Comparison.isAtLeast(tx, a, 2));
        assertEquals(1, tx.read(a));
    }
}
