package dev.tvar.stm.sync;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.TxnExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Permits that are taken and given back as parts of the caller's transaction. As with {@link
 * java.util.concurrent.Semaphore}, permits have no owner: anyone may release, and a release without an acquisition adds a
 * permit.
 *
 * <p><b>Conflicts.</b> Acquisitions and releases do not conflict with each other, except where there are too few permits:
 * an acquisition asks whether there are enough, and not how many there are.
 *
 * <p><b>Order.</b> {@link #acquire(Txn)} serves whoever comes at the right moment. In a {@linkplain #fair fair} semaphore,
 * those who call {@link #acquireInTurn} are served in the order of their calls, and nobody else overtakes them.
 *
 * <p>All methods may be called by any thread.
 */
public final class TSemaphore {
    private final TLong permits;
    private final @Nullable Line line;

    private TSemaphore(long permits, @Nullable Line line) {
        this.permits = TLong.named("TSemaphore.permits", notNegative(permits));
        this.line = line;
    }

    /**
     * A semaphore without a line.
     *
     * @param permits how many can be acquired at first; 0 or more
     * @return the semaphore
     * @throws IllegalArgumentException if the number is negative
     */
    public static TSemaphore of(long permits) {
        return new TSemaphore(permits, null);
    }

    /**
     * A semaphore with a line, for {@link #acquireInTurn}.
     *
     * @param permits how many can be acquired at first; 0 or more
     * @return the semaphore
     * @throws IllegalArgumentException if the number is negative
     */
    public static TSemaphore fair(long permits) {
        return new TSemaphore(permits, new Line("TSemaphore.line"));
    }

    /**
     * Takes a permit; waits until there is one and, in a fair semaphore, nobody is in the line.
     *
     * @param tx the caller's transaction
     */
    public void acquire(Txn tx) {
        acquire(tx, 1);
    }

    /**
     * Takes so many permits at once; waits until they are there and, in a fair semaphore, nobody is in the line.
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
     * Takes so many permits if {@link #acquire(Txn, long)} would not wait. Never waits.
     *
     * @param tx the caller's transaction
     * @param number how many; 0 or more
     * @return false if nothing was taken
     * @throws IllegalArgumentException if the number is negative
     */
    public boolean tryAcquire(Txn tx, long number) {
        notNegative(number);
        return (line == null || line.isEmpty(tx)) && claim(tx, number);
    }

    /**
     * Takes permits in the order of arrival; waits until all who came before have theirs or gave up, and there are
     * enough. Takes its place in a transaction of its own, so call it outside any; inside one, it goes behind all others.
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
     *
     * @param <R> what the body returns
     * @param <X> what the body throws
     * @param executor how to run the transactions; a time limit holds for each of the two
     * @param number how many; 0 or more
     * @param body what else to do in that transaction
     * @return the result of the body
     * @throws X whatever the body throws
     * @throws IllegalArgumentException if the number is negative
     * @throws IllegalStateException if this semaphore is not fair
     */
    public <R extends @Nullable Object, X extends Throwable> R acquireInTurn(
            TxnExecutor executor, long number, TxnBody<? extends R, ? extends X> body) throws X {
        notNegative(number);
        if (line == null) {
            throw new IllegalStateException("this semaphore has no line: make it with TSemaphore.fair");
        }
        return line.<R, X>inTurn(executor, tx -> tx.check(claim(tx, number)), body);
    }

    private boolean claim(Txn tx, long number) {
        if (!permits.isAtLeast(tx, number)) {
            return false;
        }
        permits.add(tx, -number);
        return true;
    }

    /**
     * Gives a permit back. Never waits.
     *
     * @param tx the caller's transaction
     */
    public void release(Txn tx) {
        release(tx, 1);
    }

    /**
     * Gives so many permits back. Never waits.
     *
     * @param tx the caller's transaction
     * @param number how many; 0 or more
     * @throws IllegalArgumentException if the number is negative
     */
    public void release(Txn tx, long number) {
        permits.add(tx, notNegative(number));
    }

    /**
     * How many permits there are. Conflicts with everyone who acquires or releases.
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
}
