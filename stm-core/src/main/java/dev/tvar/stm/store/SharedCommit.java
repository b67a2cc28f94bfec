package dev.tvar.stm.store;

import org.jspecify.annotations.Nullable;

/**
 * What has become of a commit to a {@link SharedStorage}.
 *
 * @param version the version that every written key has now; 0 if the commit is lost
 * @param moved the key over which it is lost; null if it is not lost, or lost over the set of keys
 */
public record SharedCommit(long version, @Nullable String moved) {
    /**
     * It has committed.
     *
     * @param version the version of what was written, greater than all before
     * @return the outcome
     */
    public static SharedCommit committed(long version) {
        return new SharedCommit(version, null);
    }

    /**
     * Nothing was written: a key has another version than was seen.
     *
     * @param moved its name
     * @return the outcome
     */
    public static SharedCommit lostOver(String moved) {
        return new SharedCommit(0, moved);
    }

    /**
     * Nothing was written: there are other keys than were seen.
     *
     * @return the outcome
     */
    public static SharedCommit lostOverNames() {
        return new SharedCommit(0, null);
    }

    /**
     * Whether it has committed.
     *
     * @return false if it is lost
     */
    public boolean isCommitted() {
        return version > 0;
    }
}
