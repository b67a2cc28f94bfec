package dev.tvar.stm.benchmarks.workload;

import dev.tvar.stm.benchmarks.engine.AccountWorker;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reports the numbers of operations and of body runs to JMH, next to the rate; zeros for engines that never repeat a body. */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class BodyRuns {
    /** Operations in this iteration. */
    public long calls;

    /** Runs of a body in this iteration. */
    public long runs;

    /** Operations that the engine gave up. */
    public long starved;

    private @Nullable AccountWorker worker;

    /** Begins an iteration. */
    @Setup(Level.Iteration)
    public void begin() {
        if (worker != null) {
            calls = -worker.calls();
            runs = -worker.runs();
        }
        starved = 0;
    }

    /** Ends an iteration. */
    @TearDown(Level.Iteration)
    public void end() {
        if (worker != null) {
            calls += worker.calls();
            runs += worker.runs();
        }
    }

    /** Sets the worker at the first operation, when JMH has begun the iteration already. */
    void watch(AccountWorker watched) {
        if (worker == null) {
            worker = watched;
            begin();
        }
    }
}
