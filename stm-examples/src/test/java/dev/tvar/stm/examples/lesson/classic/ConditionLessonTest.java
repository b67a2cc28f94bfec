package dev.tvar.stm.examples.lesson.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionLessonTest {
    @Test
    void aConditionForgetsASignalBetweenLookingAndWaiting() {
        assertFalse(ConditionLesson.wokenByCondition());
    }

    @Test
    void aTransactionSeesASignalBetweenLookingAndWaiting() {
        assertEquals(2, ConditionLesson.runsOfTransaction());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void nobodyMissesASignal(int consumers) {
        ConditionLesson.Result result = ConditionLesson.play(consumers, 300);
        assertEquals(consumers, result.seen().length);
        assertTrue(result.lawHolds(300));
    }
}
