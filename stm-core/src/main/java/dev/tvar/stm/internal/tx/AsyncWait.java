package dev.tvar.stm.internal.tx;

import dev.tvar.stm.internal.access.AccessSet;
import dev.tvar.stm.internal.access.Dependencies;
import dev.tvar.stm.internal.cell.Callback;
import dev.tvar.stm.internal.cell.Deadline;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One wait of an asynchronous transaction: the callback on the lists of the variables, and a timer if it ends at a
 * deadline.
 */
final class AsyncWait extends Callback {
    private final AsyncTransaction<?> transaction;
    private final Dependencies dependencies;

    /** When the attempt retried. */
    private final long since;

    /** When the wait ends without a change. */
    private final long deadline;

    /** Created before the callback is armed. */
    private @Nullable Future<?> timer;

    AsyncWait(AsyncTransaction<?> transaction, Dependencies dependencies, long since, long deadline) {
        this.transaction = transaction;
        this.dependencies = dependencies;
        this.since = since;
        this.deadline = deadline;
    }

    /** How long it has lasted. */
    long nanos() {
        return Deadline.now() - since;
    }

    /** Enters the awaited variables into an empty set, to be named in an exception. */
    void nameIn(AccessSet set) {
        dependencies.nameIn(set);
    }

    /** Begins the wait; false if it is over already, and then nothing is left of it. */
    boolean begin() {
        transaction.waits(this);
        if (Retry.register(this, dependencies)) {
            startTimer();
            if (arm()) {
                if (!transaction.isOpen()) {
                    transaction.release();
                }
                return true;
            }
        }
        leave();
        return false;
    }

    /** After its end: waits again if nothing has changed, and returns whether it does. */
    boolean isResumed() {
        leave();
        while (transaction.isOpen() && !Deadline.hasPassed(deadline) && Retry.isUnchanged(dependencies)) {
            if (new AsyncWait(transaction, dependencies, since, deadline).begin()) {
                return true;
            }
        }
        return false;
    }

    private void startTimer() {
        if (deadline != Deadline.NEVER) {
            timer = Timer.at(deadline, this::timerEnded);
        }
    }

    private void timerEnded() {
        if (end()) {
            handOver();
        }
    }

    /** Leaves nothing behind: no place on a list, no timer. May be called more than once, and by several threads. */
    void leave() {
        deregister();
        Future<?> started = timer;
        if (started != null) {
            started.cancel(false);
        }
    }

    @Override
    protected void woken() {
        ThreadState.handOverOutsideAttempts(this);
    }

    @Override
    public void handOver() {
        transaction.handOver();
    }
}
