package dev.tvar.stm.sync;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A latch that opens after a given number of count-downs, and then stays open.
 *
 * <p><b>Conflicts.</b> Calls of {@link #countDown} do not conflict with each other, except for the last. All methods may be
 * called by any thread.
 */
public final class TCountDownLatch {
    /** The given name, or null. */
    private final @Nullable String name;

    private final TLong count;

    private TCountDownLatch(@Nullable String name, long count) {
        if (count < 0) {
            throw new IllegalArgumentException("the count must not be negative: " + count);
        }
        this.name = name;
        this.count = TLong.named(name == null ? "TCountDownLatch.count" : name + ".count", count);
    }

    /**
     * A new latch.
     *
     * @param count how often {@link #countDown} must be called; with 0 the latch is open
     * @return the latch
     * @throws IllegalArgumentException if the count is negative
     */
    public static TCountDownLatch of(long count) {
        return new TCountDownLatch(null, count);
    }

    /**
     * A new latch with a name, which error messages and {@link #toString} show.
     *
     * @param name its name; need not be unique
     * @param count how often {@link #countDown} must be called; with 0 the latch is open
     * @return the latch
     * @throws IllegalArgumentException if the count is negative
     */
    public static TCountDownLatch named(String name, long count) {
        return new TCountDownLatch(Objects.requireNonNull(name, "name"), count);
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
     * How many calls of {@link #countDown} are still needed. Conflicts with every one of them.
     *
     * @param tx the caller's transaction or snapshot
     * @return 0 or more
     */
    public long count(ReadTxn tx) {
        return count.get(tx);
    }

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
