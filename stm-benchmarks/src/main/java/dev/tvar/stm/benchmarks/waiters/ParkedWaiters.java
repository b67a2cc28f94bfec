package dev.tvar.stm.benchmarks.waiters;

import dev.tvar.stm.benchmarks.engine.Engines;
import dev.tvar.stm.benchmarks.engine.Gate;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets many threads wait at a gate of one engine, measures their heap, opens the gate, and measures how long that takes the
 * thread that opens it, and how long it takes until all threads have passed. Law: all pass, each once.
 *
 * <p>Arguments: engine, number of threads, and {@value #PLATFORM} for platform threads in place of virtual ones. Prints {@value #BYTES},
 * {@value #OPEN} and {@value #NANOS} with their figures, one line each.
 */
public final class ParkedWaiters {
    /** The argument that asks for platform threads. */
    static final String PLATFORM = "platform";

    /** Heap bytes per waiter, the virtual thread included. */
    public static final String BYTES = "bytesPerWaiter=";

    /** Nanoseconds that the thread which opens the gate needs for that. */
    public static final String OPEN = "nanosToOpen=";

    /** Nanoseconds from the opening of the gate to the passing of the last. */
    public static final String NANOS = "nanosToWakeAll=";

    private static final int REHEARSALS = 4;
    private static final int REHEARSAL = 20_000;
    private static final long PATIENCE_SECONDS = 60;

    private final Engines engine;
    private final int count;
    private final Starter starter;

    private ParkedWaiters(Engines engine, int count, Starter starter) {
        this.engine = engine;
        this.count = count;
        this.starter = starter;
    }

    /** Starts a thread. */
    @FunctionalInterface
    interface Starter {
        /** Virtual threads. */
        Starter VIRTUAL = VirtualThreads::start;

        /** Platform threads, with small stacks since there are many. */
        Starter PLATFORM = work -> {
            Thread thread = new Thread(null, work, "waiter", 256 * 1024);
            thread.start();
            return thread;
        };

        Thread start(Runnable work);
    }

    /**
     * Measures once, after rehearsals that load and compile what is needed: a frame that waits in the interpreter takes three
     * times the room of a compiled one.
     *
     * @param arguments engine, number of threads, kind of threads
     */
    public static void main(String[] arguments) {
        Engines engine = Engines.named(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        boolean platform = arguments.length > 2 && arguments[2].equals(PLATFORM);
        Starter starter = platform ? Starter.PLATFORM : Starter.VIRTUAL;
        for (int i = 0; i < REHEARSALS; i++) {
            measure(engine, Math.min(count, REHEARSAL), starter);
        }
        Found found = measure(engine, count, starter);
        System.out.println(BYTES + found.bytesPerWaiter);
        System.out.println(OPEN + found.nanosToOpen);
        System.out.println(NANOS + found.nanosToWakeAll);
        System.exit(0); // an engine may have threads that are not daemons
    }

    record Found(long bytesPerWaiter, long nanosToOpen, long nanosToWakeAll) {}

    static Found measure(Engines engine, int count, Starter starter) {
        return new ParkedWaiters(engine, count, starter).run();
    }

    private Found run() {
        Thread[] threads = new Thread[count];
        AtomicInteger passed = new AtomicInteger();
        Gate gate = engine.gate();
        long before = usedHeap();
        for (int i = 0; i < count; i++) {
            threads[i] = starter.start(() -> {
                gate.pass();
                passed.incrementAndGet();
            });
        }
        await(() -> allWait(threads), "wait");
        long bytes = (usedHeap() - before) / count;
        long opened = System.nanoTime();
        gate.open(threads);
        long open = System.nanoTime() - opened;
        await(() -> passed.get() >= count, "pass");
        return new Found(bytes, open, System.nanoTime() - opened);
    }

    private static boolean allWait(Thread[] threads) {
        for (Thread thread : threads) {
            if (thread.getState() != Thread.State.WAITING) {
                return false;
            }
        }
        return true;
    }

    private interface Condition {
        boolean holds();
    }

    /** Looks again and again, not so often that it takes the core from those it waits for. */
    private void await(Condition condition, String what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("LAW BROKEN: not all of %,d threads of %s %s after %d s"
                        .formatted(count, engine.label(), what, PATIENCE_SECONDS));
            }
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
        }
    }

    private static long usedHeap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
