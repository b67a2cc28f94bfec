package dev.tvar.stm.testing.explore;

/** The detail with which a report of a {@link Failure} shows its schedule. */
public enum Detail {
    /**
     * The actions of transactions, in names and values of the program: begin, read, write, commit,
     * conflict, retry, hooks, and advances of the time.
     */
    STORY,
    /** The story, and below it every step of the engine on shared memory: stamps, locks, the clock, the ticket. */
    STEPS
}
