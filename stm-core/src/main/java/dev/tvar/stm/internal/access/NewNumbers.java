package dev.tvar.stm.internal.access;

import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.cell.Stamp;
import dev.tvar.stm.internal.seam.Recorder;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Form the sums of blind adds, and refuse a commit that would take a number out of its bounds, or out of the range of
 * a long.
 *
 * Mechanism. Bounds are checked at one place: at the end of the commit's validation, with all locks held. The check
 * compares two longs and calls no user code. The locks are released before the exception is created.
 *
 * Why it is right. A bounded number is stored by commits only, and none stores a value that it does not allow: so every
 * committed value is within the bounds. A refusal is no false alarm: at the instant of the commit all values read were
 * current, since they have just been validated, and the value added to is current while its lock is held. So the
 * transaction, run alone at that instant, would be refused as well. An attempt that read something else is lost before it
 * gets here, and runs again.
 *
 * Cost. Nothing for a transaction that adds to no number and writes no bounded one.
 */

/** The numbers that a commit is about to store. */
public final class NewNumbers {
    private NewNumbers() {}

    /**
     * Turns each add into the value to store, and checks the bounds.
     *
     * @return null, or an entry whose variable refuses its new value: then the commit must not store anything
     */
    public static @Nullable Access form(AccessSet accesses) {
        Access refused = accesses.hasAny(AccessSet.BOUNDED) ? firstOutOfBounds(accesses) : null;
        return refused == null && accesses.hasAny(Access.ADD) ? formSums(accesses) : refused;
    }

    private static @Nullable Access formSums(AccessSet accesses) {
        for (Access a = accesses.first(), end = accesses.end(); a != end; a = AccessSet.next(a)) {
            if (a.isSum()) {
                long present = ((LongCell) a.cell).value;
                if (Access.overflows(present, a.num)) {
                    return a;
                }
                a.set(present + a.num);
            }
        }
        return null;
    }

    /** A sum that overflows wraps around; whether or not it then seems to be within the bounds, it is refused later. */
    private static @Nullable Access firstOutOfBounds(AccessSet accesses) {
        for (Access a = accesses.first(), end = accesses.end(); a != end; a = AccessSet.next(a)) {
            if (a.isWritten() && a.cell instanceof LongCell) {
                LongCell cell = (LongCell) a.cell;
                if (a.isSum() ? !allowsSum(cell, cell.value + a.num) : !allowsValue(cell, a.num)) {
                    return a;
                }
            }
        }
        return null;
    }

    private static boolean allowsSum(LongCell cell, long sum) {
        return Seqlock.allows(cell, sum);
    }

    private static boolean allowsValue(LongCell cell, long value) {
        return Seqlock.allows(cell, value);
    }

    /**
     * Returns the exception for an entry that {@link #form} has refused.
     *
     * @param present the value of the variable at the instant of the commit
     */
    public static RuntimeException refusal(Access refused, long present) {
        LongCell cell = (LongCell) refused.cell;
        if (!refused.isSum()) {
            return Seqlock.refusal(cell, refused.num);
        }
        Recorder.sawLong(cell, Stamp.version(refused.word), false, present); // the refusal depends on it
        return Seqlock.refusal(cell, Access.sum(cell, present, refused.num));
    }

    /**
     * Makes the new value of each bounded number known, and throws if it is refused, before a decider is asked, which
     * takes these values elsewhere: what was added to blindly is read now.
     */
    public static void settle(QuickSet attempt) {
        if (!attempt.hasAny(AccessSet.BOUNDED)) {
            return;
        }
        for (Access a = attempt.first(), end = attempt.end(); a != end; a = AccessSet.next(a)) {
            if (a.isWritten() && a.cell instanceof LongCell) {
                long value = attempt.read((LongCell) a.cell);
                if (!Seqlock.allows((LongCell) a.cell, value)) {
                    throw Seqlock.refusal((LongCell) a.cell, value);
                }
            }
        }
    }
}
