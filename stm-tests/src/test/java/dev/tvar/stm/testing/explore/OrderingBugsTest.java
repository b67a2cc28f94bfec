package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The explorer finds every bug whose harm depends on the order of steps within ten seconds, from any seed. */
@Tag("seam")
class OrderingBugsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final List<String> TABLE = new ArrayList<>();

    static Stream<Arguments> bugsAndSeeds() {
        return Stream.of(OrderingBug.values())
                .flatMap(bug -> Stream.of(1L, 42L, -7L).map(seed -> Arguments.of(bug, seed)));
    }

    @ParameterizedTest
    @MethodSource("bugsAndSeeds")
    void everyOrderingBugIsFoundFromAnySeed(OrderingBug bug, long seed) {
        Exploration exploration = Explorer.of(seed)
                .withSchedules(Long.MAX_VALUE)
                .withLimit(LIMIT)
                .withPlanted(bug::plant)
                .explore(bug.program);
        assertTrue(exploration.failure().isPresent(), () -> bug + " survived " + exploration);
        Failure failure = exploration.failure().get();
        TABLE.add(String.format(
                Locale.ROOT,
                "| %-31s | %-31s | %12d | %9d | %6.3f | %-23s | %s",
                bug,
                bug.program,
                seed,
                failure.number() + 1,
                exploration.took().toNanos() / 1e9,
                failure.kind(),
                failure.schedule()));
    }

    @ParameterizedTest
    @EnumSource(OrderingBug.class)
    void aFoundBugIsFoundAgainByItsSchedule(OrderingBug bug) {
        Explorer broken = Explorer.of(3).withSchedules(Long.MAX_VALUE).withPlanted(bug::plant);
        Failure found = broken.explore(bug.program).failure().orElseThrow();
        Failure again = broken.replay(found.schedule(), bug.program).failure().orElseThrow();
        assertTrue(again.kind() == found.kind() && again.trace().equals(found.trace()), again::toString);
    }

    @ParameterizedTest
    @EnumSource(
            value = OrderingBug.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"RUN_TOO_FAR_AHEAD", "IGNORE_THE_TICKET", "QUEUE_WITHOUT_TAKING_THE_TICKET", "KEEP_THE_TICKET"
            }) // their programs are too long to run in all schedules
    void theExhaustiveStrategyFindsItToo(OrderingBug bug) {
        Exploration exploration = Explorer.of(0)
                .withStrategy(Strategy.exhaustive())
                .withSchedules(Long.MAX_VALUE)
                .withLimit(LIMIT)
                .withPlanted(bug::plant)
                .explore(bug.program);
        assertTrue(exploration.failure().isPresent(), () -> bug + " survived " + exploration);
    }

    @AfterAll
    static void printTable() {
        System.out.println(
                "| planted bug                     | program                         |         seed | schedules "
                        + "| s      | found as                | smallest schedule");
        TABLE.forEach(System.out::println);
    }
}
