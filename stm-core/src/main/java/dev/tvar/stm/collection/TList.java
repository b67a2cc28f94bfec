package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A transactional list with indices. Methods have the same meaning as in {@link List}; elements may be null, and should be
 * immutable. See the {@linkplain dev.tvar.stm.collection package description} for what all collections share.
 *
 * <pre>{@code
 * TList<String> agenda = TList.create();
 * STM.run(tx -> {
 *     agenda.add(tx, "minutes");
 *     agenda.add(tx, 0, "greeting");
 * });
 * }</pre>
 *
 * <p><b>What conflicts.</b> A list of up to 64 elements is one variable. A larger one has a variable for each block of at
 * most 64 neighbours. Reading or writing elements conflicts with writes in the same block. Appending conflicts with uses
 * of the last block and of {@link #size}, and once per 64 elements with everything; an insertion or a removal elsewhere
 * always does, since it changes the indices of other elements.
 *
 * <p><b>What it costs.</b> An empty list takes 72 bytes, one of six elements 96. Every operation on one element is
 * O(log n), {@link #size} too; those on all elements are O(n), and copy nothing if they only read.
 *
 * @param <E> the type of the elements
 */
@SuppressWarnings("NullAway") // it does not see that the elements of an array may be nullable
public final class TList<E extends @Nullable Object> extends ReadableList<E> {
    private TList(@Nullable String name, @Nullable Object[] elements) {
        super(name, elements);
    }

    /**
     * A new, empty list.
     *
     * @param <E> the type of the elements
     * @return the list
     */
    public static <E extends @Nullable Object> TList<E> create() {
        return new TList<>(null, new Object[0]);
    }

    /**
     * A new, empty list with a name, which error messages and {@link #toString} show.
     *
     * @param <E> the type of the elements
     * @param name its name; need not be unique
     * @return the list
     */
    public static <E extends @Nullable Object> TList<E> named(String name) {
        return new TList<>(Objects.requireNonNull(name, "name"), new Object[0]);
    }

    /**
     * A new list with these elements. It holds them from the start: they are not part of any transaction.
     *
     * @param <E> the type of the elements
     * @param elements its first elements
     * @return the list
     */
    public static <E extends @Nullable Object> TList<E> copyOf(Collection<? extends E> elements) {
        return new TList<>(null, ListWalk.arrayOf(elements));
    }

    // ---- one element

    /**
     * Replaces the element at an index.
     *
     * @param tx the caller's transaction
     * @param index its index
     * @param element the new element
     * @return the element before
     * @throws IndexOutOfBoundsException if there is no such element
     */
    @SuppressWarnings("unchecked") // only elements of type E are ever stored
    public E set(Txn tx, int index, E element) {
        E before = get(tx, index);
        if (root.get(tx) instanceof Spine spine) {
            Spine.Place place = spine.place(index);
            place.elements().set(tx, with(place.elements().get(tx), index - place.start(), element));
        } else {
            root.set(tx, with((Object[]) root.get(tx), index, element));
        }
        return before;
    }

    private static @Nullable Object[] with(@Nullable Object[] elements, int index, @Nullable Object element) {
        @Nullable Object[] changed = elements.clone();
        changed[index] = element;
        return changed;
    }

    /**
     * Applies {@code change} to an element and writes the result.
     *
     * @param tx the caller's transaction
     * @param index its index
     * @param change computes the new element from the present one
     * @return the new element
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public E update(Txn tx, int index, UnaryOperator<E> change) {
        E element = change.apply(get(tx, index));
        set(tx, index, element);
        return element;
    }

    /**
     * Appends an element.
     *
     * @param tx the caller's transaction
     * @param element the element
     */
    public void add(Txn tx, E element) {
        @Nullable Object[] added = {element};
        if (root.get(tx) instanceof Spine spine) {
            TVar<@Nullable Object[]> last = spine.place(Integer.MAX_VALUE).elements();
            @Nullable Object[] block = last.get(tx);
            if (block.length < Spine.BLOCK) {
                last.set(tx, Spine.spliced(block, block.length, 0, added));
                return;
            }
        }
        splice(tx, size(tx), 0, added);
    }

    /**
     * Inserts an element before the one at an index.
     *
     * @param tx the caller's transaction
     * @param index the index that it will have, at most the size
     * @param element the element
     * @throws IndexOutOfBoundsException if the index is negative or greater than the size
     */
    public void add(Txn tx, int index, E element) {
        checkPlace(tx, index);
        splice(tx, index, 0, new Object[] {element});
    }

    private void checkPlace(ReadTxn tx, int index) {
        if (index < 0 || index > size(tx)) {
            throw outOfBounds(tx, index);
        }
    }

    /**
     * Removes the element at an index.
     *
     * @param tx the caller's transaction
     * @param index its index
     * @return the element
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public E remove(Txn tx, int index) {
        E element = get(tx, index);
        splice(tx, index, 1, new Object[0]);
        return element;
    }

    private void splice(Txn tx, int index, int removed, @Nullable Object[] added) {
        Object present = root.get(tx);
        root.set(
                tx,
                present instanceof Spine spine
                        ? spine.spliced(tx, size(tx), index, removed, added, blockName())
                        : Spine.rootOf(Spine.spliced((Object[]) present, index, removed, added), blockName()));
    }

    /**
     * Removes the first element that is equal to another.
     *
     * @param tx the caller's transaction
     * @param element the element to find
     * @return true if there was one
     */
    public boolean remove(Txn tx, @Nullable Object element) {
        int index = indexOf(tx, element);
        if (index >= 0) {
            remove(tx, index);
        }
        return index >= 0;
    }

    // ---- many elements

    /**
     * Appends all elements of a collection.
     *
     * @param tx the caller's transaction
     * @param elements the elements, in the order of its iterator
     * @return true if there were any
     */
    public boolean addAll(Txn tx, Collection<? extends E> elements) {
        return addAll(tx, size(tx), elements);
    }

    /**
     * Inserts all elements of a collection before the element at an index.
     *
     * @param tx the caller's transaction
     * @param index the index that the first of them will have, at most the size
     * @param elements the elements, in the order of its iterator
     * @return true if there were any
     * @throws IndexOutOfBoundsException if the index is negative or greater than the size
     */
    public boolean addAll(Txn tx, int index, Collection<? extends E> elements) {
        checkPlace(tx, index);
        @Nullable Object[] added = ListWalk.arrayOf(elements);
        if (added.length > 0) {
            splice(tx, index, 0, added);
        }
        return added.length > 0;
    }

    /**
     * Removes the elements that satisfy a condition.
     *
     * @param tx the caller's transaction
     * @param filter returns true for the elements to remove; no side effects
     * @return true if an element was removed
     */
    @SuppressWarnings("unchecked") // only elements of type E are ever stored
    public boolean removeIf(Txn tx, Predicate<? super E> filter) {
        @Nullable Object[] all = array(tx);
        @Nullable
        Object[] kept = Arrays.stream(all).filter(e -> !filter.test((E) e)).toArray();
        if (kept.length < all.length) {
            root.set(tx, Spine.rootOf(kept, blockName()));
        }
        return kept.length < all.length;
    }

    /**
     * Removes the elements that a collection does not contain.
     *
     * @param tx the caller's transaction
     * @param elements the elements to keep
     * @return true if an element was removed
     */
    public boolean retainAll(Txn tx, Collection<?> elements) {
        return removeIf(tx, element -> !elements.contains(element));
    }

    /**
     * Replaces each element by the result of a function.
     *
     * @param tx the caller's transaction
     * @param change computes the new element from the present one
     */
    @SuppressWarnings("unchecked") // only elements of type E are ever stored
    public void replaceAll(Txn tx, UnaryOperator<E> change) {
        @Nullable Object[] all = array(tx);
        for (int i = 0; i < all.length; i++) {
            all[i] = change.apply((E) all[i]);
        }
        root.set(tx, Spine.rootOf(all, blockName()));
    }

    /**
     * Sorts the list; equal elements keep their order.
     *
     * @param tx the caller's transaction
     * @param order the order; null for the natural one
     */
    @SuppressWarnings("unchecked") // only elements of type E are ever stored
    public void sort(Txn tx, @Nullable Comparator<? super E> order) {
        @Nullable Object[] all = array(tx);
        Arrays.sort((E[]) all, order);
        root.set(tx, Spine.rootOf(all, blockName()));
    }

    /**
     * Removes all elements.
     *
     * @param tx the caller's transaction
     */
    public void clear(Txn tx) {
        root.set(tx, new Object[0]);
    }

    /**
     * The list itself as a {@link List}, for code that knows no transactions. Each call is a transaction of its own, or a
     * snapshot if it only reads; inside a transaction of the same thread it is part of that one. So is a bulk operation such
     * as {@code addAll} or {@code removeIf}: it happens at one instant, or not at all. Its iterators and sublists go by
     * index: each step is a call of its own, so use {@link #snapshot()} to see one instant while other threads write.
     *
     * @return a live view; any number of them are equivalent
     */
    public List<E> asList() {
        return new ListView<>(this);
    }
}
