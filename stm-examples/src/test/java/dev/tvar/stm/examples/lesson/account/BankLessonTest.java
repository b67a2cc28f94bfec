package dev.tvar.stm.examples.lesson.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BankLessonTest {
    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void everyProtectionConservesTheTotal(long seed) {
        List<BankLesson.Result> results = BankLesson.play(seed, 5, 4, 20_000);
        assertEquals(
                List.of("none", "one lock", "ordered locks", "transactions"),
                results.stream().map(BankLesson.Result::protection).toList());
        results.stream().skip(1).forEach(result -> {
            assertEquals(5_000, result.before(), result.protection());
            assertEquals(5_000, result.after(), result.protection());
            assertEquals(20_000, result.accepted() + result.refused(), result.protection());
        });
    }
}
