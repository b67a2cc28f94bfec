package dev.tvar.stm.examples.lesson.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoopLessonTest {
    @Test
    void aTaskThatBlocksTheLoopIsNotPaid() {
        assertFalse(LoopLesson.blocked());
    }

    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void ordersThatWaitWithoutAThreadAreAllPaid(long seed) {
        assertEquals(new LoopLesson.Day(500, 500, 0, 1), LoopLesson.waited(new SplittableRandom(seed), 500));
    }
}
