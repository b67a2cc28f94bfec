package dev.tvar.stm.sync;

import dev.tvar.stm.ReadTxn;
import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnBody;
import dev.tvar.stm.TxnExecutor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lock for many readers or one writer. A single transaction does not need it; it is for work that lasts longer, such
 * as input and output: acquire it in one transaction and release it in another. To downgrade a write lock to a read
 * lock, release the one and acquire the other in one transaction; that does not wait for the queue. An upgrade from a
 * read lock to a write lock works in the same way, but waits until there is no other reader: two readers that both
 * upgrade wait for each other indefinitely.
 *
 * <p>A hold has no owner: any thread may release it. The lock is not re-entrant.
 *
 * <p><b>Order.</b> {@link #acquireWrite(Txn)} waits for a moment without a reader, and a stream of readers may keep it
 * waiting indefinitely. {@link #acquireWriteInTurn()} takes a place in a queue first, and later callers wait behind it:
 * such writers do not starve. {@link #acquireReadInTurn()} does the same for a reader among many writers. A transaction
 * that has released a hold may acquire one without queueing: its release takes effect only when it commits, so it would
 * otherwise wait for a queue that waits for it.
 *
 * <pre>{@code
 * TReadWriteLock lock = TReadWriteLock.create();
 *
 * lock.acquireWriteInTurn();
 * try {
 *     System.out.println("the only writer, and no reader");
 * } finally {
 *     STM.run(lock::releaseWrite);
 * }
 * }</pre>
 *
 * <p><b>Conflicts.</b> Acquisitions and releases of the read lock do not conflict with each other. All methods may be
 * called by any thread.
 */
public final class TReadWriteLock {
    /** The given name, or null. */
    private final @Nullable String name;

    private final TLong readers;
    private final TLong writers;
    private final Line line;

    private TReadWriteLock(@Nullable String name) {
        this.name = name;
        readers = TLong.named(name == null ? "TReadWriteLock.readers" : name + ".readers", 0);
        writers = TLong.named(name == null ? "TReadWriteLock.writers" : name + ".writers", 0);
        line = new Line(name == null ? "TReadWriteLock.line" : name + ".line");
    }

    /**
     * A lock that is not held.
     *
     * @return the lock
     */
    public static TReadWriteLock create() {
        return new TReadWriteLock(null);
    }

    /**
     * A lock that is not held, with a name, which error messages and {@link #toString} show.
     *
     * @param name its name; need not be unique
     * @return the lock
     */
    public static TReadWriteLock named(String name) {
        return new TReadWriteLock(Objects.requireNonNull(name, "name"));
    }

    /**
     * Becomes a reader; waits until there is no writer and the line is empty, or this transaction has released a hold.
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
        return mayClaim(tx) && claimRead(tx);
    }

    /**
     * Becomes the writer; waits until there is no reader and no writer and the line is empty, or this transaction has
     * released a hold.
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
        return mayClaim(tx) && claimWrite(tx);
    }

    /**
     * Becomes a reader in the order of arrival: waits until all earlier callers had their turn or gave up, and there is
     * no writer. Takes its place in a transaction of its own, so call it outside any; inside a transaction of this
     * thread it is {@link #acquireRead}, which goes behind the whole line.
     */
    public void acquireReadInTurn() {
        acquireReadInTurn(Line.UNLIMITED, tx -> true);
    }

    /**
     * As {@link #acquireReadInTurn()}, with the limits of {@code executor}, and with a body that belongs to the same
     * transaction as the acquisition. If that fails, nothing is held and the place in the line is free. Inside a transaction
     * of this thread the limits of the outermost transaction apply, and {@code executor} sets none.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the body may throw
     * @param executor how to run the transactions; a time limit holds for each of the two
     * @param body the rest of that transaction
     * @return the result of the body
     * @throws X any exception that the body throws
     */
    public <R extends @Nullable Object, X extends Throwable> R acquireReadInTurn(
            TxnExecutor executor, TxnBody<? extends R, ? extends X> body) throws X {
        return line.<R, X>inTurn(executor, this::acquireRead, tx -> tx.check(claimRead(tx)), body);
    }

    /**
     * Becomes the writer in the order of arrival: waits until all earlier callers had their turn or gave up, and there
     * is no reader and no writer. Later callers wait behind it. Takes its place in a transaction of its own, so call it
     * outside any; inside a transaction of this thread it is {@link #acquireWrite}, which goes behind the whole line.
     */
    public void acquireWriteInTurn() {
        acquireWriteInTurn(Line.UNLIMITED, tx -> true);
    }

    /**
     * As {@link #acquireWriteInTurn()}, with the limits of {@code executor}, and with a body that belongs to the same
     * transaction as the acquisition. If that fails, nothing is held and the place in the line is free. Inside a transaction
     * of this thread the limits of the outermost transaction apply, and {@code executor} sets none.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the body may throw
     * @param executor how to run the transactions; a time limit holds for each of the two
     * @param body the rest of that transaction
     * @return the result of the body
     * @throws X any exception that the body throws
     */
    public <R extends @Nullable Object, X extends Throwable> R acquireWriteInTurn(
            TxnExecutor executor, TxnBody<? extends R, ? extends X> body) throws X {
        return line.<R, X>inTurn(executor, this::acquireWrite, tx -> tx.check(claimWrite(tx)), body);
    }

    /**
     * Whether the line is empty, or this transaction has released more holds than it acquired: the committed counts
     * less the counts that it sees. If another thread has changed these meanwhile, the transaction cannot commit, since
     * it has read them.
     */
    private boolean mayClaim(Txn tx) {
        return line.isEmpty(tx) || readers.now() - readers.get(tx) + writers.now() - writers.get(tx) > 0;
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

    private void release(Txn tx, TLong holders, String kind) {
        if (!holders.isAtLeast(tx, 1)) {
            throw new IllegalStateException("cannot release the " + kind + " lock of " + this + ": it is not held");
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

    /** Returns the name, or the type and a distinguishing number if there is none. Reads no variable. */
    @Override
    public String toString() {
        return name != null ? name : super.toString();
    }
}
