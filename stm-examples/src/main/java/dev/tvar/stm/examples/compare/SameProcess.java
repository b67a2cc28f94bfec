package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/** Makes the measurements in this process. */
final class SameProcess implements Bench {
    private final Plan plan;
    private final BooleanSupplier stopped;

    SameProcess(Plan plan, BooleanSupplier stopped) {
        this.plan = plan;
        this.stopped = stopped;
    }

    @Override
    public Measurement measure(Engine engine, Workload load, int threads, Extent extent, DoubleConsumer progress) {
        return new Measure(plan, engine, load, threads, extent, stopped).run(progress);
    }

    @Override
    public Conflicts.Run explain(String name) {
        return new Reasons(plan, stopped).of(name);
    }

    @Override
    public void close() {}
}
