package dev.tvar.stm.collection;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A range of keys; a bound that is null does not exist. */
record KeyRange<K>(
        @Nullable K low, boolean lowInclusive, @Nullable K high, boolean highInclusive) {
    private static final KeyRange<?> ALL = new KeyRange<>(null, true, null, true);

    @SuppressWarnings("unchecked") // it holds no key
    static <K> KeyRange<K> all() {
        return (KeyRange<K>) ALL;
    }

    boolean isAll() {
        return low == null && high == null;
    }

    /** The rank of the first entry of a tree in this range, or of the place where it would be. */
    int start(SortedTree<K, ?> tree, Comparator<? super K> order) {
        return low == null ? 0 : tree.count(low, !lowInclusive, order);
    }

    /** The rank after the last entry of a tree in this range. */
    int end(SortedTree<K, ?> tree, Comparator<? super K> order) {
        return high == null ? tree.size() : tree.count(high, highInclusive, order);
    }

    boolean contains(K key, Comparator<? super K> order) {
        return !isTooLow(key, order) && !isTooHigh(key, order);
    }

    boolean isTooLow(K key, Comparator<? super K> order) {
        int compared = low == null ? 1 : order.compare(key, low);
        return compared < 0 || compared == 0 && !lowInclusive;
    }

    boolean isTooHigh(K key, Comparator<? super K> order) {
        int compared = high == null ? -1 : order.compare(key, high);
        return compared > 0 || compared == 0 && !highInclusive;
    }

    /** Whether all keys of this range are less than a bound, which is not null. */
    boolean endsBefore(@Nullable K bound, Comparator<? super K> order) {
        return bound != null && isTooHigh(bound, order);
    }

    /** Whether no key of this range is less than a bound. */
    boolean beginsAt(K bound, Comparator<? super K> order) {
        return low != null && order.compare(low, bound) >= 0;
    }

    void refuseIfReversed(Comparator<? super K> order) {
        if (low != null && high != null && order.compare(low, high) > 0) {
            throw new IllegalArgumentException("the range begins at " + low + ", after its end " + high);
        }
    }

    /** Whether the ends of a range are in this one. An exclusive end may be equal to an end that is exclusive here. */
    boolean covers(KeyRange<K> part, Comparator<? super K> order) {
        return coversEnd(part.low, part.lowInclusive, order) && coversEnd(part.high, part.highInclusive, order);
    }

    private boolean coversEnd(@Nullable K end, boolean inclusive, Comparator<? super K> order) {
        if (end == null) {
            return true;
        }
        int belowLow = low == null ? 1 : order.compare(end, low);
        int aboveHigh = high == null ? -1 : order.compare(end, high);
        return (belowLow > 0 || belowLow == 0 && (lowInclusive || !inclusive))
                && (aboveHigh < 0 || aboveHigh == 0 && (highInclusive || !inclusive));
    }
}
