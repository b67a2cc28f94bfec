package dev.tvar.stm.collection;

import dev.tvar.stm.STM;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/*
 * The frame of all live java.util views. A view is a class of this package that holds its structure and no state of its own.
 * The public method that returns it is named after its type: asMap, asSet, asQueue, asDeque, asList.
 *
 *   - Each call is a transaction of its own, or a snapshot if it only reads; inside a running transaction (or snapshot) of
 *     the same thread it is part of that. STM.atomically and STM.snapshot do this without further ado.
 *   - Bulk operations are one call: all or nothing, at one instant. This class makes the methods that java.util writes in
 *     terms of others so: inside the one transaction the others are part of it.
 *   - Iterators are weakly consistent, as in java.util.concurrent: they show the content at their creation, at one instant,
 *     never throw ConcurrentModificationException, and remove through the structure. They belong to no transaction, unlike
 *     those that iterator(tx) returns, which fail after its end (FailFast).
 *   - Null rules and exceptions are those of the java.util interface; nulls are refused.
 *
 * Each view passes the suites of guava-testlib with every feature that applies (GuavaSuite in the tests).
 */
/** A live view as a collection: its bulk operations are one transaction each. */
abstract class CollectionView<E> extends AbstractCollection<E> {
    /**
     * The iterator of a view.
     *
     * @param all the content at its creation
     * @param element makes an element from an item of the content
     * @param remove removes an item from the structure
     */
    static <S, E> Iterator<E> iterator(Iterator<S> all, Function<? super S, E> element, Consumer<? super S> remove) {
        return new Iterator<>() {
            private @Nullable S last;

            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public E next() {
                S item = all.next();
                last = item;
                return element.apply(item);
            }

            @Override
            public void remove() {
                S item = last;
                if (item == null) {
                    throw new IllegalStateException("remove() needs a next() before it, and one for each call");
                }
                last = null;
                remove.accept(item);
            }
        };
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        List<E> all = List.copyOf(elements);
        return STM.atomically(tx -> super.addAll(all));
    }

    @Override
    public boolean remove(Object element) {
        return STM.atomically(tx -> super.remove(element));
    }

    @Override
    public boolean removeAll(Collection<?> elements) {
        return STM.atomically(tx -> super.removeAll(elements));
    }

    @Override
    public boolean retainAll(Collection<?> elements) {
        return STM.atomically(tx -> super.retainAll(elements));
    }

    @Override
    public boolean removeIf(Predicate<? super E> filter) {
        return STM.atomically(tx -> super.removeIf(filter));
    }

    @Override
    public boolean containsAll(Collection<?> elements) {
        return STM.snapshot(tx -> super.containsAll(elements));
    }

    @Override
    public void forEach(Consumer<? super E> action) {
        iterator().forEachRemaining(action);
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public Object[] toArray() {
        return STM.snapshot(tx -> super.toArray());
    }

    @Override
    public <T> T[] toArray(T[] array) {
        return STM.snapshot(tx -> super.toArray(array));
    }

    @Override
    public String toString() {
        return STM.snapshot(tx -> super.toString());
    }
}
