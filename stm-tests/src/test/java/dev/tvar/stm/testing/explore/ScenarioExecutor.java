package dev.tvar.stm.testing.explore;

import dev.tvar.stm.internal.seam.Seam;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * An executor whose tasks run on threads of a scenario, so that the explorer chooses when they run. Only the thread that
 * has the turn touches it.
 */
final class ScenarioExecutor implements Executor {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<Thread> idle = new ArrayList<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        wakeAll();
    }

    /** Ends the threads of the executor, if their condition holds now. */
    void wakeAll() {
        idle.forEach(Seam::wakeUp);
        idle.clear();
    }

    /** The body of a thread of the executor: runs tasks until the condition holds. */
    void runUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Runnable next = tasks.poll();
            if (next == null) {
                idle.add(Thread.currentThread());
                Seam.parkUntil(this, Long.MAX_VALUE);
            } else {
                next.run();
            }
        }
    }

    /** The same until a future is completed, by whichever thread. */
    void runUntilDone(CompletableFuture<?> future) {
        future.whenComplete((result, thrown) -> wakeAll());
        runUntil(future::isDone);
    }
}
