package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import dev.tvar.stm.internal.access.Access;
import dev.tvar.stm.internal.access.Outcome;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.Clock;
import dev.tvar.stm.internal.cell.Stamp;
import dev.tvar.stm.internal.seam.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The read barrier: all values that a body reads belong to one instant, whatever other transactions publish between two reads. */
class AttemptTest extends RunningAttemptScene {
    private final List<TLong> many = List.of(TLong.of(0), TLong.of(0), TLong.of(0), TLong.of(0));

    private void assertDoomed(Runnable read) {
        assertSame(Signal.CONFLICT, assertThrows(Signal.class, read::run));
        assertTrue(tx.isDoomed());
        assertEquals(Outcome.CHANGED, tx.loss());
    }

    // ---- reads of one instant

    @Test
    void aValueNoNewerThanTheBeginNeedsOneLook() {
        Cells.write(a, 10, clock);
        assertEquals(10, tx.read(a));
        assertEquals("old", tx.read(text));
        assertEquals(List.of(2 + 1, 0), looksAndLeaps(), "one look at each, and one more at the first");
    }

    private List<Integer> looksAndLeaps() {
        return List.of(steps.count(Step.LOOK_AT_STAMP), steps.count(Step.LEAP));
    }

    @Test
    void aNewerValueIsAcceptedIfTheFewEarlierReadsAreUnchanged() {
        for (int i = 0; i < 3; i++) {
            tx.read(many.get(i));
        }
        Cells.write(a, 10, clock + 5);
        Cells.write(text, "new", clock + 6);
        assertEquals(10, tx.read(a));
        assertEquals(List.of(4 + 1 + 3, 0), looksAndLeaps(), "three are looked at again");
        assertEquals("new", tx.read(text));
        assertEquals(List.of(8 + 2 + 4 + 1, 1), looksAndLeaps(), "four are too many: the bound moves");
    }

    @Test
    void withManyEarlierReadsTheBoundMovesOnce() {
        many.forEach(tx::read);
        Cells.write(a, 10, clock + 5);
        Cells.write(b, 20, clock + 5);
        assertEquals(10, tx.read(a));
        assertEquals(20, tx.read(b));
        assertEquals(List.of(5 + (2 + 4 + 1) + 1, 1), looksAndLeaps());
    }

    @Test
    void aBoundBehindTheClockNeedsNoAdvance() {
        many.forEach(tx::read);
        Cells.write(a, 10, clock + 5);
        Clock.advanceTo(clock + 5);
        assertEquals(10, tx.read(a));
        assertEquals(0, steps.count(Step.LEAP));
    }

    @Test
    void aNewerValueDoomsAnAttemptWithAChangedRead() {
        tx.read(a);
        Cells.write(a, 10, clock + 5);
        Cells.write(b, 20, clock + 5);
        assertDoomed(() -> tx.read(b));
    }

    @Test
    void aNewerTextDoomsAnAttemptWithAChangedRead() {
        tx.read(a);
        Cells.write(a, 10, clock + 5);
        Cells.write(text, "new", clock + 5);
        assertDoomed(() -> tx.read(text));
    }

    @Test
    void aNewerAnswerDoomsAnAttemptWithAChangedRead() {
        tx.read(a);
        Cells.write(a, 10, clock + 5);
        Cells.write(b, 20, clock + 5);
        assertDoomed(() -> Comparison.isAtLeast(tx, b, 0));
    }

    @Test
    void aNewerValueDoomsAnAttemptWithAChangedAnswer() {
        Comparison.isAtLeast(tx, a, 1);
        many.forEach(tx::read);
        Cells.write(a, 0, clock + 5);
        Cells.write(b, 20, clock + 5);
        assertDoomed(() -> tx.read(b));
    }

    @Test
    void anUnchangedAnswerMovesWithTheBound() {
        Comparison.isAtLeast(tx, a, 1);
        many.forEach(tx::read);
        Cells.write(a, 5, clock + 5);
        Cells.write(b, 20, clock + 5);
        assertEquals(20, tx.read(b));
        Cells.write(text, "new", clock + 6);
        assertEquals("new", tx.read(text));
        assertEquals(1, steps.count(Step.LEAP));
    }

