package dev.tvar.stm.benchmarks.workload;

import dev.tvar.stm.benchmarks.engine.Teller;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Tells JMH, beside the rate, how often bodies ran and how often they were asked to; zeros where engines never repeat. */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Reruns {
    /** Operations asked for in this iteration. */
    public long calls;

    /** Runs of a body in this iteration. */
    public long runs;

    /** Operations that the engine gave up. */
    public long starved;

    private @Nullable Teller teller;

    /** Begins an iteration. */
    @Setup(Level.Iteration)
    public void begin() {
        if (teller != null) {
            calls = -teller.calls();
            runs = -teller.runs();
        }
        starved = 0;
    }

    /** Ends an iteration. */
    @TearDown(Level.Iteration)
    public void end() {
        if (teller != null) {
            calls += teller.calls();
            runs += teller.runs();
        }
    }

    /** Watches a teller from now on; at first the iteration has begun already. */
    void watch(Teller watched) {
        if (teller == null) {
            teller = watched;
            begin();
        }
    }
}
