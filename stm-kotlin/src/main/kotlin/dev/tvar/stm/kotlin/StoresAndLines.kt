/* The methods outside the core that take a body: of named stores, and of fair synchronisers. See Transactions.kt. */
package dev.tvar.stm.kotlin

import dev.tvar.stm.Txn
import dev.tvar.stm.TxnBody
import dev.tvar.stm.TxnExecutor
import dev.tvar.stm.store.ChangesetBody
import dev.tvar.stm.store.Checkout
import dev.tvar.stm.store.RetryPolicy
import dev.tvar.stm.store.TStore
import dev.tvar.stm.sync.TReadWriteLock
import dev.tvar.stm.sync.TSemaphore

/** Checks out [keys], runs [body] on the handle and commits it, repeatedly as [policy] allows. See [TStore.changeset]. */
public inline fun changeset(
    store: TStore,
    policy: RetryPolicy,
    keys: Collection<String>,
    crossinline body: (checkout: Checkout) -> Unit,
): Checkout = store.changeset<RuntimeException>(policy, keys, ChangesetBody { checkout -> body(checkout) })

/** Takes [number] permits in the order of arrival, in one transaction with [body]. See [TSemaphore.acquireInTurn]. */
public inline fun <R> acquireInTurn(
    semaphore: TSemaphore,
    executor: TxnExecutor,
    number: Long,
    crossinline body: (tx: Txn) -> R,
): R = semaphore.acquireInTurn<R, RuntimeException>(executor, number, TxnBody { tx -> body(tx) })

/** Becomes a reader in the order of arrival, in one transaction with [body]. See [TReadWriteLock.acquireReadInTurn]. */
public inline fun <R> acquireReadInTurn(
    lock: TReadWriteLock,
    executor: TxnExecutor,
    crossinline body: (tx: Txn) -> R,
): R = lock.acquireReadInTurn<R, RuntimeException>(executor, TxnBody { tx -> body(tx) })

/** Becomes the writer in the order of arrival, in one transaction with [body]. See [TReadWriteLock.acquireWriteInTurn]. */
public inline fun <R> acquireWriteInTurn(
    lock: TReadWriteLock,
    executor: TxnExecutor,
    crossinline body: (tx: Txn) -> R,
): R = lock.acquireWriteInTurn<R, RuntimeException>(executor, TxnBody { tx -> body(tx) })
