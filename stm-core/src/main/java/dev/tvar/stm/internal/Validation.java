package dev.tvar.stm.internal;

import dev.tvar.stm.internal.Answers.Verdict;
import dev.tvar.stm.spi.VariableUse;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks whether the reads of an attempt still hold: for the read barrier, before the attempt moves to a later instant;
 * for the commit; and for a waiter.
 *
 * <p>It waits for a variable that another transaction has locked. If that takes long and the attempt holds locks itself
 * without the right to wait, the variable counts as changed.
 */
abstract class Validation extends AccessSet {
    final Call call;

    Validation(Call call) {
        this.call = call;
    }

    /** Whether every variable that was read still has the version that was seen; if not, records the conflict. */
    final boolean readsHold() {
        for (Access a = first(), end = end(); a != end; a = AccessSet.next(a)) {
            if ((a.flags & (Access.READ | Access.LOCKED)) == Access.READ && !isUnchanged(a)) {
                call.conflictOver(a.cell);
                return false;
            }
        }
        return true;
    }

    private boolean isUnchanged(Access access) {
        Cell cell = access.cell;
        for (int spins = 0; ; spins++) {
            long word = cell.stamp();
            if (word == access.word) {
                return true;
            }
            if (!Stamp.haveSameVersion(word, access.word)) {
                return false;
            }
            if (!Stamp.isLocked(word) || isOwn(cell)) {
                return true;
            }
            if (call.mustNotWait(spins)) {
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
    final Verdict answersAt(long instant) {
        if (hasAny(Access.ANSWERED)) {
            for (Access a = first(), end = end(); a != end; a = AccessSet.next(a)) {
                Verdict verdict = a.has(Access.ANSWERED) ? answerAt(instant, a) : Verdict.HOLD;
                if (verdict != Verdict.HOLD) {
                    call.conflictOver(a.cell);
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
            long word = cell.stamp();
            if (own || !Stamp.isLocked(word)) {
                long value = cell.value;
                if (cell.isStill(word)) {
                    return answers(access).judge(Stamp.version(word), value, own, instant);
                }
            } else if (call.mustNotWait(spins)) {
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
    List<Object> firstDependedOn(int atMost) {
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
    List<String> namesDependedOn(int atMost) {
        return firstDependedOn(atMost).stream().map(Object::toString).distinct().toList();
    }

    /** Returns the use of each variable by the attempt, for a decider. */
    List<VariableUse> uses() {
        List<VariableUse> uses = new ArrayList<>(size());
        for (Access a = first(), end = end(); a != end; a = next(a)) {
            uses.add(a.use());
        }
        return uses;
    }
}
