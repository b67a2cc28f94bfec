package dev.tvar.stm.examples.lesson.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.lesson.Setup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DrainsLessonTest {
    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void depositsEqualWithdrawalsPlusTheBalanceByEveryTally(long seed) {
        DrainsLesson.Result result = DrainsLesson.play(new Setup(seed, 3), 5_000);
        assertEquals(5_000 + result.source().sum(), result.drained() + result.balance());
        assertTrue(result.lawHolds());
        assertTrue(result.balance() >= 0);
        assertEquals(3, result.drains().length);
    }

    @Test
    void withoutProtectionBothTakeTheSameMoney() {
        assertEquals(-60, Overdraft.unprotected());
    }

    @Test
    void inTransactionsTheOneThatLookedTooEarlyLooksAgain() {
        assertEquals(20, Overdraft.transactional());
    }

    @Test
    void aFloorNeedsNoCheckInTheBody() {
        assertEquals(20, Overdraft.bounded());
    }
}
