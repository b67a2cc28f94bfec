package dev.tvar.stm.testing.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.testing.support.Limits;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The exhaustive strategy leaves out nothing but schedules that make no difference. */
@Tag("seam")
class ExhaustiveTest {
    private static final Duration LIMIT = Limits.DURATION;

    @Test
    void pruningLosesNoOutcomeOfAReadConcurrentWithAWrite() {
        assertPruningLosesNothing(results -> {
            TLong x = TLong.named("x", 0);
            StringBuilder seen = new StringBuilder();
            return new Scenario()
                    .thread("writer", () -> STM.run(tx -> x.add(tx, 1)))
                    .thread("reader", () -> seen.append(x.now()))
                    .atTheEnd(() -> results.add(seen.toString()));
        });
    }

    @Test
    void pruningLosesNoOutcomeOfThreeThreads() {
        assertPruningLosesNothing(results -> {
            int[] cells = new int[2];
            StringBuilder order = new StringBuilder();
            return new Scenario()
                    .thread("one", () -> {
                        Explorer.point("write");
                        cells[0]++;
                        Explorer.point("read");
                        order.append('a').append(cells[1]);
                    })
                    .thread("two", () -> {
                        Explorer.point("write");
                        cells[1]++;
                        Explorer.point("read");
                        order.append('b').append(cells[0]);
                    })
                    .thread("three", () -> {
                        Explorer.point("read");
                        order.append('c').append(cells[0] + cells[1]);
                    })
                    .atTheEnd(() -> results.add(order.toString()));
        });
    }

    @Test
    void pruningSkipsMostSchedulesOfThreadsThatDoNotMeet() {
        Exploration exploration = exhaustive(Strategy.exhaustive()).explore(() -> {
            TLong x = TLong.named("x", 0);
            TLong y = TLong.named("y", 0);
            return new Scenario()
                    .thread("one", () -> STM.run(tx -> x.add(tx, 1)))
                    .thread("two", () -> STM.run(tx -> y.add(tx, 1)))
                    .atTheEnd(() -> assertEquals(2, x.now() + y.now()));
        });
        assertTrue(exploration.complete());
        assertEquals(1, exploration.schedules(), "they never meet");
    }

    private static void assertPruningLosesNothing(Function<Set<String>, Scenario> program) {
        Set<String> pruned = new TreeSet<>();
        Set<String> all = new TreeSet<>();
        Exploration few = exhaustive(Strategy.exhaustive()).explore(() -> program.apply(pruned));
        Exploration many = exhaustive(Strategy.exhaustiveWithoutPruning()).explore(() -> program.apply(all));
        System.out.println(few + " / " + many + ": " + all);
        assertTrue(few.requireNoFailure().complete() && many.requireNoFailure().complete());
        assertEquals(all, pruned);
        assertTrue(all.size() > 1, "a program without outcomes shows nothing");
        assertTrue(few.schedules() <= many.schedules());
    }

    private static Explorer exhaustive(Strategy strategy) {
        return Explorer.of(0)
                .withStrategy(strategy)
                .withSchedules(Long.MAX_VALUE)
                .withLimit(LIMIT);
    }
}
