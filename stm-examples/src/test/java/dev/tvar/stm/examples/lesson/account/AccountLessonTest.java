package dev.tvar.stm.examples.lesson.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccountLessonTest {
    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void startAndDepositsAreGrabbedOrStillThere(long seed) {
        AccountLesson.Result result = AccountLesson.play(new SplittableRandom(seed), 50);
        assertEquals(AccountLesson.START + result.deposited(), result.grabbed() + result.balance());
        assertTrue(result.lawHolds());
        assertTrue(result.balance() >= 0);
    }

    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void everyRoundEndsWithARefusalThatTellsWhatWasAskedOfHowMuch(long seed) {
        AccountLesson.Result result = AccountLesson.play(new SplittableRandom(seed), 50);
        assertEquals(50, result.rounds().size());
        result.rounds()
                .forEach(round ->
                        assertTrue(round.refusal().requested() > round.refusal().balance()
                                && round.refusal().balance() >= 0));
        assertEquals(result.balance(), result.rounds().get(49).refusal().balance());
    }

    @Test
    void insufficientFundsCarriesRequestAndBalanceAndTakesNothing() {
        Account account = new Account("account", 30);
        InsufficientFunds refusal =
                assertThrows(InsufficientFunds.class, () -> STM.run(tx -> account.withdraw(tx, 31)));
        assertEquals(31, refusal.requested());
        assertEquals(30, refusal.balance());
        assertEquals(30, STM.<Long, RuntimeException>snapshot(account::balance));
    }

    @Test
    void anExceptionUndoesWhatWasDoneBefore() {
        Account account = new Account("account", 30);
        assertThrows(
                InsufficientFunds.class,
                () -> STM.run(tx -> {
                    account.withdraw(tx, 20);
                    account.withdraw(tx, 20);
                }));
        assertEquals(30, STM.<Long, RuntimeException>snapshot(account::balance));
    }

    @Test
    void twoStepsLeaveHalfOfTheWorkAndOneTransactionNone() {
        assertEquals(10, AccountLesson.twoBillsInTwoSteps());
        assertEquals(AccountLesson.START, AccountLesson.twoBillsInOneTransaction());
    }
}
