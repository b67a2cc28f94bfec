package dev.tvar.stm.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.internal.access.Answers.Verdict;
import org.junit.jupiter.api.Test;

/** Changes of a variable that keep or invalidate the answers of {@code isAtLeast}. */
class AnswersTest {
    private static final long SEEN = 10;
    private static final long INSTANT = 20;

    private final Answers answers = new Answers();

    AnswersTest() {
        answers.start(SEEN, -5, 5);
    }

    private Verdict judge(long version, long value) {
        return answers.judge(version, value, false, INSTANT);
    }

    @Test
    void theyHoldWhileTheValueIsInTheirRange() {
        assertEquals(Verdict.HOLD, judge(11, -5));
        assertEquals(Verdict.HOLD, judge(12, 5));
        assertEquals(Verdict.CHANGED, judge(13, -6));
        assertEquals(Verdict.CHANGED, judge(13, 6));
    }

    @Test
    void answersAreNotReevaluatedAtTheVersionTheyWereGivenFor() {
        assertEquals(Verdict.HOLD, judge(SEEN, 1000));
    }

    @Test
    void answersAreNotReevaluatedAtTheVersionTheyLastHeldFor() {
        assertEquals(Verdict.HOLD, judge(15, 0));
        assertEquals(Verdict.HOLD, judge(15, 1000));
        assertEquals(Verdict.CHANGED, judge(SEEN, 1000));
    }

    @Test
    void aVersionThatDidNotHoldIsNotRemembered() {
        assertEquals(Verdict.CHANGED, judge(15, 1000));
        assertEquals(Verdict.CHANGED, judge(15, 1000));
        assertEquals(Verdict.TOO_NEW, judge(INSTANT + 1, 0));
        assertEquals(Verdict.TOO_NEW, judge(INSTANT + 1, 0));
    }

    @Test
    void aValueWrittenAfterTheInstantDecidesNothing() {
        assertEquals(Verdict.HOLD, judge(INSTANT, 0));
        assertEquals(Verdict.TOO_NEW, judge(INSTANT + 1, 0));
        assertEquals(Verdict.TOO_NEW, judge(INSTANT + 1, 1000));
    }

    @Test
    void aVariableLockedByTheAttemptIsValidAtAnyInstant() {
        assertEquals(Verdict.HOLD, answers.judge(INSTANT + 1, 0, true, INSTANT));
        assertEquals(Verdict.CHANGED, answers.judge(INSTANT + 2, 1000, true, INSTANT));
    }

    @Test
    void furtherAnswersNarrowTheRange() {
        answers.narrow(12, -1, 7);
        assertEquals(Verdict.HOLD, judge(12, 1000));
        assertEquals(Verdict.CHANGED, judge(13, -2));
        assertEquals(Verdict.CHANGED, judge(13, 6));
        assertEquals(Verdict.HOLD, judge(13, 5));
        assertEquals(Verdict.HOLD, judge(14, -1));
    }

    @Test
    void anotherAttemptStartsAnew() {
        answers.start(30, 100, 200);
        assertEquals(Verdict.HOLD, answers.judge(31, 100, false, 40));
        assertEquals(Verdict.CHANGED, answers.judge(32, 0, false, 40));
    }
}
