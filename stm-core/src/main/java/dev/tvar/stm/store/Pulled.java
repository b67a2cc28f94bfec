package dev.tvar.stm.store;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The result of {@link Checkout#pullUpdates()}.
 *
 * @param moved the keys to which other transactions had committed, with both versions
 * @param kept the moved keys that were set in the handle: its values were kept, and its next commit overwrites the newer ones
 */
public record Pulled(SortedMap<String, VersionMove> moved, Set<String> kept) {
    /**
     * Creates a result with copies of both collections.
     *
     * @param moved the keys to which other transactions had committed
     * @param kept the moved keys that were set in the handle
     */
    public Pulled {
        moved = Collections.unmodifiableSortedMap(new TreeMap<>(moved));
        kept = Collections.unmodifiableSortedSet(new TreeSet<>(kept));
    }
}
