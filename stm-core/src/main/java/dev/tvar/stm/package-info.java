/**
 * Software transactional memory. The contract, on one page.
 *
 * <pre>{@code
 * TLong from = TLong.of(100);
 * TLong to = TLong.of(0);
 *
 * STM.run(tx -> {
 *     tx.check(from.isAtLeast(tx, 30)); // waits until the money is there
 *     from.add(tx, -30);
 *     to.add(tx, 30);
 * });
 * }</pre>
 *
 * <p><b>All or nothing.</b> The writes of a transaction become visible at one instant, all of them, or never. Committed
 * transactions are <i>strictly serialisable</i>: they behave as if each ran alone, at one instant between its call and
 * its return.
 *
 * <p><b>A consistent view.</b> Every value that a body ever reads belongs to one instant, also in attempts that will be
 * thrown away (<i>opacity</i>: Guerraoui and Kapałka, "On the Correctness of Transactional Memory", PPoPP 2008). A body
 * never sees half of another transaction.
 *
 * <p><b>Waiting without lost wake-ups.</b> {@link dev.tvar.stm.Txn#retry()} gives up the attempt and sleeps until
 * something that it read changes; {@link dev.tvar.stm.Txn#orElse} tries something else first (Harris, Marlow, Peyton
 * Jones and Herlihy, "Composable Memory Transactions", PPoPP 2005).
 *
 * <p><b>What a body must know.</b> It may run more than once, so it must not do input or output, nor change anything
 * that is not a TVar; {@link dev.tvar.stm.Txn#afterCommit} is the place for that. Its transaction belongs to one thread
 * and one attempt and throws {@link java.lang.IllegalStateException} everywhere else. Any exception that leaves the body
 * undoes everything and reaches the caller unchanged. Conflict and retry travel through the body as private
 * {@link java.lang.Error}s: a body that swallows them with {@code catch (Throwable)} is <i>doomed</i>; nothing of that
 * attempt can commit, every further use of its transaction throws again, and the body is run anew.
 *
 * <p><b>Progress.</b> A transaction that lost {@value dev.tvar.stm.STM#ATTEMPTS_BEFORE_TICKET} attempts to others takes
 * a place in a queue; at its turn no one else's commit can invalidate it. While it runs, other writing transactions wait
 * with their commit, so a body must never wait for another thread except by {@code retry}. Options ({@link dev.tvar.stm.TxnOptions}) bound attempts and time.
 *
 * <p><b>Watching.</b> {@link dev.tvar.stm.STM#diagnostics()} tells which transactions lose to which over what, and who waits
 * for what since when.
 *
 * <p><b>Memory effects.</b> Actions before the call of a transaction that wrote a TVar <i>happen-before</i> (JLS 17.4.5)
 * actions after any read of that value, by whichever means: a transaction, a snapshot or {@code now()}.
 */
@NullMarked
package dev.tvar.stm;

import org.jspecify.annotations.NullMarked;
