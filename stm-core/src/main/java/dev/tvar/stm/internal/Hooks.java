package dev.tvar.stm.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is to be run after an attempt. Belongs to one attempt. */
final class Hooks {
    private final List<Runnable> afterCommit = new ArrayList<>(2);
    private final List<Runnable> afterRollback = new ArrayList<>(2);

    void addAfterCommit(Runnable hook) {
        afterCommit.add(Objects.requireNonNull(hook, "hook"));
    }

    void addAfterRollback(Runnable hook) {
        afterRollback.add(Objects.requireNonNull(hook, "hook"));
    }

    int commitCount() {
        return afterCommit.size();
    }

    int rollbackCount() {
        return afterRollback.size();
    }

    /** Forgets all but the first so many. */
    void truncate(int commits, int rollbacks) {
        afterCommit.subList(commits, afterCommit.size()).clear();
        afterRollback.subList(rollbacks, afterRollback.size()).clear();
    }

    /** Runs those for the outcome. */
    void run(boolean committed) {
        if (committed) {
            runAfterCommit();
        } else {
            runAfterRollback();
        }
    }

    /** By number, not by iterator: memory may be full, and what has committed must not fail. */
    private void runAfterCommit() {
        for (int i = 0; i < afterCommit.size(); i++) {
            runOne(afterCommit.get(i), true);
        }
    }

    /** Last one first, as resources are given back. */
    private void runAfterRollback() {
        for (int i = afterRollback.size() - 1; i >= 0; i--) {
            runOne(afterRollback.get(i), false);
        }
    }

    private static void report(Throwable thrown) {
        Thread self = Thread.currentThread();
        try {
            self.getUncaughtExceptionHandler().uncaughtException(self, thrown);
        } catch (Throwable ignored) {
            // what the handler itself throws is ignored by the JVM, and here
        }
    }

    /** The outcome stands whatever a hook throws; the thread's handler hears of it, and the other hooks run. */
    private static void runOne(Runnable hook, boolean committed) {
        try {
            Recorder.runsHook(committed);
            hook.run();
        } catch (Throwable t) {
            report(t);
        }
    }
}
