package dev.tvar.stm.examples.compare;

import static dev.tvar.stm.examples.compare.Plans.measured;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tvar.stm.examples.engine.Engine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The headline matches the results of its run. */
class HeadlineTest {
    private static final Plan PLAN = new Plan(Plans.ENGINES, Plans.LOADS, List.of(2), 2, new Extent.Counting(10), 1, 1);
    private static final long TOTAL = 2_000;
    private static final Workload SAFE = Workload.UNIFORM;
    private static final Workload FAILING = Workload.FAILING;

    private static List<String> headline(Measurement... measurements) {
        return Headline.of(new Results(PLAN, List.of(measurements), Conflicts.NONE));
    }

    @Test
    void theHeadlineNamesLossesAndWrongTotals() {
        assertEquals(
                List.of(
                        "Money was lost by actors, cashier and global-lock, and none by stm.",
                        "While no participant failed, wrong totals were shown by actors, and none by stm and cashier."),
                headline(
                        measured(Engine.STM, SAFE, 1, 0, TOTAL),
                        measured(Engine.ACTORS, SAFE, 1, 5, TOTAL),
                        measured(Engine.CASHIER, SAFE, 1, 0, TOTAL),
                        measured(Engine.STM, FAILING, 1, 0, TOTAL),
                        measured(Engine.ACTORS, FAILING, 1, 9, TOTAL - 50),
                        measured(Engine.CASHIER, FAILING, 1, 9, TOTAL - 1),
                        measured(Engine.GLOBAL_LOCK, FAILING, 1, 9, TOTAL - 50)));
    }

    @Test
    void withoutFailuresNothingIsSaidOfLosses() {
        assertEquals(
                List.of("While no participant failed, wrong totals were shown by actors, and none by stm."),
                headline(measured(Engine.STM, SAFE, 1, 0, TOTAL), measured(Engine.ACTORS, SAFE, 1, 1, TOTAL)));
    }

    @Test
    void whereNothingWentWrongThatIsSaid() {
        assertEquals(
                List.of(
                        "No money was lost by stm.",
                        "While no participant failed, no wrong total was shown by stm and ordered-locks."),
                headline(
                        measured(Engine.STM, SAFE, 1, 0, TOTAL),
                        measured(Engine.STM, FAILING, 1, 0, TOTAL),
                        measured(Engine.ORDERED_LOCKS, SAFE, 1, 0, TOTAL)));
    }

    @Test
    void ifAllLostNoEngineIsPraised() {
        assertEquals(
                List.of("Money was lost by cashier and global-lock."),
                headline(
                        measured(Engine.CASHIER, FAILING, 1, 9, TOTAL - 50),
                        measured(Engine.GLOBAL_LOCK, FAILING, 1, 9, TOTAL - 50)));
    }

    @Test
    void aViolatedLawComesBeforeAllElse() {
        assertEquals(
                List.of(
                        "A law was violated by stm: that a transfer that fails midway leaves nothing behind.",
                        "Money was lost by stm and cashier."),
                headline(
                        measured(Engine.STM, FAILING, 1, 0, TOTAL - 50),
                        measured(Engine.CASHIER, FAILING, 1, 9, TOTAL - 50)));
        assertEquals(
                "A law was violated by cashier: that no audit saw a wrong total.",
                headline(measured(Engine.CASHIER, SAFE, 1, 1, TOTAL)).get(0));
    }

    @Test
    void nothingMeasuredIsSaid() {
        assertEquals(List.of("Nothing was measured."), headline());
    }
}
