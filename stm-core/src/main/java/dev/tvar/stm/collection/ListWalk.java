package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TVar;
import java.util.Arrays;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a {@link TList} block by block. Each step reads the variable of the root, and so refuses use after the end
 * of the transaction, and notices insertions and removals; those at the very end when it gets there.
 */
@SuppressWarnings("NullAway") // it does not see that the elements of an array may be nullable
final class ListWalk<E extends @Nullable Object> implements Iterator<E> {
    private final ReadTxn tx;
    private final TVar<Object> root;
    private final Object start;

    /** The present block, its place unless it is all, and the index in it of the next element. */
    private @Nullable Object[] block;

    private Spine.@Nullable Place place;
    private int next;

    ListWalk(ReadTxn tx, TVar<Object> root) {
        this.tx = tx;
        this.root = root;
        start = root.get(tx);
        block = enter(0);
    }

    /** An array of the collection's elements that no other code refers to. */
    static @Nullable Object[] arrayOf(Collection<?> elements) {
        @Nullable Object[] all = elements.toArray();
        return all.getClass() == Object[].class ? all : Arrays.copyOf(all, all.length, Object[].class);
    }

    private @Nullable Object[] enter(int index) {
        next = 0;
        if (start instanceof Spine spine) {
            place = spine.place(index);
            return place.elements().get(tx);
        }
        return (Object[]) start;
    }

    @Override
    public boolean hasNext() {
        if (root.get(tx) != start) {
            throw changed();
        }
        while (next == block.length) {
            if (place == null) {
                return false;
            }
            if (place.isLast()) {
                if (place.elements().get(tx).length != block.length) {
                    throw changed();
                }
                return false;
            }
            block = enter(place.start() + block.length);
        }
        return true;
    }

    private static ConcurrentModificationException changed() {
        return new ConcurrentModificationException(
                "this transaction inserted or removed elements while it iterated over the list");
    }

    @Override
    @SuppressWarnings("unchecked") // only elements of type E are ever stored
    public E next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return (E) block[next++];
    }

    @Override
    @SuppressWarnings("unchecked") // only elements of type E are ever stored
    public void forEachRemaining(Consumer<? super E> action) {
        while (hasNext()) {
            while (next < block.length) {
                action.accept((E) block[next++]);
            }
        }
    }
}
