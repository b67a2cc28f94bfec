package dev.tvar.stm.etcd;

import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The dependencies of a transaction.
 *
 * @param versions the versions of the keys that it has read; 0 for a missing key
 * @param namesUpTo the revision at which it has read the set of keys; {@link #ANY_NAMES} if it has not read it
 * @param present the keys that must still exist, at any version
 */
record Reads(Map<String, Long> versions, long namesUpTo, SortedSet<String> present) {
    static final long ANY_NAMES = -1;

    static Reads of(Map<String, Long> versions) {
        return new Reads(versions, ANY_NAMES, new TreeSet<>());
    }

    /**
     * For a transaction that has read the set of keys. One comparison detects every created key, but a
     * deletion takes a comparison per key; other tools delete keys, stores do not. If these comparisons do
     * not fit into a request, a deletion is a conflict only once the mirror shows it.
     *
     * @param operations the number of comparisons in a request
     */
    static Reads withNames(Map<String, Long> versions, long namesUpTo, Set<String> names, int operations) {
        SortedSet<String> present = new TreeSet<>(names);
        present.removeAll(versions.keySet());
        boolean fits = 2 + versions.size() + present.size() <= operations; // and the marker, and the created keys
        return new Reads(versions, namesUpTo, fits ? present : new TreeSet<>());
    }

    boolean dependsOnNames() {
        return namesUpTo != ANY_NAMES;
    }
}
