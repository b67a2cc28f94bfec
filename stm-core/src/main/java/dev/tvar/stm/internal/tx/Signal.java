package dev.tvar.stm.internal.tx;

/**
 * The throwable by which a conflict or a retry leaves a body: preallocated, without stack trace, recognised by the
 * transaction that threw it.
 */
final class Signal extends Error {
    private static final long serialVersionUID = 1L;

    /** A variable that was read has changed, or a variable to write is locked: run again. */
    static final Signal CONFLICT = new Signal("conflict");

    /** The body called retry: wait, then run again. */
    static final Signal RETRY = new Signal("retry");

    /** The asynchronous transaction waits without its thread; thrown between two attempts. */
    static final Signal SUSPENDED = new Signal("suspended");

    private Signal(String message) {
        super("control flow of the transaction (" + message + "), not to be caught", null, false, false);
    }
}
