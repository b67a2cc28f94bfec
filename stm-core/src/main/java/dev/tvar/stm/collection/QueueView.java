package dev.tvar.stm.collection;

import dev.tvar.stm.STM;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnAction;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.TxnInterruptedException;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The live view of a queue; see {@link TransactionalQueue#asQueue}. Each method is one transaction or snapshot. */
@SuppressWarnings({"unchecked", "NullAway"}) // elements to look for are any objects; java.util answers with null
class QueueView<E, Q extends TransactionalQueue<E>> extends CollectionView<E> implements BlockingQueue<E> {
    final Q queue;

    QueueView(Q queue) {
        this.queue = queue;
    }

    // ---- frame of the waiting methods

    /** Runs a transaction that may wait, and reports an interrupt as java.util.concurrent does. */
    static <R> R interruptibly(TxnBody<R, RuntimeException> body) throws InterruptedException {
        try {
            return STM.atomically(body);
        } catch (TxnInterruptedException e) {
            Thread.interrupted();
            InterruptedException interrupt = new InterruptedException(e.getMessage());
            interrupt.initCause(e);
            throw interrupt;
        }
    }

    static void runInterruptibly(TxnAction<RuntimeException> action) throws InterruptedException {
        interruptibly(action);
    }

    /** Waits, until the time has passed, for a change of an open queue; returns if there is nothing to wait for. */
    final void waitFor(Txn tx, long time, TimeUnit unit) {
        if (!queue.isClosed(tx)) {
            tx.retryFor(Duration.of(time, unit.toChronoUnit()));
        }
    }

    static <T> T orNone(@Nullable T found) {
        if (found == null) {
            throw new NoSuchElementException("the queue is empty");
        }
        return found;
    }

    // ---- adding

    @Override
    public boolean add(E element) {
        STM.run(tx -> {
            if (!queue.offer(tx, element)) {
                throw queue.isClosed(tx) ? Closing.refused(queue) : new IllegalStateException(queue + " is full");
            }
        });
        return true;
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        if (elements == this) {
            throw new IllegalArgumentException("a queue cannot be added to itself");
        }
        return super.addAll(elements);
    }

    @Override
    public boolean offer(E element) {
        return STM.atomically(tx -> queue.offer(tx, element));
    }

    @Override
    public void put(E element) throws InterruptedException {
        runInterruptibly(tx -> queue.put(tx, element));
    }

    @Override
    public boolean offer(E element, long time, TimeUnit unit) throws InterruptedException {
        return interruptibly(tx -> {
            boolean added = queue.offer(tx, element);
            if (!added) {
                waitFor(tx, time, unit);
            }
            return added;
        });
    }

    @Override
    public int remainingCapacity() {
        return queue instanceof TBoundedQueue<?> bounded
                ? (int) Math.min(Integer.MAX_VALUE, STM.snapshot(bounded::remainingCapacity))
                : Integer.MAX_VALUE;
    }

    // ---- taking

    @Override
    public @Nullable E poll() {
        return STM.atomically(queue::poll);
    }

    @Override
    public E remove() {
        return orNone(poll());
    }

    @Override
    public E take() throws InterruptedException {
        return interruptibly(queue::take);
    }

    @Override
    public @Nullable E poll(long time, TimeUnit unit) throws InterruptedException {
        return interruptibly(tx -> {
            E next = queue.poll(tx);
            if (next == null) {
                waitFor(tx, time, unit);
            }
            return next;
        });
    }

    @Override
    public int drainTo(Collection<? super E> target) {
        return drainTo(target, Integer.MAX_VALUE);
    }

    @Override
    public int drainTo(Collection<? super E> target, int max) {
        if (Objects.requireNonNull(target, "target") == this) {
            throw new IllegalArgumentException("a queue cannot be drained to itself");
        }
        List<E> taken = STM.atomically(tx -> queue.takeUpTo(tx, Math.max(0, max)));
        target.addAll(taken);
        return taken.size();
    }

    @Override
    public boolean remove(Object element) {
        return element != null && STM.atomically(tx -> queue.remove(tx, (E) element));
    }

    @Override
    public boolean removeIf(Predicate<? super E> filter) {
        return STM.atomically(tx -> queue.removeIf(tx, filter));
    }

    @Override
    public boolean removeAll(Collection<?> elements) {
        Objects.requireNonNull(elements, "elements");
        return removeIf(elements::contains);
    }

    @Override
    public boolean retainAll(Collection<?> elements) {
        Objects.requireNonNull(elements, "elements");
        return removeIf(element -> !elements.contains(element));
    }

    @Override
    public void clear() {
        STM.run(queue::clear);
    }

    // ---- reading

    @Override
    public @Nullable E peek() {
        return STM.snapshot(queue::peek);
    }

    @Override
    public E element() {
        return orNone(peek());
    }

    @Override
    public boolean contains(Object element) {
        return element != null && STM.snapshot(tx -> queue.contains(tx, (E) element));
    }

    @Override
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, STM.snapshot(queue::size));
    }

    @Override
    public boolean isEmpty() {
        return STM.snapshot(queue::isEmpty);
    }

    @Override
    public Iterator<E> iterator() {
        return iterator(queue.snapshot().iterator(), element -> element, this::removeSame);
    }

    /** Removes an element itself, not one that is only equal. */
    final void removeSame(E element) {
        STM.run(tx -> queue.removeIf(tx, new Closing.First<>(other -> other == element)));
    }
}
