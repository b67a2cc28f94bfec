package dev.tvar.stm.store.spi;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a commit to a {@link SharedStorage}.
 *
 * @param version the new version of every written key; 0 if the commit is lost
 * @param moved the key whose version had changed; null if the commit is not lost, or the set of keys had changed
 */
public record SharedCommit(long version, @Nullable String moved) {
    /**
     * Returns the outcome of a successful commit.
     *
     * @param version the version of the written keys, greater than all before
     * @return the outcome
     */
    public static SharedCommit committed(long version) {
        return new SharedCommit(version, null);
    }

    /**
     * Returns the outcome of a commit that wrote nothing, because the version of a key had changed.
     *
     * @param moved its name
     * @return the outcome
     */
    public static SharedCommit lostOver(String moved) {
        return new SharedCommit(0, moved);
    }

    /**
     * Returns the outcome of a commit that wrote nothing, because the set of keys had changed.
     *
     * @return the outcome
     */
    public static SharedCommit lostOverNames() {
        return new SharedCommit(0, null);
    }

    /**
     * Returns whether the commit has succeeded.
     *
     * @return false if it is lost
     */
    public boolean isCommitted() {
        return version > 0;
    }
}
