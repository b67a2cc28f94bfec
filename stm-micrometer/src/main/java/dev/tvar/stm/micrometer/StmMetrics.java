package dev.tvar.stm.micrometer;

import dev.tvar.stm.Diagnostics;
import dev.tvar.stm.STM;
import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.diagnostics.Session;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The counts of {@link STM#diagnostics()} as meters: {@code new StmMetrics().bindTo(registry)}. From its creation until
 * {@link #close()} it keeps a {@linkplain Diagnostics#enable session} open, so that commits and snapshots are counted, too.
 *
 * <table>
 * <caption>The meters</caption>
 * <tr><th>name</th><th>type</th><th>meaning</th></tr>
 * <tr><td>{@code tvar.stm.commits}</td><td>counter</td><td>transactions that committed</td></tr>
 * <tr><td>{@code tvar.stm.aborts}, tag {@code kind}</td><td>counter</td><td>attempts that did not commit, by {@link AbortKind}</td></tr>
 * <tr><td>{@code tvar.stm.waits}</td><td>counter</td><td>waits of transactions, for a change or for the ticket</td></tr>
 * <tr><td>{@code tvar.stm.snapshots}</td><td>counter</td><td>snapshots that ended</td></tr>
 * <tr><td>{@code tvar.stm.waiting}</td><td>gauge</td><td>transactions that wait now</td></tr>
 * </table>
 *
 * <p>Thread-safe; an instance may be bound to several registries. The meters count the transactions of
 * the whole JVM; a registry has them once, however many instances are bound to it, and keeps them
 * until the last of these instances is closed.
 */
public final class StmMetrics implements MeterBinder, AutoCloseable {
    /** The number of open instances that each registry has; guarded by the class. Does not keep a registry alive. */
    private static final Map<MeterRegistry, Integer> BOUND = new WeakHashMap<>();

    private final Diagnostics diagnostics = STM.diagnostics();
    private final Session session = diagnostics.enable();

    // ---- guarded by the class

    private final Map<MeterRegistry, List<Meter>> registered = new HashMap<>();
    private boolean closed;

    /** Opens a session. */
    public StmMetrics() {}

    /**
     * Adds the meters to a registry; does nothing if they were added before.
     *
     * @throws IllegalStateException if this instance is closed
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        synchronized (StmMetrics.class) {
            if (closed) {
                throw new IllegalStateException("these metrics are closed and cannot be bound; create new ones");
            }
            if (!registered.containsKey(registry)) {
                registered.put(registry, metersIn(registry));
                BOUND.merge(registry, 1, Integer::sum);
            }
        }
    }

    /** Registers the meters; existing meters are returned unchanged. */
    private List<Meter> metersIn(MeterRegistry registry) {
        List<Meter> meters = new ArrayList<>();
        meters.add(FunctionCounter.builder("tvar.stm.commits", diagnostics, Diagnostics::commits)
                .description("Transactions that committed")
                .register(registry));
        for (AbortKind kind : AbortKind.values()) {
            meters.add(FunctionCounter.builder("tvar.stm.aborts", diagnostics, counts -> counts.aborts(kind))
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                    .description("Attempts of transactions that did not commit")
                    .register(registry));
        }
        meters.add(FunctionCounter.builder("tvar.stm.waits", diagnostics, Diagnostics::waits)
                .description("Waits of transactions for a change or for the ticket")
                .register(registry));
        meters.add(FunctionCounter.builder("tvar.stm.snapshots", diagnostics, Diagnostics::snapshots)
                .description("Snapshots that ended")
                .register(registry));
        meters.add(Gauge.builder("tvar.stm.waiting", diagnostics, Diagnostics::waitingCount)
                .description("Transactions that wait now")
                .register(registry));
        return meters;
    }

    /**
     * Removes the meters from the registries, unless another instance is bound there, and closes the session: commits and
     * snapshots are not counted any more, unless another session is open. Calling it again has no effect.
     */
    @Override
    public void close() {
        synchronized (StmMetrics.class) {
            closed = true;
            registered.forEach((registry, meters) -> {
                if (BOUND.merge(registry, -1, Integer::sum) == 0) {
                    BOUND.remove(registry);
                    meters.forEach(registry::remove);
                }
            });
            registered.clear();
        }
        session.close();
    }
}
