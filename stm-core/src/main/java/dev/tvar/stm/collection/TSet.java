package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A transactional hash set. Methods have the same meaning as in {@link Set}; elements must not be null. Conflicts and costs
 * are the same as for {@link TMap}, with the elements as keys.
 *
 * @param <E> the type of the elements
 */
public final class TSet<E> extends HashTable<E, Boolean> {
    private TSet(@Nullable String name) {
        super(name);
    }

    private TSet(Map<E, Boolean> elements) {
        super(elements);
    }

    /**
     * A new, empty set.
     *
     * @param <E> the type of the elements
     * @return the set
     */
    public static <E> TSet<E> create() {
        return new TSet<>((String) null);
    }

    /**
     * A new, empty set with a name, which error messages and {@link #toString} show.
     *
     * @param <E> the type of the elements
     * @param name its name; need not be unique
     * @return the set
     */
    public static <E> TSet<E> named(String name) {
        return new TSet<>(Objects.requireNonNull(name, "name"));
    }

    /**
     * A new set with the elements of a collection. It holds them from the start: they are not part of any transaction.
     *
     * @param <E> the type of the elements
     * @param elements its initial elements; no nulls
     * @return the set
     */
    public static <E> TSet<E> copyOf(Collection<? extends E> elements) {
        Map<E, Boolean> entries = new HashMap<>();
        elements.forEach(element -> entries.put(Nulls.element(element), true));
        return new TSet<>(entries);
    }

    /**
     * Whether the set holds an element.
     *
     * @param tx the caller's transaction or snapshot
     * @param element the element to find
     * @return true if it is there
     */
    public boolean contains(ReadTxn tx, E element) {
        return find(tx, Nulls.element(element)) != null;
    }

    /**
     * Adds an element.
     *
     * @param tx the caller's transaction
     * @param element the element to add
     * @return true if it was not there
     */
    public boolean add(Txn tx, E element) {
        return change(tx, Nulls.element(element), true) == null;
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
        return tx.nested(inner -> {
            boolean changed = false;
            for (E element : more) {
                changed |= add(inner, element);
            }
            return changed;
        });
    }

    /**
     * Removes an element.
     *
     * @param tx the caller's transaction
     * @param element the element to remove
     * @return true if it was there
     */
    public boolean remove(Txn tx, E element) {
        return change(tx, Nulls.element(element), null) != null;
    }

    /**
     * Whether the set holds all elements of a collection.
     *
     * @param tx the caller's transaction or snapshot
     * @param others the elements to find; no nulls
     * @return true if all are there
     */
    public boolean containsAll(ReadTxn tx, Collection<? extends E> others) {
        for (E element : others) {
            if (!contains(tx, element)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Removes all elements of a collection, or none: an exception undoes the earlier removals.
     *
     * @param tx the caller's transaction
     * @param others the elements to remove; no nulls
     * @return true if one of them was there
     */
    public boolean removeAll(Txn tx, Collection<? extends E> others) {
        return tx.nested(inner -> {
            boolean changed = false;
            for (E element : others) {
                changed |= remove(inner, element);
            }
            return changed;
        });
    }

    /**
     * Removes all elements that are not in a collection, or none: an exception undoes the earlier removals.
     *
     * @param tx the caller's transaction
     * @param others the elements to keep; a {@link Set} is searched fastest
     * @return true if an element was removed
     */
    public boolean retainAll(Txn tx, Collection<?> others) {
        Objects.requireNonNull(others, "others");
        return removeIf(tx, element -> !others.contains(element));
    }

    /**
     * Removes all elements that a test selects, or none: an exception undoes the earlier removals.
     *
     * @param tx the caller's transaction
     * @param filter selects the elements to remove
     * @return true if an element was removed
     */
    public boolean removeIf(Txn tx, Predicate<? super E> filter) {
        Set<E> all = snapshot(tx);
        return tx.nested(inner -> {
            boolean changed = false;
            for (E element : all) {
                changed |= filter.test(element) && remove(inner, element);
            }
            return changed;
        });
    }

    /**
     * Removes all elements.
     *
     * @param tx the caller's transaction
     */
    public void clear(Txn tx) {
        removeAll(tx);
    }

    /**
     * The number of elements; {@link Integer#MAX_VALUE} if there are more.
     *
     * @param tx the caller's transaction or snapshot
     * @return the number
     */
    public int size(ReadTxn tx) {
        return (int) Math.min(Integer.MAX_VALUE, count(tx));
    }

    /**
     * Whether there are no elements. In a large set it may conflict with fewer changes than {@link #size}.
     *
     * @param tx the caller's transaction or snapshot
     * @return true if there are none
     */
    public boolean isEmpty(ReadTxn tx) {
        return hasNone(tx);
    }

    /**
     * The content, as this transaction or snapshot sees it.
     *
     * @param tx the caller's transaction or snapshot
     * @return an immutable view, in no particular order, that may be kept and shared; later writes do not change it
     */
    public Set<E> snapshot(ReadTxn tx) {
        return captured(tx).keySet();
    }

    /**
     * The committed content at one instant during this call, by {@link STM#snapshot}: it is never aborted and aborts no
     * other transaction. Inside a running transaction of this thread it is {@link #snapshot(ReadTxn)}: it sees the
     * writes of that transaction, which then depends on it.
     *
     * @return an immutable view, in no particular order, that may be kept and shared; later writes do not change it
     */
    public Set<E> snapshot() {
        return captured().keySet();
    }

    /**
     * Calls an action for all elements, in no particular order.
     *
     * @param tx the caller's transaction or snapshot
     * @param action receives the elements; may use the set, and may or may not receive what it adds
     */
    public void forEach(ReadTxn tx, Consumer<? super E> action) {
        walk(tx, (element, present) -> action.accept(element));
    }

    /**
     * An iterator over the elements, in no particular order. It copies nothing, and each part of the set is read when the
     * iterator comes to it; so an iteration that ends early costs, and depends on, what it visited only. It may or may not
     * return what the transaction adds meanwhile.
     *
     * @param tx the caller's transaction or snapshot
     * @return the iterator; throws {@link IllegalStateException} if it is used in another thread or after the end of the
     *     body to which {@code tx} belongs
     */
    public Iterator<E> iterator(ReadTxn tx) {
        return iterator(tx, HashWalk::key);
    }

    /**
     * The set itself as a {@link Set}, for code that knows no transactions. Each call is a transaction of its own, or a
     * snapshot if it only reads; inside a transaction of the same thread it is part of that one. So is a bulk operation such
     * as {@code addAll} or {@code removeIf}: it happens at one instant, or not at all. Iterators show the content at the
     * instant of their creation; {@code remove} changes the set.
     *
     * @return a live view; any number of them are equivalent
     */
    public Set<E> asSet() {
        return new ElementView<>(this);
    }
}
