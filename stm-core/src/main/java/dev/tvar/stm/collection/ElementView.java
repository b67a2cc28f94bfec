package dev.tvar.stm.collection;

import dev.tvar.stm.STM;
import java.util.Iterator;

/** The live view of a set; see {@link TSet#asSet}. */
@SuppressWarnings("unchecked") // elements to look for are any objects
final class ElementView<E> extends SetView<E> {
    private final TSet<E> set;

    ElementView(TSet<E> set) {
        this.set = set;
    }

    @Override
    public int size() {
        return STM.snapshot(set::size);
    }

    @Override
    public boolean isEmpty() {
        return STM.snapshot(set::isEmpty);
    }

    @Override
    public boolean contains(Object element) {
        return STM.snapshot(tx -> set.contains(tx, (E) element));
    }

    @Override
    public boolean add(E element) {
        return STM.atomically(tx -> set.add(tx, element));
    }

    @Override
    public boolean remove(Object element) {
        return STM.atomically(tx -> set.remove(tx, (E) element));
    }

    @Override
    public void clear() {
        STM.run(set::clear);
    }

    @Override
    public Iterator<E> iterator() {
        return iterator(set.snapshot().iterator(), element -> element, this::remove);
    }
}
