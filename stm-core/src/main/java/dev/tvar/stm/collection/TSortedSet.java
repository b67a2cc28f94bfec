package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A transactional set in the order of its elements. Methods have the same meaning as in {@link NavigableSet}; elements must
 * not be null. Conflicts and costs are the same as for {@link TSortedMap}, with the elements as keys. The order must be
 * consistent with equals, as for {@link java.util.TreeSet}.
 *
 * @param <E> the type of the elements
 */
public final class TSortedSet<E> {
    /** Each element is its own value. */
    private final TSortedMap<E, E> elements;

    private TSortedSet(TSortedMap<E, E> elements) {
        this.elements = elements;
    }

    /**
     * A new, empty set in the natural order of the elements.
     *
     * @param <E> the type of the elements
     * @return the set
     */
    public static <E extends Comparable<? super E>> TSortedSet<E> create() {
        return new TSortedSet<>(TSortedMap.<E, E>create());
    }

    /**
     * A new, empty set.
     *
     * @param <E> the type of the elements
     * @param comparator the order of the elements
     * @return the set
     */
    public static <E> TSortedSet<E> create(Comparator<? super E> comparator) {
        return new TSortedSet<>(TSortedMap.create(comparator));
    }

    /**
     * A new, empty set in the natural order of the elements, with a name, which error messages and {@link #toString} show.
     *
     * @param <E> the type of the elements
     * @param name its name; need not be unique
     * @return the set
     */
    public static <E extends Comparable<? super E>> TSortedSet<E> named(String name) {
        return new TSortedSet<>(TSortedMap.<E, E>named(name));
    }

    /**
     * A new, empty set with a name, which error messages and {@link #toString} show.
     *
     * @param <E> the type of the elements
     * @param name its name; need not be unique
     * @param comparator the order of the elements
     * @return the set
     */
    public static <E> TSortedSet<E> named(String name, Comparator<? super E> comparator) {
        return new TSortedSet<>(TSortedMap.named(name, comparator));
    }

    /**
     * A new set in the natural order of the elements, with those of a collection. It holds them from the start: they are not
     * part of any transaction.
     *
     * @param <E> the type of the elements
     * @param elements its initial elements; no nulls
     * @return the set
     */
    public static <E extends Comparable<? super E>> TSortedSet<E> copyOf(Collection<? extends E> elements) {
        return new TSortedSet<>(TSortedMap.copyOf(entries(elements)));
    }

    /**
     * A new set with the elements of a collection. It holds them from the start: they are not part of any transaction.
     *
     * @param <E> the type of the elements
     * @param comparator the order of the elements
     * @param elements its initial elements; no nulls
     * @return the set
     */
    public static <E> TSortedSet<E> copyOf(Comparator<? super E> comparator, Collection<? extends E> elements) {
        return new TSortedSet<>(TSortedMap.copyOf(comparator, entries(elements)));
    }

    private static <E> Map<E, E> entries(Collection<? extends E> elements) {
        Map<E, E> entries = new LinkedHashMap<>();
        elements.forEach(element -> entries.putIfAbsent(Nulls.element(element), element));
        return entries;
    }

    // ---- one element

    /**
     * Whether the set holds an element.
     *
     * @param tx the caller's transaction or snapshot
     * @param element the element to find
     * @return true if it is there
     */
    public boolean contains(ReadTxn tx, E element) {
        return elements.containsKey(tx, Nulls.element(element));
    }

    /**
     * Adds an element.
     *
     * @param tx the caller's transaction
     * @param element the element to add
     * @return true if it was not there; otherwise the set keeps the element that it has
     */
    public boolean add(Txn tx, E element) {
        return elements.putIfAbsent(tx, Nulls.element(element), element) == null;
    }

    /**
     * Removes an element.
     *
     * @param tx the caller's transaction
     * @param element the element to remove
     * @return true if it was there
     */
    public boolean remove(Txn tx, E element) {
        return elements.remove(tx, Nulls.element(element)) != null;
    }

    // ---- the whole set

    /**
     * The number of elements; {@link Integer#MAX_VALUE} if there are more.
     *
     * @param tx the caller's transaction or snapshot
     * @return the number
     */
    public int size(ReadTxn tx) {
        return elements.size(tx);
    }

    /**
     * Whether there are no elements. It may conflict with fewer changes than {@link #size}.
     *
     * @param tx the caller's transaction or snapshot
     * @return true if there are none
     */
    public boolean isEmpty(ReadTxn tx) {
        return elements.isEmpty(tx);
    }

    /**
     * Adds all elements of a collection, or none: an exception, such as that of a null element, undoes the earlier
     * additions.
     *
     * @param tx the caller's transaction
     * @param more the elements to add; no nulls
     * @return true if one of them was not there
     */
    public boolean addAll(Txn tx, Collection<? extends E> more) {
        return tx.nested(inner -> asSet(inner).addAll(more));
    }

