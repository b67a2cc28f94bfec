package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.access.Access;
import dev.tvar.stm.internal.access.AccessSet;
import dev.tvar.stm.internal.access.Answers.Verdict;
import dev.tvar.stm.internal.access.Outcome;
import dev.tvar.stm.internal.access.Validation;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.Spin;
import dev.tvar.stm.internal.cell.Stamp;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.seam.Steps;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Validation of the read set: with locks of other transactions, with its own locks, and with the lost variable recorded. */
@Tag("seam")
class ValidationTest {
    private static final long FAR = Long.MAX_VALUE;

    private final Steps steps = Steps.watch();
    private final Transaction transaction = new Transaction(null, false);
    private final AccessSet set = transaction.attempt;
    private final TLong a = TLong.named("a", 0);
    private final TLong b = TLong.named("b", 0);

    @BeforeEach
    void beginTheOnlyAttempt() {
        transaction.begin(TxnOptions.defaults().withMaxAttempts(1));
        transaction.beginFirstAttempt();
    }

    @AfterEach
    void takeOutTheSeam() {
        steps.close();
    }

    private List<String> lostOver() {
        return assertThrows(TooManyAttemptsException.class, transaction::beginNextAttempt)
                .contended();
    }

    private void read(TLong variable) {
        set.recordRead(null, variable, Cells.word(variable), 0);
    }

    private void answer(TLong variable, long low, long high) {
        set.recordAnswer(null, variable, Cells.version(variable), low, high);
    }

    /** As the commit does it. */
    private void lockAsOwn(TLong variable) {
        Access access = set.toWrite(set.find(variable), variable, Access.SET);
        access.set(1L);
        access.word = Cells.word(variable);
        access.flags |= Access.LOCKED;
        Cells.lock(variable);
        transaction.attempt.locks++;
    }

    // ---- reads

    @Test
    void readsHoldUntilOneHasAnotherVersion() {
        read(a);
        read(b);
        assertTrue(Validation.readsHold(set));
        assertEquals(List.of(), lostOver());
        Cells.write(a, 0);
        assertFalse(Validation.readsHold(set));
        assertEquals(List.of("a"), lostOver());
    }

    @Test
    void theLastReadCountsAsTheFirst() {
        read(a);
        read(b);
        Cells.write(b, 0);
        assertFalse(Validation.readsHold(set));
        assertEquals(List.of("b"), lostOver());
    }

    @Test
    void aWaiterChangesNothing() {
        read(a);
        Cells.setAwaited(a);
        assertTrue(Validation.readsHold(set));
        assertEquals(0, steps.count(Step.SPIN));
    }

    @Test
    void answersAndWritesAreNotReads() {
        answer(a, 0, 0);
        set.toWrite(null, b, Access.SET).set(1L);
        Cells.write(a, 9);
        Cells.write(b, 9);
        assertTrue(Validation.readsHold(set));
    }

    @Test
    void validationWaitsForALockOfAnother() {
        read(a);
        Cells.lock(a);
        steps.before(Step.SPIN, 50, () -> Cells.unlock(a));
        assertTrue(Validation.readsHold(set));
        assertEquals(50, steps.count(Step.SPIN));
    }

    @Test
    void aVersionPublishedMeanwhileIsAChange() {
        read(a);
        Cells.lock(a);
        steps.before(Step.SPIN, 3, () -> Cells.write(a, 7));
        assertFalse(Validation.readsHold(set));
        assertEquals(List.of("a"), lostOver());
    }

    @Test
    void aLockedVariableOfAnotherVersionIsAChangeAtOnce() {
        read(a);
        Cells.write(a, 7);
        Cells.lock(a);
        assertFalse(Validation.readsHold(set));
        assertEquals(0, steps.count(Step.SPIN));
    }

    @Test
    void withLocksHeldTheWaitIsAFewRounds() {
        read(a);
        Cells.lock(a);
        transaction.attempt.locks = 1;
        assertFalse(Validation.readsHold(set));
        assertEquals(Spin.WITH_LOCKS_HELD, steps.count(Step.SPIN));
        assertEquals(Outcome.LOCKED_OUT, transaction.attempt.loss());
        assertEquals(List.of("a"), lostOver());
    }

