package dev.tvar.stm.examples.lesson.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolLessonTest {
    @Test
    void resultsAppendedAsTheyComeAreInTheOrderOfCompletion() {
        assertEquals(List.of(4, 9, 1), PoolLesson.appendedAsTheyCome());
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "4, 63", "4, 64", "4, 65", "3, 10000", "16, 10000"})
    void thePoolGivesTheSameListAsOneThread(int threads, int size) {
        assertEquals(
                PoolMap.sequential(0, size, PoolLesson::collatzSteps),
                PoolMap.map(threads, size, PoolLesson::collatzSteps));
    }

    @Test
    void sevenTakesSixteenStepsToOne() {
        assertEquals(16, PoolLesson.collatzSteps(7));
        assertEquals(0, PoolLesson.collatzSteps(1));
        assertEquals(0, PoolLesson.collatzSteps(0));
    }
}
