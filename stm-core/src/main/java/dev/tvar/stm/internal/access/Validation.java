package dev.tvar.stm.internal.access;

import dev.tvar.stm.internal.access.Answers.Verdict;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.cell.Spin;
import dev.tvar.stm.internal.cell.Stamp;
import dev.tvar.stm.spi.VariableUse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether the reads of an attempt still hold: for the read barrier, before the attempt moves to a later instant;
 * for the commit; and for a waiter.
 *
 * <p>It waits for a variable that another transaction has locked. If that takes long and the attempt holds locks itself
 * without the right to wait, the variable counts as changed.
 */
public abstract class Validation extends AccessSet {
    /** The number of variables that the attempt has locked. */
    public int locks;

    /** Whether the attempt has the ticket: then it waits for locks without limit, and all others give way to it. */
    public boolean hasTicket;

    /** Whether the attempt is lost to the ticket holder. */
    public boolean gaveWay;

    /** Whether the attempt is lost because a variable that its commit needs stayed locked. */
    public boolean lockedOut;

    private boolean gaveUpWaiting;

    /** The variable over which this attempt, or else the one before, was lost. */
    private @Nullable Cell lastConflict;

    // ---- waiting for locks

    /**
     * Whether the attempt, having waited the given number of rounds for a variable that another transaction has locked,
     * must give up. With no locks held, it keeps waiting. With locks held, it gives up after a few rounds to avoid
     * deadlock. The ticket holder always keeps waiting; all others yield to it.
     */
    public final boolean mustNotWait(int rounds) {
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
    public final boolean gaveUpWaiting() {
        boolean gaveUp = gaveUpWaiting;
        gaveUpWaiting = false;
        return gaveUp;
    }

    // ---- the reason why the attempt is lost

    /** Records the variable over which the attempt is lost. */
    public final void conflictOver(Cell cell) {
        noteEvent();
        lastConflict = cell;
    }

    /** Records that the attempt is lost to the ticket holder. */
    public final void giveWayToTicket(Cell cell) {
        conflictOver(cell);
        gaveWay = true;
    }

    /** From now on the end of the attempt, and of its transaction, take the slow path. */
    public abstract void noteEvent();

    /** The variable of the last conflict. */
    public final @Nullable Cell lastConflict() {
        return lastConflict;
    }

    /** Forgets the reason why the last attempt was lost; the variable stays known until the end of the transaction. */
    public final void forgetLoss() {
        gaveWay = false;
        lockedOut = false;
    }

    public final void forgetLastConflict() {
        lastConflict = null;
    }

    // ---- checks

    /** Whether every variable that was read still has the version that was seen; if not, records the conflict. */
    public final boolean readsHold() {
        for (Access a = first(), end = end(); a != end; a = AccessSet.next(a)) {
            if ((a.flags & (Access.READ | Access.LOCKED)) == Access.READ && !isUnchanged(a)) {
                conflictOver(a.cell);
                return false;
            }
        }
        return true;
    }

    private boolean isUnchanged(Access access) {
        Cell cell = access.cell;
        for (int spins = 0; ; spins++) {
            long word = Seqlock.stamp(cell);
            if (word == access.word) {
                return true;
            }
            if (!Stamp.haveSameVersion(word, access.word)) {
                return false;
            }
            if (!Stamp.isLocked(word) || isOwn(cell)) {
                return true;
            }
            if (mustNotWait(spins)) {
                return false;
            }
            Spin.pause(spins);
        }
    }

    /** Whether this attempt holds the lock of the cell, which is locked. */
    private boolean isOwn(Cell cell) {
        Access newest = find(cell);
        return newest != null && newest.has(Access.LOCKED);
    }

    /**
     * Checks all answers at an instant, which is past and at which the clock showed {@code instant}. Records a
     * conflict.
     */
    public final Verdict answersAt(long instant) {
        if (hasAny(Access.ANSWERED)) {
            for (Access a = first(), end = end(); a != end; a = AccessSet.next(a)) {
                Verdict verdict = a.has(Access.ANSWERED) ? answerAt(instant, a) : Verdict.HOLD;
                if (verdict != Verdict.HOLD) {
                    conflictOver(a.cell);
                    return verdict;
                }
            }
        }
        return Verdict.HOLD;
    }

    private Verdict answerAt(long instant, Access access) {
        LongCell cell = (LongCell) access.cell;
        boolean own = access.has(Access.LOCKED);
        for (int spins = 0; ; spins++) {
            long word = Seqlock.stamp(cell);
            if (own || !Stamp.isLocked(word)) {
                long value = cell.value;
                if (Seqlock.isStill(cell, word)) {
                    return answers(access).judge(Stamp.version(word), value, own, instant);
                }
            } else if (mustNotWait(spins)) {
                return Verdict.CHANGED;
            }
            Spin.pause(spins);
        }
    }

    @SuppressWarnings("NullAway") // an entry with the flag has them
    private static Answers answers(Access access) {
        return access.answers;
    }

    // ---- reports

    /** Returns the first {@code atMost} variables on which the attempt depends, and then "..." if there are more. */
    public List<Object> firstDependedOn(int atMost) {
        List<Object> cells = new ArrayList<>();
        for (Access a = first(), end = end(); a != end && cells.size() <= atMost; a = next(a)) {
            if (a.isDependedOn() && !cells.contains(a.cell)) {
                cells.add(a.cell);
            }
        }
        if (cells.size() > atMost) {
            cells.set(atMost, "...");
        }
        return cells;
    }

    /** Returns the names of these variables. */
    public List<String> namesDependedOn(int atMost) {
        return firstDependedOn(atMost).stream().map(Object::toString).distinct().toList();
    }

    /** Returns the use of each variable by the attempt, for a decider. */
    public List<VariableUse> uses() {
        List<VariableUse> uses = new ArrayList<>(size());
        for (Access a = first(), end = end(); a != end; a = next(a)) {
            uses.add(a.use());
        }
        return uses;
    }
}
