/**
 * Transactional synchronisers, written only with the public API of {@link dev.tvar.stm}.
 *
 * <p>Their operations are parts of the caller's transaction: {@code STM.run(tx -> { slots.acquire(tx); jobs.put(tx, job);
 * })} does both or neither. Forms that wait do so by {@link dev.tvar.stm.Txn#retry}, so a time limit comes from
 * {@link dev.tvar.stm.STM#with}, a second choice from {@link dev.tvar.stm.Txn#orElse}, and an attempt that fails leaves
 * nothing behind. Forms that begin with {@code try} never wait.
 *
 * <p><b>Places in a line.</b> A transaction that waits has, so far, done nothing: nobody can see that it came first. The
 * few operations for which the order of arrival matters ({@link dev.tvar.stm.sync.TSemaphore#acquireInTurn},
 * {@link dev.tvar.stm.sync.TReadWriteLock#acquireWriteInTurn}, {@link dev.tvar.stm.sync.TBarrier#await()}) therefore take
 * two transactions, the first of which says "I am here". They take no transaction as their argument, and are meant to be
 * called outside any.
 */
@NullMarked
package dev.tvar.stm.sync;

import org.jspecify.annotations.NullMarked;
