package dev.tvar.stm.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import dev.tvar.stm.internal.access.Answers.Verdict;
import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.cell.Stamp;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** One entry of the access set: the meaning of its flags, and its state after a nested part is undone. */
class AccessTest {
    private static final long WORD = Stamp.awaited(Stamp.ofVersion(7));

    private final Access access = new Access(null);

    @Test
    void entriesAreLinkedBothWays() {
        Access second = new Access(access);
        assertEquals(1, access.index);
        assertEquals(2, second.index);
        assertSame(second, access.next);
        assertSame(access, second.previous);
        assertNull(access.previous);
        assertNull(second.next);
    }

    @Test
    void aReadIsDependedOnAndNotWritten() {
        access.read(WORD, 0);
        assertEquals(WORD, access.word);
        assertTrue(access.has(Access.READ) && access.isDependedOn());
        assertFalse(access.isWritten() || access.has(Access.ANSWERED));
    }

    @Test
    void aWriteIsNotDependedOn() {
        access.set("value");
        assertEquals("value", access.ref);
        assertTrue(access.has(Access.SET) && access.isWritten());
        assertFalse(access.isDependedOn());
    }

    @Test
    void addsSumUpAndASetReplacesThem() {
        access.add(5);
        access.add(-7);
        assertEquals(-2, access.num);
        assertTrue(access.isSum() && access.isWritten());
        assertFalse(access.has(Access.SET) || access.isDependedOn());
        access.set(40);
        assertEquals(40, access.num);
        assertTrue(access.has(Access.SET));
        assertFalse(access.isSum());
    }

    @Test
    void theFirstAddIgnoresTheFormerContentOfTheEntry() {
        access.set(40);
        access.begin();
        access.add(5);
        assertEquals(5, access.num);
    }

    @Test
    void anAddIsBlindIfTheVariableWasNeitherReadNorWritten() {
        assertTrue(access.canAddUnseen(1));
        access.add(Long.MAX_VALUE - 1);
        assertTrue(access.canAddUnseen(1));
        assertFalse(access.canAddUnseen(2));
        access.begin();
        access.num = Long.MAX_VALUE; // of an earlier attempt
        assertTrue(access.canAddUnseen(1));
        access.read(WORD, 0);
        assertFalse(access.canAddUnseen(1));
        access.begin();
        access.set(1L);
        assertFalse(access.canAddUnseen(1));
        access.begin();
        access.answered(7, 0, 1);
        assertTrue(access.canAddUnseen(1));
    }

    @Test
    void theFlagsOfWritesAreKnown() {
        assertTrue(Access.writes(Access.SET | Access.READ));
        assertTrue(Access.writes(Access.ADD));
        assertFalse(Access.writes(Access.READ | Access.ANSWERED | Access.LOCKED));
    }

    @Test
    void anUndoneWriteLeavesTheReads() {
        access.read(WORD, 0);
        access.set("inner");
        access.restoreWrite(0, null, 0);
        assertTrue(access.has(Access.READ));
        assertFalse(access.isWritten());
        assertNull(access.ref);
    }

    @Test
    void anUndoneWritePutsTheOuterOneBack() {
        access.add(5);
        int before = access.flags;
        access.set(40);
        access.read(WORD, 0);
        access.restoreWrite(before | Access.LOCKED, "outer", 5);
        assertTrue(access.isSum() && access.has(Access.READ));
        assertFalse(access.has(Access.SET) || access.has(Access.LOCKED));
        assertEquals("outer", access.ref);
        assertEquals(5, access.num);
    }

    @Test
    void anAnswerBringsItsStampUnlessTheValueWasSeen() {
        access.answered(9, 0, 5);
        assertEquals(Stamp.ofVersion(9), access.word);
        assertTrue(access.has(Access.ANSWERED) && access.isDependedOn());
        assertFalse(access.has(Access.READ));
        access.read(WORD, 0);
        access.answered(9, 0, 5);
        assertEquals(WORD, access.word);
    }

    @Test
    void aSecondAnswerNarrowsAndALaterAttemptStartsAnew() {
        access.answered(1, 0, 10);
        access.answered(2, 5, 20);
        Answers first = Objects.requireNonNull(access.answers);
        assertEquals(Verdict.CHANGED, first.judge(3, 4, false, 9));
        assertEquals(Verdict.CHANGED, first.judge(3, 11, false, 9));
        access.begin();
        access.answered(4, 30, 40);
        assertSame(first, access.answers);
        assertEquals(Verdict.HOLD, first.judge(5, 40, false, 9));
    }

    @Test
    void aReusedEntryStartsEmpty() {
        access.read(WORD, 0);
        access.set("value");
        access.begin();
        assertEquals(0, access.flags);
        access.answered(3, 0, 1);
        access.readFirst(WORD, 0);
        assertEquals(Access.READ, access.flags);
        assertEquals(WORD, access.word);
    }

    @Test
    @SuppressWarnings("NullAway") // an entry that is not in use has no variable
    void aClearedEntryHoldsNoVariable() {
        access.cell = TLong.of(1);
        access.clear();
        assertNull(access.cell);
    }

    // ---- sums

    @Test
    void aSumFitsOrTheExceptionShowsTheOverflow() {
        LongCell numbers = TLong.named("number", 1);
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
