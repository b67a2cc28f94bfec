package dev.tvar.stm.store;

/**
 * Thrown when a durable store cannot be opened, read or written. After a failed write the store
 * {@linkplain TStore#open(java.nio.file.Path, StoreOptions) refuses further commits}: which of the
 * last commits are on disk is known only when the store is opened again; each of them is then there
 * completely or not at all.
 */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * With a message.
     *
     * @param message what happened, and what to do about it
     */
    public StorageException(String message) {
        super(message);
    }

    /**
     * With a message and a cause.
     *
     * @param message what happened, and what to do about it
     * @param cause the exception of the engine
     */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