    @Test
    void aVariableLockedByTheAttemptIsNotWaitedFor() {
        read(a);
        read(a);
        lockAsOwn(a);
        read(b);
        assertTrue(Validation.readsHold(set));
        assertEquals(0, steps.count(Step.SPIN));
        Cells.write(b, 1);
        assertFalse(Validation.readsHold(set));
    }

    @Test
    void aLockedEntryWasComparedWhenItWasLocked() {
        read(a);
        Access access = Objects.requireNonNull(set.last());
        lockAsOwn(a);
        access.word = Stamp.ofVersion(1000);
        assertTrue(Validation.readsHold(set));
    }

    // ---- answers

    @Test
    void answersHoldUntilAValueLeavesTheirRange() {
        answer(a, 0, 5);
        answer(b, 0, 5);
        assertEquals(Verdict.HOLD, Validation.answersAt(set, FAR));
        Cells.write(b, 5);
        assertEquals(Verdict.HOLD, Validation.answersAt(set, FAR));
        assertEquals(List.of(), lostOver());
        Cells.write(b, 6);
        assertEquals(Verdict.CHANGED, Validation.answersAt(set, FAR));
        assertEquals(List.of("b"), lostOver());
    }

    @Test
    void aReadIsNoAnswer() {
        read(a);
        Cells.write(a, 9);
        assertEquals(Verdict.HOLD, Validation.answersAt(set, FAR));
        answer(b, 0, 0);
        assertEquals(Verdict.HOLD, Validation.answersAt(set, FAR));
    }

    @Test
    void anAnswerOfALaterInstantIsTooNew() {
        answer(a, 0, 5);
        Cells.write(a, 1, 10);
        assertEquals(Verdict.TOO_NEW, Validation.answersAt(set, 9));
        assertEquals(List.of("a"), lostOver());
        assertEquals(Verdict.HOLD, Validation.answersAt(set, 10));
    }

    @Test
    void withoutAnswersNothingIsRead() {
        read(a);
        assertEquals(Verdict.HOLD, Validation.answersAt(set, 0));
        assertEquals(0, steps.count(Step.LOOK_AT_STAMP));
    }

    @Test
    void anAnswerAboutALockedVariableWaits() {
        answer(a, 0, 5);
        Cells.lock(a);
        steps.before(Step.SPIN, 50, () -> Cells.write(a, 6));
        assertEquals(Verdict.CHANGED, Validation.answersAt(set, FAR));
        assertEquals(50, steps.count(Step.SPIN));
    }

    @Test
    void withLocksHeldTheWaitForAnAnswerIsAFewRounds() {
        answer(a, 0, 5);
        Cells.lock(a);
        transaction.attempt.locks = 1;
        assertEquals(Verdict.CHANGED, Validation.answersAt(set, FAR));
        assertEquals(Spin.WITH_LOCKS_HELD, steps.count(Step.SPIN));
        assertEquals(Outcome.LOCKED_OUT, transaction.attempt.loss());
    }

    @Test
    void anAnswerAboutAVariableLockedByTheAttemptIsValidAtAnyInstant() {
        answer(a, 0, 5);
        Cells.write(a, 1, 10);
        lockAsOwn(a);
        assertEquals(Verdict.HOLD, Validation.answersAt(set, 3));
        assertEquals(0, steps.count(Step.SPIN));
    }

    @Test
    void aValueIsJudgedWithItsOwnVersion() {
        answer(a, 0, 5);
        Cells.write(a, 1, 10);
        steps.before(Step.COMPARE_STAMPS, 1, () -> Cells.write(a, 6, 11));
        assertEquals(Verdict.CHANGED, Validation.answersAt(set, FAR));
        assertEquals(2, steps.count(Step.COMPARE_STAMPS));
        assertEquals(1, steps.count(Step.SPIN));
    }
}
