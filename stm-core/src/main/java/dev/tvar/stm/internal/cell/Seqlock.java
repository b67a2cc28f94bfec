package dev.tvar.stm.internal.cell;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Read a value together with its version, and write both, without a shared write by the reader.
 *
 * Mechanism. Each cell is a seqlock: a reader reads the stamp, the value, and the stamp again, and has both if the two
 * stamps are equal and not locked. A committer locks the stamp by a CAS, stores the value, and stores the new stamp.
 *
 * Why it is right. Two fences order the plain accesses to the value; each is the partner of the other. The committer's
 * store fence lies between the lock and the value: a reader that sees the value could have seen the lock. The reader's
 * load fence lies between the value and the second read of the stamp: it does see the lock then, or a later stamp. The
 * stamp is stored last by a release, and read first by an acquire, so that its value is seen, too. (Boehm, "Can Seqlocks
 * Get Along with Programming Language Memory Models?", MSPC 2012.)
 */

/**
 * The accesses to the stamp and value of a cell. They are static, since a public method of {@link Cell} would be a
 * method of TVar and TLong as well.
 */
public final class Seqlock {
    /** The longest pause after a try to commit, as a power of two of {@link Thread#onSpinWait}. */
    private static final int MOMENT_EXPONENT = 5;

    private static final VarHandle STAMP;
    private static final VarHandle PREVIOUS;

    static {
        try {
            STAMP = MethodHandles.lookup().findVarHandle(Cell.class, "stamp", long.class);
            PREVIOUS = MethodHandles.lookup().findVarHandle(LongCell.class, "previous", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Seqlock() {}

    // ---- read side

    /**
     * Reads the word, and with it everything that was written before it was stored. Ordered with all locks
     * and clock accesses.
     */
    public static long stamp(Cell cell) {
        Seam.goes(Step.LOOK_AT_STAMP, cell);
        long word = cell.stamp;
        Seam.goes(Step.LOOKED_AT_STAMP, cell);
        return word;
    }

    /** Whether the word is still this one, after a read of the value: the second half of a seqlock read. */
    public static boolean isStill(Cell cell, long word) {
        return !Seam.goes(Step.COMPARE_STAMPS, cell) || stampAfterValue(cell) == word;
    }

    /**
     * After a read of the value: whether its word is still this one, and not locked, and another cell has that word.
     * One comparison for all three, which keeps the code of a read short.
     */
    public static boolean areStill(Cell cell, long word, Cell other, long otherWord) {
        return Seam.ON ? areStillInSteps(cell, word, other, otherWord) : areEqual(cell, word, other, otherWord);
    }

    private static boolean areStillInSteps(Cell cell, long word, Cell other, long otherWord) {
        if (other == cell) {
            return isStill(cell, word) && !Stamp.isLocked(word); // one step is enough for one cell
        }
        return !Seam.goes(Step.COMPARE_STAMPS, cell) || areEqual(cell, word, other, otherWord);
    }

    private static boolean areEqual(Cell cell, long word, Cell other, long otherWord) {
        return (stampAfterValue(cell) ^ word | Stamp.difference(stamp(other), otherWord) | Stamp.lockOf(word)) == 0;
    }

    private static long stampAfterValue(Cell cell) {
        VarHandle.loadLoadFence(); // keeps the read of the value before the read of the word
        return (long) STAMP.getOpaque(cell); // opaque: the fence orders it, and no other ordering is needed
    }

    /** The word, for tests: not a step. */
    static long peek(Cell cell) {
        return (long) STAMP.getOpaque(cell);
    }

    /** Waits a moment, and until a cell is not locked. */
    public static void awaitUnlocked(@Nullable Cell cell) {
        if (Seam.goes(Step.BACK_OFF, cell)) {
            Spin.atRandom(MOMENT_EXPONENT);
        }
        for (int spins = 0; cell != null && Stamp.isLocked(stamp(cell)); spins++) {
            Spin.pause(spins);
        }
    }

    // ---- write side

    public static boolean tryLock(Cell cell, long word) {
        return !Seam.goes(Step.LOCK, cell) || STAMP.compareAndSet(cell, word, Stamp.locked(word));
    }

    /** Separates all locks taken before from all stores after: no value is seen before the lock on its cell. */
    public static void beginStores() {
        VarHandle.storeStoreFence();
    }

    /** Stores a value, of which a cell takes the number or the reference; only while locked. */
    public static void store(Cell cell, long number, @Nullable Object reference) {
        if (Seam.goes(Step.STORE, cell)) {
            cell.store(number, reference);
        }
    }

    /**
     * Releases the lock. Release: a thread that sees the word sees the value stored before; nothing is read after it.
     */
    public static void unlock(Cell cell, long word) {
        if (Seam.goes(Step.RELEASE, cell)) {
            STAMP.setRelease(cell, word);
        }
    }

    /** Returns the value, to be saved for a snapshot; only while locked. */
    public static Saved save(Cell cell) {
        return cell.save();
    }

    // ---- the bounds of a number

    /** Whether the cell may have this value: a comparison. */
    public static boolean allows(LongCell cell, long number) {
        return cell.allows(number);
    }

    /** The exception for a value that the cell does not allow. */
    public static RuntimeException refusal(LongCell cell, long number) {
        return cell.refusal(number);
    }

    // ---- the previous value of a number

    /** The previous value; whatever is read after it is as new as the value. */
    public static long previous(LongCell cell) {
        long value = (long) PREVIOUS.getOpaque(cell); // opaque: in one piece; the fence orders it
        VarHandle.loadLoadFence(); // keeps it before the search for the value that it has replaced
        return value;
    }

    /** Keeps the present value as the previous one; only while locked. */
    public static void keepPrevious(LongCell cell) {
        VarHandle.storeStoreFence(); // the value that it replaces has been moved to a table before
        PREVIOUS.setOpaque(cell, cell.value); // opaque: in one piece; the stamp, stored later, publishes it
    }

    // ---- waiters

    /** The wait list of a cell. */
    public static WaitList waiters(Cell cell) {
        return cell.waiters();
    }

    public static boolean trySetAwaited(Cell cell, long word) {
        return !Seam.goes(Step.SET_AWAITED, cell) || STAMP.compareAndSet(cell, word, Stamp.awaited(word));
    }
}
