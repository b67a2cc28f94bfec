package dev.tvar.stm.examples.lesson.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CounterLessonTest {
    @Test
    void ifAllReadBeforeAnyWritesOneIncrementOfTenIsLeft() {
        assertEquals(CounterLesson.TIMES, CounterLesson.plainInStep(10).count());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void noIncrementIsLostInTransactions(int threads) {
        assertEquals(
                threads * CounterLesson.TIMES,
                CounterLesson.transactional(threads).count());
    }

    @Test
    void noIncrementIsLostInTransactionsIfAllReadBeforeAnyWrites() {
        CounterLesson.Result result = CounterLesson.transactionalInStep(10);
        assertEquals(10 * CounterLesson.TIMES, result.count());
        // In each round all but one must run again.
        assertTrue(result.runs() >= 19 * CounterLesson.TIMES, result.toString());
    }
}
