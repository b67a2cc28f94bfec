package dev.tvar.stm.benchmarks.workload;

import dev.tvar.stm.benchmarks.engine.Counter;
import dev.tvar.stm.benchmarks.engine.Engines;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** W3: one counter that all threads count up. Law: it shows what all threads together have counted. */
@State(Scope.Benchmark)
public class HotCounter {
    /** Which engine. */
    @Param("tvar")
    public String engine = "tvar";

    @SuppressWarnings("NullAway.Init") // by open
    private Counter counter;

    private final List<Clerk> clerks = new ArrayList<>();

    /** Opens the counter. */
    @Setup
    public void open() {
        clerks.clear();
        counter = Engines.named(engine).counter();
    }

    /** Checks the law. */
    @TearDown
    public synchronized void close() {
        Law.holds(
                "counter of " + engine,
                clerks.stream().mapToLong(c -> c.counted).sum(),
                counter.value());
    }

    private synchronized void enter(Clerk clerk) {
        clerks.add(clerk);
    }

    /** A thread that counts. */
    @State(Scope.Thread)
    public static class Clerk {
        long counted;

        /**
         * Takes up work.
         *
         * @param hot where
         */
        @Setup
        public void begin(HotCounter hot) {
            hot.enter(this);
        }
    }

    /**
     * Adds 1 as the engine does it best.
     *
     * @param clerk who counts
     */
    @Benchmark
    public void add(Clerk clerk) {
        counter.add();
        clerk.counted++;
    }

    /**
     * Reads the number and writes the next.
     *
     * @param clerk who counts
     */
    @Benchmark
    public void readAndWrite(Clerk clerk) {
        counter.readAndWrite();
        clerk.counted++;
    }
}
