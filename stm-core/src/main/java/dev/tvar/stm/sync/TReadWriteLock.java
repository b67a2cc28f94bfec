package dev.tvar.stm.sync;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.TxnExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Many readers or one writer. Inside one transaction nobody needs it; it is for work that lasts longer, such as input and
 * output: acquired in one transaction, released in another. To change a write lock into a read lock, release the one and
 * acquire the other in one transaction.
 *
 * <p>A hold has no owner: any thread may release it. The lock is not re-entrant.
 *
 * <p><b>Order.</b> {@link #acquireWrite(Txn)} waits for a moment without a reader, and a stream of readers may keep it
 * waiting for ever. {@link #acquireWriteInTurn()} takes a place in a line first, and whoever comes later waits behind it:
 * those writers do not starve. {@link #acquireReadInTurn()} does the same for a reader among many writers.
 *
 * <p><b>Conflicts.</b> Readers who come and go do not conflict with each other. All methods may be called by any thread.
 */
public final class TReadWriteLock {
    private final TLong readers = TLong.named("TReadWriteLock.readers", 0);
    private final TLong writers = TLong.named("TReadWriteLock.writers", 0);
    private final Line line = new Line("TReadWriteLock.line");

    private TReadWriteLock() {}

    /**
     * A lock that nobody holds.
     *
     * @return the lock
     */
    public static TReadWriteLock create() {
        return new TReadWriteLock();
    }

    /**
     * Becomes a reader; waits until there is no writer and nobody is in the line.
     *
     * @param tx the caller's transaction
     */
    public void acquireRead(Txn tx) {
        tx.check(tryAcquireRead(tx));
    }

    /**
     * Becomes a reader if {@link #acquireRead} would not wait. Never waits.
     *
     * @param tx the caller's transaction
     * @return false if it would wait
     */
    public boolean tryAcquireRead(Txn tx) {
        return line.isEmpty(tx) && claimRead(tx);
    }

    /**
     * Becomes the writer; waits until there is no reader, no writer and nobody in the line.
     *
     * @param tx the caller's transaction
     */
    public void acquireWrite(Txn tx) {
        tx.check(tryAcquireWrite(tx));
    }

    /**
     * Becomes the writer if {@link #acquireWrite} would not wait. Never waits.
     *
     * @param tx the caller's transaction
     * @return false if it would wait
     */
    public boolean tryAcquireWrite(Txn tx) {
        return line.isEmpty(tx) && claimWrite(tx);
    }

    /**
     * Becomes a reader in the order of arrival: waits until all who came before had their turn or gave up, and there is
     * no writer. Takes its place in a transaction of its own, so call it outside any.
     */
    public void acquireReadInTurn() {
        acquireReadInTurn(Line.UNLIMITED, tx -> true);
    }

    /**
     * As {@link #acquireReadInTurn()}, with the limits of {@code executor}, and with a body that belongs to the same
     * transaction as the acquisition. If that fails, nothing is held and the place in the line is free.
     *
     * @param <R> what the body returns
     * @param <X> what the body throws
     * @param executor how to run the transactions; a time limit holds for each of the two
     * @param body what else to do in that transaction
     * @return the result of the body
     * @throws X whatever the body throws
     */
    public <R extends @Nullable Object, X extends Throwable> R acquireReadInTurn(
            TxnExecutor executor, TxnBody<? extends R, ? extends X> body) throws X {
        return line.<R, X>inTurn(executor, tx -> tx.check(claimRead(tx)), body);
    }

    /**
     * Becomes the writer in the order of arrival: waits until all who came before had their turn or gave up, and there is
     * no reader and no writer. Whoever comes later waits behind it. Takes its place in a transaction of its own, so call
     * it outside any.
     */
    public void acquireWriteInTurn() {
        acquireWriteInTurn(Line.UNLIMITED, tx -> true);
    }

    /**
     * As {@link #acquireWriteInTurn()}, with the limits of {@code executor}, and with a body that belongs to the same
     * transaction as the acquisition. If that fails, nothing is held and the place in the line is free.
     *
     * @param <R> what the body returns
     * @param <X> what the body throws
     * @param executor how to run the transactions; a time limit holds for each of the two
     * @param body what else to do in that transaction
     * @return the result of the body
     * @throws X whatever the body throws
     */
    public <R extends @Nullable Object, X extends Throwable> R acquireWriteInTurn(
            TxnExecutor executor, TxnBody<? extends R, ? extends X> body) throws X {
        return line.<R, X>inTurn(executor, tx -> tx.check(claimWrite(tx)), body);
    }

    private boolean claimRead(Txn tx) {
        if (writers.isAtLeast(tx, 1)) {
            return false;
        }
        readers.add(tx, 1);
        return true;
    }

    private boolean claimWrite(Txn tx) {
        if (writers.isAtLeast(tx, 1) || readers.isAtLeast(tx, 1)) {
            return false;
        }
        writers.add(tx, 1);
        return true;
    }

    /**
     * Ends a read. Never waits.
     *
     * @param tx the caller's transaction
     * @throws IllegalStateException if there is no reader
     */
    public void releaseRead(Txn tx) {
        release(tx, readers, "read");
    }

    /**
     * Ends the write. Never waits.
     *
     * @param tx the caller's transaction
     * @throws IllegalStateException if there is no writer
     */
    public void releaseWrite(Txn tx) {
        release(tx, writers, "write");
    }

    private static void release(Txn tx, TLong holders, String kind) {
        if (!holders.isAtLeast(tx, 1)) {
            throw new IllegalStateException("the " + kind + " lock was released, but nobody holds it");
        }
        holders.add(tx, -1);
    }

    /**
     * How many readers there are.
     *
     * @param tx the caller's transaction or snapshot
     * @return 0 or more; 0 while there is a writer
     */
    public long readers(ReadTxn tx) {
        return readers.get(tx);
    }

    /**
     * Whether there is a writer.
     *
     * @param tx the caller's transaction or snapshot
     * @return true while the write lock is held
     */
    public boolean isWriteHeld(ReadTxn tx) {
        return writers.get(tx) > 0;
    }
}
