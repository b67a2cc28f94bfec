package dev.tvar.stm.internal;

import org.jspecify.annotations.Nullable;

/** The steps of another committer on a variable, one method each. */
final class Cells {
    private Cells() {}

    static long word(Cell cell) {
        return Seqlock.peek(cell);
    }

    static WaitList waiters(Cell cell) {
        return cell.waiters();
    }

    /** Puts a waiter of this thread on the list. */
    static WaitList.Place enter(Cell cell) {
        return cell.waiters().add(cell, new WaitNode(true), null);
    }

    static long version(Cell cell) {
        return Stamp.version(Seqlock.peek(cell));
    }

    static boolean isLocked(Cell cell) {
        return Stamp.isLocked(Seqlock.peek(cell));
    }

    static boolean isAwaited(Cell cell) {
        return Stamp.isAwaited(Seqlock.peek(cell));
    }

    static void lock(Cell cell) {
        if (!Seqlock.tryLock(cell, Seqlock.peek(cell))) {
            throw new AssertionError("locked already");
        }
    }

    /** Releases the lock with the version unchanged. */
    static void unlock(Cell cell) {
        long word = Seqlock.peek(cell);
        Seqlock.unlock(cell, Stamp.withAwaitedOf(Stamp.ofVersion(Stamp.version(word)), word));
    }

    /** Writes a variable, which may be locked already, and increments its version. */
    static void write(LongCell cell, long value) {
        write(cell, value, version(cell) + 1);
    }

    static void write(LongCell cell, long value, long version) {
        cell.value = value;
        Seqlock.unlock(cell, Stamp.ofVersion(version));
    }

    static void write(RefCell cell, @Nullable Object value, long version) {
        cell.value = value;
        Seqlock.unlock(cell, Stamp.ofVersion(version));
    }

    static void setVersion(Cell cell, long version) {
        Seqlock.unlock(cell, Stamp.ofVersion(version));
    }

    static void setAwaited(Cell cell) {
        if (!Seqlock.trySetAwaited(cell, Seqlock.peek(cell))) {
            throw new AssertionError("the stamp has changed");
        }
    }
}
