package dev.tvar.stm.kotlin

import dev.tvar.stm.ReadBody
import dev.tvar.stm.ReadTxn
import dev.tvar.stm.STM
import dev.tvar.stm.Txn
import dev.tvar.stm.TxnBody
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executor
import java.util.concurrent.Flow

/**
 * Runs [body] as a transaction on [executor] and returns its future. While it waits in retry it occupies no thread. See
 * [STM.atomicallyAsync].
 *
 * With `kotlinx-coroutines`, `atomicallyAsync(executor) { ... }.await()` suspends until it has committed; cancelling the
 * coroutine cancels the transaction.
 */
public fun <R> atomicallyAsync(executor: Executor, body: (tx: Txn) -> R): CompletableFuture<R> =
    STM.atomicallyAsync(TxnBody<R, RuntimeException> { tx -> body(tx) }, executor)

/**
 * Publishes the present value of [body] and each later one that is not equal to the one before. See [STM.changes].
 *
 * With `kotlinx-coroutines-jdk9`, `changes(executor) { ... }.asFlow()` is a `Flow` of the values.
 */
public fun <R : Any> changes(executor: Executor, body: (tx: ReadTxn) -> R): Flow.Publisher<R> =
    STM.changes(ReadBody<R, RuntimeException> { tx -> body(tx) }, { last, now -> last == now }, executor)
