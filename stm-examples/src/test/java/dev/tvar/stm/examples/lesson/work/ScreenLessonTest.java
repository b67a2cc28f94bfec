package dev.tvar.stm.examples.lesson.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tvar.stm.examples.lesson.Setup;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScreenLessonTest {
    private static final long ALL = 4_000;

    @Test
    void aPollingScreenShowsMoneyThatDoesNotExist() {
        assertNotEquals(ALL, ScreenLesson.polled());
    }

    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void aSubscribedScreenShowsAllTheMoneyAndTheLastState(long seed) {
        List<List<Long>> frames = ScreenLesson.followed(new Setup(seed, 3));
        frames.forEach(frame -> assertEquals(ALL, ScreenLesson.total(frame), frame::toString));
        assertEquals(2_000, frames.get(frames.size() - 1).get(4));
        assertEquals(frames.size(), new HashSet<>(frames).size());
    }
}
