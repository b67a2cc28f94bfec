package dev.tvar.stm.internal;

import dev.tvar.stm.VariableUse;
import dev.tvar.stm.internal.Answers.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether what an attempt has read still holds: asked by the read barrier before the attempt moves to a later instant, by
 * the commit, and by a waiter.
 *
 * <p>A variable that another has locked is waited for, unless that lasts and the attempt holds locks itself and has no
 * right to wait: then it counts as changed.
 */
abstract class Validation extends AccessSet {
    final Call call;

    Validation(Call call) {
        this.call = call;
    }

    /** Whether every variable that was read still has the version that was seen; if not, notes the conflict. */
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
            if (Stamp.version(word) != Stamp.version(access.word)) {
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

    /** Whether the lock of the cell, which is locked, is this attempt's. */
    private boolean isOwn(Cell cell) {
        Access newest = find(cell);
        return newest != null && newest.has(Access.LOCKED);
    }

    /** What can be said of all answers at an instant, which is past and at which the clock showed {@code instant}. Notes the conflict. */
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
                    return answers(access).judge(cell, Stamp.version(word), value, own, instant);
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

    // ---- to tell others

    /** The first variables on which the attempt depends, at most so many, and then "..." if there are more. */
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

    /** Their names. */
    List<String> namesDependedOn(int atMost) {
        return firstDependedOn(atMost).stream().map(Object::toString).distinct().toList();
    }

    /** What the attempt has done with each variable, for a decider. */
    List<VariableUse> uses() {
        List<VariableUse> uses = new ArrayList<>(size());
        for (Access a = first(), end = end(); a != end; a = next(a)) {
            uses.add(a.use());
        }
        return uses;
    }
}
