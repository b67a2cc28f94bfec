package dev.tvar.stm.internal.cell;

import org.jspecify.annotations.Nullable;

/** The steps of another committer on a variable, one method each. */
public final class Cells {
    private Cells() {}

    public static long word(Cell cell) {
        return Seqlock.peek(cell);
    }

    public static WaitList waiters(Cell cell) {
        return cell.waiters();
    }

    /** Puts a waiter of this thread on the list. */
    public static WaitList.Place enter(Cell cell) {
        return cell.waiters().add(cell, new Sleeper(true), null);
    }

    public static long version(Cell cell) {
        return Stamp.version(Seqlock.peek(cell));
    }

    public static boolean isLocked(Cell cell) {
        return Stamp.isLocked(Seqlock.peek(cell));
    }

    public static boolean isAwaited(Cell cell) {
        return Stamp.isAwaited(Seqlock.peek(cell));
    }

    public static void lock(Cell cell) {
        if (!Seqlock.tryLock(cell, Seqlock.peek(cell))) {
            throw new AssertionError("locked already");
        }
    }

    /** Releases the lock with the version unchanged. */
    public static void unlock(Cell cell) {
        long word = Seqlock.peek(cell);
        Seqlock.unlock(cell, Stamp.withAwaitedOf(Stamp.ofVersion(Stamp.version(word)), word));
    }

    /** Writes a variable, which may be locked already, and increments its version. */
    public static void write(LongCell cell, long value) {
        write(cell, value, version(cell) + 1);
    }

    public static void write(LongCell cell, long value, long version) {
        cell.value = value;
        Seqlock.unlock(cell, Stamp.ofVersion(version));
    }

    public static void write(RefCell cell, @Nullable Object value, long version) {
        cell.value = value;
        Seqlock.unlock(cell, Stamp.ofVersion(version));
    }

    public static void setVersion(Cell cell, long version) {
        Seqlock.unlock(cell, Stamp.ofVersion(version));
    }

    public static void setAwaited(Cell cell) {
        if (!Seqlock.trySetAwaited(cell, Seqlock.peek(cell))) {
            throw new AssertionError("the stamp has changed");
        }
    }
}
