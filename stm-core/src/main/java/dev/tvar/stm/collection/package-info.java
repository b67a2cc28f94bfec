/**
 * Transactional collections, written only with the public API of {@link dev.tvar.stm}.
 *
 * <pre>{@code
 * TMap<String, Long> prices = TMap.create();
 * TLong purse = TLong.of(100);
 *
 * STM.run(tx -> {
 *     long price = prices.getOrDefault(tx, "lamp", 0L);
 *     tx.check(price > 0);     // waits until it is for sale
 *     purse.add(tx, -price);
 *     prices.remove(tx, "lamp");
 * });
 * }</pre>
 *
 * <p><b>Names and arguments.</b> Methods have the names and the meaning that they have in {@code java.util}; the
 * transaction is the first argument. A method that only reads takes a {@link dev.tvar.stm.ReadTxn} and so works in
 * {@link dev.tvar.stm.STM#snapshot} as well; a method that writes takes a {@link dev.tvar.stm.Txn}. {@code
 * snapshot(tx)} returns the content as this transaction sees it, {@code snapshot()} as of one instant outside any
 * transaction. Both are immutable {@code java.util} views that later writes do not change. Inside a running transaction
 * of the same thread {@code snapshot()} is {@code snapshot(tx)}.
 *
 * <p><b>Iterators.</b> {@code iterator(tx)} and {@code forEach(tx, action)} go through a collection without a copy; they
 * belong to the transaction or snapshot, and an iterator that is used after its end throws {@link
 * java.lang.IllegalStateException}. {@code asMap()}, {@code asSet()} and the like are the collection itself as a
 * {@code java.util} type, for code that knows no transactions: each call is a transaction of its own, or part of the one
 * that runs in the calling thread; their iterators show one instant, and may be used at any time.
 *
 * <p><b>All or nothing.</b> The whole state of a collection is in TVars. So its changes are part of the transaction:
 * they become visible with it, at one instant, and are undone with it, also by a failed nested part or a branch of an
 * {@code orElse} that retried. Waiting works: {@code tx.check(map.containsKey(tx, key))} sleeps until the condition may
 * be true.
 *
 * <p><b>Conflicts.</b> Each class documents which operations can conflict. Operations on unrelated keys do not
 * conflict, or only by accident, with the given probability.
 *
 * <p><b>Names.</b> A collection created by {@code named} shows its name in {@code toString()}, and in error messages
 * and diagnostics, where the variables inside have names that begin with it. That takes some 40 bytes for each
 * variable, of which there are up to two for each element of a queue.
 *
 * <p><b>Nulls.</b> Maps, sets and queues hold no nulls, because {@code get} and {@code poll} return {@code null} for
 * "absent"; a null key, value or element is refused at once with a {@link java.lang.NullPointerException} whose message
 * names this rule. {@code TArray} may hold nulls, as a TVar may.
 *
 * <p><b>Keys and values</b> should be immutable, as for TVars. Functions that are passed in run inside the transaction,
 * perhaps more than once.
 *
 * <p><b>Exceptions.</b> An operation calls {@code equals}, {@code hashCode}, comparators and functions before its first
 * write. If one of them throws, the operation has changed nothing, so the body may catch the exception and commit. An error
 * of the JVM, such as a {@link java.lang.StackOverflowError}, can come between two writes of one operation: catch it
 * outside the transaction, or outside a {@link dev.tvar.stm.Txn#nested} part.
 *
 * <p><b>Threads.</b> Every collection may be shared by any number of threads. {@link java.lang.IllegalStateException} is
 * thrown if a {@code tx} is used outside its thread or after its end.
 */
@NullMarked
package dev.tvar.stm.collection;

import org.jspecify.annotations.NullMarked;
