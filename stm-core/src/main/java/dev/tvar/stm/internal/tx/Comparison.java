package dev.tvar.stm.internal.tx;

import dev.tvar.stm.internal.access.Access;
import dev.tvar.stm.internal.access.Answers;
import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.cell.Spin;
import dev.tvar.stm.internal.cell.Stamp;
import dev.tvar.stm.internal.seam.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * The barrier of {@code isAtLeast}: reads as {@link Attempt} does, but the attempt comes to depend on the answer only,
 * not on the value.
 */
final class Comparison {
    private Comparison() {}

    /**
     * Compares a variable with a limit.
     *
     * @param attempt the attempt, which depends on the answer from now on
     * @param cell the variable
     * @param limit the limit
     * @return whether the value, as the attempt sees it, is the limit or more
     */
    static boolean isAtLeast(Attempt attempt, LongCell cell, long limit) {
        Access own = attempt.findForUse(cell);
        if (own == null) {
            long word = Seqlock.stamp(cell);
            long value = cell.value;
            if (Seqlock.isStill(cell, word) && attempt.goesTogether(word)) {
                return answer(attempt, null, cell, word, value, limit);
            }
        }
        return isAtLeastWithCare(attempt, cell, limit, own);
    }

    private static boolean isAtLeastWithCare(Attempt attempt, LongCell cell, long limit, @Nullable Access own) {
        if (own == null || !own.isWritten()) {
            return isCommittedAtLeast(attempt, cell, limit, own);
        }
        if (own.has(Access.SET)) {
            return own.num >= limit;
        }
        long added = own.num;
        long needed = limit - added;
        if (((limit ^ added) & (limit ^ needed)) < 0) { // beyond what a long can be: the answer is known
            return added > 0;
        }
        return isCommittedAtLeast(attempt, cell, needed, own);
    }

    private static boolean isCommittedAtLeast(Attempt attempt, LongCell cell, long needed, @Nullable Access own) {
        for (int spins = 0; ; spins++) {
            long word = Seqlock.stamp(cell);
            if (!Stamp.isLocked(word)) {
                long value = cell.value;
                if (Seqlock.isStill(cell, word) && attempt.admits(word)) {
                    return answer(attempt, own, cell, word, value, needed);
                }
            } else {
                Spin.pause(spins);
            }
        }
    }

    private static boolean answer(
            Attempt attempt, @Nullable Access own, LongCell cell, long word, long value, long needed) {
        boolean answer = value >= needed;
        attempt.recordAnswer(
                own, cell, Stamp.version(word), Answers.lowest(answer, needed), Answers.highest(answer, needed));
        Recorder.compared(cell, Stamp.version(word), needed, answer);
        return answer;
    }
}
