package dev.tvar.stm.benchmarks.workload;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.engine.SharedQueue;
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
 * W9: two threads and queues of bounded capacity between them. Either one thread puts elements one after the other and
 * the other takes them, or an element goes to the other thread and an answer comes back. Law: what is taken is what was
 * put, in the same order.
 */
@State(Scope.Benchmark)
public class QueueOperations {
    private static final int CAPACITY = 1_024;

    /** Elements from here on want an answer. */
    private static final int WANTS_ANSWER = 1_000;

    private static final int DIFFERENT = 2 * WANTS_ANSWER;

    /** Ends the other thread. */
    private static final Integer END = -1;

    /** Boxed beforehand, so that the boxes are no part of what is measured. */
    private static final Integer[] ELEMENTS =
            IntStream.range(0, DIFFERENT).boxed().toArray(Integer[]::new);

    /** Which engine. */
    @Param("tvar")
    public String engine = "tvar";

    @SuppressWarnings("NullAway.Init") // by open
    private SharedQueue there;

    @SuppressWarnings("NullAway.Init") // by open
    private SharedQueue back;

    @SuppressWarnings("NullAway.Init") // by open
    private Thread other;

    private int next;

    /** How many elements the other thread found out of order. */
    private int misplaced;

    /** Starts the other thread. */
    @Setup
    public void open() {
        there = Engines.named(engine).queue(CAPACITY);
        back = Engines.named(engine).queue(CAPACITY);
        next = 0;
        misplaced = 0;
        other = new Thread(this::takeAll, "other");
        other.setDaemon(true);
        other.start();
    }

    private void takeAll() {
        int expected = 0;
        for (Integer taken = there.take(); !taken.equals(END); taken = there.take()) {
            if (taken >= WANTS_ANSWER) {
                back.put(taken);
            } else {
                misplaced += taken == expected ? 0 : 1;
                expected = (expected + 1) % WANTS_ANSWER;
            }
        }
    }

    /**
     * Ends the other thread and checks the law.
     *
     * @throws InterruptedException never
     */
    @TearDown
    public void close() throws InterruptedException {
        there.put(END);
        other.join(TimeUnit.SECONDS.toMillis(10));
        Law.holds("threads still alive with " + engine, 0, other.isAlive() ? 1 : 0);
        Law.holds("elements in the wrong place with " + engine, 0, misplaced);
    }

    /** Puts one element; the other thread takes them as they come. */
    @Benchmark
    public void stream() {
        there.put(ELEMENTS[next]);
        next = (next + 1) % WANTS_ANSWER;
    }

    /** One element there, and its answer back. */
    @Benchmark
    @OperationsPerInvocation(2)
    public void thereAndBack() {
        Integer element = ELEMENTS[WANTS_ANSWER + next];
        next = (next + 1) % WANTS_ANSWER;
        there.put(element);
        Law.holds("the answer", element, back.take());
    }
}