    /**
     * Removes all elements that a test selects, or none: an exception undoes the earlier removals.
     *
     * @param tx the caller's transaction
     * @param filter selects the elements to remove
     * @return true if there was one
     */
    public boolean removeIf(Txn tx, Predicate<? super E> filter) {
        Objects.requireNonNull(filter, "filter");
        return tx.nested(inner -> asSet(inner).removeIf(filter));
    }

    /**
     * Removes all elements that are not in a collection, or none.
     *
     * @param tx the caller's transaction
     * @param kept the elements to keep; should find elements fast, as a set does
     * @return true if there was one to remove
     */
    public boolean retainAll(Txn tx, Collection<?> kept) {
        Objects.requireNonNull(kept, "kept");
        return removeIf(tx, element -> !kept.contains(element));
    }

    /**
     * Removes all elements.
     *
     * @param tx the caller's transaction
     */
    public void clear(Txn tx) {
        elements.clear(tx);
    }

    /**
     * Calls an action for all elements, in order.
     *
     * @param tx the caller's transaction or snapshot
     * @param action receives the elements; may use the set, and may or may not receive what it adds
     */
    public void forEach(ReadTxn tx, Consumer<? super E> action) {
        Objects.requireNonNull(action, "action");
        elements.forEach(tx, (element, same) -> action.accept(element));
    }

    /**
     * An iterator over the elements, in order; {@link #asSet(ReadTxn)} has iterators over ranges and in descending order.
     *
     * @param tx the caller's transaction or snapshot
     * @return the iterator; throws {@link IllegalStateException} if it is used in another thread or after the end of the
     *     body to which {@code tx} belongs
     */
    public Iterator<E> iterator(ReadTxn tx) {
        return asSet(tx).iterator();
    }

    /**
     * The content, as this transaction or snapshot sees it.
     *
     * @param tx the caller's transaction or snapshot
     * @return an immutable set that may be kept and shared; later writes do not change it
     */
    public NavigableSet<E> snapshot(ReadTxn tx) {
        return elements.snapshot(tx).navigableKeySet();
    }

    /**
     * The committed content at one instant during this call, by {@link STM#snapshot}: it is never aborted and aborts no
     * other transaction. Inside a running transaction of this thread it is {@link #snapshot(ReadTxn)}: it sees the
     * writes of that transaction, which then depends on it.
     *
     * @return an immutable set that may be kept and shared; later writes do not change it
     */
    public NavigableSet<E> snapshot() {
        return elements.snapshot().navigableKeySet();
    }

    // ---- neighbours

    /**
     * The least element.
     *
     * @param tx the caller's transaction or snapshot
     * @return the element, or null if the set is empty
     */
    public @Nullable E first(ReadTxn tx) {
        return elementOf(elements.firstEntry(tx));
    }

    /**
     * The greatest element.
     *
     * @param tx the caller's transaction or snapshot
     * @return the element, or null if the set is empty
     */
    public @Nullable E last(ReadTxn tx) {
        return elementOf(elements.lastEntry(tx));
    }

    /**
     * Removes and returns the least element.
     *
     * @param tx the caller's transaction
     * @return the element, or null if the set is empty
     */
    public @Nullable E pollFirst(Txn tx) {
        return elementOf(elements.pollFirstEntry(tx));
    }

    /**
     * Removes and returns the greatest element.
     *
     * @param tx the caller's transaction
     * @return the element, or null if the set is empty
     */
    public @Nullable E pollLast(Txn tx) {
        return elementOf(elements.pollLastEntry(tx));
    }

    private static <E> @Nullable E elementOf(Map.@Nullable Entry<E, E> entry) {
        return entry == null ? null : entry.getKey();
    }

    // ---- as java.util

    /**
     * This set within a transaction or snapshot, as a {@link NavigableSet}, with all its searches, ranges and descending
     * views. Nothing is copied, and an iterator reads a part of the set when it reaches it; see {@link
     * TSortedMap#asMap(ReadTxn)}.
     *
     * @param tx the caller's transaction or snapshot
     * @return the view; it throws {@link IllegalStateException} if it is used in another thread or after the end of the
     *     body to which {@code tx} belongs
     */
    public NavigableSet<E> asSet(ReadTxn tx) {
        return new SortedElements<>(SortedView.of(new TxnSource<>(elements, Objects.requireNonNull(tx, "tx"))));
    }

    /**
     * This set as a {@link NavigableSet}, for code that knows no transactions: each call is a transaction of its own, or part
     * of that of its thread; see {@link TSortedMap#asMap()}.
     *
     * @return a live view; any number of them are equivalent
     */
    public NavigableSet<E> asSet() {
        return new SortedElements<>(SortedView.of(new LiveSource<>(elements)));
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        String name = elements.entries().name;
        return name != null ? name : super.toString();
    }
}
