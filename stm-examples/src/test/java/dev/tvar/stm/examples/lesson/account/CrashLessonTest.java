package dev.tvar.stm.examples.lesson.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CrashLessonTest {
    @Test
    void aFailureMidTransferLosesMoneyUnlessItIsATransaction() {
        assertEquals(new CrashLesson.Losses(CrashLesson.AMOUNT, CrashLesson.AMOUNT, 0), CrashLesson.play());
    }
}
