package dev.tvar.stm.benchmarks.workload;

import dev.tvar.stm.benchmarks.engine.Adapter;
import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * W9: bounded queues between two threads. {@link #stream}: one thread puts elements and the other takes them. {@link #thereAndBack}:
 * an element goes to the other thread and comes back. Law: elements are taken as they were put, in the same order.
 */
@State(Scope.Benchmark)
public class QueueBenchmarks {
    private static final int CAPACITY = 1_024;

    /** Elements from this number on are sent back. */
    private static final int FIRST_SENT_BACK = 1_000;

    private static final int DIFFERENT = 2 * FIRST_SENT_BACK;

    /** Ends the other thread. */
    private static final Integer END = -1;

    /** Boxed in advance, so that the benchmark does not measure boxing. */
    private static final Integer[] ELEMENTS =
            IntStream.range(0, DIFFERENT).boxed().toArray(Integer[]::new);

    /** The engine's label. */
    @Param("tvar")
    public String engine = "tvar";

    @SuppressWarnings("NullAway.Init") // by open
    private Adapter.SharedQueue there;

    @SuppressWarnings("NullAway.Init") // by open
    private Adapter.SharedQueue back;

    @SuppressWarnings("NullAway.Init") // by open
    private Thread other;

    private int next;

    /** The number of elements that the other thread took out of order. */
    private int misplaced;

    /** Starts the other thread. */
    @Setup
    public void open() {
        Adapter adapter = MeasuredEngine.named(engine).adapter();
        there = adapter.queue(CAPACITY);
        back = adapter.queue(CAPACITY);
        next = 0;
        misplaced = 0;
        other = new Thread(this::takeAll, "other");
        other.setDaemon(true);
        other.start();
    }

    private void takeAll() {
        int expected = 0;
        for (Integer taken = there.take(); !taken.equals(END); taken = there.take()) {
            if (taken >= FIRST_SENT_BACK) {
                back.put(taken);
            } else {
                misplaced += taken == expected ? 0 : 1;
                expected = (expected + 1) % FIRST_SENT_BACK;
            }
        }
    }

    /** Ends the other thread and checks the law. */
    @TearDown
    public void close() throws InterruptedException {
        there.put(END);
        other.join(TimeUnit.SECONDS.toMillis(10));
        Invariant.check("threads still alive with " + engine, 0, other.isAlive() ? 1 : 0);
        Invariant.check("elements in the wrong place with " + engine, 0, misplaced);
    }

    /** Puts one element; the other thread takes it. */
    @Benchmark
    public void stream() {
        there.put(ELEMENTS[next]);
        next = (next + 1) % FIRST_SENT_BACK;
    }

    /** One round trip of an element. */
    @Benchmark
    @OperationsPerInvocation(2)
    public void thereAndBack() {
        Integer element = ELEMENTS[FIRST_SENT_BACK + next];
        next = (next + 1) % FIRST_SENT_BACK;
        there.put(element);
        Invariant.check("the answer", element, back.take());
    }
}
