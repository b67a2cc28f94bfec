package dev.tvar.stm.testing.explore;

import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine without a planted bug keeps its promises in every explored schedule. */
@Tag("seam")
class StandardProgramsTest {
    /** The time for each program; the system property {@code dev.tvar.stm.testing.exploreMillis} makes it longer. */
    private static final Duration LIMIT = Duration.ofMillis(Long.getLong("dev.tvar.stm.testing.exploreMillis", 800));

    private static final long SEED = Long.getLong("dev.tvar.stm.testing.exploreSeed", 20261121);

    @ParameterizedTest
    @EnumSource(
            value = Programs.class,
            names = {"IMPATIENT"})
    void nothingIsFoundWithEarlyTimeOuts(Programs program) {
        Explorer early = Explorer.of(SEED)
                .withEarlyTimeOuts()
                .withSchedules(Long.MAX_VALUE)
                .withLimit(LIMIT);
        early.explore(program).requireNoFailure();
        early.withStrategy(Strategy.exhaustive()).explore(program).requireNoFailure();
    }

    @ParameterizedTest
    @EnumSource(Programs.class)
    void nothingIsFoundAtRandom(Programs program) {
        explore(Explorer.of(SEED), LIMIT, program);
    }

    @ParameterizedTest
    @EnumSource(AsyncPrograms.class)
    void nothingIsFoundAtRandomWithoutThreadsThatWait(AsyncPrograms program) {
        explore(Explorer.of(SEED), LIMIT, program);
    }

    @ParameterizedTest
    @EnumSource(AsyncPrograms.class)
    void nothingIsFoundInAllSchedulesWithoutThreadsThatWait(AsyncPrograms program) {
        explore(Explorer.of(0).withStrategy(Strategy.exhaustive()), LIMIT.multipliedBy(2), program);
    }

    @ParameterizedTest
    @EnumSource(BoundedPrograms.class)
    void nothingIsFoundWithBounds(BoundedPrograms program) {
        explore(Explorer.of(SEED), LIMIT, program);
        explore(Explorer.of(0).withStrategy(Strategy.exhaustive()), LIMIT, program);
    }

    private static void explore(Explorer explorer, Duration limit, Supplier<Scenario> program) {
        Exploration exploration =
                explorer.withSchedules(Long.MAX_VALUE).withLimit(limit).explore(program);
        System.out.println(program + ": " + exploration);
        exploration.requireNoFailure();
    }

    @ParameterizedTest
    @EnumSource(
            value = Programs.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TICKET", "LONG_RUN_AND_SNAPSHOT"})
    void nothingIsFoundInAllSchedules(Programs program) {
        explore(Explorer.of(0).withStrategy(Strategy.exhaustive()), LIMIT.multipliedBy(2), program);
    }
}
