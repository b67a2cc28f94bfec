package dev.tvar.stm.internal.tx;

import dev.tvar.stm.STM;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.Deadline;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.cell.Spin;
import dev.tvar.stm.internal.cell.Stamp;
import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The pause after a lost attempt or try to commit, in which the winners proceed: at first it spins, then it yields,
 * then it sleeps longer each time.
 */
final class BackOff {
    /** The number of lost attempts after which a call spins; after as many more it yields. */
    private static final int SPINNING_ATTEMPTS = 3;

    /** The longest sleep between two attempts, as a power of two of nanoseconds (about half a millisecond). */
    private static final int LONGEST_SLEEP_EXPONENT = 19;

    /** The longest pause after a try to commit, as a power of two of {@link Thread#onSpinWait}. */
    private static final int MOMENT_EXPONENT = 5;

    private BackOff() {}

    /** Pauses for a moment, and until the variable over which a try to commit was given up is not locked. */
    static void untilUnlocked(@Nullable Cell cell) {
        if (Seam.goes(Step.BACK_OFF, cell)) {
            Spin.atRandom(MOMENT_EXPONENT);
        }
        for (int spins = 0; cell != null && Stamp.isLocked(Seqlock.stamp(cell)); spins++) {
            Spin.pause(spins);
        }
    }

    /** Pauses after the given number of lost attempts, not beyond the deadline; not at all where the ticket is next. */
    static void afterConflict(int conflicts, long deadline, Call call) {
        if (conflicts <= SPINNING_ATTEMPTS) {
            Spin.atRandom(conflicts + 4);
        } else if (conflicts <= 2 * SPINNING_ATTEMPTS) {
            Thread.yield();
        } else if (conflicts < STM.ATTEMPTS_BEFORE_TICKET) {
            int exponent = Math.min(LONGEST_SLEEP_EXPONENT, conflicts + 7);
            long nanos = ThreadLocalRandom.current().nextLong(1L << exponent);
            LockSupport.parkNanos(call, Math.min(nanos, Math.max(1, Deadline.left(deadline))));
        }
    }
}
