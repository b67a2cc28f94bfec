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
 * <p><b>Bounds.</b> A {@link dev.tvar.stm.TLong} may have a floor and a ceiling. Every committed value is within them: a commit
 * that would cross one ends its transaction with {@link dev.tvar.stm.OutOfBoundsException}.
 *
 * <p><b>A consistent view.</b> All values that one run of a body reads belong to one instant, also in attempts that
 * will be aborted (<i>opacity</i>: Guerraoui and Kapałka, "On the Correctness of Transactional Memory", PPoPP 2008). A
 * body never sees half of another transaction.
 *
 * <p><b>Waiting without lost wake-ups.</b> {@link dev.tvar.stm.Txn#retry()} gives up the attempt and sleeps until a
 * variable that it read changes; {@link dev.tvar.stm.Txn#orElse} tries an alternative first (Harris, Marlow, Peyton
 * Jones and Herlihy, "Composable Memory Transactions", PPoPP 2005).
 *
 * <p><b>Rules for bodies.</b> A body may run more than once, so it must not do input or output, nor change anything but
 * TVars; use {@link dev.tvar.stm.Txn#afterCommit} for that. Its transaction belongs to one thread and one attempt and
 * throws {@link java.lang.IllegalStateException} everywhere else. Any exception that leaves the body undoes everything
 * and reaches the caller unchanged. Conflict and retry travel through the body as private {@link java.lang.Error}s: a
 * body that swallows them with {@code catch (Throwable)} is <i>doomed</i>; nothing of that attempt can commit, every
 * further use of its transaction throws again, and the body is run anew.
 *
 * <p><b>Progress.</b> A transaction that lost {@value dev.tvar.stm.STM#ATTEMPTS_BEFORE_TICKET} attempts to other
 * transactions takes a place in a queue; at its turn no other commit can invalidate it. While it runs, other
 * transactions that write wait before they commit, so a body must never wait for another thread except by {@code
 * retry}. Options ({@link dev.tvar.stm.TxnOptions}) bound attempts and time.
 *
 * <p><b>Diagnostics.</b> {@link dev.tvar.stm.STM#diagnostics()} reports which transactions lose conflicts to which,
 * over which variables, and which transactions wait, for which variables and for how long.
 *
 * <p><b>Memory effects.</b> Actions before the commit of a transaction that wrote a TVar <i>happen-before</i> (JLS 17.4.5)
 * actions after any read of that value by a transaction, a snapshot or {@code now()}. So objects that a TVar refers to are
 * published safely with it. A new TVar itself must be published safely like any other object with fields that are not
 * final: through another TVar, a final or volatile field, or the start of a thread.
 *
 * <p><b>Threads.</b> Variables, executors, options and diagnostics are thread-safe; a {@code Txn} or {@code ReadTxn} belongs
 * to one thread and one run of a body.
 *
 * <p><b>Nulls.</b> A TVar may hold null. All other arguments must not be null, unless they are marked {@code
 * @Nullable}: a null is refused with a {@link java.lang.NullPointerException}.
 *
 * <p><b>Cost.</b> Reads and writes take constant time on average, whatever the number of variables that the transaction has
 * accessed. A read of a value that was committed after the attempt began also re-validates the earlier reads. A commit takes
 * time in proportion to the variables accessed; a transaction that only read writes no shared memory. A snapshot opens and
 * reads in constant time, and costs writers one saved value per variable that they overwrite while it is open.
 */
@NullMarked
package dev.tvar.stm;

import org.jspecify.annotations.NullMarked;
