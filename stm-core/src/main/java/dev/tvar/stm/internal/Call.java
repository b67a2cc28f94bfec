package dev.tvar.stm.internal;

import dev.tvar.stm.STM;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.internal.diagnostics.LiveCall;
import dev.tvar.stm.internal.diagnostics.LiveWait;
import dev.tvar.stm.internal.diagnostics.Switch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one call of {@code atomically} over all its attempts: limits, counts, and the sets, which are empty at
 * the start of each attempt.
 *
 * <p>A thread reuses one object for its next calls, so that a steady stream of transactions does not allocate it, but
 * only for a limited number of calls, so that it is not promoted to the old generation. Storing a reference into an
 * object of the old generation costs a full fence under the G1 collector, and each variable that is read or written is
 * such a store (docs/decisions/0004-young-sets.md).
 */
final class Call {
    /** The number of contended variables that an exception names and diagnostics show. */
    static final int NAMED = 8;

    /**
     * The number of calls that one object serves: few enough for it to stay young, enough to make the cost of its
     * allocation negligible.
     */
    private static final int USES = 1 << 17;

    /** The call in whose hook this one was made, to be restored at the end. */
    final @Nullable Call outer;

    /** The remaining uses; negated while in use, so that a call whose {@code end()} failed half-way is never reused. */
    private int usesLeft;

    // ---- emptied after each attempt
    final Transaction transaction = new Transaction(this);

    // ---- for the call
    private TxnOptions options = TxnOptions.defaults();
    private long deadline = Deadline.NEVER;

    private int attempts;

    /** Whether there is a deadline, there was a conflict or a wait, or the call is watched. */
    boolean eventful;

    private int conflicts;
    private long waitedNanos;
    private @Nullable Cell lastConflict;

    /** The record of this call for diagnostics, while a session is open. */
    @Nullable
    LiveCall watched;

    // ---- for the attempt
    private boolean hasTicket;
    private boolean gaveWay;

    /** Whether the call is in the queue for the ticket. */
    private boolean queues;

    private boolean gaveUpWaiting;
    private boolean lockedOut;

    /** The number of variables that the attempt has locked. */
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

    /** Releases everything: the ticket, and all references to variables, values, hooks and exceptions. */
    void end() {
        transaction.clear();
        if (eventful) {
            forgetEvents();
        }
        transaction.forgetLeftovers();
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

    /** Marks the call as eventful: from now on the ends of its attempts, and of the call, take the slow path. */
    private void noteEvent() {
        eventful = true;
        transaction.noteEvent();
    }

    /** Counts the first attempt, which is made regardless of the limits; the deadline may still prevent its commit. */
    void beginFirstAttempt() {
        watch();
        attempts = 1;
    }

    /**
     * Counts another attempt if the limits allow one, clears the set for it, and queues for the ticket if enough
     * attempts were lost.
     */
    void beginNextAttempt() {
        if (attempts == options.maxAttempts()) {
            throw GiveUp.tooManyAttempts(this);
        }
        checkDeadline();
        transaction.clear();
        transaction.forgetLeftovers();
        gaveWay = false;
        lockedOut = false;
        waiting = false;
        if (conflicts >= STM.ATTEMPTS_BEFORE_TICKET) {
            takeTicket();
        }
        attempts++;
    }

    private void takeTicket() {
        Stack.reserve(Stack.TO_CLEAN_UP); // the ticket must be released again
        queue(true, "queued for its turn");
        Probe.tookTicket(this);
    }

    /** Waits until this call has the ticket, or until all calls that queue for it now have had their turn. */
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
     * Whether the attempt, having waited the given number of rounds for a variable that another transaction has locked,
     * must give up. With no locks held, it keeps waiting. With locks held, it gives up after a few rounds to avoid
     * deadlock. The ticket holder always keeps waiting; all others yield to it.
     */
    boolean mustNotWait(int rounds) {
        if (locks > 0 && !hasTicket && rounds >= Spin.WITH_LOCKS_HELD) {
            gaveUpWaiting = true;
            return true;
        }
        return false;
    }

    /**
     * Whether the last try to commit was given up because another transaction had a variable locked; called once per
     * try.
     */
    boolean gaveUpWaiting() {
        boolean gaveUp = gaveUpWaiting;
        gaveUpWaiting = false;
        return gaveUp;
    }

    // ---- the reason why the attempt is lost

    /** Records the variable over which the attempt is lost. */
    Signal conflictOver(Cell cell) {
        noteEvent();
        lastConflict = cell;
        return Signal.CONFLICT;
    }

    /** Waits a moment, and until the conflicting cell is not locked; only while this call holds no locks. */
    void awaitUnlockedConflict() {
        BackOff.untilUnlocked(lastConflict);
    }

    /** Records that the attempt is lost because a variable that its commit needs stayed locked. */
    void noteLockedOut() {
        lockedOut = true;
    }

    /** Records that the attempt is lost to the ticket holder. */
    void giveWayToTicket(Cell cell) {
        conflictOver(cell);
        gaveWay = true;
    }

    // ---- between attempts

    /** Backs off, so that the winners can proceed. */
    void recoverFromConflict() {
        noteEvent();
        conflicts++;
        Probe.lost(this, lastConflict, gaveWay, lockedOut);
        boolean isLast = attempts == options.maxAttempts(); // then there is no next attempt to wait for
        if (isLast || !gaveWay && !Seam.goes(Step.BACK_OFF, lastConflict)) {
            return;
        }
        if (gaveWay) {
            queue(false, "gave way to another");
        } else {
            BackOff.afterConflict(conflicts, deadline, this);
        }
    }

    /** Waits for a change of the read set, at most until the deadline or for the given number of nanoseconds. */
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
        try { // the time counts from here, where the wait also begins for diagnostics
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

    /** The time that the call has waited in retry, over all attempts. */
    long waitedNanos() {
        return waitedNanos;
    }

    /** The variables that the present attempt waits for, or else those over which the last attempt was lost. */
    List<String> contended() {
        if (!waiting) {
            return lastConflict == null ? List.of() : List.of(lastConflict.toString());
        }
        return transaction.namesDependedOn(NAMED);
    }

    // ---- for diagnostics

    /** Makes the call visible to diagnostics, if a session is open. */
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

    /** The reason why the attempt was lost, if it was lost to another transaction. */
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

    /** Whether the call waits for the ticket, or has given way to the ticket holder. */
    boolean isBehindTicket() {
        return queues || gaveWay;
    }

    void checkDeadline() {
        if (Deadline.hasPassed(deadline)) {
            throw GiveUp.timeout(this);
        }
    }
}
