package dev.tvar.stm.testing.async;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** An executor that runs its tasks when the test says so, on the thread of the test: every order of events is chosen. */
final class TaskQueue implements Executor {
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public synchronized void execute(Runnable task) {
        tasks.add(task);
    }

    synchronized int size() {
        return tasks.size();
    }

    private synchronized Runnable next() {
        return tasks.remove();
    }

    /** Runs tasks, also those that they add, until there is none; returns how many. */
    int runAll() {
        int count = 0;
        while (size() > 0) {
            next().run();
            count++;
        }
        return count;
    }
}
