package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A transactional hash set. Methods have the same meaning as in {@link Set}; elements must not be null. Conflicts and costs
 * are the same as for {@link TMap}, with the elements as keys.
 *
 * @param <E> the type of the elements
 */
public final class TSet<E> {
    private final TMap<E, Boolean> elements;

    private TSet(TMap<E, Boolean> elements) {
        this.elements = elements;
    }

    /**
     * A new, empty set.
     *
     * @param <E> the type of the elements
     * @return the set
     */
    public static <E> TSet<E> create() {
        return new TSet<>(TMap.create());
    }

    /**
     * A new, empty set with a name, which error messages and {@link #toString} show.
     *
     * @param <E> the type of the elements
     * @param name its name; need not be unique
     * @return the set
     */
    public static <E> TSet<E> named(String name) {
        return new TSet<>(TMap.named(name));
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
        return new TSet<>(TMap.copyOf(entries));
    }

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
     * @return true if it was not there
     */
    public boolean add(Txn tx, E element) {
        return elements.put(tx, Nulls.element(element), true) == null;
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
        return elements.remove(tx, Nulls.element(element)) != null;
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
     * The number of elements; {@link Integer#MAX_VALUE} if there are more.
     *
     * @param tx the caller's transaction or snapshot
     * @return the number
     */
    public int size(ReadTxn tx) {
        return elements.size(tx);
    }

    /**
     * Whether there are no elements. A transaction depends on the answer only, not on the number.
     *
     * @param tx the caller's transaction or snapshot
     * @return true if there are none
     */
    public boolean isEmpty(ReadTxn tx) {
        return elements.isEmpty(tx);
    }

    /**
     * The content, as this transaction or snapshot sees it.
     *
     * @param tx the caller's transaction or snapshot
     * @return an immutable view, in no particular order, that may be kept and shared; later writes do not change it
     */
    public Set<E> snapshot(ReadTxn tx) {
        return elements.snapshot(tx).keySet();
    }

    /**
     * The committed content at one instant during this call, by {@link STM#snapshot}: it is never aborted and aborts no
     * other transaction. Inside a running transaction of this thread it is {@link #snapshot(ReadTxn)}: it sees the
     * writes of that transaction, which then depends on it.
     *
     * @return an immutable view, in no particular order, that may be kept and shared; later writes do not change it
     */
    public Set<E> snapshot() {
        return elements.snapshot().keySet();
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        String name = elements.name();
        return name != null ? name : super.toString();
    }
}
