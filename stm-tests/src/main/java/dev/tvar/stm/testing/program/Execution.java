package dev.tvar.stm.testing.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What happened when a program ran on the library.
 *
 * @param program the program
 * @param threads per thread, its transactions in order
 * @param finalValues the values of the variables when all had ended
 */
public record Execution(ConcurrentProgram program, List<List<Event>> threads, List<Long> finalValues) {
    /** A run that takes longer is stuck: 30, or what the system property {@code dev.tvar.stm.testing.limitSeconds} says. */
    private static final long LIMIT_SECONDS = Integer.getInteger("dev.tvar.stm.testing.limitSeconds", 30);

    private static final ExecutorService WORKERS = Executors.newCachedThreadPool(task -> {
        Thread worker = new Thread(task, "program-worker");
        worker.setDaemon(true);
        return worker;
    });

    /**
     * One transaction as its caller saw it. Times are ticks of one counter: if {@code a.end < b.start} then a had
     * returned before b was called.
     *
     * @param start the tick before the call
     * @param end the tick after the return
     * @param outcome how it ended
     */
    public record Event(long start, long end, Outcome outcome) {}

    /**
     * Runs a program on the library, a thread for each of its threads.
     *
     * @param program what to run
     * @param seed of the pauses between steps; the order of threads is the machine's
     * @return what happened
     * @throws AssertionError if it does not end within the limit
     */
    public static Execution of(ConcurrentProgram program, long seed) {
        StmMemory memory = new StmMemory(program);
        AtomicLong clock = new AtomicLong();
        int count = program.threads().size();
        CyclicBarrier start = new CyclicBarrier(count);
        List<Future<List<Event>>> running = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            List<TxnProgram> transactions = program.threads().get(t);
            SplittableRandom pauses = new SplittableRandom(seed + t);
            running.add(WORKERS.submit(inOrder(memory, transactions, pauses, clock, start)));
        }
        List<List<Event>> threads = running.stream().map(Execution::join).toList();
        return new Execution(
                program, threads, Arrays.stream(memory.values()).boxed().toList());
    }

    private static Callable<List<Event>> inOrder(
            StmMemory memory,
            List<TxnProgram> transactions,
            SplittableRandom pauses,
            AtomicLong clock,
            CyclicBarrier start) {
        return () -> {
            start.await(LIMIT_SECONDS, TimeUnit.SECONDS);
            List<Event> events = new ArrayList<>();
            for (TxnProgram transaction : transactions) {
                long before = clock.incrementAndGet();
                Outcome outcome = memory.run(transaction, pauses);
                events.add(new Event(before, clock.incrementAndGet(), outcome));
            }
            return events;
        };
    }

    private static List<Event> join(Future<List<Event>> thread) {
        try {
            return thread.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("stuck: a thread did not end within " + LIMIT_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new AssertionError("a thread of the program failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the program", e);
        }
    }

    /** What each transaction saw, a line per thread. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(program.toString());
        for (int t = 0; t < threads.size(); t++) {
            text.append("\n  thread ").append(t).append(" saw: ").append(threads.get(t));
        }
        return text.append("\n  final ").append(finalValues).toString();
    }
}
