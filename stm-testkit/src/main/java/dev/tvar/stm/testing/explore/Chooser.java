package dev.tvar.stm.testing.explore;

/** Decides which thread runs next. Used by one thread at a time. */
interface Chooser {
    /** Sentinel in place of a thread: every continuation is equivalent to a schedule that was run already. */
    int NOTHING_NEW = -1;

    /**
     * Begins a schedule.
     *
     * @param number its number, from 0
     * @param threads how many threads it has
     * @return false if all schedules have been run
     */
    boolean begin(long number, int threads);

    /**
     * Chooses.
     *
     * @param situation the threads that can continue, and their next steps
     * @return the index of the thread that runs next, or {@link #NOTHING_NEW}
     */
    int choose(Situation situation);

    /** Ends a schedule in which no thread can continue. */
    default void end(Situation situation) {}
}
