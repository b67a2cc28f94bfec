package dev.tvar.stm.internal.access;

import dev.tvar.stm.internal.access.Answers.Verdict;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.cell.Spin;
import dev.tvar.stm.internal.cell.Stamp;
import dev.tvar.stm.spi.VariableUse;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks whether the reads of an attempt still hold: for the read barrier, before the attempt moves to a later instant;
 * for the commit; and for a waiter.
 *
 * <p>It waits for a variable that another transaction has locked. With locks held, it gives up after a few rounds to
 * avoid deadlock; the ticket holder always keeps waiting, and all others yield to it.
 */
public final class Validation {
    private Validation() {}

    /**
     * Whether the attempt, having waited the given number of rounds for a variable that another transaction has locked,
     * must give up.
     */
    public static boolean mustNotWait(AccessSet set, int rounds) {
        return set.locks > 0 && !set.hasTicket && rounds >= Spin.WITH_LOCKS_HELD;
    }

    /**
     * Whether there are few entries, and every variable on which the attempt depends has the very stamp with which it
     * was seen.
     */
    public static boolean isFewAndUntouched(AccessSet set) {
        Access last = set.last();
        return last == null || last.index <= AccessSet.FEW && isUntouched(last);
    }

    private static boolean isUntouched(Access last) {
        Access a = last;
        for (int left = AccessSet.FEW; left > 0 && a != null; left--) { // counted, so that the compiler unrolls it
            if (a.isDependedOn() && Seqlock.stamp(a.cell) != a.word) { // a mere write has a stale word
                return false;
            }
            a = a.previous;
        }
        return true;
    }

    /** Whether every variable that was read still has the version that was seen; if not, records the conflict. */
    public static boolean readsHold(AccessSet set) {
        for (Access a = set.first(), end = set.end(); a != end; a = AccessSet.next(a)) {
            if ((a.flags & (Access.READ | Access.LOCKED)) == Access.READ && !isUnchanged(set, a)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnchanged(AccessSet set, Access access) {
        Cell cell = access.cell;
        for (int spins = 0; ; spins++) {
            long word = Seqlock.stamp(cell);
            if (word == access.word) {
                return true;
            }
            if (!Stamp.haveSameVersion(word, access.word)) {
                set.lost(Outcome.CHANGED, cell);
                return false;
            }
            if (!Stamp.isLocked(word) || isOwn(set, cell)) {
                return true;
            }
            if (mustNotWait(set, spins)) {
                set.lost(Outcome.LOCKED_OUT, cell);
                return false;
            }
            Spin.pause(spins);
        }
    }

    /** Whether this attempt holds the lock of the cell, which is locked. */
    private static boolean isOwn(AccessSet set, Cell cell) {
        Access newest = set.find(cell);
        return newest != null && newest.has(Access.LOCKED);
    }

    /**
     * Checks all answers at an instant, which is past and at which the clock showed {@code instant}. Records a
     * conflict.
     */
    public static Verdict answersAt(AccessSet set, long instant) {
        if (set.hasAny(Access.ANSWERED)) {
            for (Access a = set.first(), end = set.end(); a != end; a = AccessSet.next(a)) {
                Verdict verdict = a.has(Access.ANSWERED) ? answerAt(set, instant, a) : Verdict.HOLD;
                if (verdict != Verdict.HOLD) {
                    return verdict;
                }
            }
        }
        return Verdict.HOLD;
    }

    private static Verdict answerAt(AccessSet set, long instant, Access access) {
        LongCell cell = (LongCell) access.cell;
        boolean own = access.has(Access.LOCKED);
        if (own && answers(access).holdAt(Stamp.version(access.word))) {
            return Verdict.HOLD; // locked on the stamp at which the answers were given
        }
        for (int spins = 0; ; spins++) {
            long word = Seqlock.stamp(cell);
            if (own || !Stamp.isLocked(word)) {
                long value = cell.value;
                if (Seqlock.isStill(cell, word)) {
                    Verdict verdict = answers(access).judge(Stamp.version(word), value, own, instant);
                    if (verdict != Verdict.HOLD) {
                        set.lost(Outcome.CHANGED, cell);
                    }
                    return verdict;
                }
            } else if (mustNotWait(set, spins)) {
                set.lost(Outcome.LOCKED_OUT, cell);
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

    /** Whether the attempt depends on no variable. */
    public static boolean dependsOnNothing(AccessSet set) {
        return entries(set).noneMatch(Access::isDependedOn);
    }

    /**
     * Returns the names of the first {@code atMost} variables on which the attempt depends, and then "..." if there are
     * more.
     */
    public static List<String> namesDependedOn(AccessSet set, int atMost) {
        List<Cell> cells = entries(set)
                .filter(Access::isDependedOn)
                .map(a -> a.cell)
                .distinct()
                .limit(atMost + 1)
                .toList();
        Stream<String> names = cells.stream().limit(atMost).map(Cell::toString).distinct();
        return (cells.size() > atMost ? Stream.concat(names, Stream.of("...")) : names).toList();
    }

    /** Returns the use of each variable by the attempt, for a decider. */
    public static List<VariableUse> uses(AccessSet set) {
        return entries(set).map(Access::use).toList();
    }

    private static Stream<Access> entries(AccessSet set) {
        Access end = set.end();
        return Stream.iterate(set.first(), a -> a != end, AccessSet::next);
    }
}
