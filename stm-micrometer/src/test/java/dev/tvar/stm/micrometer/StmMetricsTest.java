package dev.tvar.stm.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
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
}
