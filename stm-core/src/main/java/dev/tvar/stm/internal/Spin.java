package dev.tvar.stm.internal;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How to wait for something that takes a few instructions on another core, or a time slice if that core was taken away.
 *
 * <p>Each round is eight times as long as the one before, up to a limit: every look takes the cache line from the one who is to
 * finish with it (Anderson, "The Performance of Spin Lock Alternatives for Shared-Memory Multiprocessors", IEEE TPDS 1990;
 * docs/decisions/0016-waiters-look-less-and-less.md).
 */
final class Spin {
    /** Rounds of busy waiting before the processor is offered to others. */
    private static final int BUSY = 6;

    /** The longest round, as a power of two of {@link Thread#onSpinWait}. */
    private static final int LONGEST_EXPONENT = 7;

    /** Rounds for which a committer that holds locks waits for another's lock before it gives back its own. */
    static final int WITH_LOCKS_HELD = 2;

    /** Brief pauses before the rounds grow. */
    private static final int BRIEF = 12;

    private Spin() {}

    /** Waits a moment; {@code round} counts from zero. */
    static void pause(int round) {
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
     * The same for a snapshot, which looks more often at first: it meets few locked cells among many, so that a round that is
     * too long costs it more than a line that it takes costs the committer.
     */
    static void pauseBriefly(int round) {
        pause(Math.max(0, round - BRIEF));
    }

    /** Waits for a random moment, less than 2 to this power, so that two who were in each other's way do not meet again. */
    static void atRandom(int exponent) {
        busily(ThreadLocalRandom.current().nextInt(1 << exponent));
    }

    private static void busily(int pauses) {
        for (int pause = 0; pause < pauses; pause++) {
            Thread.onSpinWait();
        }
    }
}
