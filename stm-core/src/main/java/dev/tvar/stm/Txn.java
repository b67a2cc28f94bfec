package dev.tvar.stm;

import dev.tvar.stm.internal.tx.TxnHandle;
import dev.tvar.stm.spi.CommitDecider;
import dev.tvar.stm.spi.CommitParticipant;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A running transaction: the handle through which a body reads and writes TVars, waits, tries alternatives and nests.
 *
 * <p>The bodies of {@link STM#atomically} and {@link STM#run} receive it. A body may run more than once; each run is an
 * <i>attempt</i> with a {@code Txn} of its own. A nested part, a branch of an {@link #orElse} and a body that joins a
 * running transaction each receive a {@code Txn} of their own, too; inside them the outer {@code Txn} works as well.
 *
 * <p>A {@code Txn} belongs to the thread that runs the body and to that run: any method called by another thread, or after
 * the body has ended, throws {@link IllegalStateException}.
 *
 * <pre>{@code
 * String order = STM.atomically(tx -> {
 *     tx.afterCommit(() -> System.out.println("shipped"));   // runs once, and only after a commit
 *     return tx.orElse(urgent::take, orders::take);          // waits only while both queues are empty
 * });
 * }</pre>
 */
public sealed interface Txn extends ReadTxn permits TxnHandle {

    /**
     * Returns the number of this attempt in its transaction: 1 in the first run of the body, 2 in the second, and so on,
     * whatever ended the attempt before: a conflict, or a {@link #retry} that was woken. Nested parts, branches of an {@link
     * #orElse} and bodies that join the transaction have the number of the attempt that runs them. In an asynchronous
     * transaction attempts are counted over all threads that run it. The run that the strict mode of tests throws away
     * has number 1, as the one after it.
     *
     * <p>For logs and for bodies that choose a cheaper way after many conflicts. The result of the transaction should not
     * depend on it.
     *
     * @return the number, 1 or more
     */
    int attempt();

    /**
     * Gives up this attempt, waits until a variable that it read changes, then runs the body again. Never returns.
     *
     * <p>Inside the first branch of an {@link #orElse} it undoes that branch and continues with the second.
     *
     * @param <T> any type that the caller needs, as in {@code return tx.retry();}
     * @return never
     * @throws IllegalStateException if nothing was read, so that no other transaction could ever wake this one; thrown
     *     where the transaction would begin to wait
     */
    <T> T retry();

    /**
     * Retries unless {@code condition} holds: {@code tx.check(queue.size(tx) > 0)}.
     *
     * @param condition what must be true for the body to continue
     */
    void check(boolean condition);

    /**
     * As {@link #retry()}, but returns once the transaction has waited for the given duration, so that the body can do
     * something else. Only the time spent waiting counts, over all attempts of the transaction, not the time in the
     * body.
     *
     * <p>It returns in a further attempt. If the transaction has used all its attempts ({@link
     * TxnOptions#withMaxAttempts}), it does not wait: the transaction ends with {@link TooManyAttemptsException} at
     * once. With a duration of zero or less it returns in the first attempt.
     *
     * @param <T> any type that the caller needs
     * @param patience how long to wait in all; zero or less means not at all
     * @return null, when that waiting time is used up
     */
    <T> @Nullable T retryFor(Duration patience);

    /**
     * Runs {@code first}; if it retries, undoes its writes and hooks and runs {@code second}. If both retry, the
     * transaction waits for a change of any variable that either of them read. An exception that leaves a branch undoes
     * that branch and propagates to the caller.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the branches may throw
     * @param first the branch to try first
     * @param second the branch to run if {@code first} retries
     * @return the result of the branch that did not retry
     * @throws X any exception that a branch throws
     */
    <R extends @Nullable Object, X extends Throwable> R orElse(
            TxnBody<? extends R, ? extends X> first, TxnBody<? extends R, ? extends X> second) throws X;

    /**
     * As {@link #orElse}, for branches without a result.
     *
     * @param <X> the type of the exceptions that the branches may throw
     * @param first the branch to try first
     * @param second the branch to run if {@code first} retries
     * @throws X any exception that a branch throws
     */
    default <X extends Throwable> void runOrElse(TxnAction<? extends X> first, TxnAction<? extends X> second) throws X {
        this.<@Nullable Void, X>orElse(
                Objects.requireNonNull(first, "first"), Objects.requireNonNull(second, "second"));
    }

    /**
     * Runs {@code body} as a closed nested transaction: it sees the writes of this transaction, its own writes become
     * part of this transaction, and an exception that leaves it undoes only its own writes and hooks, so that the
     * caller can catch the exception and continue.
     *
     * <pre>{@code
     * STM.run(tx -> {
     *     try {
     *         tx.runNested(in -> shipped.put(in, orders.take(in)));
     *     } catch (IllegalStateException refused) {
     *         failures.add(tx, 1);    // the nested writes are undone, this one is committed
     *     }
     * });
     * }</pre>
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the body may throw
     * @param body the nested part
     * @return the result of the body
     * @throws X any exception that the body throws
     */
    <R extends @Nullable Object, X extends Throwable> R nested(TxnBody<? extends R, ? extends X> body) throws X;

    /**
     * As {@link #nested}, for a body without a result.
     *
     * @param <X> the type of the exceptions that the body may throw
     * @param action the nested part
     * @throws X any exception that the body throws
     */
    default <X extends Throwable> void runNested(TxnAction<? extends X> action) throws X {
        this.<@Nullable Void, X>nested(Objects.requireNonNull(action, "action"));
    }

    /**
     * Registers {@code hook} to run once, on this thread and outside any transaction, after this attempt has committed.
     * Hooks run in the order in which they were given. An exception that a hook throws goes to the thread's
     * uncaught-exception handler: the transaction has committed, so its call does not throw it.
     *
     * @param hook the hook; discarded if this attempt, or the nested part that registered it, is undone
     */
    void afterCommit(Runnable hook);

    /**
     * Registers {@code hook} to run once, on this thread and outside any transaction, after this attempt was rolled
     * back by an exception, a conflict or a retry. Hooks run in reverse order of registration. An exception that a hook
     * throws goes to the thread's uncaught-exception handler.
     *
     * @param hook the hook; discarded if this attempt commits, or the nested part that registered it is undone
     */
    void afterRollback(Runnable hook);

    /**
     * Adds {@code participant} to the commit of this attempt. It prepares the commit, and confirms it afterwards. For
     * authors of stores, who call it when the listener of {@link TVar#watched} reports a write. Participants are called
     * in the order in which they were enlisted.
     *
     * @param participant the participant; discarded if this attempt, or the nested part that enlisted it, is undone
     */
    void enlist(CommitParticipant participant);

    /**
     * Lets {@code decider} decide on the commit of this attempt, instead of this process alone. For authors of stores:
     * the listener of {@link TVar#watched} reports the write that makes this necessary. Remains in effect until the end
     * of the attempt, even if the nested part that called this method is undone.
     *
     * @param decider the decider
     * @throws IllegalStateException if the attempt already has another decider: a transaction commits in one place
     */
    void commitThrough(CommitDecider decider);
}
