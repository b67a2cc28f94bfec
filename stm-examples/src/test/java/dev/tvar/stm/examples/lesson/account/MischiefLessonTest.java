package dev.tvar.stm.examples.lesson.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MischiefLessonTest {
    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void withTransactionsTheTotalIsRightWheneverTheAuditorLooks(long seed) {
        Mischief.Result result = MischiefLesson.withTransactions(new SplittableRandom(seed), 2_000_000, 2_000_000);
        assertEquals(4_000_000, result.before());
        assertEquals(4_000_000, result.after());
        assertEquals(0, result.findings().wrong());
        assertTrue(result.findings().audits() > 0);
    }

    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void inARingOfFiveTheTotalIsRightToo(long seed) {
        Mischief.Result result =
                MischiefLesson.withTransactions(new SplittableRandom(seed), Mischief.opening(5, 50_000));
        assertEquals(5, result.moves().length);
        assertEquals(250_000, result.after());
        assertEquals(0, result.findings().wrong());
    }

    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void withActorsTheTotalIsRightWhenAllHasArrived(long seed) {
        Mischief.Result result = MischiefLesson.withActors(new SplittableRandom(seed), 500, 500);
        assertEquals(1_000, result.before());
        assertEquals(1_000, result.after());
    }

    @Test
    void betweenTwoMessagesTheAuditorMissesTheMoney() {
        assertEquals(new MischiefLesson.Totals(200, 170, 200), MischiefLesson.twoMessages(30, 100, 100));
    }

    @Test
    void inTheMiddleOfATransactionTheAuditorMissesNothing() {
        assertEquals(new MischiefLesson.Totals(200, 200, 200), MischiefLesson.oneTransaction(30, 100, 100));
    }
}
