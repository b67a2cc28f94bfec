package dev.tvar.stm;

/**
 * One item of {@link STM#versionedChanges}: a value, its version, and how many versions the subscriber did not receive
 * since the item before.
 *
 * @param <R> the type of the value
 * @param value the value
 * @param version the version, read at the same instant as the value
 * @param skipped the number of versions between that of the item before and this one; 0 in the first item
 */
public record Change<R>(R value, long version, long skipped) {}
