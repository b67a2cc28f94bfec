package dev.tvar.stm.internal.access;

import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.cell.NoCell;
import dev.tvar.stm.internal.cell.RefCell;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.cell.Stamp;
import dev.tvar.stm.internal.seam.Recorder;
import dev.tvar.stm.internal.seam.Seam;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Most transactions read and write one or two variables. Make these accesses so short that HotSpot compiles them
 * into each body, and that sixteen bodies fit into the instruction cache of a processor.
 *
 * Mechanism. While {@link #quick} is the first entry of the chain, a barrier compares the variable with the first two
 * entries. It uses the entry that has the variable, or enters the variable in the one that is free, without a search and
 * without the bound of the attempt. In all other cases it calls the general barrier, which works on the same entries. A
 * long is returned from its entry; the variable is not read again. Whatever makes the entry of a long something
 * else than its value (an add, an answer), or forbids to use it at once (a nested part has to log it, the attempt is
 * doomed), sets {@code quick} to an entry with a cell that is no variable, until the set is cleared: reads and writes are
 * general then. An add and a comparison start from the first entry itself, and ask a flag instead: they do not need to
 * know what other entries hold.
 *
 * Why it is right. After the read of a second variable, both stamps are what they were when the values were read: so
 * both values belong to the moment of that comparison, see (4) in {@link dev.tvar.stm.internal.cell.Clock}. A first
 * entry that was not read has no stamp, and equals none. No variable is entered in one of the first two entries and again
 * in a later one: the barriers find it there, and when quick is switched off the set has flags, with which general
 * barriers search.
 *
 * Cost. No more than a load and a comparison for attempts that access more (SpecTM, which has an interface of its own for
 * short transactions: Dragojevic and Harris, "STM in the Small", EuroSys 2012).
 */

/** The accesses to the first two variables of an attempt. */
public abstract class QuickSet extends AccessSet {
    /** An entry that is followed by itself, and that no variable is equal to. */
    private static final Access NONE = Access.ofNone(new NoCell());

    /** The first entry, or NONE: while this is set, barriers are general. */
    private Access quick = first;

    protected QuickSet() {
        new Access(first); // the second entry
    }

    /**
     * Reads a variable.
     *
     * @param cell the variable
     * @return its value, as the attempt sees it
     */
    public final long read(LongCell cell) {
        Access one = quick;
        Access a = one;
        Cell there = a.cell;
        Cell witness = cell;
        if (there != null && there != cell) {
            witness = there;
            a = next(a);
            there = a.cell;
        }
        if (there == cell) {
            recordOwn(a);
            return a.num;
        }
        if (there == null) {
            long word = Seqlock.stamp(cell);
            long value = cell.value;
            a.word = word; // so that the first variable is its own witness, without a branch
            if (Seqlock.areStill(cell, word, witness, one.word)) {
                a.enterRead(cell, value);
                Recorder.sawLong(cell, Stamp.version(word), false, value);
                return value;
            }
        }
        return readGenerally(cell);
    }

    private static void recordOwn(Access a) {
        if (Seam.ON) {
            a.recordRead();
        }
    }

    /**
     * Writes a variable.
     *
     * @param cell the variable
     * @param value its new value
     */
    public final void write(LongCell cell, long value) {
        Access a = quick;
        if (a.cell != cell) {
            a = next(a);
        }
        if (a.cell == cell) {
            a.set(value);
            everFlagged |= Access.SET;
            Recorder.wrote(cell, value, null);
        } else {
            writeGenerally(cell, value);
        }
    }

    /**
     * Reads a variable. Its value is not kept, which would cost the collector's barriers.
     *
     * @param cell the variable
     * @return its value, as the attempt sees it
     */
    public final @Nullable Object read(RefCell cell) {
        Access one = quick;
        Access a = one;
        Cell there = a.cell;
        Cell witness = cell;
        if (there != null && there != cell) {
            witness = there;
            a = next(a);
            there = a.cell;
        }
        if (there == cell) {
            return readAgain(cell, a);
        }
        if (there == null) {
            long word = Seqlock.stamp(cell);
            Object value = cell.value;
            a.word = word; // as above
            if (Seqlock.areStill(cell, word, witness, one.word)) {
                a.enterRead(cell, 0);
                Recorder.sawRef(cell, Stamp.version(word), false, value);
                return value;
            }
        }
        return readGenerally(cell);
    }

    /**
     * Writes a variable.
     *
     * @param cell the variable
     * @param value its new value
     * @return whether this attempt had not written it, or has undone that write
     */
    public final boolean write(RefCell cell, @Nullable Object value) {
        Access a = quick;
        if (a.cell != cell) {
            a = next(a);
        }
        if (a.cell == cell) {
            boolean isFirst = !a.isWritten();
            a.set(value);
            everFlagged |= Access.SET | REFERS;
            Recorder.wrote(cell, 0, value);
            return isFirst;
        }
        return writeGenerally(cell, value);
    }

    /**
     * Adds to a variable: blindly, unless this attempt knows its value or the adds overflow among themselves.
     *
     * @param cell the variable
     * @param delta the amount to add
     */
    public final void add(LongCell cell, long delta) {
        Access a = first;
        Cell there = a.cell;
        if (there != null && there != cell) {
            a = next(a);
            there = a.cell;
        }
        boolean isNew = there == null;
        if ((isNew || there == cell && a.isOnlyCompared()) && !isRestricted()) {
            if (isNew) {
                endQuick();
                a.enterAdd(cell, delta);
            } else {
                a.add(delta);
            }
            everFlagged |= Access.ADD;
            Recorder.added(cell, delta);
        } else {
            addGenerally(cell, delta);
        }
    }

    /**
     * Compares a variable with a limit; the attempt depends on the answer from now on.
     *
     * @param cell the variable
     * @param limit the limit
     * @return whether the value, as the attempt sees it, is the limit or more
     */
    public final boolean isAtLeast(LongCell cell, long limit) {
        Access a = first;
        Cell there = a.cell;
        Cell witness = cell;
        if (there != null && there != cell) {
            witness = there;
            a = next(a);
            there = a.cell;
        }
        if (there == null && !isRestricted()) {
            long word = Seqlock.stamp(cell);
            long value = cell.value;
            if (Seqlock.areStill(cell, word, witness, witness == cell ? word : first.word)) {
                endQuick();
                boolean answer = value >= limit;
                a.enterAnswer(cell, word, answer, limit);
                everFlagged |= Access.ANSWERED;
                Recorder.compared(cell, Stamp.version(word), limit, answer);
                return answer;
            }
        }
        return isAtLeastGenerally(cell, limit);
    }

    // ---- the general barriers

    protected abstract long readGenerally(LongCell cell);

    protected abstract void addGenerally(LongCell cell, long delta);

    protected abstract boolean isAtLeastGenerally(LongCell cell, long limit);

    protected abstract void writeGenerally(LongCell cell, long value);

    protected abstract @Nullable Object readGenerally(RefCell cell);

    /** Reads a variable that has an entry. */
    protected abstract @Nullable Object readAgain(RefCell cell, Access own);

    protected abstract boolean writeGenerally(RefCell cell, @Nullable Object value);

    @Override
    protected final void endQuick() {
        quick = NONE;
    }

    @Override
    protected final void beginQuick() {
        quick = first;
    }
}
