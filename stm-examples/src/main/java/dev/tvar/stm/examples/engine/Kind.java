package dev.tvar.stm.examples.engine;

/** The kinds of engine among which a reader chooses. */
public enum Kind {
    /** Transactions. */
    STM("STM", "transactions", "waits and choices that compose"),
    /** Actors, whatever their protocol. */
    ACTOR("an actor", "actors", "owners on several machines"),
    /** Locks. */
    LOCK("a lock", "locks", "code that must never run twice");

    private final String label;
    private final String plural;
    private final String beyond;

    Kind(String label, String plural, String beyond) {
        this.label = label;
        this.plural = plural;
        this.beyond = beyond;
    }

    /**
     * Several of them.
     *
     * @return a plural
     */
    public String plural() {
        return plural;
    }

    /**
     * A use for which no comparison of rates and totals in one process can speak.
     *
     * @return words that can follow "such as"
     */
    public String beyond() {
        return beyond;
    }

    /** One of them, as in "choose a lock". */
    @Override
    public String toString() {
        return label;
    }
}
