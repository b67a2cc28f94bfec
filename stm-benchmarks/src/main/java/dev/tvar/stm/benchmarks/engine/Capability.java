package dev.tvar.stm.benchmarks.engine;

/** The work that an engine may support. */
public enum Capability {
    /** Transfers between two accounts. */
    TRANSFER,
    /** Transfers, sums and reads whose bodies are lambdas. */
    LAMBDA,
    /** The sum of all accounts. */
    SUM,
    /** Reads of some accounts, sometimes with a deposit. */
    READ,
    /** A counter. */
    COUNT,
    /** Hand-over of numbers between threads. */
    HAND_OVER,
    /** Threads that wait at a gate. */
    WAIT,
    /** A map. */
    MAP,
    /** Moving an entry of a map to another key. */
    MOVE,
    /** A queue between two threads. */
    QUEUE,
    /** Variables and tables for a data model. */
    SPACE
}
