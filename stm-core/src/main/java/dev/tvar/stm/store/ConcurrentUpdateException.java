package dev.tvar.stm.store;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Keys of a checkout have moved since: others committed to them. Nothing was written. The handle stays as it is; use
 * {@link Checkout#pullUpdates()} or a new checkout.
 */
@SuppressWarnings("serial") // the map is a java.util one, which is serialisable
public final class ConcurrentUpdateException extends StoreConflictException {
    private static final long serialVersionUID = 1L;

    /** The keys that moved; unmodifiable. */
    private final SortedMap<String, VersionMove> moved;

    ConcurrentUpdateException(SortedMap<String, VersionMove> moved) {
        super(message(moved));
        this.moved = Collections.unmodifiableSortedMap(new TreeMap<>(moved));
    }

    /**
     * The keys that moved, each with the version that the checkout holds and the one in the store.
     *
     * @return in the order of the keys, never empty
     */
    public SortedMap<String, VersionMove> moved() {
        return moved;
    }

    private static String message(SortedMap<String, VersionMove> moved) {
        return moved.entrySet().stream()
                .map(move -> move.getKey() + " (" + move.getValue() + ")")
                .collect(Collectors.joining(", ", "others have committed to ", ""));
    }
}
