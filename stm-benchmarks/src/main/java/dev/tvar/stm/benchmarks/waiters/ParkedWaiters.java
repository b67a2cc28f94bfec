package dev.tvar.stm.benchmarks.waiters;

import dev.tvar.stm.benchmarks.engine.Adapter;
import dev.tvar.stm.benchmarks.engine.MeasuredEngine;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads wait at a gate of one engine, measures their heap, opens the gate, and measures the time that the opening thread
 * needs and the time until all threads have passed. Law: every thread passes once.
 *
 * <p>Arguments: engine, number of threads, and {@value #PLATFORM} for platform threads instead of virtual ones. Prints
 * {@value #BYTES}, {@value #OPEN} and {@value #NANOS} with their figures, one line each.
 */
public final class ParkedWaiters {
    /** The argument for platform threads. */
    static final String PLATFORM = "platform";

    /** Heap bytes per waiter, the virtual thread included. */
    public static final String BYTES = "bytesPerWaiter=";

    /** Nanoseconds that the opening of the gate takes its thread. */
    public static final String OPEN = "nanosToOpen=";

    /** Nanoseconds from the opening of the gate until the last thread has passed. */
    public static final String NANOS = "nanosToWakeAll=";

    /** This byte code is older than virtual threads. */
    private static final @Nullable MethodHandle START_VIRTUAL = findVirtual();

    private static final int REHEARSALS = 4;
    private static final int REHEARSAL = 20_000;
    private static final long PATIENCE_SECONDS = 60;

    private final MeasuredEngine engine;
    private final int count;
    private final Starter starter;

    private ParkedWaiters(MeasuredEngine engine, int count, Starter starter) {
        this.engine = engine;
        this.count = count;
        this.starter = starter;
    }

    /** Starts a thread. */
    @FunctionalInterface
    interface Starter {
        /** Virtual threads. */
        Starter VIRTUAL = ParkedWaiters::startVirtual;

        /** Platform threads with small stacks. */
        Starter PLATFORM = work -> {
            Thread thread = new Thread(null, work, "waiter", 256 * 1024);
            thread.start();
            return thread;
        };

        Thread start(Runnable work);
    }

    /**
     * Measures once, after rehearsals that load and compile the code: the frame of an interpreted method takes three times the
     * memory of a compiled one.
     */
    public static void main(String[] arguments) {
        MeasuredEngine engine = MeasuredEngine.named(arguments[0]);
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

    static Found measure(MeasuredEngine engine, int count, Starter starter) {
        return new ParkedWaiters(engine, count, starter).run();
    }

    private Found run() {
        Thread[] threads = new Thread[count];
        AtomicInteger passed = new AtomicInteger();
        Adapter.Gate gate = engine.adapter().gate();
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

    private static @Nullable MethodHandle findVirtual() {
        MethodType type = MethodType.methodType(Thread.class, Runnable.class);
        try {
            return MethodHandles.publicLookup().findStatic(Thread.class, "startVirtualThread", type);
        } catch (ReflectiveOperationException olderJdk) {
            return null;
        }
    }

    /** Whether this JDK has virtual threads. */
    static boolean hasVirtualThreads() {
        return START_VIRTUAL != null;
    }

    private static Thread startVirtual(Runnable work) {
        if (START_VIRTUAL == null) {
            throw new UnsupportedOperationException("virtual threads need a JDK 21 or newer");
        }
        try {
            return (Thread) START_VIRTUAL.invokeExact(work);
        } catch (Throwable t) {
            throw new IllegalStateException("cannot start a virtual thread", t);
        }
    }

    private interface Condition {
        boolean holds();
    }

    /** Polls a condition, with pauses that leave the processor to the threads it waits for. */
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
