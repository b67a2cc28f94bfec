package dev.tvar.stm.internal.tx;

import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.internal.access.Validation;
import dev.tvar.stm.internal.seam.Recorder;
import dev.tvar.stm.spi.CommitDecider;
import dev.tvar.stm.spi.CommitParticipant;
import dev.tvar.stm.spi.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The hooks to run at the end of an attempt, and the participants in its commit and its decider. Belongs to one attempt. */
final class Hooks {
    private final List<Runnable> afterCommit = new ArrayList<>(2);
    private final List<Runnable> afterRollback = new ArrayList<>(2);
    private final List<CommitParticipant> participants = new ArrayList<>(0);

    /** The decider of the commit, if not this process alone. */
    private @Nullable CommitDecider decider;

    /** Whether the decider is being asked: the write set is complete. */
    boolean isDeciding;

    void addAfterCommit(Runnable hook) {
        afterCommit.add(Objects.requireNonNull(hook, "hook"));
    }

    void addAfterRollback(Runnable hook) {
        afterRollback.add(Objects.requireNonNull(hook, "hook"));
    }

    void enlist(CommitParticipant participant) {
        participants.add(Objects.requireNonNull(participant, "participant"));
    }

    /** Registers a decider, which is asked at the commit. */
    void commitThrough(CommitDecider asked) {
        if (decider != null && decider != asked) {
            throw new IllegalStateException("two deciders in one transaction, " + decider + " and " + asked
                    + ": a transaction commits in one place");
        }
        decider = asked;
    }

    boolean hasDecider() {
        return decider != null;
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

    /** Removes all but the first ones of each kind; the parameters are the counts to keep. */
    void truncate(int commits, int rollbacks, int enlisted) {
        afterCommit.subList(commits, afterCommit.size()).clear();
        afterRollback.subList(rollbacks, afterRollback.size()).clear();
        participants.subList(enlisted, participants.size()).clear();
    }

    // ---- before the commit

    /**
     * Asks the participants to prepare the commit, unless the attempt is already lost; returns whether it may still
     * commit.
     */
    boolean isPrepared(Attempt attempt) {
        if (!Validation.readsHold(attempt)) {
            return false;
        }
        TxnAction<RuntimeException> prepare = this::prepare;
        TxnHandle.<@Nullable Void, RuntimeException>lend(new TxnHandle(attempt, attempt.owner), prepare);
        return !attempt.isDoomed(); // a participant may have swallowed the signal
    }

    /** Asks the participants, including any that they enlist meanwhile. */
    void prepare(Txn tx) {
        for (int i = 0; i < participants.size(); i++) {
            participants.get(i).prepare(tx);
        }
    }

    /** Asks the decider, of which there is one. */
    Decision decide(Attempt attempt) {
        CommitDecider asked = Objects.requireNonNull(decider);
        isDeciding = true;
        try {
            return TxnHandle.<Decision, RuntimeException>lend(
                    new TxnHandle(attempt, attempt.owner), tx -> asked.decide(tx, Validation.uses(attempt)));
        } finally {
            isDeciding = false;
        }
    }

    // ---- after the end

    /** Runs the hooks for the outcome; throws the exception of a participant, after all have run. */
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

    /**
     * Asks the participants to confirm; returns the exception of the first that failed, with the exceptions of the
     * others suppressed in it.
     */
    private @Nullable Throwable confirm() {
        Throwable first = null;
        for (int i = 0; i < participants.size(); i++) {
            try {
                participants.get(i).confirm();
            } catch (Throwable t) {
                first = combined(first, t);
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

    @SuppressWarnings("unchecked") // it throws any throwable unchanged
    private static <X extends Throwable> void rethrow(Throwable thrown) throws X {
        throw (X) thrown;
    }

    /** Iterates by index, not by iterator: memory may be full, and a committed transaction must not fail. */
    private void runAfterCommit() {
        for (int i = 0; i < afterCommit.size(); i++) {
            runOne(afterCommit.get(i), true);
        }
    }

    /** In reverse order, as resources are released. */
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
            // exceptions of the handler itself are ignored, as the JVM does
        }
    }

    /**
     * Runs one hook. An exception of the hook does not change the outcome: it goes to the thread's uncaught-exception
     * handler, and the other hooks run.
     */
    private static void runOne(Runnable hook, boolean committed) {
        try {
            Recorder.runsHook(committed);
            hook.run();
        } catch (Throwable t) {
            report(t);
        }
    }
}
