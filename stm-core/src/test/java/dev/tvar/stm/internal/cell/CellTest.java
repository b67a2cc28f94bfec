package dev.tvar.stm.internal.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.seam.Steps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A variable in isolation: its stamp changes only as the table of {@link Stamp} says. */
@Tag("seam")
class CellTest {
    private final Steps steps = Steps.watch();
    private final TLong number = TLong.named("number", 1);
    private final TVar<String> text = TVar.named("text", "old");
    private final Cell cell = number;

    @AfterEach
    void takeOutTheSeam() {
        steps.close();
    }

    @Test
    void lockAndAnnounceNeedTheCurrentStamp() {
        assertFalse(Seqlock.tryLock(cell, Stamp.ofVersion(1)));
        assertFalse(Seqlock.trySetAwaited(cell, Stamp.ofVersion(1)));
        assertEquals(0, Seqlock.stamp(cell));
        assertTrue(Seqlock.trySetAwaited(cell, 0));
        assertFalse(Seqlock.tryLock(cell, 0));
        assertTrue(Seqlock.tryLock(cell, Stamp.awaited(0)));
        assertTrue(Stamp.isLocked(Seqlock.stamp(cell)) && Stamp.isAwaited(Seqlock.stamp(cell)));
        Seqlock.unlock(cell, Stamp.ofVersion(3));
        assertEquals(Stamp.ofVersion(3), Seqlock.stamp(cell));
        assertEquals(Stamp.ofVersion(3), Seqlock.peek(cell));
    }

    @Test
    void aStampIsUnchangedUntilACommit() {
        assertTrue(Seqlock.isStill(cell, 0));
        assertFalse(Seqlock.isStill(cell, 1));
        Seqlock.unlock(cell, Stamp.ofVersion(3));
        assertFalse(Seqlock.isStill(cell, 0));
    }

    @Test
    void aStepThatIsLeftOutCountsAsTaken() {
        steps.without(Step.COMPARE_STAMPS)
                .without(Step.LOCK)
                .without(Step.SET_AWAITED)
                .without(Step.RELEASE);
        assertTrue(Seqlock.areStill(cell, 77, text, 78));
        assertTrue(Seqlock.isStill(cell, 77) && Seqlock.tryLock(cell, 77) && Seqlock.trySetAwaited(cell, 77));
        Seqlock.unlock(cell, 77);
        assertEquals(0, Seqlock.stamp(cell));
    }

    @Test
    void theListOfWaitersIsMadeOnce() {
        Cell unnamed = TLong.of(0);
        assertFalse(unnamed.hasWaiters());
        WaitList list = unnamed.waiters();
        assertSame(list, unnamed.waiters());
        assertFalse(unnamed.hasWaiters());
        Cells.enter(unnamed);
        assertTrue(unnamed.hasWaiters());
        assertNull(unnamed.name());
    }

    @Test
    void theNameIsVisibleToAll() {
        assertEquals("number", cell.name());
        assertEquals("number", cell.toString());
        assertEquals("text", text.toString());
        TLong unnamed = TLong.of(0);
        assertEquals("TLong@" + Integer.toHexString(System.identityHashCode(unnamed)), unnamed.toString());
        assertNotEquals(unnamed.toString(), TLong.of(0).toString());
    }

    @Test
    void theLatestCommittedValueIsNotOneOfARunningCommit() {
        assertEquals(1, number.now());
        assertEquals("old", text.now());
        assertEquals(0, steps.count(Step.SPIN));
        Cells.lock(number);
        steps.before(Step.SPIN, 40, () -> Cells.write(number, 10));
        assertEquals(10, number.now());
        Cells.lock(text);
        steps.before(Step.SPIN, 80, () -> Cells.write(text, "new", 1));
        assertEquals("new", text.now());
        assertEquals(80, steps.count(Step.SPIN));
    }

    @Test
    void theLatestCommittedValueIsReadAgainIfItsStampMoved() {
        steps.before(Step.COMPARE_STAMPS, 1, () -> Cells.write(number, 10));
        assertEquals(10, number.now());
        steps.before(Step.COMPARE_STAMPS, 3, () -> Cells.write(text, "new", 1));
        assertEquals("new", text.now());
        assertEquals(4, steps.count(Step.COMPARE_STAMPS));
    }

    @Test
    void aValueIsStoredAndLoaded() {
        LongCell numbers = number;
        RefCell texts = text;
        numbers.store(42L, "new");
        texts.store(42L, "new");
        assertEquals(42L, numbers.save().num());
        assertEquals("new", texts.save().ref());
    }
}
