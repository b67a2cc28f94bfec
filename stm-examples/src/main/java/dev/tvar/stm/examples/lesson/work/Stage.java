package dev.tvar.stm.examples.lesson.work;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.TBoundedQueue;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/** A queue between two steps of work; it is closed when no more elements will come. */
final class Stage {
    private static final int CAPACITY = 8;

    private final TBoundedQueue<Integer> orders = TBoundedQueue.named("orders", CAPACITY);
    private final TVar<Boolean> closed = TVar.named("closed", false);

    void put(Txn tx, int order) {
        orders.put(tx, order);
    }

    void close() {
        STM.run(tx -> closed.set(tx, true));
    }

    /** Processes every order, one after the other, until the queue is closed and empty. */
    void forEach(IntConsumer work) {
        for (OptionalInt order = next(); order.isPresent(); order = next()) {
            work.accept(order.getAsInt());
        }
    }

    private OptionalInt next() {
        return STM.atomically(tx -> {
            Integer first = orders.poll(tx);
            tx.check(first != null || closed.get(tx));
            return first == null ? OptionalInt.empty() : OptionalInt.of(first);
        });
    }
}
