package dev.tvar.stm.benchmarks.workload;

import dev.tvar.stm.benchmarks.engine.Adapter;
import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** W3: all threads increment one counter. Law: no increment is lost. */
@State(Scope.Benchmark)
public class CounterBenchmarks {
    /** The engine's label. */
    @Param("tvar")
    public String engine = "tvar";

    @SuppressWarnings("NullAway.Init") // by open
    private Adapter.Counter counter;

    @SuppressWarnings("NullAway.Init") // by open
    private Runnable add;

    @SuppressWarnings("NullAway.Init") // by open
    private Runnable readAndWrite;

    private final List<Worker> workers = new ArrayList<>();

    /** Opens the counter. */
    @Setup
    public void open() {
        workers.clear();
        counter = MeasuredEngine.named(engine).adapter().counter();
        add = counter.add();
        readAndWrite = counter.readAndWrite();
    }

    /** Checks the law. */
    @TearDown
    public synchronized void close() {
        long counted = workers.stream().mapToLong(worker -> worker.counted).sum();
        Invariant.check("counter of " + engine, counted, counter.value().getAsLong());
    }

    private synchronized void enter(Worker worker) {
        workers.add(worker);
    }

    /** A thread that counts. */
    @State(Scope.Thread)
    public static class Worker {
        long counted;

        /** Called by JMH. */
        @Setup
        public void begin(CounterBenchmarks benchmark) {
            benchmark.enter(this);
        }
    }

    /** Adds 1 by the cheapest operation of the engine. */
    @Benchmark
    public void add(Worker worker) {
        add.run();
        worker.counted++;
    }

    /** Reads the number and writes the next one. */
    @Benchmark
    public void readAndWrite(Worker worker) {
        readAndWrite.run();
        worker.counted++;
    }
}
