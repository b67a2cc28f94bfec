package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bounded buffer, first in, first out: a ring of variables, and two counters that only grow. There is no
 * lock and no condition variable: {@code check} waits until its condition may have become true.
 *
 * @param <E> the type of the elements
 */
@SuppressWarnings("NullAway") // it does not see that the T of a TVar may be nullable
final class BoundedBuffer<E> {
    private final List<TVar<@Nullable E>> ring;
    private final TLong put = TLong.named("put", 0);
    private final TLong taken = TLong.named("taken", 0);

    BoundedBuffer(int capacity) {
        ring = Stream.generate(() -> TVar.<@Nullable E>of(null)).limit(capacity).toList();
    }

    /** Puts an element in; waits while the buffer is full. Returns its number, from 0. */
    long put(Txn tx, E element) {
        tx.check(size(tx) < ring.size());
        long number = put.get(tx);
        slot(number).set(tx, element);
        put.set(tx, number + 1);
        return number;
    }

    /** Takes the oldest element out; waits while the buffer is empty. */
    E take(Txn tx) {
        tx.check(size(tx) > 0);
        long number = taken.get(tx);
        taken.set(tx, number + 1);
        return slot(number).getAndSet(tx, null);
    }

    int size(ReadTxn tx) {
        return (int) (put.get(tx) - taken.get(tx));
    }

    /** The number of elements taken so far. */
    long taken(ReadTxn tx) {
        return taken.get(tx);
    }

    private TVar<@Nullable E> slot(long number) {
        return ring.get((int) (number % ring.size()));
    }
}
