package dev.tvar.stm.testing.history;

/**
 * The ways in which a history can be incorrect, by their names in the literature (Berenson and others, "A Critique of
 * ANSI SQL Isolation Levels", 1995; Adya, "Weak Consistency", 1999).
 */
public enum Phenomenon {
    /** A transaction saw a write of an attempt that never committed. */
    DIRTY_READ("dirty read"),
    /** A transaction saw a write that its writer overwrote itself before it committed. */
    INTERMEDIATE_READ("intermediate read"),
    /** A transaction saw a version that no attempt of the history wrote. */
    UNKNOWN_VERSION("read of a version without a writer"),
    /** A transaction saw a value that is not that of the version it read. */
    TORN_READ("torn read"),
    /** Two commits gave a variable the same version, so that one cannot be distinguished from the other. */
    VERSION_WRITTEN_TWICE("version written twice"),
    /** Transactions in a cycle each overwrote a write of the next. */
    DIRTY_WRITE("dirty write"),
    /** Transactions in a cycle each saw or overwrote a write of the next. */
    CIRCULAR_INFORMATION_FLOW("circular information flow"),
    /** A transaction overwrote an update that it had not seen. */
    LOST_UPDATE("lost update"),
    /** A transaction saw two versions of one variable. */
    NON_REPEATABLE_READ("non-repeatable read"),
    /** A transaction saw one variable before, and another after the same commit. */
    READ_SKEW("read skew"),
    /** Transactions in a cycle each read a variable that the next overwrote, and wrote another variable. */
    WRITE_SKEW("write skew"),
    /** Two transactions saw two independent commits in opposite orders. */
    LONG_FORK("long fork"),
    /** Some other set of transactions that cannot have run one after the other. */
    SERIALISATION_CYCLE("serialisation cycle"),
    /** The reads of an attempt that did not commit belong to no single instant. */
    ZOMBIE("inconsistent read of an attempt that did not commit"),
    /** The only possible order contradicts real time: a transaction missed a commit that ended before it began. */
    REAL_TIME_VIOLATION("real-time violation");

    private final String words;

    Phenomenon(String words) {
        this.words = words;
    }

    /** The name in words. */
    @Override
    public String toString() {
        return words;
    }
}
