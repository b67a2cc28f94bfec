package dev.tvar.stm.collection;

import dev.tvar.stm.STM;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The live view of a list; see {@link TList#asList}. Each method is one transaction or snapshot; see {@link CollectionView},
 * which it cannot extend. Only its iterators and sublists differ: they go by index, as those of {@link AbstractList}.
 */
@SuppressWarnings("NullAway") // it does not see that elements may be null
final class ListView<E extends @Nullable Object> extends AbstractList<E> {
    private final TList<E> list;

    ListView(TList<E> list) {
        this.list = list;
    }

    @Override
    public E get(int index) {
        return STM.snapshot(tx -> list.get(tx, index));
    }

    @Override
    public int size() {
        return STM.snapshot(list::size);
    }

    @Override
    public E set(int index, E element) {
        return STM.atomically(tx -> list.set(tx, index, element));
    }

    @Override
    public boolean add(E element) {
        STM.run(tx -> list.add(tx, element));
        return true;
    }

    @Override
    public void add(int index, E element) {
        STM.run(tx -> list.add(tx, index, element));
    }

    @Override
    public E remove(int index) {
        return STM.atomically(tx -> list.remove(tx, index));
    }

    @Override
    public boolean remove(@Nullable Object element) {
        return STM.atomically(tx -> list.remove(tx, element));
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        return STM.atomically(tx -> list.addAll(tx, elements));
    }

    @Override
    public boolean addAll(int index, Collection<? extends E> elements) {
        return STM.atomically(tx -> list.addAll(tx, index, elements));
    }

    @Override
    public boolean removeAll(Collection<?> elements) {
        return removeIf(elements::contains);
    }

    @Override
    public boolean retainAll(Collection<?> elements) {
        return STM.atomically(tx -> list.retainAll(tx, elements));
    }

    @Override
    public boolean removeIf(Predicate<? super E> filter) {
        return STM.atomically(tx -> list.removeIf(tx, filter));
    }

    @Override
    public void replaceAll(UnaryOperator<E> change) {
        STM.run(tx -> list.replaceAll(tx, change));
    }

    @Override
    public void sort(@Nullable Comparator<? super E> order) {
        STM.run(tx -> list.sort(tx, order));
    }

    @Override
    public void clear() {
        STM.run(list::clear);
    }

    @Override
    public boolean contains(@Nullable Object element) {
        return STM.snapshot(tx -> list.contains(tx, element));
    }

    @Override
    public int indexOf(@Nullable Object element) {
        return STM.snapshot(tx -> list.indexOf(tx, element));
    }

    @Override
    public int lastIndexOf(@Nullable Object element) {
        return STM.snapshot(tx -> list.lastIndexOf(tx, element));
    }

    @Override
    public boolean containsAll(Collection<?> elements) {
        return STM.snapshot(tx -> super.containsAll(elements));
    }

    @Override
    public void forEach(Consumer<? super E> action) {
        list.snapshot().forEach(action);
    }

    @Override
    public Object[] toArray() {
        return list.snapshot().toArray();
    }

    @Override
    public <T> T[] toArray(T[] array) {
        return list.snapshot().toArray(array);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof List<?> && STM.snapshot(tx -> super.equals(other));
    }

    @Override
    public int hashCode() {
        return list.snapshot().hashCode();
    }

    @Override
    public String toString() {
        return list.snapshot().toString();
    }
}
