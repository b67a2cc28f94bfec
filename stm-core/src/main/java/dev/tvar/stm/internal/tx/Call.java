package dev.tvar.stm.internal.tx;

import dev.tvar.stm.STM;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.Deadline;
import dev.tvar.stm.internal.cell.Ticket;
import dev.tvar.stm.internal.diagnostics.LiveCall;
import dev.tvar.stm.internal.diagnostics.LiveWait;
import dev.tvar.stm.internal.diagnostics.Switch;
import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
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

    /** The record of this call for diagnostics, while a session is open. */
    @Nullable
    LiveCall watched;

    // ---- for the attempt
    /** Whether the call is in the queue for the ticket. */
    private boolean queues;

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
            transaction.noteEvent();
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
        transaction.forgetLastConflict();
        transaction.forgetLoss();
        queues = false;
        waiting = false;
        eventful = false;
        options = TxnOptions.defaults();
        deadline = Deadline.NEVER;
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
        transaction.forgetLoss();
        waiting = false;
        if (conflicts >= STM.ATTEMPTS_BEFORE_TICKET) {
            takeTicket();
        }
        attempts++;
    }

    private void takeTicket() {
        Stack.reserve(Stack.TO_CLEAN_UP); // the ticket must be released again
        queue(true, "queued for its turn");
        Probe.tookTicket(name());
    }

    /** Waits until this call has the ticket, or until all calls that queue for it now have had their turn. */
    private void queue(boolean toTakeIt, String activity) {
        LiveWait wait = Probe.queues(name());
        queues = true;
        try {
            if (!wait.returned(toTakeIt ? Ticket.take(transaction, deadline) : Ticket.awaitFree(deadline))) {
                throw GiveUp.timeout(this);
            }
            queues = false;
            transaction.hasTicket = toTakeIt;
        } catch (InterruptedException e) {
            throw GiveUp.interrupted(this, activity);
        } finally {
            wait.end();
        }
    }

    void giveTicketBack() {
        if (transaction.hasTicket) {
            transaction.hasTicket = false;
            Probe.givesTicketBack();
            Ticket.giveBack();
        }
    }

    // ---- between attempts

    /** Backs off, so that the winners can proceed. */
    void recoverFromConflict() {
        transaction.noteEvent();
        conflicts++;
        Probe.lost(transaction, kindOfLoss(), name(), attempts);
        boolean isLast = attempts == options.maxAttempts(); // then there is no next attempt to wait for
        if (isLast || !transaction.gaveWay && !Seam.goes(Step.BACK_OFF, transaction.lastConflict())) {
            return;
        }
        if (transaction.gaveWay) {
            queue(false, "gave way to another");
        } else {
            BackOff.afterConflict(conflicts, deadline, this);
        }
    }

    /** Waits for a change of the read set, at most until the deadline or for the given number of nanoseconds. */
    void awaitChange(long atMostNanos) {
        transaction.noteEvent();
        waiting = true;
        Probe.aborted(AbortKind.RETRY, name(), attempts);
        if (transaction.dependsOnNothing() && atMostNanos == Deadline.NEVER) {
            throw new IllegalStateException(
                    "retry in a transaction that has read nothing: no commit could ever wake it");
        }
        if (attempts == options.maxAttempts()) {
            throw GiveUp.tooManyAttempts(this);
        }
        long before = Deadline.now();
        LiveWait wait = Probe.waits(name());
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
            Cell lastConflict = transaction.lastConflict();
            return lastConflict == null ? List.of() : List.of(lastConflict.toString());
        }
        return transaction.namesDependedOn(NAMED);
    }

    // ---- for diagnostics

    /** Makes the call visible to diagnostics, if a session is open. */
    private void watch() {
        if (Switch.watchesCalls()) {
            watched = Probe.begin(options.name());
            transaction.noteEvent();
        }
    }

    /** The name of the transaction, or null. */
    @Nullable
    String name() {
        return watched == null ? options.name() : watched.name();
    }

    /** The reason why the attempt was lost, if it was lost to another transaction. */
    AbortKind kindOfLoss() {
        return transaction.gaveWay
                ? AbortKind.TICKET
                : transaction.lockedOut ? AbortKind.LOCKED : AbortKind.READ_CHANGED;
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
        return queues || transaction.gaveWay;
    }

    void checkDeadline() {
        if (Deadline.hasPassed(deadline)) {
            throw GiveUp.timeout(this);
        }
    }
}
