package dev.tvar.stm.testing.explore;

/** How much a report of a {@link Failure} shows of its schedule. */
public enum Detail {
    /**
     * What transactions did, in names and values of the program: begin, read, write, commit, conflict, retry, hooks, and time
     * that passed.
     */
    STORY,
    /** The story, and below it every step of the engine on shared memory: stamps, locks, the clock, the ticket. */
    STEPS
}
