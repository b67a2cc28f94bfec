package dev.tvar.stm.examples.lesson.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DrainsLessonTest {
    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void whatCameInIsDrainedOrStillThereByEveryTally(long seed) {
        DrainsLesson.Result result = DrainsLesson.play(new SplittableRandom(seed), 5_000);
        assertEquals(5_000 + result.source().sum(), result.drained() + result.balance());
        assertTrue(result.lawHolds());
        assertTrue(result.balance() >= 0);
        assertEquals(DrainsLesson.DRAINS, result.drains().length);
    }
}
