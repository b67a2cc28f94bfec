package dev.tvar.stm.collection;

/** The elements of a {@link TSortedSet}: keys that can be added, since each is its own value. */
final class SortedElements<E> extends SortedKeys<E, E> {
    SortedElements(SortedRange<E, E> map) {
        super(map);
    }

    @Override
    SortedElements<E> keys(SortedRange<E, E> part) {
        return new SortedElements<>(part);
    }

    @Override
    public boolean add(E element) {
        return map.putIfAbsent(element, Nulls.element(element)) == null;
    }
}
