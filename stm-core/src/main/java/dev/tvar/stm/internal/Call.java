package dev.tvar.stm.internal;

import dev.tvar.stm.STM;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.TxnInterruptedException;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
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

    /** The longest sleep between two attempts, as a power of two of nanoseconds (about half a millisecond). */
    private static final int LONGEST_SLEEP_EXPONENT = 19;

    /** How many contended variables an exception names. */
    private static final int NAMED = 8;

    /** How many calls one object serves: few enough for it to stay young, enough to make its allocation vanish. */
    private static final int USES = 4096;

    /** The call in whose hook this one was made, to go back to. */
    final @Nullable Call outer;

    private int uses;

    /** Set while a call runs; stays set if its end failed half-way, and then this is not used again. */
    private boolean inUse;

    // ---- emptied after each attempt
    final ReadSet reads = new ReadSet();
    final RangeSet ranges = new RangeSet();
    final WriteSet writes = new WriteSet();
    final Transaction transaction = new Transaction(this);

    // ---- for the call
    private TxnOptions options = TxnOptions.defaults();
    private long deadline;
    private int attempts;
    private int conflicts;
    private long waitedNanos;
    private @Nullable Cell lastConflict;

    // ---- for the attempt
    private boolean hasTicket;
    private boolean gaveWay;
    private boolean waiting;

    Call(@Nullable Call outer) {
        this.outer = outer;
    }

    boolean isReusable() {
        return !inUse && uses < USES;
    }

    void begin(TxnOptions newOptions) {
        inUse = true;
        uses++;
        options = newOptions;
        deadline = Deadline.of(newOptions.timeout());
        attempts = 0;
        conflicts = 0;
        waitedNanos = 0;
    }

    /** Leaves nothing behind for the next call: no ticket, no reference to a variable. */
    void end() {
        giveTicketBack();
        clearSets();
        lastConflict = null;
        inUse = false;
    }

    /** Counts an attempt, and queues for the ticket if it is time. */
    void beginAttempt() {
        if (attempts == options.maxAttempts()) {
            throw tooManyAttempts();
        }
        if (attempts > 0) {
            checkDeadline(); // the first attempt is made whatever the limit; it may be too late for its commit
        }
        if (conflicts >= STM.ATTEMPTS_BEFORE_TICKET) {
            takeTicket();
        }
        attempts++;
        gaveWay = false;
        waiting = false;
        writes.patient = hasTicket;
    }

    /** Empties the sets for the next attempt; comes after any wait for what they hold. */
    void clearSets() {
        reads.clear();
        ranges.clear();
        writes.clear();
    }

    private void takeTicket() {
        Stack.reserve(Stack.TO_CLEAN_UP); // the ticket must come back
        try {
            if (!Ticket.take(this, deadline)) {
                throw timeout();
            }
            hasTicket = true;
        } catch (InterruptedException e) {
            throw interrupted("queued for its turn");
        }
    }

    void giveTicketBack() {
        if (hasTicket) {
            hasTicket = false;
            Ticket.giveBack();
        }
    }

    // ---- what went wrong in the attempt

    /** Notes the variable over which the attempt is lost. */
    Signal conflictOver(Cell cell) {
        lastConflict = cell;
        return Signal.CONFLICT;
    }

    /** Waits until the cell that was in the way is not locked; only without locks of one's own. */
    void awaitUnlockedConflict() {
        for (int spins = 0; lastConflict != null && Stamp.isLocked(lastConflict.stamp()); spins++) {
            Spin.pause(spins);
        }
    }

    /** Notes that the attempt is lost to the holder of the ticket. */
    void giveWayToTicket(Cell cell) {
        lastConflict = cell;
        gaveWay = true;
    }

    // ---- between attempts

    /** Lets those who won go on for a moment. */
    void recoverFromConflict() {
        conflicts++;
        if (attempts == options.maxAttempts()) {
            return; // there is no next attempt to wait for
        }
        if (!gaveWay && !Seam.goes(Seam.Step.BACK_OFF, lastConflict)) {
            return;
        }
        if (gaveWay) {
            awaitTicketFree();
        } else if (conflicts <= SPINNING_ATTEMPTS) {
            int rounds = ThreadLocalRandom.current().nextInt(1 << (conflicts + 4));
            for (int round = 0; round < rounds; round++) {
                Thread.onSpinWait();
            }
        } else if (conflicts <= 2 * SPINNING_ATTEMPTS) {
            Thread.yield();
        } else if (conflicts < STM.ATTEMPTS_BEFORE_TICKET) {
            int exponent = Math.min(LONGEST_SLEEP_EXPONENT, conflicts + 7);
            long nanos = ThreadLocalRandom.current().nextLong(1L << exponent);
            LockSupport.parkNanos(this, Math.min(nanos, Math.max(1, Deadline.left(deadline))));
        }
    }

    private void awaitTicketFree() {
        try {
            if (!Ticket.awaitFree(deadline)) {
                throw timeout();
            }
        } catch (InterruptedException e) {
            throw interrupted("gave way to another");
        }
    }

    /** Waits for a change of what was read, at most until the deadline or for so many nanoseconds. */
    void awaitChange(long atMostNanos) {
        waiting = true;
        if (reads.size() + ranges.size() == 0 && atMostNanos == Deadline.NEVER) {
            throw new IllegalStateException(
                    "retry in a transaction that has read nothing: no commit could ever wake it");
        }
        if (attempts == options.maxAttempts()) {
            throw tooManyAttempts();
        }
        long before = Deadline.now();
        long wake = atMostNanos == Deadline.NEVER ? Deadline.NEVER : Deadline.in(atMostNanos);
        try {
            Waiter.await(reads, ranges, writes, Deadline.earlier(deadline, wake));
        } catch (InterruptedException e) {
            throw interrupted("waited");
        } finally {
            waitedNanos += Deadline.now() - before;
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
        List<String> names = new ArrayList<>();
        for (CellTable table : List.of(reads, ranges)) {
            for (int i = 0; i < table.size() && names.size() <= NAMED; i++) {
                String name = table.cell(i).toString();
                if (!names.contains(name)) {
                    names.add(name);
                }
            }
        }
        if (names.size() > NAMED) {
            names.set(NAMED, "...");
        }
        return List.copyOf(names);
    }

    // ---- giving up

    void checkDeadline() {
        if (Deadline.hasPassed(deadline)) {
            throw timeout();
        }
    }

    private TooManyAttemptsException tooManyAttempts() {
        return new TooManyAttemptsException(options.maxAttempts(), options.name(), attempts, contended());
    }

    private TxnTimeoutException timeout() {
        Duration limit = Objects.requireNonNull(options.timeout());
        return new TxnTimeoutException(limit, options.name(), attempts, contended());
    }

    private TxnInterruptedException interrupted(String activity) {
        Thread.currentThread().interrupt();
        return new TxnInterruptedException(activity, options.name(), attempts, contended());
    }
}
