package dev.tvar.stm.benchmarks.engine;

/** The kinds of work that an engine may be able to do. */
public enum Work {
    /** Transfers between two accounts. */
    TRANSFER,
    /** The sum of all accounts. */
    SUM,
    /** Reads of a few accounts, sometimes with a deposit. */
    READ,
    /** A counter. */
    COUNT,
    /** Numbers handed from one thread to another. */
    HAND_OVER,
    /** Threads that wait before a gate. */
    WAIT,
    /** A map. */
    MAP,
    /** Moving an entry of a map to another key. */
    MOVE,
    /** A queue between two threads. */
    QUEUE
}
