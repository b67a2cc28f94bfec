package dev.tvar.stm.examples.lesson.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.examples.engine.StmBank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RaceLessonTest {
    @Test
    void withoutProtectionTheUpdateIsLost() {
        assertEquals(new LostUpdate.Result(70, 1), LostUpdate.unprotected());
    }

    @Test
    void withTransactionsTheLateOneRunsAgainAndNothingIsLost() {
        assertEquals(new LostUpdate.Result(120, 2), LostUpdate.transactional());
    }

    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void theFixedVersionDoesNotDrift(long seed) {
        Mischief.Result result = RaceLesson.mischief(new StmBank(new long[] {50_000, 50_000}), seed);
        assertEquals(result.before(), result.after());
    }
}
