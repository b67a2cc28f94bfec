package dev.tvar.stm.sync;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;

/**
 * A gate that opens once a number of things have happened, and then stays open.
 *
 * <p><b>Conflicts.</b> Those who count down do not conflict with each other, except for the last. All methods may be
 * called by any thread.
 */
public final class TCountDownLatch {
    private final TLong count;

    private TCountDownLatch(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("the count must not be negative: " + count);
        }
        this.count = TLong.named("TCountDownLatch.count", count);
    }

    /**
     * A new latch.
     *
     * @param count how often {@link #countDown} must be called; with 0 the latch is open
     * @return the latch
     * @throws IllegalArgumentException if the count is negative
     */
    public static TCountDownLatch of(long count) {
        return new TCountDownLatch(count);
    }

    /**
     * Counts one down; does nothing if the latch is open. Never waits.
     *
     * @param tx the caller's transaction
     */
    public void countDown(Txn tx) {
        if (count.isAtLeast(tx, 1)) {
            count.add(tx, -1);
        }
    }

    /**
     * Waits until the latch is open. To count down and then wait for others, use two transactions.
     *
     * @param tx the caller's transaction
     */
    public void await(Txn tx) {
        tx.check(tryAwait(tx));
    }

    /**
     * Whether the latch is open. Never waits.
     *
     * @param tx the caller's transaction
     * @return true if {@link #await} would not wait
     */
    public boolean tryAwait(Txn tx) {
        return !count.isAtLeast(tx, 1);
    }

    /**
     * How many calls of {@link #countDown} are still needed. Conflicts with everyone who counts down.
     *
     * @param tx the caller's transaction or snapshot
     * @return 0 or more
     */
    public long count(ReadTxn tx) {
        return count.get(tx);
    }
}
