package dev.tvar.stm.examples.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.engine.Engine;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {
    private static final List<Engine> ALL = List.of(Engine.values());

    private static List<Measurement> run(Plan plan) {
        return new Comparison(plan, new ProgressLines(new PrintWriter(Writer.nullWriter())), () -> false).run();
    }

    @ParameterizedTest
    @MethodSource("dev.tvar.stm.examples.support.Seeds#seeds")
    void everyEngineMakesAllTransfersAndConservesMoney(long seed) {
        Plan plan = new Plan(10, 2_000, 3, seed, ALL);
        List<Measurement> measurements = run(plan);
        assertEquals(ALL, measurements.stream().map(Measurement::engine).toList());
        for (Measurement m : measurements) {
            assertEquals(2_000, m.done(), m.engine().toString());
            assertEquals(plan.total(), m.finalTotal(), m.engine().toString());
            assertTrue(m.findings().audits() > 0, m.engine().toString());
            assertTrue(m.latencies().getTotalCount() > 0, m.engine().toString());
            if (m.engine().auditsExactly()) {
                assertEquals(0, m.findings().wrong(), m.engine().toString());
            }
        }
    }

    @Test
    void moreThreadsThanTransfersIsFine() {
        run(new Plan(2, 1, 8, 1, ALL))
                .forEach(m -> assertEquals(1, m.done(), m.engine().toString()));
    }

    @Test
    void whenStoppedItGivesWhatItHas() {
        AtomicInteger asked = new AtomicInteger();
        Plan plan = new Plan(10, 10_000, 1, 1, List.of(Engine.STM, Engine.GLOBAL_LOCK));
        int warmUps = 2 * (plan.warmUpFor(Engine.STM) + 1);
        List<Measurement> measurements = new Comparison(
                        plan,
                        new ProgressLines(new PrintWriter(Writer.nullWriter())),
                        () -> asked.incrementAndGet() > warmUps + 500)
                .run();
        assertEquals(1, measurements.size());
        assertTrue(measurements.get(0).done() < 10_000);
        assertTrue(measurements.get(0).done() > 0);
        assertEquals(plan.total(), measurements.get(0).finalTotal());
    }

    @Test
    void slowEnginesGetAPartOfALongLoadAndAllOfAShortOne() {
        Plan shortPlan = new Plan(10, 5_000, 1, 1, ALL);
        Plan longPlan = new Plan(10, 1_000_000, 1, 1, ALL);
        assertEquals(5_000, shortPlan.transfersFor(Engine.ACTORS));
        assertEquals(1_000_000, longPlan.transfersFor(Engine.STM));
        assertEquals(1_000_000 / Engine.ACTORS.slowness(), longPlan.transfersFor(Engine.ACTORS));
    }
}
