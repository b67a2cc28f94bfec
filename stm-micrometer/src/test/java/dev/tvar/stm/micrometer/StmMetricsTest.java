package dev.tvar.stm.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StmMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TLong number = TLong.of(0);

    private double count(String meter, String... tags) {
        return registry.get(meter).tags(tags).functionCounter().count();
    }

    @Test
    void metersCountWhatDiagnosticsCount() {
        try (StmMetrics metrics = new StmMetrics()) {
            metrics.bindTo(registry);
            double before = count("tvar.stm.commits");
            STM.run(tx -> number.add(tx, 1));
            STM.run(tx -> {
                number.get(tx);
                tx.retryFor(Duration.ofMillis(1));
            });
            STM.snapshot(number::get);
            assertEquals(2, count("tvar.stm.commits") - before);
            assertEquals(1, count("tvar.stm.aborts", "kind", "retry"));
            assertEquals(0, count("tvar.stm.aborts", "kind", "read_changed"));
            assertEquals(1, count("tvar.stm.waits"));
            assertEquals(1, count("tvar.stm.snapshots"));
            assertEquals(0, registry.get("tvar.stm.waiting").gauge().value());
        }
    }

    @Test
    void theSessionIsOpenAsLongAsTheMeters() {
        try (StmMetrics metrics = new StmMetrics()) {
            metrics.bindTo(registry);
            assertTrue(STM.diagnostics().isEnabled());
        }
        assertFalse(STM.diagnostics().isEnabled());
    }

    @Test
    void aClosedOneLeavesNothingAndIsNotBoundAgain() {
        registry.counter("tvar.stm.mine");
        StmMetrics metrics = new StmMetrics();
        metrics.bindTo(registry);
        metrics.bindTo(registry);
        assertTrue(registry.getMeters().size() > 5);
        metrics.close();
        assertEquals(List.of("tvar.stm.mine"), names(registry));
        assertThrows(IllegalStateException.class, () -> metrics.bindTo(registry));
        metrics.close();
        assertEquals(List.of("tvar.stm.mine"), names(registry));
    }

    @Test
    void metersStayUntilTheLastOneIsClosed() {
        SimpleMeterRegistry other = new SimpleMeterRegistry();
        StmMetrics first = new StmMetrics();
        first.bindTo(registry);
        first.bindTo(other);
        try (StmMetrics second = new StmMetrics()) {
            second.bindTo(registry);
            first.close();
            assertEquals(List.of(), names(other));
            double before = count("tvar.stm.commits");
            STM.run(tx -> number.add(tx, 1));
            assertEquals(1, count("tvar.stm.commits") - before);
        }
        assertEquals(List.of(), names(registry));
        try (StmMetrics again = new StmMetrics()) {
            again.bindTo(registry);
            assertTrue(names(registry).contains("tvar.stm.commits"));
        }
    }

    @Test
    void metersThatAFilterHasRenamedAreRemovedToo() {
        registry.config().commonTags("host", "a").meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.withName("app." + id.getName());
            }
        });
        StmMetrics metrics = new StmMetrics();
        metrics.bindTo(registry);
        assertTrue(names(registry).contains("app.tvar.stm.commits"));
        metrics.close();
        assertEquals(List.of(), names(registry));
    }

    @Test
    void metersOfACompositeAreRemovedFromItsParts() {
        CompositeMeterRegistry composite = new CompositeMeterRegistry().add(registry);
        StmMetrics metrics = new StmMetrics();
        metrics.bindTo(composite);
        assertTrue(names(registry).contains("tvar.stm.commits"));
        metrics.close();
        assertEquals(List.of(), names(registry));
    }

    private static List<String> names(MeterRegistry registry) {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().getName())
                .toList();
    }
}
