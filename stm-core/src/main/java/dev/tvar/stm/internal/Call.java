package dev.tvar.stm.internal;

import dev.tvar.stm.AbortKind;
import dev.tvar.stm.STM;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import dev.tvar.stm.internal.diagnostics.LiveCall;
import dev.tvar.stm.internal.diagnostics.LiveWait;
import dev.tvar.stm.internal.diagnostics.Switch;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What lasts for one call of {@code atomically}, over all its attempts: limits, counts, and the sets, which each attempt
 * finds empty.
 *
 * <p>A thread keeps one for its next calls, so that a steady stream of transactions makes no garbage of it, but only for
 * so many: it should not grow old. Storing a reference into an object of the old generation costs a full fence under the
 * G1 collector, and each variable that is read or written is such a store (docs/decisions/0004-young-sets.md).
 */
final class Call {
    /** So many lost attempts are followed by a moment of busy waiting, and as many again by offering the processor. */
    private static final int SPINNING_ATTEMPTS = 3;

    /** The moment after a try to commit, as a power of two of pauses. */
    private static final int MOMENT_EXPONENT = 5;

    /** The longest sleep between two attempts, as a power of two of nanoseconds (about half a millisecond). */
    private static final int LONGEST_SLEEP_EXPONENT = 19;

    /** How many contended variables an exception names, and diagnostics show. */
    static final int NAMED = 8;

    /** How many calls one object serves: few enough for it to stay young, enough to make its allocation vanish. */
    private static final int USES = 1 << 17;

    /** The call in whose hook this one was made, to go back to. */
    final @Nullable Call outer;

    /** How many more calls this serves; negative while one runs, and for ever if its end failed half-way. */
    private int usesLeft;

    // ---- emptied after each attempt
    final Transaction transaction = new Transaction(this);

    // ---- for the call
    private TxnOptions options = TxnOptions.defaults();
    private long deadline = Deadline.NEVER;

    private int attempts;

    /** Whether there is a deadline, was a conflict or a wait, or somebody watches. */
    boolean eventful;

    private int conflicts;
    private long waitedNanos;
    private @Nullable Cell lastConflict;

    /** What diagnostics know of this call, while somebody looks. */
    @Nullable
    LiveCall watched;

    // ---- for the attempt
    private boolean hasTicket;
    private boolean gaveWay;
    private boolean gaveUpWaiting;
    private boolean lockedOut;

    /** How many variables the attempt has locked. */
    int locks;

    private boolean waiting;

    /**
     * A new call.
     *
     * @param outer the call in whose hook it is made
     * @param kept whether it is to serve further calls
     */
    Call(@Nullable Call outer, boolean kept) {
        this.outer = outer;
        usesLeft = kept ? USES : 1;
    }

    boolean isReusable() {
        return usesLeft > 0;
    }

    void begin(TxnOptions newOptions) {
        usesLeft = -usesLeft;
        if (newOptions != options) {
            adopt(newOptions);
        }
    }

    private void adopt(TxnOptions newOptions) {
        options = newOptions;
        deadline = Deadline.of(newOptions.timeout());
        if (deadline != Deadline.NEVER) {
            noteEvent();
        }
    }

    /** Leaves nothing behind for the next call: no ticket, no reference to a variable. */
    void end() {
        transaction.clear();
        if (eventful) {
            forgetEvents();
        }
        usesLeft = -usesLeft - 1;
    }

    private void forgetEvents() {
        giveTicketBack();
        if (watched != null) {
            Probe.end(watched);
            watched = null;
        }
        conflicts = 0;
        waitedNanos = 0;
        lastConflict = null;
        gaveWay = false;
        lockedOut = false;
        waiting = false;
        eventful = false;
        options = TxnOptions.defaults();
        deadline = Deadline.NEVER;
    }

    /** From now on the ends of attempts, and of the call, do more than they mostly have to. */
    private void noteEvent() {
        eventful = true;
        transaction.noteEvent();
    }

    /** Counts the first attempt, which is made whatever the limits; it may be too late for its commit. */
    void beginFirstAttempt() {
        watch();
        attempts = 1;
    }

    /** Counts another attempt if there may be one, empties the set for it, and queues for the ticket if it is time. */
    void beginNextAttempt() {
        if (attempts == options.maxAttempts()) {
            throw tooManyAttempts();
        }
        checkDeadline();
        if (Seam.goes(Step.CLEAR_SETS, null)) {
            transaction.clear();
        }
        gaveWay = false;
        lockedOut = false;
        waiting = false;
        if (conflicts >= STM.ATTEMPTS_BEFORE_TICKET) {
            takeTicket();
        }
        attempts++;
    }

    private void takeTicket() {
        Stack.reserve(Stack.TO_CLEAN_UP); // the ticket must come back
        queue(true, "queued for its turn");
        Probe.tookTicket(this);
    }

    /** Waits until the ticket is this call's, or until those who queue for it now have had their turn. */
    private void queue(boolean toTakeIt, String activity) {
        LiveWait wait = Probe.queues(this);
        try {
            if (!wait.returned(toTakeIt ? Ticket.take(this, deadline) : Ticket.awaitFree(deadline))) {
                throw timeout();
            }
            hasTicket = toTakeIt;
        } catch (InterruptedException e) {
            throw interrupted(activity);
        } finally {
            wait.end();
        }
    }

    void giveTicketBack() {
        if (hasTicket) {
            hasTicket = false;
            Ticket.giveBack();
        }
    }

    // ---- waiting for locks

