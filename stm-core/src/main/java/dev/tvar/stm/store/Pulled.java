package dev.tvar.stm.store;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@link Checkout#pullUpdates()} found.
 *
 * @param moved the keys that others had committed to, with both versions
 * @param kept those of them that were set in the handle: its values were kept, and the next commit overwrites the others'
 */
public record Pulled(SortedMap<String, VersionMove> moved, Set<String> kept) {
    /**
     * Copies both.
     *
     * @param moved the keys that others had committed to
     * @param kept those of them that were set in the handle
     */
    public Pulled {
        moved = Collections.unmodifiableSortedMap(new TreeMap<>(moved));
        kept = Collections.unmodifiableSortedSet(new TreeSet<>(kept));
    }
}
