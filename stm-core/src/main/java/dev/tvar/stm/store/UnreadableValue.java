package dev.tvar.stm.store;

/**
 * Stands for a stored value that this process cannot read, for example because its codec is missing: in the result of
 * {@link TStore#export}, so that the key does not disappear without a trace. Everything else that asks for the value throws
 * {@link StorageException} with the reason; the other keys of the store are not affected. What is stored stays as it is until
 * the key is written.
 *
 * @param reason why the value cannot be read, with the name of the key and what to do
 */
public record UnreadableValue(String reason) {
    StorageException exception() {
        return new StorageException(reason);
    }

    @Override
    public String toString() {
        return "unreadable: " + reason;
    }
}
