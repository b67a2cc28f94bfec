package dev.tvar.stm.examples.lesson.classic;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.collection.TQueue;

/**
 * A queue that counts its unfinished tasks: a taken task is not yet done.
 *
 * @param <E> the type of the tasks
 */
final class JoinableQueue<E> {
    private final TQueue<E> tasks = TQueue.named("tasks");
    private final TLong open = TLong.named("open tasks", 0);

    void put(Txn tx, E task) {
        tasks.put(tx, task);
        open.add(tx, 1);
    }

    /** Waits for a task. The taker must call {@link #taskDone} when it is done. */
    E take(Txn tx) {
        return tasks.take(tx);
    }

    /** Marks a taken task as done. */
    void taskDone(Txn tx) {
        if (!open.isAtLeast(tx, 1)) {
            throw new IllegalStateException("taskDone was called more often than put");
        }
        open.add(tx, -1);
    }

    /** Waits until every task is done. */
    void join(Txn tx) {
        tx.check(!open.isAtLeast(tx, 1));
    }

    /** Whether nothing can be taken; taken tasks may be unfinished. */
    boolean isEmpty(ReadTxn tx) {
        return tasks.isEmpty(tx);
    }
}
