/*
 * Goal. Kotlin callers write transactions without type arguments.
 *
 * Mechanism. The Java methods have a type parameter for the exception of the body. Kotlin has no checked exceptions, so a
 * lambda gives its compiler nothing from which to infer that parameter, and every call is an error. Each function here names
 * the parameter and passes the call on. The names are the same as in Java; methods of `Txn` become functions whose first
 * argument is the transaction, since an extension function cannot replace a member of the same name.
 *
 * Cost. None beyond the Java call: the functions are inlined, so a lambda becomes the body of the transaction itself.
 */
package dev.tvar.stm.kotlin

import dev.tvar.stm.ReadBody
import dev.tvar.stm.ReadTxn
import dev.tvar.stm.STM
import dev.tvar.stm.Txn
import dev.tvar.stm.TxnBody
import dev.tvar.stm.TxnOptions
import java.time.Duration

/**
 * Runs [body] as a transaction and returns its result; see [STM.atomically].
 *
 * The body may run more than once, so it must change nothing but TVars. An exception of the body undoes its writes and reaches the caller unchanged. Inside a running
 * transaction of the same thread it joins that transaction, like [nested].
 */
public inline fun <R> atomically(crossinline body: (tx: Txn) -> R): R =
    STM.atomically<R, RuntimeException>(TxnBody { tx -> body(tx) })

/**
 * Runs [body] as a transaction with [options] (limits, name) and returns its result; see [STM.with].
 *
 * @throws dev.tvar.stm.TxnTimeoutException if the time limit passed; nothing was written
 * @throws dev.tvar.stm.TooManyAttemptsException if the limit of attempts was reached; nothing was written
 */
public inline fun <R> atomically(options: TxnOptions, crossinline body: (tx: Txn) -> R): R =
    STM.with(options).atomically<R, RuntimeException>(TxnBody { tx -> body(tx) })

/** Reads any number of variables at one instant; [body] runs exactly once. See [STM.snapshot]. */
public inline fun <R> snapshot(crossinline body: (tx: ReadTxn) -> R): R =
    STM.snapshot<R, RuntimeException>(ReadBody { tx -> body(tx) })

/** Runs [body] as a closed nested transaction: an exception that leaves it undoes its own writes only. See [Txn.nested]. */
public inline fun <R> nested(tx: Txn, crossinline body: (tx: Txn) -> R): R =
    tx.nested<R, RuntimeException>(TxnBody { inner -> body(inner) })

/**
 * Runs [first]; if it retries, undoes it and runs [second]. If both retry, the transaction waits for a change of any variable
 * that either of them read. See [Txn.orElse].
 */
public inline fun <R> orElse(tx: Txn, crossinline first: (tx: Txn) -> R, crossinline second: (tx: Txn) -> R): R =
    tx.orElse<R, RuntimeException>(TxnBody { inner -> first(inner) }, TxnBody { inner -> second(inner) })

/**
 * A body that runs the first of [first] and [others] that does not retry, for [atomically] and [nested]: `atomically(orElse(a,
 * b))`. If all retry, the transaction waits for a change of any variable that any of them read. See [STM.orElse].
 */
public fun <R> orElse(first: (tx: Txn) -> R, vararg others: (tx: Txn) -> R): (tx: Txn) -> R {
    val body = STM.orElse<R, RuntimeException>(TxnBody(first), *Array(others.size) { TxnBody<R, RuntimeException>(others[it]) })
    return { tx -> body.call(tx) }
}

/** Gives up this attempt until a variable that it read changes, then runs the body again. Never returns. See [Txn.retry]. */
public fun retry(tx: Txn): Nothing = tx.retry<Nothing>()

/** As [retry], but returns once the transaction has waited for [patience] in all. See [Txn.retryFor]. */
public fun retryFor(tx: Txn, patience: Duration) {
    tx.retryFor<Any>(patience)
}
