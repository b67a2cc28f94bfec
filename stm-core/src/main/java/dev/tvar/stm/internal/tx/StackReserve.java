package dev.tvar.stm.internal.tx;

/**
 * Reserves stack for code that must not fail: a StackOverflowError is thrown here, before the first step that cannot be
 * undone, or not at all.
 */
final class StackReserve {
    /** The number of frames that releasing a ticket or ending a wait needs, several times over. */
    static final int TO_CLEAN_UP = 96;

    /**
     * The number of frames that waking the waiters of a cell needs, twice over: compiled, these frames are smaller than those of
     * a wake-up that is still interpreted, or that hands a callback to its executor.
     */
    static final int TO_WAKE = 64;

    private StackReserve() {}

    /**
     * Touches the given number of frames.
     *
     * @param frames the number of frames
     * @return a meaningless number, so that the compiler cannot remove the frames
     */
    static long reserve(int frames) {
        return frames == 0 ? 0 : frames + reserve(frames - 1);
    }
}
