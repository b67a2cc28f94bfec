package dev.tvar.stm.store;

import java.util.Map;
import java.util.Set;

/**
 * Where the values of a store live that several processes share: a replicated or remote engine that can compare versions
 * and write in one step. The store keeps a mirror of it in this process, which the engine feeds through
 * {@link TStore#show}; bodies run against the mirror. Called by many threads at once.
 */
@FunctionalInterface
public interface SharedStorage {
    /**
     * Commits: writes all of {@code written} if each key of {@code seen} still has its version, else nothing. When it
     * returns a commit, the mirror shows it; when it returns a loss, the mirror shows the move, or will shortly.
     *
     * @param seen the versions on which the transaction depends; 0 for a key that is not there
     * @param written the new values, at least one; their version is not used
     * @return what has happened
     * @throws RuntimeException if it could not be written, or it is not known whether it was; reaches the caller of the
     *     transaction as it is
     */
    SharedCommit commit(Map<String, Long> seen, Map<String, StoredValue> written);

    /**
     * As {@link #commit(Map, Map)}, for a transaction that has asked which keys there are: writes only if, in addition, there
     * are exactly these. Otherwise a transaction that creates a key because it has seen none would be lost on two that create
     * different ones.
     *
     * @param seen the versions on which the transaction depends; 0 for a key that is not there
     * @param names the names of all keys that were there
     * @param written the new values, at least one; their version is not used
     * @return what has happened; {@link SharedCommit#lostOverNames()} if other keys are there than were seen
     * @throws UnsupportedOperationException as implemented here: nothing was written
     * @throws RuntimeException if it could not be written, or it is not known whether it was; reaches the caller of the
     *     transaction as it is
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
