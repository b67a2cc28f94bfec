/**
 * Transactional synchronisers, written only with the public API of {@link dev.tvar.stm}.
 *
 * <p>Their operations are parts of the caller's transaction: {@code STM.run(tx -> { slots.acquire(tx); jobs.put(tx, job);
 * })} does both or neither. Methods that wait do so by {@link dev.tvar.stm.Txn#retry}: use {@link
 * dev.tvar.stm.STM#with} for a time limit and {@link dev.tvar.stm.Txn#orElse} for an alternative. A failed attempt has
 * no effect. Methods whose names begin with {@code try} never wait.
 *
 * <p><b>Places in a queue.</b> A waiting transaction has no visible effect yet: no other thread can see that it came
 * first. The few operations for which the order of arrival matters ({@link dev.tvar.stm.sync.TSemaphore#acquireInTurn},
 * {@link dev.tvar.stm.sync.TReadWriteLock#acquireWriteInTurn}, {@link dev.tvar.stm.sync.TBarrier#await()}) therefore
 * take two transactions, the first of which takes the place. They take no transaction as their argument, and are meant
 * to be called outside any. Inside a running transaction of the same thread they take no place: they are a part of that
 * transaction, whose limits apply, and wait behind the whole queue.
 *
 * <p><b>Reacquiring.</b> A transaction that has released permits or a hold may acquire the same amount
 * again without queueing: its release takes effect only when it commits, so it would otherwise wait
 * for a queue that waits for it.
 *
 * <p><b>Limits and interrupts.</b> When a wait ends by a limit or an interrupt, the operation has had no effect and has
 * left no place in a queue behind. An interrupt flag is never lost.
 *
 * <p><b>Threads, nulls and cost.</b> All synchronisers are thread-safe. Elements and messages must not be null; the
 * value of a {@link dev.tvar.stm.sync.TPromise} may be. An operation takes constant time, apart from its wait; closing
 * a subscription of a bounded hub takes time in proportion to the messages that it has not taken.
 *
 * <p><b>Memory effects.</b> As for all transactions, actions before the commit of a release, count-down, arrival,
 * completion, put or publication <i>happen-before</i> (JLS 17.4.5) actions after the acquisition, wait, read or take
 * that it allows.
 */
@NullMarked
package dev.tvar.stm.sync;

import org.jspecify.annotations.NullMarked;
