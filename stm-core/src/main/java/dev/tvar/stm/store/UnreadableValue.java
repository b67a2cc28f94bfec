package dev.tvar.stm.store;

/**
 * A placeholder in the result of {@link TStore#export} for a stored value that this process cannot read, for example because
 * its codec is missing. All other methods that need the value throw {@link StorageException} with the reason. Other keys of
 * the store are not affected. The stored bytes stay unchanged until the key is written.
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
