package dev.tvar.stm.testing.program;

import dev.tvar.stm.testing.engine.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs {@link ConcurrentProgram}s, with a real thread for each of their threads, and searches for a
 * serial order that explains the observations. Runs are independent of each other. Thread-safe.
 */
public final class ProgramRun {
    private static final ExecutorService WORKERS = Executors.newCachedThreadPool(task -> {
        Thread worker = new Thread(task, "program-worker");
        worker.setDaemon(true);
        return worker;
    });

    private final String engine;
    private final ConcurrentProgram program;
    private final Subject subject;
    private final AtomicLong clock = new AtomicLong();
    private final List<String> hung = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    private ProgramRun(String engine, ConcurrentProgram program, Subject subject) {
        this.engine = engine;
        this.program = program;
        this.subject = subject;
    }

    /**
     * Runs a program on this library, with all kinds of steps and both kinds of variables.
     *
     * @param program what to run
     * @param seed of the pauses between steps; the order of threads is the machine's
     * @param limit how long all of it may take; a thread that is still running then is reported, interrupted and left
     *     behind as a daemon
     * @return what happened
     * @throws InterruptedException if the caller is interrupted while it waits
     */
    public static ProgramReport onLibrary(ConcurrentProgram program, long seed, Duration limit)
            throws InterruptedException {
        return new ProgramRun("tvar and tlong", program, new StmMemory(program)).run(seed, limit);
    }

    /**
     * Runs a program on any engine.
     *
     * @param engine what to run it on
     * @param program what to run; flat, since engines are seen through get and set only
     * @param seed as in {@link #onLibrary}
     * @param limit as in {@link #onLibrary}
     * @return what happened
     * @throws InterruptedException if the caller is interrupted while it waits
     * @throws IllegalArgumentException if the program is not {@linkplain ConcurrentProgram#isFlat flat}
     */
    public static ProgramReport on(Engine engine, ConcurrentProgram program, long seed, Duration limit)
            throws InterruptedException {
        return new ProgramRun(engine.name(), program, new EngineMemory(engine, program)).run(seed, limit);
    }

    /**
     * Runs a program on any engine, one thread at a time; before each get and set the seed chooses the
     * thread. The same seed gives the same order of steps, as long as the engine depends on nothing else
     * and no thread waits inside it for another; a thread that does loses its turn.
     *
     * @param engine what to run it on
     * @param program what to run; flat, since engines are seen through get and set only
     * @param seed of the order of steps
     * @param limit as in {@link #onLibrary}
     * @return what happened
     * @throws InterruptedException if the caller is interrupted while it waits
     * @throws IllegalArgumentException if the program is not {@linkplain ConcurrentProgram#isFlat flat}
     */
    public static ProgramReport inTurns(Engine engine, ConcurrentProgram program, long seed, Duration limit)
            throws InterruptedException {
        Turns turns = new Turns(program.threads().size(), seed);
        return new ProgramRun(engine.name(), program, new EngineMemory(engine, program)).run(turns, limit);
    }

    private ProgramReport run(long seed, Duration limit) throws InterruptedException {
        return run(Pacing.free(program.threads().size(), seed), limit);
    }

    private ProgramReport run(Pacing pacing, Duration limit) throws InterruptedException {
        int count = program.threads().size();
        long deadline = System.nanoTime() + limit.toNanos();
        List<Future<List<Execution.Event>>> running = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            running.add(submit(inOrder(t, pacing)));
        }
        List<List<Execution.Event>> threads = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            join("thread " + t, running.get(t), deadline).ifPresent(threads::add);
        }
        if (threads.size() < count) {
            return report(Optional.empty());
        }
        Optional<long[]> values = join("reading the final values", submit(subject::values), deadline);
        Optional<Execution> execution = values.map(last ->
                new Execution(program, threads, Arrays.stream(last).boxed().toList()));
        return report(execution);
    }

    /** Sets the caller's context class loader: a pooled worker may have another one. */
    private static <R> Future<R> submit(Callable<R> task) {
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        return WORKERS.submit(() -> {
            Thread.currentThread().setContextClassLoader(classes);
            return task.call();
        });
    }

    private ProgramReport report(Optional<Execution> execution) {
        Optional<List<String>> order = execution.flatMap(SerialOrder::of);
        return new ProgramReport(engine, program, execution, order, subject.aborts(), hung, failures);
    }

    private Callable<List<Execution.Event>> inOrder(int thread, Pacing pacing) {
        return () -> {
            try {
                Pacing.Pace pace = pacing.begin(thread);
                List<Execution.Event> events = new ArrayList<>();
                for (TxnProgram transaction : program.threads().get(thread)) {
                    long before = clock.incrementAndGet();
                    Outcome outcome = subject.run(transaction, pace);
                    events.add(new Execution.Event(before, clock.incrementAndGet(), outcome));
                }
                return events;
            } finally {
                pacing.end(thread);
            }
        };
    }

    private <R> Optional<R> join(String who, Future<R> task, long deadline) throws InterruptedException {
        try {
            return Optional.of(task.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            task.cancel(true);
            hung.add(who);
        } catch (ExecutionException e) {
            failures.add(who + " threw " + e.getCause());
        }
        return Optional.empty();
    }
}
