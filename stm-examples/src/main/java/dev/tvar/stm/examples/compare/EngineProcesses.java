package dev.tvar.stm.examples.compare;

import dev.tvar.stm.examples.engine.Engine;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/**
 * Makes the measurements of each engine in a process of its own. In one process the engines would share the profiles by
 * which the compiler of the JVM decides what to inline: calls that have one target in a program with one engine would
 * have five, and each engine would slow down as soon as another has run. The processes live as long as the comparison,
 * so each warms up once, and the rounds go from process to process.
 */
final class EngineProcesses implements Bench {
    private final Plan plan;
    private final BooleanSupplier stopped;
    private final Map<Engine, EngineProcess> running = new EnumMap<>(Engine.class);

    EngineProcesses(Plan plan, BooleanSupplier stopped) {
        this.plan = plan;
        this.stopped = stopped;
    }

    @Override
    public Measurement measure(Engine engine, Workload load, int threads, Extent extent, DoubleConsumer progress) {
        return of(engine).measure(new EngineProcess.Task(plan, engine, load, threads, extent), progress, stopped);
    }

    @Override
    public Conflicts.Run explain(String name) {
        return of(Engine.STM).explain(new EngineProcess.Question(plan, name), stopped);
    }

    private EngineProcess of(Engine engine) {
        return running.computeIfAbsent(engine, EngineProcess::start);
    }

    @Override
    public void close() {
        running.values().forEach(EngineProcess::close);
    }
}
