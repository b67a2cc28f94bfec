package dev.tvar.stm.internal;

import dev.tvar.stm.AbortKind;
import dev.tvar.stm.STM;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.diagnostics.LiveCall;
import dev.tvar.stm.internal.diagnostics.LiveWait;
import dev.tvar.stm.internal.diagnostics.Switch;
import java.util.List;
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

    /** Whether the call is in the queue for the ticket. */
    private boolean queues;

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

    /** Leaves nothing behind: no ticket, and no reference to a variable, a value, a hook or an exception. */
    void end() {
        transaction.clear();
        if (eventful) {
            forgetEvents();
        }
        transaction.forgetLeftovers(true);
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
        queues = false;
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
            throw GiveUp.tooManyAttempts(this);
        }
        checkDeadline();
        if (Seam.goes(Step.CLEAR_SETS, null)) {
            transaction.clear();
        }
        transaction.forgetLeftovers(Seam.goes(Step.DROP_HOOKS, null));
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
        queues = true;
        try {
            if (!wait.returned(toTakeIt ? Ticket.take(this, deadline) : Ticket.awaitFree(deadline))) {
                throw GiveUp.timeout(this);
            }
            queues = false;
            hasTicket = toTakeIt;
        } catch (InterruptedException e) {
            throw GiveUp.interrupted(this, activity);
        } finally {
            wait.end();
        }
    }

    void giveTicketBack() {
        if (hasTicket) {
            hasTicket = false;
            Probe.givesTicketBack();
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
        BackOff.untilUnlocked(lastConflict);
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
        } else {
            BackOff.afterConflict(conflicts, deadline, this);
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
            throw GiveUp.tooManyAttempts(this);
        }
        long before = Deadline.now();
        LiveWait wait = Probe.waits(this);
        try { // the time counts from here, where the wait begins for those who watch, too
            long wake = atMostNanos == Deadline.NEVER ? Deadline.NEVER : Deadline.in(atMostNanos);
            wait.returned(Waiter.await(transaction, Deadline.earlier(deadline, wake), wait));
        } catch (InterruptedException e) {
            throw GiveUp.interrupted(this, "waited");
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
    List<String> contended() {
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

    TxnOptions options() {
        return options;
    }

    /** Whether the call waits for the ticket, or has given way to its holder. */
    boolean isBehindTicket() {
        return queues || gaveWay;
    }

    void checkDeadline() {
        if (Deadline.hasPassed(deadline)) {
            throw GiveUp.timeout(this);
        }
    }
}