    /**
     * Whether the attempt, having waited so many rounds for a variable that another has locked, must give up. Who holds no
     * locks waits on. Who holds some waits a few rounds only, lest two wait for each other; but the holder of the ticket
     * waits on also then: the others cannot, and give way.
     */
    boolean mustNotWait(int rounds) {
        if (locks > 0 && !hasTicket && rounds >= Spin.WITH_LOCKS_HELD) {
            gaveUpWaiting = true;
            return true;
        }
        return false;
    }

    /** Whether the last try to commit was given up because another had something locked; asked once per try. */
    boolean gaveUpWaiting() {
        boolean gaveUp = gaveUpWaiting;
        gaveUpWaiting = false;
        return gaveUp;
    }

    // ---- what went wrong in the attempt

    /** Notes the variable over which the attempt is lost. */
    Signal conflictOver(Cell cell) {
        noteEvent();
        lastConflict = cell;
        return Signal.CONFLICT;
    }

    /** Waits a moment, and until the cell that was in the way is not locked; only without locks of one's own. */
    void awaitUnlockedConflict() {
        if (Seam.goes(Step.BACK_OFF, lastConflict)) {
            Spin.atRandom(MOMENT_EXPONENT);
        }
        for (int spins = 0; lastConflict != null && Stamp.isLocked(lastConflict.stamp()); spins++) {
            Spin.pause(spins);
        }
    }

    /** Notes that the attempt is lost since what it needs for its commit stayed locked. */
    void noteLockedOut() {
        lockedOut = true;
    }

    /** Notes that the attempt is lost to the holder of the ticket. */
    void giveWayToTicket(Cell cell) {
        conflictOver(cell);
        gaveWay = true;
    }

    // ---- between attempts

    /** Lets those who won go on for a moment. */
    void recoverFromConflict() {
        noteEvent();
        conflicts++;
        Probe.lost(this, lastConflict, gaveWay, lockedOut);
        boolean isLast = attempts == options.maxAttempts(); // then there is nothing to wait for
        if (isLast || !gaveWay && !Seam.goes(Step.BACK_OFF, lastConflict)) {
            return;
        }
        if (gaveWay) {
            queue(false, "gave way to another");
        } else if (conflicts <= SPINNING_ATTEMPTS) {
            Spin.atRandom(conflicts + 4);
        } else if (conflicts <= 2 * SPINNING_ATTEMPTS) {
            Thread.yield();
        } else if (conflicts < STM.ATTEMPTS_BEFORE_TICKET) {
            int exponent = Math.min(LONGEST_SLEEP_EXPONENT, conflicts + 7);
            long nanos = ThreadLocalRandom.current().nextLong(1L << exponent);
            LockSupport.parkNanos(this, Math.min(nanos, Math.max(1, Deadline.left(deadline))));
        }
    }

    /** Waits for a change of what was read, at most until the deadline or for so many nanoseconds. */
    void awaitChange(long atMostNanos) {
        noteEvent();
        waiting = true;
        Probe.aborted(AbortKind.RETRY, this);
        if (transaction.dependsOnNothing() && atMostNanos == Deadline.NEVER) {
            throw new IllegalStateException(
                    "retry in a transaction that has read nothing: no commit could ever wake it");
        }
        if (attempts == options.maxAttempts()) {
            throw tooManyAttempts();
        }
        long before = Deadline.now();
        LiveWait wait = Probe.waits(this);
        try { // the time counts from here, where the wait begins for those who watch, too
            long wake = atMostNanos == Deadline.NEVER ? Deadline.NEVER : Deadline.in(atMostNanos);
            wait.returned(Waiter.await(transaction, Deadline.earlier(deadline, wake), wait));
        } catch (InterruptedException e) {
            throw interrupted("waited");
        } finally {
            waitedNanos += Deadline.now() - before;
            wait.end();
        }
        checkDeadline();
    }

    /** How long the call has waited in retry, over all attempts. */
    long waitedNanos() {
        return waitedNanos;
    }

    /** What the present attempt waits for, or else what the last one lost. */
    private List<String> contended() {
        if (!waiting) {
            return lastConflict == null ? List.of() : List.of(lastConflict.toString());
        }
        return transaction.namesDependedOn(NAMED);
    }

    // ---- for diagnostics

    /** Lets the call be watched, if somebody looks. */
    private void watch() {
        if (Switch.watchesCalls()) {
            watched = Probe.begin(options.name());
            noteEvent();
        }
    }

    /** The name of the transaction, or null. */
    @Nullable
    String name() {
        return watched == null ? options.name() : watched.name();
    }

    /** Why the attempt was lost, if it was lost to another transaction. */
    AbortKind kindOfLoss() {
        return gaveWay ? AbortKind.TICKET : lockedOut ? AbortKind.LOCKED : AbortKind.READ_CHANGED;
    }

    /** The variable of the last conflict. */
    @Nullable
    Cell lastConflict() {
        return lastConflict;
    }

    int attempts() {
        return attempts;
    }

    // ---- giving up

    void checkDeadline() {
        if (Deadline.hasPassed(deadline)) {
            throw timeout();
        }
    }

    private TooManyAttemptsException tooManyAttempts() {
        return Recorder.givesUp(
                this, new TooManyAttemptsException(options.maxAttempts(), options.name(), attempts, contended()));
    }

    private TxnTimeoutException timeout() {
        Duration limit = Objects.requireNonNull(options.timeout());
        return Recorder.givesUp(this, new TxnTimeoutException(limit, options.name(), attempts, contended()));
    }

    private TxnInterruptedException interrupted(String activity) {
        Thread.currentThread().interrupt();
        return Recorder.givesUp(this, new TxnInterruptedException(activity, options.name(), attempts, contended()));
    }
}
