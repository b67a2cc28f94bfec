package dev.tvar.stm.examples.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.engine.Engine;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {
    private static Results run(Plan plan) {
        return Comparison.inOneProcess(plan, Plans.silent(), () -> false).run();
    }

    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void everyEngineMakesAllOperationsAndConservesMoney(long seed) {
        Plan plan =
                new Plan(Plans.ENGINES, List.of(Workload.UNIFORM), List.of(3), 10, new Extent.Counting(2_000), 1, seed);
        Results results = run(plan);
        assertEquals(
                Plans.ENGINES,
                results.measurements().stream().map(Measurement::engine).toList());
        for (Measurement m : results.measurements()) {
            assertEquals(2_000, m.operations(), m.engine().toString());
            assertEquals(plan.total(), m.finalTotal(), m.engine().toString());
            assertTrue(m.audits() > 0, m.engine().toString());
            assertTrue(m.latencies().getTotalCount() > 0, m.engine().toString());
        }
        assertTrue(results.complete());
        assertTrue(Law.of(results).stream().allMatch(Law::held), Law.of(results).toString());
    }

    @ParameterizedTest
    @EnumSource
    void underEveryLoadEveryEngineKeepsItsLaws(Workload load) {
        Plan plan = Plans.of(Plans.ENGINES, List.of(load), 3, 3_000);
        Results results = run(plan);
        assertEquals(Plans.ENGINES.size(), results.measurements().size());
        assertTrue(Law.of(results).stream().allMatch(Law::held), Law.of(results).toString());
        results.measurements().forEach(m -> assertEquals(3_000, m.operations(), m.toString()));
    }

    @Test
    void onlyTransactionsAndProtocolsLeaveNothingBehindAfterAFailure() {
        Results results = run(Plans.of(Plans.ENGINES, List.of(Workload.FAILING), 2, 3_000));
        for (Measurement m : results.measurements()) {
            assertEquals(
                    Operations.DEATHS * Operations.STAKE,
                    m.atStake(),
                    m.engine().toString());
            long lost = m.engine().undoesHalfTransfers() ? 0 : m.atStake();
            assertEquals(
                    results.plan().total() - lost, m.finalTotal(), m.engine().toString());
        }
    }

    @Test
    void auditsOfTheWorkersCount() {
        Results results = run(Plans.of(List.of(Engine.STM), List.of(Workload.READ_MOSTLY), 2, 1_000));
        assertTrue(
                results.measurements().get(0).audits() >= 900,
                results.measurements().toString());
    }

    @Test
    void aTimeLimitEndsEveryLoad() {
        Plan plan =
                new Plan(Plans.ENGINES, Plans.LOADS, List.of(1, 3), 10, new Extent.Lasting(Duration.ofMillis(5)), 1, 1);
        Results results = run(plan);
        assertEquals(plan.measurements(), results.measurements().size());
        assertTrue(results.complete());
        assertEquals(plan.measurements(), results.cells().size());
    }

    @Test
    void everyCombinationIsMeasuredOncePerRoundAndNoEngineIsAlwaysFirst() {
        List<Engine> engines = List.of(Engine.STM, Engine.GLOBAL_LOCK, Engine.ORDERED_LOCKS);
        Plan plan = new Plan(
                engines,
                List.of(Workload.UNIFORM, Workload.HOT_ACCOUNT),
                List.of(1, 2),
                5,
                new Extent.Counting(10),
                3,
                1);
        Results results = run(plan);
        assertEquals(36, results.measurements().size());
        results.cells().forEach(cell -> assertEquals(3, cell.rounds().size()));
        Set<Engine> first = new HashSet<>();
        for (int round = 0; round < 3; round++) {
            Set<String> combinations = new HashSet<>();
            List<Measurement> inRound = results.measurements().subList(12 * round, 12 * round + 12);
            inRound.forEach(m -> combinations.add(m.engine() + " " + m.load() + " " + m.threads()));
            assertEquals(12, combinations.size());
            first.add(inRound.get(0).engine());
        }
        assertEquals(Set.copyOf(engines), first);
    }

    @Test
    void moreThreadsThanOperationsIsFine() {
        run(Plans.of(Plans.ENGINES, List.of(Workload.UNIFORM), 8, 1))
                .measurements()
                .forEach(m -> assertEquals(1, m.operations(), m.engine().toString()));
    }

    @Test
    void aStoppedComparisonReturnsItsResultsSoFar() {
        AtomicInteger asked = new AtomicInteger();
        Plan plan = Plans.of(List.of(Engine.GLOBAL_LOCK, Engine.ORDERED_LOCKS), List.of(Workload.UNIFORM), 1, 100_000);
        Results results = Comparison.inOneProcess(plan, Plans.silent(), () -> asked.incrementAndGet() > 1_500)
                .run();
        assertEquals(1, results.measurements().size());
        Measurement only = results.measurements().get(0);
        assertFalse(only.complete());
        assertTrue(only.operations() > 0 && only.operations() < 100_000, only.toString());
        assertEquals(plan.total(), only.finalTotal());
        assertEquals(0, results.completed());
        assertFalse(results.complete());
    }

    @Test
    void slowEnginesGetAPartOfALongListAndAllOfAShortOne() {
        Plan shortPlan = Plans.of(Plans.ENGINES, Plans.LOADS, 1, 5_000);
        Plan longPlan = Plans.of(Plans.ENGINES, Plans.LOADS, 1, 1_000_000);
        assertEquals(new Extent.Counting(5_000), shortPlan.extentFor(Engine.ACTORS));
        assertEquals(new Extent.Counting(1_000_000), longPlan.extentFor(Engine.STM));
        assertEquals(new Extent.Counting(1_000_000 / Engine.ACTORS.slowness()), longPlan.extentFor(Engine.ACTORS));
    }
}
