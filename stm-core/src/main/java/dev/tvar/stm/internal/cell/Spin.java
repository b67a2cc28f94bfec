package dev.tvar.stm.internal.cell;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Busy waiting for an event that takes a few instructions on another core, or a time slice if the thread on it was
 * descheduled.
 *
 * <p>Each round is eight times as long as the one before, up to a limit: every read takes the cache line from the
 * thread that must write it next (Anderson, "The Performance of Spin Lock Alternatives for Shared-Memory
 * Multiprocessors", IEEE TPDS 1990; docs/decisions/0016-a-waiting-thread-re-reads-with-growing-pauses.md).
 */
public final class Spin {
    /** The rounds of busy waiting before the thread yields its processor. */
    private static final int BUSY = 6;

    /** The longest round, as a power of two of {@link Thread#onSpinWait}. */
    private static final int LONGEST_EXPONENT = 7;

    /**
     * The rounds for which a committer that holds locks waits for another transaction's lock before it releases its
     * own.
     */
    public static final int WITH_LOCKS_HELD = 2;

    /** Brief pauses before the rounds grow. */
    private static final int BRIEF = 12;

    private Spin() {}

    /** Waits a moment; {@code round} counts from zero. */
    public static void pause(int round) {
        if (!Seam.goes(Step.SPIN, null)) {
            return;
        }
        if (round < BUSY) {
            busily(1 << Math.min(3 * round, LONGEST_EXPONENT));
        } else {
            Thread.yield();
        }
    }

    /**
     * As {@link #pause}, for a snapshot, which polls more often at first: it meets few locked cells among many, so a
     * round that is too long costs the snapshot more than a stolen cache line costs the committer.
     */
    public static void pauseBriefly(int round) {
        pause(Math.max(0, round - BRIEF));
    }

    /**
     * Waits for a random moment, less than 2 to this power, so that two conflicting transactions do not collide again.
     */
    public static void atRandom(int exponent) {
        busily(ThreadLocalRandom.current().nextInt(1 << exponent));
    }

    private static void busily(int pauses) {
        for (int pause = 0; pause < pauses; pause++) {
            Thread.onSpinWait();
        }
    }
}
