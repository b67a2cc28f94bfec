package dev.tvar.stm.collection;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The live view of a deque; see {@link TDeque#asDeque}. */
@SuppressWarnings("NullAway") // java.util answers with null
final class DequeView<E> extends QueueView<E, TDeque<E>> implements BlockingDeque<E> {
    DequeView(TDeque<E> deque) {
        super(deque);
    }

    // ---- adding

    @Override
    public void addFirst(E element) {
        STM.run(tx -> queue.putFirst(tx, element));
    }

    @Override
    public void addLast(E element) {
        add(element);
    }

    @Override
    public void push(E element) {
        addFirst(element);
    }

    @Override
    public boolean offerFirst(E element) {
        return STM.atomically(tx -> queue.offerFirst(tx, element));
    }

    @Override
    public boolean offerLast(E element) {
        return offer(element);
    }

    /** A deque is unbounded: it never waits for room. */
    @Override
    public boolean offerFirst(E element, long time, TimeUnit unit) {
        return offerFirst(element);
    }

    @Override
    public boolean offerLast(E element, long time, TimeUnit unit) {
        return offer(element);
    }

    @Override
    public void putFirst(E element) {
        addFirst(element);
    }

    @Override
    public void putLast(E element) {
        add(element);
    }

    // ---- taking

    @Override
    public @Nullable E pollFirst() {
        return poll();
    }

    @Override
    public @Nullable E pollLast() {
        return STM.atomically(queue::pollLast);
    }

    @Override
    public E removeFirst() {
        return remove();
    }

    @Override
    public E pop() {
        return remove();
    }

    @Override
    public E removeLast() {
        return orNone(pollLast());
    }

    @Override
    public E takeFirst() throws InterruptedException {
        return take();
    }

    @Override
    public E takeLast() throws InterruptedException {
        return interruptibly(queue::takeLast);
    }

    @Override
    public @Nullable E pollFirst(long time, TimeUnit unit) throws InterruptedException {
        return poll(time, unit);
    }

    @Override
    public @Nullable E pollLast(long time, TimeUnit unit) throws InterruptedException {
        return interruptibly(tx -> {
            E next = queue.pollLast(tx);
            if (next == null) {
                waitFor(tx, time, unit);
            }
            return next;
        });
    }

    @Override
    public boolean removeFirstOccurrence(Object element) {
        return remove(element);
    }

    @Override
    public boolean removeLastOccurrence(Object element) {
        return element != null && STM.atomically(tx -> removeLast(tx, element::equals));
    }

    private boolean removeLast(Txn tx, Predicate<E> condition) {
        List<E> reversed = reversed(tx);
        for (int i = 0; i < reversed.size(); i++) {
            if (condition.test(reversed.get(i))) {
                int[] upToIt = {reversed.size() - i};
                return queue.removeIf(tx, other -> --upToIt[0] == 0);
            }
        }
        return false;
    }

    // ---- reading

    @Override
    public @Nullable E peekFirst() {
        return peek();
    }

    @Override
    public @Nullable E peekLast() {
        return STM.snapshot(queue::peekLast);
    }

    @Override
    public E getFirst() {
        return element();
    }

    @Override
    public E getLast() {
        return orNone(peekLast());
    }

    private List<E> reversed(ReadTxn tx) {
        List<E> reversed = new ArrayList<>();
        queue.descendingIterator(tx).forEachRemaining(reversed::add);
        return reversed;
    }

    @Override
    public Iterator<E> descendingIterator() {
        List<E> reversed = STM.snapshot(this::reversed);
        return iterator(
                reversed.iterator(),
                Function.identity(),
                element -> STM.run(tx -> removeLast(tx, other -> other == element)));
    }
}
