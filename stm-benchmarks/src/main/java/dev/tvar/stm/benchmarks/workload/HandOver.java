package dev.tvar.stm.benchmarks.workload;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.engine.Places;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * W5: a number goes to another thread and comes back plus one; each way is one hand-over, for which the one that takes
 * waits. Law: every number comes back, plus one.
 */
@State(Scope.Benchmark)
public class HandOver {
    private static final int THERE = 0;
    private static final int BACK = 1;
    private static final long END = -1;

    /** Which engine. */
    @Param("tvar")
    public String engine = "tvar";

    @SuppressWarnings("NullAway.Init") // by open
    private Places places;

    @SuppressWarnings("NullAway.Init") // by open
    private Thread echo;

    private long number;

    /** Starts the other thread. */
    @Setup
    public void open() {
        places = Engines.named(engine).places(2);
        echo = new Thread(this::answer, "echo");
        echo.setDaemon(true);
        echo.start();
    }

    private void answer() {
        for (long taken = places.take(THERE); taken != END; taken = places.take(THERE)) {
            places.put(BACK, taken + 1);
        }
    }

    /**
     * Ends the other thread.
     *
     * @throws InterruptedException never
     */
    @TearDown
    public void close() throws InterruptedException {
        places.put(THERE, END);
        echo.join(TimeUnit.SECONDS.toMillis(10));
        Law.holds("threads still alive with " + engine, 0, echo.isAlive() ? 1 : 0);
    }

    /** There and back. */
    @Benchmark
    @OperationsPerInvocation(2)
    public void thereAndBack() {
        number = 1 + (number & 0xFFFF);
        places.put(THERE, number);
        Law.holds("the answer", number + 1, places.take(BACK));
    }
}
