package dev.tvar.stm.store;

/** Others were in the way; nothing was written. The subclasses say how. A {@link TStore#changeset} runs again on it. */
public abstract sealed class StoreConflictException extends RuntimeException
        permits ConcurrentUpdateException, BusyRetryException {
    private static final long serialVersionUID = 1L;

    StoreConflictException(String message) {
        super(message);
    }
}
