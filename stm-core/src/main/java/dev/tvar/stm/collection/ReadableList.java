package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The operations of a {@link TList} that only read. */
@SuppressWarnings("NullAway") // it does not see that the elements of an array may be nullable
abstract sealed class ReadableList<E extends @Nullable Object> permits TList {
    /** The given name, or null. */
    private final @Nullable String name;

    /** All elements in an array, or a {@link Spine}. */
    final TVar<Object> root;

    ReadableList(@Nullable String name, @Nullable Object[] elements) {
        this.name = name;
        root = Names.variable(Names.part(name, ".root"), Spine.rootOf(elements, blockName()));
    }

    final @Nullable String blockName() {
        return Names.part(name, ".block");
    }

    /**
     * The element at an index.
     *
     * @param tx the caller's transaction or snapshot
     * @param index its index
     * @return the element
     * @throws IndexOutOfBoundsException if there is no such element
     */
    @SuppressWarnings("unchecked") // only elements of type E are ever stored
    public final E get(ReadTxn tx, int index) {
        if (index >= 0 && root.get(tx) instanceof Spine spine) {
            Spine.Place place = spine.place(index);
            @Nullable Object[] block = place.elements().get(tx);
            return (E) block[checked(tx, index - place.start(), block.length, index)];
        }
        @Nullable Object[] all = index < 0 ? new Object[0] : (Object[]) root.get(tx);
        return (E) all[checked(tx, index, all.length, index)];
    }

    /** Checks the offset of an index in a block. */
    private int checked(ReadTxn tx, int offset, int length, int index) {
        if (offset < 0 || offset >= length) {
            throw outOfBounds(tx, index);
        }
        return offset;
    }

    final IndexOutOfBoundsException outOfBounds(ReadTxn tx, int index) {
        return new IndexOutOfBoundsException(
                "index " + index + " in " + this + ", which has " + size(tx) + " elements");
    }

    /**
     * The number of elements; O(log n).
     *
     * @param tx the caller's transaction or snapshot
     * @return the number
     */
    public final int size(ReadTxn tx) {
        if (root.get(tx) instanceof Spine spine) {
            Spine.Place last = spine.place(Integer.MAX_VALUE);
            return last.start() + last.elements().get(tx).length;
        }
        return ((Object[]) root.get(tx)).length;
    }

    /**
     * Whether there are no elements.
     *
     * @param tx the caller's transaction or snapshot
     * @return true if there are none
     */
    public final boolean isEmpty(ReadTxn tx) {
        return root.get(tx) instanceof Object[] all && all.length == 0;
    }

    /**
     * Whether an element is in the list.
     *
     * @param tx the caller's transaction or snapshot
     * @param element the element to find
     * @return true if an element is equal to it
     */
    public final boolean contains(ReadTxn tx, @Nullable Object element) {
        return indexOf(tx, element) >= 0;
    }

    /**
     * The index of the first element that is equal to another. Reads the list up to there.
     *
     * @param tx the caller's transaction or snapshot
     * @param element the element to find
     * @return its index, or -1 if there is none
     */
    public final int indexOf(ReadTxn tx, @Nullable Object element) {
        Iterator<E> elements = iterator(tx);
        for (int index = 0; elements.hasNext(); index++) {
            if (Objects.equals(element, elements.next())) {
                return index;
            }
        }
        return -1;
    }

    /**
     * The index of the last element that is equal to another.
     *
     * @param tx the caller's transaction or snapshot
     * @param element the element to find
     * @return its index, or -1 if there is none
     */
    public final int lastIndexOf(ReadTxn tx, @Nullable Object element) {
        int found = -1;
        Iterator<E> elements = iterator(tx);
        for (int index = 0; elements.hasNext(); index++) {
            found = Objects.equals(element, elements.next()) ? index : found;
        }
        return found;
    }

    /**
     * Calls an action for each element, in order; copies nothing.
     *
     * @param tx the caller's transaction or snapshot
     * @param action receives each element; must not insert or remove elements
     * @throws java.util.ConcurrentModificationException if it does
     */
    public final void forEach(ReadTxn tx, Consumer<? super E> action) {
        iterator(tx).forEachRemaining(action);
    }

    /**
     * The elements in order. The iterator copies nothing and reads each block when it comes to it; so an iteration that
     * ends early costs, and depends on, what it visited only.
     *
     * @param tx the caller's transaction or snapshot
     * @return the iterator, without {@link Iterator#remove}; throws {@link IllegalStateException} if it is used in another
     *     thread or after the end of the body to which {@code tx} belongs, and {@link
     *     java.util.ConcurrentModificationException} if the transaction inserted or removed elements meanwhile
     */
    public final Iterator<E> iterator(ReadTxn tx) {
        return new ListWalk<>(tx, root);
    }

    final @Nullable Object[] array(ReadTxn tx) {
        @Nullable Object[] all = new Object[size(tx)];
        int[] filled = {0};
        forEach(tx, element -> all[filled[0]++] = element);
        return all;
    }

    /**
     * The elements, as this transaction or snapshot sees them; copies them all.
     *
     * @param tx the caller's transaction or snapshot
     * @return an immutable list that may be kept and shared; later writes do not change it
     */
    @SuppressWarnings("unchecked") // only elements of type E are ever stored
    public final List<E> snapshot(ReadTxn tx) {
        return (List<E>) Collections.unmodifiableList(Arrays.asList(array(tx)));
    }

    /**
     * The committed elements at one instant during this call, by {@link STM#snapshot}: it is never aborted and aborts no
     * other transaction. Inside a running transaction of this thread it is {@link #snapshot(ReadTxn)}: it sees the writes
     * of that transaction, which then depends on it.
     *
     * @return an immutable list that may be kept and shared; later writes do not change it
     */
    public final List<E> snapshot() {
        return STM.snapshot(this::snapshot);
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public final String toString() {
        return name != null ? name : super.toString();
    }
}
