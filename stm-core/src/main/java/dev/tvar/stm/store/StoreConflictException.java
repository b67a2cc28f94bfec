package dev.tvar.stm.store;

/**
 * Thrown when another transaction prevented a commit or a checkout; nothing was written. The subclasses give the
 * reason. A {@link TStore#changeset} catches it and tries again.
 */
public abstract sealed class StoreConflictException extends RuntimeException
        permits ConcurrentUpdateException, BusyRetryException {
    private static final long serialVersionUID = 1L;

    StoreConflictException(String message) {
        super(message);
    }
}
