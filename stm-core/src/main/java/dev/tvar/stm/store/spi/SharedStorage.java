package dev.tvar.stm.store.spi;

import dev.tvar.stm.store.TStore;
import java.util.Map;
import java.util.Set;

/**
 * A storage that several processes share: a replicated or remote engine that can compare versions and write atomically. The
 * store keeps a mirror of it in this process, which the engine updates through {@link TStore#show}; bodies run against the
 * mirror. Methods are called by many threads concurrently.
 */
@FunctionalInterface
public interface SharedStorage {
    /**
     * Writes all of {@code written} if each key of {@code seen} still has its version; otherwise writes nothing. When this
     * returns a commit, the mirror already shows it. When it returns a loss, the mirror shows the newer version, or will soon.
     *
     * @param seen the versions on which the transaction depends; 0 for a key that does not exist
     * @param written the new values, at least one; their version is not used
     * @return the outcome
     * @throws RuntimeException if the values could not be written, or it is not known whether they were; reaches the caller of
     *     the transaction unchanged
     */
    SharedCommit commit(Map<String, Long> seen, Map<String, StoredValue> written);

    /**
     * As {@link #commit(Map, Map)}, for a transaction that asked for the names of all keys: writes only if, in addition, the
     * set of keys is exactly {@code names}. Without this comparison, two transactions that each find no key and create
     * different ones would both commit.
     *
     * @param seen the versions on which the transaction depends; 0 for a key that does not exist
     * @param names the names of all keys that the transaction has seen
     * @param written the new values, at least one; their version is not used
     * @return the outcome; {@link SharedCommit#lostOverNames()} if the set of keys has changed
     * @throws UnsupportedOperationException always, in this default implementation; nothing was written
     * @throws RuntimeException if the values could not be written, or it is not known whether they were; reaches the caller of
     *     the transaction unchanged
     */
    default SharedCommit commit(Map<String, Long> seen, Set<String> names, Map<String, StoredValue> written) {
        throw new UnsupportedOperationException(
                "nothing was committed: this shared store cannot compare the set of its keys,"
                        + " so a transaction that writes it must not ask for names, a snapshot or an export of all keys");
    }

    /**
     * Throws if the storage cannot be used any more.
     *
     * @throws IllegalStateException if it was closed
     */
    default void checkOpen() {}
}
