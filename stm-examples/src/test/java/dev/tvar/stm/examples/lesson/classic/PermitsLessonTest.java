package dev.tvar.stm.examples.lesson.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.examples.support.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermitsLessonTest {
    @Test
    void checkThenActMakesPermitsNegative() {
        assertEquals(-1, PermitsLesson.lookThenAct());
    }

    @Test
    void aLockWithoutAnOwnerLocksItselfOut() {
        assertTrue(PermitsLesson.locksItselfOut());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void permitsAreNeverNegativeAndOneThreadHoldsTheLock(int threads) {
        PermitsLesson.Result result = PermitsLesson.play(threads, 500);
        assertTrue(result.fewestPermits() >= 0, result.toString());
        assertTrue(result.mostInside() <= PermitsLesson.PERMITS, result.toString());
        assertEquals(2L * threads * 500, result.counted());
    }

    @Test
    void aLockIsFreeWhenItWasGivenBackAsOftenAsTaken() {
        ReentrantTLock lock = new ReentrantTLock();
        STM.run(lock::lock);
        STM.run(lock::lock);
        STM.run(lock::unlock);
        Workers.runTogether(() -> assertThrows(IllegalStateException.class, () -> STM.run(lock::unlock)));
        STM.run(lock::unlock);
        assertThrows(IllegalStateException.class, () -> STM.run(lock::unlock));
        Workers.runTogether(() -> STM.run(lock::lock));
    }

    @Test
    void withoutAPermitAcquireWaits() {
        TLong permits = TLong.named("permits", 2);
        STM.run(tx -> PermitsLesson.acquire(tx, permits));
        STM.run(tx -> PermitsLesson.acquire(tx, permits));
        boolean third = STM.atomically(tx -> tx.orElse(
                body -> {
                    PermitsLesson.acquire(body, permits);
                    return true;
                },
                body -> false));
        assertFalse(third);
        assertEquals(0, permits.now());
    }
}
