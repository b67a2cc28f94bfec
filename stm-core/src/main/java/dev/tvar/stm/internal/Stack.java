package dev.tvar.stm.internal;

/**
 * Makes sure of stack that will be needed where nothing may fail: a StackOverflowError comes from here, before the first
 * step that cannot be taken back, or not at all.
 */
final class Stack {
    /** What giving back a ticket or ending a wait needs, several times over. */
    static final int TO_CLEAN_UP = 96;

    /** What waking the waiters of a cell needs. */
    static final int TO_WAKE = 32;

    private Stack() {}

    /**
     * Touches so many frames.
     *
     * @param frames how many
     * @return a number without meaning, so that the compiler cannot leave the frames out
     */
    static long reserve(int frames) {
        return frames == 0 ? 0 : frames + reserve(frames - 1);
    }
}
