package dev.tvar.stm.micrometer;

import dev.tvar.stm.AbortKind;
import dev.tvar.stm.Diagnostics;
import dev.tvar.stm.STM;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/**
 * The counts of {@link STM#diagnostics()} as meters: {@code new StmMetrics().bindTo(registry)}. From its making to its
 * closing it keeps a {@linkplain Diagnostics#enable session} open, so that commits and snapshots are counted, too.
 *
 * <table>
 * <caption>The meters</caption>
 * <tr><th>name</th><th>type</th><th>what</th></tr>
 * <tr><td>{@code tvar.stm.commits}</td><td>counter</td><td>transactions that committed</td></tr>
 * <tr><td>{@code tvar.stm.aborts}, tag {@code kind}</td><td>counter</td><td>attempts that did not, see {@link AbortKind}</td></tr>
 * <tr><td>{@code tvar.stm.waits}</td><td>counter</td><td>how often one waited</td></tr>
 * <tr><td>{@code tvar.stm.snapshots}</td><td>counter</td><td>snapshots that ended</td></tr>
 * <tr><td>{@code tvar.stm.waiting}</td><td>gauge</td><td>transactions that sleep at present</td></tr>
 * </table>
 *
 * <p>May be bound to several registries, by any thread.
 */
public final class StmMetrics implements MeterBinder, AutoCloseable {
    private final Diagnostics diagnostics = STM.diagnostics();
    private final Diagnostics.Session session = diagnostics.enable();

    /** Opens a session. */
    public StmMetrics() {}

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("tvar.stm.commits", diagnostics, Diagnostics::commits)
                .description("Transactions that committed")
                .register(registry);
        for (AbortKind kind : AbortKind.values()) {
            FunctionCounter.builder("tvar.stm.aborts", diagnostics, seen -> seen.aborts(kind))
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                    .description("Attempts of transactions that did not commit")
                    .register(registry);
        }
        FunctionCounter.builder("tvar.stm.waits", diagnostics, Diagnostics::waits)
                .description("How often a transaction waited for a change or for its turn")
                .register(registry);
        FunctionCounter.builder("tvar.stm.snapshots", diagnostics, Diagnostics::snapshots)
                .description("Snapshots that ended")
                .register(registry);
        Gauge.builder("tvar.stm.waiting", diagnostics, Diagnostics::waitingCount)
                .description("Transactions that sleep at present")
                .register(registry);
    }

    /** Closes the session: commits and snapshots are not counted any more, unless somebody else looks. */
    @Override
    public void close() {
        session.close();
    }
}
