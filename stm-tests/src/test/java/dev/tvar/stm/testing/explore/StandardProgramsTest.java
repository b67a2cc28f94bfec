package dev.tvar.stm.testing.explore;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The unbroken engine keeps its promises in every schedule that is explored. */
@Tag("seam")
class StandardProgramsTest {
    @ParameterizedTest
    @EnumSource(Programs.class)
    void nothingIsFoundAtRandom(Programs program) {
        Exploration exploration = Explorer.of(20261121)
                .withSchedules(20_000)
                .withLimit(Duration.ofMillis(800))
                .explore(program);
        System.out.println(program + ": " + exploration);
        exploration.requireNoFailure();
    }

    @ParameterizedTest
    @EnumSource(
            value = Programs.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TICKET", "LONG_RUN_AND_SNAPSHOT"})
    void nothingIsFoundInAllSchedules(Programs program) {
        Exploration exploration = Explorer.of(0)
                .withStrategy(Strategy.exhaustive())
                .withSchedules(Long.MAX_VALUE)
                .withLimit(Duration.ofSeconds(2))
                .explore(program);
        System.out.println(program + ": " + exploration);
        exploration.requireNoFailure();
    }
}
