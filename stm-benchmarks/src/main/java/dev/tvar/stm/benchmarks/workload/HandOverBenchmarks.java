package dev.tvar.stm.benchmarks.workload;

import dev.tvar.stm.benchmarks.engine.Adapter;
import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** W5: a number goes to another thread, which waits for it, and comes back incremented: two hand-overs. Law: every number comes back. */
@State(Scope.Benchmark)
public class HandOverBenchmarks {
    private static final long END = -1;

    /** The engine's label. */
    @Param("tvar")
    public String engine = "tvar";

    @SuppressWarnings("NullAway.Init") // by open
    private Adapter.Slot there;

    @SuppressWarnings("NullAway.Init") // by open
    private Adapter.Slot back;

    @SuppressWarnings("NullAway.Init") // by open
    private Thread echo;

    private long number;

    /** Starts the other thread. */
    @Setup
    public void open() {
        Adapter adapter = MeasuredEngine.named(engine).adapter();
        there = adapter.slot();
        back = adapter.slot();
        echo = new Thread(this::answer, "echo");
        echo.setDaemon(true);
        echo.start();
    }

    private void answer() {
        for (long taken = there.take(); taken != END; taken = there.take()) {
            back.put(taken + 1);
        }
    }

    /** Ends the other thread. */
    @TearDown
    public void close() throws InterruptedException {
        there.put(END);
        echo.join(TimeUnit.SECONDS.toMillis(10));
        Invariant.check("threads still alive with " + engine, 0, echo.isAlive() ? 1 : 0);
    }

    /** One round trip. */
    @Benchmark
    @OperationsPerInvocation(2)
    public void thereAndBack() {
        number = 1 + (number & 0xFFFF);
        there.put(number);
        Invariant.check("the answer", number + 1, back.take());
    }
}
