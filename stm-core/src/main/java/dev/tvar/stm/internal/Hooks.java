package dev.tvar.stm.internal;

import dev.tvar.stm.CommitParticipant;
import dev.tvar.stm.Txn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is to be run at the end of an attempt, and who takes part in its commit. Belongs to one attempt. */
final class Hooks {
    private final List<Runnable> afterCommit = new ArrayList<>(2);
    private final List<Runnable> afterRollback = new ArrayList<>(2);
    private final List<CommitParticipant> participants = new ArrayList<>(0);

    void addAfterCommit(Runnable hook) {
        afterCommit.add(Objects.requireNonNull(hook, "hook"));
    }

    void addAfterRollback(Runnable hook) {
        afterRollback.add(Objects.requireNonNull(hook, "hook"));
    }

    void enlist(CommitParticipant participant) {
        participants.add(Objects.requireNonNull(participant, "participant"));
    }

    int participantCount() {
        return participants.size();
    }

    int commitCount() {
        return afterCommit.size();
    }

    int rollbackCount() {
        return afterRollback.size();
    }

    /** Forgets all but the first, of each kind as many as given. */
    void truncate(int commits, int rollbacks, int enlisted) {
        afterCommit.subList(commits, afterCommit.size()).clear();
        afterRollback.subList(rollbacks, afterRollback.size()).clear();
        participants.subList(enlisted, participants.size()).clear();
    }

    /** Has the participants prepare the commit; one that they enlist meanwhile, too. */
    void prepare(Txn tx) {
        for (int i = 0; i < participants.size(); i++) {
            if (Seam.goes(Step.PREPARE, null)) {
                participants.get(i).prepare(tx);
            }
        }
    }

    /** Runs those for the outcome; throws what a participant has thrown, after all have run. */
    void run(boolean committed) {
        if (committed) {
            Throwable unconfirmed = confirm();
            runAfterCommit();
            if (unconfirmed != null) {
                Hooks.<RuntimeException>rethrow(unconfirmed);
            }
        } else {
            runAfterRollback();
        }
    }

    /** What the first of the participants has thrown that could not confirm the commit; what the others have is added to it. */
    private @Nullable Throwable confirm() {
        Throwable first = null;
        for (int i = 0; i < participants.size(); i++) {
            if (Seam.goes(Step.CONFIRM, null)) {
                try {
                    participants.get(i).confirm();
                } catch (Throwable t) {
                    first = combined(first, t);
                }
            }
        }
        return first;
    }

    private static Throwable combined(@Nullable Throwable first, Throwable other) {
        if (first == null) {
            return other;
        }
        try {
            if (first != other) {
                first.addSuppressed(other);
            }
        } catch (Throwable ignored) {
            // no memory for it: the first must still be thrown, and the hooks run
        }
        return first;
    }

    @SuppressWarnings("unchecked") // it throws whatever it is given
    private static <X extends Throwable> void rethrow(Throwable thrown) throws X {
        throw (X) thrown;
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
