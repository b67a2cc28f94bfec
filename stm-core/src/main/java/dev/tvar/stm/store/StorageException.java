package dev.tvar.stm.store;

/**
 * Something is wrong between a durable store and its disk: it cannot be opened, or a write has failed. After a failed
 * write the store is {@linkplain TStore#open(java.nio.file.Path, StoreOptions) out of use}: what its last commits have
 * left on disk is known only when it is opened again, and it is then all or nothing of each.
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
     * @param cause what the engine threw
     */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
