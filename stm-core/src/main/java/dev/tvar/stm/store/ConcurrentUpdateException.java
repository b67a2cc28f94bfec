package dev.tvar.stm.store;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Thrown by a commit of a {@link Checkout} that is stale: other transactions have committed to its keys, or the values that
 * were checked out were never committed. Nothing was written, and the handle is unchanged; use {@link Checkout#pullUpdates()}
 * or a new checkout.
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
        String byOthers = list(moved, move -> move.current() > move.checkedOut());
        String never = list(moved, move -> move.current() <= move.checkedOut());
        if (never.isEmpty()) {
            return "others have committed to " + byOthers;
        }
        String undone =
                "the values checked out were never committed, because the transaction was undone or wrote the key again: "
                        + never;
        return byOthers.isEmpty() ? undone : "others have committed to " + byOthers + "; " + undone;
    }

    private static String list(SortedMap<String, VersionMove> moved, Predicate<VersionMove> which) {
        return moved.entrySet().stream()
                .filter(move -> which.test(move.getValue()))
                .map(move -> move.getKey() + " (" + move.getValue() + ")")
                .collect(Collectors.joining(", "));
    }
}
