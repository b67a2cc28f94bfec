package dev.tvar.stm.sync;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.TxnExecutor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A semaphore whose permits are acquired and released as parts of the caller's transaction. As with {@link
 * java.util.concurrent.Semaphore}, permits have no owner: any thread may release, and a release without an acquisition
 * adds a permit.
 *
 * <p><b>Conflicts.</b> Acquisitions and releases do not conflict with each other, except where there are too few permits:
 * an acquisition depends on whether there are enough, and not on their number.
 *
 * <p><b>Order.</b> {@link #acquire(Txn)} serves callers in no particular order. In a {@linkplain #fair fair} semaphore,
 * callers of {@link #acquireInTurn} are served in the order of their calls, and no other acquisition overtakes them,
 * with one exception: a transaction may reacquire as many permits as it has itself released, without queueing. Its release
 * takes effect only when it commits, so it would otherwise wait for a queue that waits for it.
 *
 * <pre>{@code
 * TSemaphore permits = TSemaphore.of(3);
 *
 * String order = STM.atomically(tx -> {
 *     permits.acquire(tx);            // waits for a permit and for an order, and takes both or neither
 *     return orders.take(tx);
 * });
 * try {
 *     System.out.println(order);      // at most three threads at a time
 * } finally {
 *     STM.run(permits::release);
 * }
 * }</pre>
 *
 * <p>All methods may be called by any thread.
 */
public final class TSemaphore {
    /** The given name, or null. */
    private final @Nullable String name;

    private final TLong permits;
    private final @Nullable Line line;

    private TSemaphore(@Nullable String name, long permits, boolean fair) {
        this.name = name;
        this.permits = TLong.named(name == null ? "TSemaphore.permits" : name + ".permits", notNegative(permits));
        line = fair ? new Line(name == null ? "TSemaphore.line" : name + ".line") : null;
    }

    /**
     * A semaphore without a line.
     *
     * @param permits how many can be acquired at first; 0 or more
     * @return the semaphore
     * @throws IllegalArgumentException if the number is negative
     */
    public static TSemaphore of(long permits) {
        return new TSemaphore(null, permits, false);
    }

    /**
     * A semaphore with a line, for {@link #acquireInTurn}.
     *
     * @param permits how many can be acquired at first; 0 or more
     * @return the semaphore
     * @throws IllegalArgumentException if the number is negative
     */
    public static TSemaphore fair(long permits) {
        return new TSemaphore(null, permits, true);
    }

    /**
     * A semaphore without a line, with a name, which error messages and {@link #toString} show.
     *
     * @param name its name; need not be unique
     * @param permits how many can be acquired at first; 0 or more
     * @return the semaphore
     * @throws IllegalArgumentException if the number is negative
     */
    public static TSemaphore named(String name, long permits) {
        return new TSemaphore(Objects.requireNonNull(name, "name"), permits, false);
    }

    /**
     * A semaphore with a line, for {@link #acquireInTurn}, and with a name, which error messages and {@link #toString} show.
     *
     * @param name its name; need not be unique
     * @param permits how many can be acquired at first; 0 or more
     * @return the semaphore
     * @throws IllegalArgumentException if the number is negative
     */
    public static TSemaphore namedFair(String name, long permits) {
        return new TSemaphore(Objects.requireNonNull(name, "name"), permits, true);
    }

    /**
     * Takes a permit; waits until there is one and, in a fair semaphore, the line is empty or this transaction has released
     * a permit.
     *
     * @param tx the caller's transaction
     */
    public void acquire(Txn tx) {
        acquire(tx, 1);
    }

    /**
     * Takes {@code number} permits at once; waits until they are there and, in a fair semaphore, the line is empty or this
     * transaction has released as many.
     *
     * @param tx the caller's transaction
     * @param number how many; 0 or more
     * @throws IllegalArgumentException if the number is negative
     */
    public void acquire(Txn tx, long number) {
        tx.check(tryAcquire(tx, number));
    }

    /**
     * Takes a permit if {@link #acquire(Txn)} would not wait. Never waits.
     *
     * @param tx the caller's transaction
     * @return false if nothing was taken
     */
    public boolean tryAcquire(Txn tx) {
        return tryAcquire(tx, 1);
    }

    /**
     * Takes {@code number} permits if {@link #acquire(Txn, long)} would not wait. Never waits.
     *
     * @param tx the caller's transaction
     * @param number how many; 0 or more
     * @return false if nothing was taken
     * @throws IllegalArgumentException if the number is negative
     */
    public boolean tryAcquire(Txn tx, long number) {
        notNegative(number);
        return (line == null || line.isEmpty(tx) || mayTakeBack(tx, number)) && claim(tx, number);
    }

    /**
     * Takes permits in the order of arrival; waits until all earlier callers have their permits or gave up, and there
     * are enough. Takes its place in a transaction of its own, so call it outside any; inside a transaction of this
     * thread it is {@link #acquire(Txn, long)}, which goes behind the whole line.
     *
     * @param number how many; 0 or more
     * @throws IllegalArgumentException if the number is negative
     * @throws IllegalStateException if this semaphore is not fair
     */
    public void acquireInTurn(long number) {
        acquireInTurn(Line.UNLIMITED, number, tx -> true);
    }

    /**
     * As {@link #acquireInTurn(long)}, with the limits of {@code executor}, and with a body that belongs to the same
     * transaction as the acquisition. If that transaction fails, no permit is taken and the place in the line is free.
     * Inside a transaction of this thread the limits of the outermost transaction apply, and {@code executor} sets
     * none.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the body may throw
     * @param executor how to run the transactions; a time limit holds for each of the two
     * @param number how many; 0 or more
     * @param body the rest of that transaction
     * @return the result of the body
     * @throws X any exception that the body throws
     * @throws IllegalArgumentException if the number is negative
     * @throws IllegalStateException if this semaphore is not fair
     */
    public <R extends @Nullable Object, X extends Throwable> R acquireInTurn(
            TxnExecutor executor, long number, TxnBody<? extends R, ? extends X> body) throws X {
        notNegative(number);
        if (line == null) {
            throw new IllegalStateException("this semaphore has no line: make it with TSemaphore.fair");
        }
        return line.<R, X>inTurn(executor, tx -> acquire(tx, number), tx -> tx.check(claim(tx, number)), body);
    }

    /**
     * Whether this transaction has released at least {@code number} permits more than it acquired: the value that it
     * sees, less the committed value. If another thread has changed the value meanwhile, the transaction cannot commit,
     * since it has read it.
     */
    private boolean mayTakeBack(Txn tx, long number) {
        return permits.get(tx) - permits.now() >= Math.max(1, number); // 0 permits wait in line, too
    }

    private boolean claim(Txn tx, long number) {
        if (!permits.isAtLeast(tx, number)) {
            return false;
        }
        permits.add(tx, -number);
        return true;
    }

    /**
     * Releases a permit. Never waits.
     *
     * @param tx the caller's transaction
     * @throws ArithmeticException as {@link #release(Txn, long)}
     */
    public void release(Txn tx) {
        release(tx, 1);
    }

    /**
     * Releases {@code number} permits. Never waits.
     *
     * @param tx the caller's transaction
     * @param number how many; 0 or more
     * @throws IllegalArgumentException if the number is negative
     * @throws ArithmeticException if there would be more than {@link Long#MAX_VALUE} permits: at once where this transaction
     *     knows their number, else from the call that runs the transaction. Nothing is written
     */
    public void release(Txn tx, long number) {
        permits.add(tx, notNegative(number));
    }

    /**
     * How many permits there are. Conflicts with every acquisition and release.
     *
     * @param tx the caller's transaction or snapshot
     * @return 0 or more
     */
    public long available(ReadTxn tx) {
        return permits.get(tx);
    }

    private static long notNegative(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("permits must not be negative: " + number);
        }
        return number;
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
