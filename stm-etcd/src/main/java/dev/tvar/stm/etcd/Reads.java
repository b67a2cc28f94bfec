package dev.tvar.stm.etcd;

import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a transaction depends on.
 *
 * @param versions the versions of the keys that it has read; 0 for a missing one
 * @param namesUpTo the revision up to which it has seen which keys were created; {@link #ANY_NAMES} if it has not asked
 * @param present the keys that must be there still, and may have any version
 */
record Reads(Map<String, Long> versions, long namesUpTo, SortedSet<String> present) {
    static final long ANY_NAMES = -1;

    static Reads of(Map<String, Long> versions) {
        return new Reads(versions, ANY_NAMES, new TreeSet<>());
    }

    /**
     * For a transaction that has asked which keys there are. One comparison finds every key that was created, but only one for
     * each key finds that it was deleted, which other tools do and no store does. If these do not fit into a request, a deletion
     * is a conflict only when the mirror has shown it.
     *
     * @param operations the number of comparisons in a request
     */
    static Reads withNames(Map<String, Long> versions, long namesUpTo, Set<String> names, int operations) {
        SortedSet<String> present = new TreeSet<>(names);
        present.removeAll(versions.keySet());
        boolean fits = 2 + versions.size() + present.size() <= operations; // and the marker, and what was created
        return new Reads(versions, namesUpTo, fits ? present : new TreeSet<>());
    }

    boolean dependsOnNames() {
        return namesUpTo != ANY_NAMES;
    }
}
