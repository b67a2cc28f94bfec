package dev.tvar.stm.internal;

/** How to wait for something that takes a few instructions on another core, or a time slice if that core was taken away. */
final class Spin {
    /** Rounds of busy waiting before the processor is offered to others. */
    private static final int BUSY = 32;

    /** Rounds for which a committer that holds locks waits for another's lock before it gives back its own. */
    static final int WITH_LOCKS_HELD = BUSY;

    private Spin() {}

    /** Waits a moment; {@code round} counts from zero. */
    static void pause(int round) {
        if (round < BUSY) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
