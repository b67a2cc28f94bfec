package dev.tvar.stm.testing.explore;

/** Decides who goes on. Used by one thread at a time. */
interface Chooser {
    /** In place of a thread: whatever follows is equivalent to a schedule that was run already. */
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
     * @param situation who can go on, and with what
     * @return the index of the thread that goes on, or {@link #NOTHING_NEW}
     */
    int choose(Situation situation);

    /** Ends a schedule in which nobody can go on any more. */
    default void end(Situation situation) {}
}
