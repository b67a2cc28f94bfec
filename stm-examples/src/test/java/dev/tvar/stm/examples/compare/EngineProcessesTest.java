package dev.tvar.stm.examples.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.examples.engine.Engine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A process measures as the comparison itself would, stops when asked, and reports its failures. */
class EngineProcessesTest {
    private static final Plan PLAN =
            new Plan(List.of(Engine.STM), List.of(Workload.FAILING), List.of(2), 10, new Extent.Counting(600), 1, 7);

    @Test
    void aComparisonInProcessesHasAllMeasurementsAndReasons() {
        Results results =
                Comparison.inProcesses(PLAN, Plans.silent(), () -> false).run();
        assertTrue(results.complete());
        Measurement only = results.measurements().get(0);
        assertEquals(600, only.operations());
        assertEquals(PLAN.total(), only.finalTotal());
        assertEquals(Operations.DEATHS * Operations.STAKE, only.atStake());
        assertTrue(only.audits() > 0 && !only.timeline().isEmpty(), only.toString());
        assertTrue(only.aborts().isPresent());
        assertEquals(
                Reasons.names(PLAN),
                results.conflicts().runs().stream().map(Conflicts.Run::name).toList());
    }

    @Test
    void nothingIsLostBetweenProcesses() {
        Measurement measured = new SameProcess(PLAN, () -> false)
                .measure(Engine.STM, Workload.FAILING, 2, PLAN.extent(), fraction -> {});
        assertEquals(measured, Wire.read(Wire.write(measured), Measurement.class));
        assertEquals(PLAN, Wire.read(Wire.write(PLAN), Plan.class));
        Plan timed =
                new Plan(Plans.ENGINES, Plans.LOADS, List.of(1, 2), 3, new Extent.Lasting(Duration.ofMillis(5)), 2, -1);
        assertEquals(timed, Wire.read(Wire.write(timed), Plan.class));
    }

    @Test
    void aMeasurementIsStoppedAndReportedAsIncomplete() {
        AtomicBoolean stopped = new AtomicBoolean();
        try (Bench bench = new EngineProcesses(PLAN, stopped::get)) {
            Extent days = new Extent.Lasting(Duration.ofDays(1));
            Measurement cut =
                    bench.measure(Engine.GLOBAL_LOCK, Workload.UNIFORM, 2, days, fraction -> stopped.set(true));
            assertFalse(cut.complete());
            assertTrue(cut.operations() > 0, cut.toString());
        }
    }

    @Test
    void aFailureInTheProcessIsReportedWithItsStack() {
        Plan impossible = new Plan(List.of(Engine.STM), List.of(Workload.UNIFORM), List.of(1), -1, PLAN.extent(), 1, 1);
        try (Bench bench = new EngineProcesses(impossible, () -> false)) {
            String message = String.valueOf(assertThrows(
                            IllegalStateException.class,
                            () -> bench.measure(Engine.GLOBAL_LOCK, Workload.UNIFORM, 1, PLAN.extent(), f -> {}))
                    .getMessage());
            assertTrue(message.startsWith("the process of global-lock failed: "), message);
            assertTrue(message.contains("NegativeArraySizeException"), message);
        }
    }
}
