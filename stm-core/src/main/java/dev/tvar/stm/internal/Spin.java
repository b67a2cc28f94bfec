package dev.tvar.stm.internal;

/** How to wait for something that takes a few instructions on another core, or a time slice if that core was taken away. */
final class Spin {
    /** Rounds of busy waiting before the processor is offered to others. */
    private static final int BUSY = 32;

    /** Rounds for which a committer that holds locks waits for another's lock before it gives back its own. */
    static final int WITH_LOCKS_HELD = BUSY;

    /** Rounds for which a platform thread looks out for its wake-up; none where the other could not run meanwhile. */
    private static final int BEFORE_PARKING = Runtime.getRuntime().availableProcessors() > 1 ? 256 : 0;

    private Spin() {}

    /** How long to look out before parking: a virtual thread should rather leave its carrier to others. */
    static int beforeParking(Thread thread) {
        return Seam.isScheduled() || Context.isVirtual(thread) ? 0 : BEFORE_PARKING;
    }

    /** Waits a moment; {@code round} counts from zero. */
    static void pause(int round) {
        if (!Seam.goes(Step.SPIN, null)) {
            return;
        }
        if (round < BUSY) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