    @Test
    void anAnswerThatIsNewerThanTheClockNeedsAFurtherMoment() {
        Comparison.isAtLeast(tx, a, 1);
        many.forEach(tx::read);
        Cells.write(b, 20, clock + 5);
        Clock.advanceTo(clock + 5);
        Cells.write(a, 5, clock + 6);
        assertEquals(20, tx.read(b));
        assertEquals(1, steps.count(Step.LEAP));
    }

    @Test
    void answersThatAreAlwaysTooNewDoomTheAttemptInTheEnd() {
        Comparison.isAtLeast(tx, a, 1);
        many.forEach(tx::read);
        Cells.write(b, 20, clock + 5);
        Clock.advanceTo(clock + 5);
        steps.beforeEach(Step.LOOK_AT_STAMP, cell -> {
            if (cell == a) {
                Cells.write(a, 5, Clock.peek() + 6);
            }
        });
        assertDoomed(() -> tx.read(b));
        assertEquals(Commit.ROUNDS_FOR_ANSWERS - 1, steps.count(Step.LEAP));
    }

    @Test
    void aValueThatChangesWhileTheBoundMovesIsReadAgain() {
        many.forEach(tx::read);
        Cells.write(a, 10, clock + 5);
        steps.before(Step.LEAP, 1, () -> Cells.write(a, 20, clock + 6));
        assertEquals(20, tx.read(a));
        long later = Clock.peek();
        Cells.write(text, "new", later + 5);
        steps.before(Step.LEAP, 2, () -> Cells.write(text, "newer", later + 6));
        assertEquals("newer", tx.read(text));
        long latest = Clock.peek();
        Cells.write(b, 10, latest + 5);
        steps.before(Step.LEAP, 3, () -> Cells.write(b, 20, latest + 6));
        assertTrue(Comparison.isAtLeast(tx, b, 15));
        assertEquals(3, steps.count(Step.LEAP));
    }

    // ---- reads concurrent with a commit

    @Test
    void aReadWaitsForALockAndSeesItsCommit() {
        Cells.lock(a);
        steps.before(Step.SPIN, 40, () -> Cells.write(a, 10, clock));
        assertEquals(10, tx.read(a));
        Cells.lock(text);
        steps.before(Step.SPIN, 80, () -> Cells.write(text, "new", clock));
        assertEquals("new", tx.read(text));
        Cells.lock(b);
        steps.before(Step.SPIN, 120, () -> Cells.write(b, 20, clock));
        assertTrue(Comparison.isAtLeast(tx, b, 20));
        assertEquals(120, steps.count(Step.SPIN));
        assertEquals(
                List.of(Access.READ, Access.READ, Access.ANSWERED),
                List.of(entry(a).flags, entry(text).flags, entry(b).flags));
    }

    @Test
    void aValueIsReadAgainIfItsStampMoved() {
        steps.before(Step.COMPARE_STAMPS, 1, () -> Cells.write(a, 10, clock));
        assertEquals(10, tx.read(a));
        assertEquals(Stamp.ofVersion(clock), entry(a).word);
        steps.before(Step.COMPARE_STAMPS, 3, () -> Cells.write(text, "new", clock));
        assertEquals("new", tx.read(text));
        assertEquals(Stamp.ofVersion(clock), entry(text).word);
        steps.before(Step.COMPARE_STAMPS, 5, () -> Cells.write(b, 20, clock));
        assertTrue(Comparison.isAtLeast(tx, b, 20));
        assertEquals(6, steps.count(Step.COMPARE_STAMPS));
    }

    @Test
    void aValueIsReadOnceMoreIfItsStampMovesAgain() {
        Clock.advanceTo(clock + 2);
        tx.begin();
        steps.before(Step.COMPARE_STAMPS, 1, () -> Cells.write(a, 10, clock + 1));
        steps.before(Step.COMPARE_STAMPS, 2, () -> Cells.write(a, 20, clock + 2));
        assertEquals(20, tx.read(a));
        assertEquals(3, steps.count(Step.COMPARE_STAMPS));
    }
}
