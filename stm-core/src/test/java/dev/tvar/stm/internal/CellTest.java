package dev.tvar.stm.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
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
        Access access = new Access(null);
        access.set(42L);
        access.set("new");
        LongCell numbers = number;
        RefCell texts = text;
        numbers.store(access.num, access.ref);
        texts.store(access.num, access.ref);
        assertEquals(42L, numbers.save().num());
        assertEquals("new", texts.save().ref());
    }

    @Test
    void aSumFitsOrTheExceptionShowsTheOverflow() {
        LongCell numbers = number;
        assertEquals(Long.MAX_VALUE, Access.sum(numbers, Long.MAX_VALUE - 1, 1));
        assertEquals(Long.MIN_VALUE, Access.sum(numbers, Long.MIN_VALUE + 1, -1));
        assertEquals(-1, Access.sum(numbers, Long.MAX_VALUE, Long.MIN_VALUE));
        assertEquals(
                "number: 9223372036854775807 + 1 does not fit in a long",
                assertThrows(ArithmeticException.class, () -> Access.sum(numbers, Long.MAX_VALUE, 1))
                        .getMessage());
        assertEquals(
                "number: -1 - 9223372036854775808 does not fit in a long",
                assertThrows(ArithmeticException.class, () -> Access.sum(numbers, -1, Long.MIN_VALUE))
                        .getMessage());
    }

    @Test
    void anOverflowIsSeenOnEitherSide() {
        assertTrue(Access.overflows(Long.MAX_VALUE, 1) && Access.overflows(1, Long.MAX_VALUE));
        assertTrue(Access.overflows(Long.MIN_VALUE, -1) && Access.overflows(-1, Long.MIN_VALUE));
        assertFalse(Access.overflows(Long.MAX_VALUE, 0) || Access.overflows(Long.MIN_VALUE, 0));
        assertFalse(Access.overflows(Long.MIN_VALUE, Long.MAX_VALUE) || Access.overflows(5, -7));
    }
}
