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
        assertFalse(cell.tryLock(Stamp.ofVersion(1)));
        assertFalse(cell.trySetAwaited(Stamp.ofVersion(1)));
        assertEquals(0, cell.stamp());
        assertTrue(cell.trySetAwaited(0));
        assertFalse(cell.tryLock(0));
        assertTrue(cell.tryLock(Stamp.awaited(0)));
        assertTrue(Stamp.isLocked(cell.stamp()) && Stamp.isAwaited(cell.stamp()));
        cell.unlock(Stamp.ofVersion(3));
        assertEquals(Stamp.ofVersion(3), cell.stamp());
        assertEquals(Stamp.ofVersion(3), cell.peek());
    }

    @Test
    void aStampIsUnchangedUntilACommit() {
        assertTrue(cell.isStill(0));
        assertFalse(cell.isStill(1));
        cell.unlock(Stamp.ofVersion(3));
        assertFalse(cell.isStill(0));
    }

    @Test
    void aStepThatIsLeftOutCountsAsTaken() {
        steps.without(Step.COMPARE_STAMPS)
                .without(Step.LOCK)
                .without(Step.SET_AWAITED)
                .without(Step.RELEASE);
        assertTrue(cell.isStill(77) && cell.tryLock(77) && cell.trySetAwaited(77));
        cell.unlock(77);
        assertEquals(0, cell.stamp());
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
        numbers.store(access);
        texts.store(access);
        assertEquals(42L, numbers.toKeep().num);
        assertEquals("new", texts.toKeep().ref);
    }

    @Test
    void aSumFitsOrTheExceptionShowsTheOverflow() {
        LongCell numbers = number;
        assertEquals(Long.MAX_VALUE, numbers.sum(Long.MAX_VALUE - 1, 1));
        assertEquals(Long.MIN_VALUE, numbers.sum(Long.MIN_VALUE + 1, -1));
        assertEquals(-1, numbers.sum(Long.MAX_VALUE, Long.MIN_VALUE));
        assertEquals(
                "number: 9223372036854775807 + 1 does not fit in a long",
                assertThrows(ArithmeticException.class, () -> numbers.sum(Long.MAX_VALUE, 1))
                        .getMessage());
        assertEquals(
                "number: -1 - 9223372036854775808 does not fit in a long",
                assertThrows(ArithmeticException.class, () -> numbers.sum(-1, Long.MIN_VALUE))
                        .getMessage());
    }

    @Test
    void anOverflowIsSeenOnEitherSide() {
        assertTrue(LongCell.overflows(Long.MAX_VALUE, 1) && LongCell.overflows(1, Long.MAX_VALUE));
        assertTrue(LongCell.overflows(Long.MIN_VALUE, -1) && LongCell.overflows(-1, Long.MIN_VALUE));
        assertFalse(LongCell.overflows(Long.MAX_VALUE, 0) || LongCell.overflows(Long.MIN_VALUE, 0));
        assertFalse(LongCell.overflows(Long.MIN_VALUE, Long.MAX_VALUE) || LongCell.overflows(5, -7));
    }
}
