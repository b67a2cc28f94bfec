package dev.tvar.stm.internal.tx;

/**
 * Reserves stack for code that must not fail: a StackOverflowError is thrown here, before the first step that cannot be
 * undone, or not at all.
 *
 * <p>The numbers of frames are those for the worst case: the frames here are compiled, which makes them small (65 bytes
 * on x64 in place of 164), and the code that needs the stack is still interpreted. Linking a call site or loading a class
 * needs much more. Code that runs in the reserve links nothing that the registration of a waiter has not linked, and
 * {@link Warmup} loads its classes.
 */
final class StackReserve {
    /** For releasing the ticket, and for ending a wait or an asynchronous transaction: twice what they need. */
    static final int TO_CLEAN_UP = 50;

    /**
     * For waking the waiters of a cell: one and a half times what that needs. Most of it is the JDK's code, which hands a
     * virtual thread to its scheduler.
     */
    static final int TO_WAKE = 80;

    private StackReserve() {}

    /**
     * Touches the given number of frames.
     *
     * @param frames the number of frames
     * @return a meaningless number, so that the compiler cannot remove the frames
     */
    static long reserve(int frames) {
        return touch(frames, 1, 2, 3, 4);
    }

    /** Each frame keeps four numbers over its call, so that a compiled frame is not much smaller than an interpreted one. */
    private static long touch(int frames, long a, long b, long c, long d) {
        return frames == 0 ? a : (touch(frames - 1, b, c, d, a + frames) ^ a) + (b ^ c) + d;
    }
}
