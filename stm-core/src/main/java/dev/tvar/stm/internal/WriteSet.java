package dev.tvar.stm.internal;

import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction wants to write: per cell a value to store or, for a long, an amount to add. During commit it also
 * holds the stamp words of the cells that are locked, which are always its first {@link #locked()} entries.
 *
 * <p>A savepoint is the number of entries together with the length of the undo log. An entry that is older than the
 * innermost savepoint is logged before it is changed, once per savepoint.
 */
final class WriteSet extends CellTable {
    /** What is to be written to one cell. Kept from transaction to transaction, so that a steady stream makes no garbage. */
    private static final class Entry {
        @Nullable
        Object ref;

        /** The value to store, or the amount to add. */
        long num;

        boolean isAdd;

        /** The savepoint under which this was logged last. */
        int loggedUnder;

        /** The stamp that the cell had before it was locked. */
        long word;
    }

    /** How an entry was before a nested part changed it. */
    private record Undo(int entry, @Nullable Object ref, long num, boolean isAdd) {}

    /** Where a nested part began; the outer savepoint comes back when it ends. */
    record Savepoint(int entries, int logged, int outer, int outerEntries) {}

    private Entry[] entries = new Entry[0];
    private final ArrayList<Undo> log = new ArrayList<>(0);

    /** The innermost savepoint: its serial number (0 outside any), and how many entries there were. */
    private int savepoint;

    private int entriesAtSavepoint;
    private int savepointsTaken;

    private int locked;
    private long greatestVersion;
    private boolean awaited;
    private boolean gaveUpWaiting;

    /** Whether this transaction may wait for others while it holds locks: it has the ticket, and they have to give way. */
    boolean patient;

    // ---- entries

    @Nullable
    Object ref(int i) {
        return entries[i].ref;
    }

    /** The value to store, or the amount to add. */
    long num(int i) {
        return entries[i].num;
    }

    boolean isAdd(int i) {
        return entries[i].isAdd;
    }

    /** Sets the value to store; {@code i} is what {@link #find} says of the cell, here and below. */
    void put(int i, RefCell cell, @Nullable Object value) {
        entryToChange(i, cell).ref = value;
    }

    void put(int i, LongCell cell, long value) {
        Entry entry = entryToChange(i, cell);
        entry.num = value;
        entry.isAdd = false;
    }

    void putAdd(int i, LongCell cell, long delta) {
        Entry entry = entryToChange(i, cell);
        entry.num = delta;
        entry.isAdd = true;
    }

    private Entry entryToChange(int found, Cell cell) {
        int i = found;
        if (i < 0) {
            i = append(cell);
            Entry entry = entries[i];
            entry.isAdd = false;
            entry.loggedUnder = savepoint;
            return entry;
        }
        Entry entry = entries[i];
        if (i < entriesAtSavepoint && entry.loggedUnder != savepoint) {
            log.add(new Undo(i, entry.ref, entry.num, entry.isAdd));
            entry.loggedUnder = savepoint;
        }
        return entry;
    }

    @Override
    void resize(int capacity) {
        int kept = Math.min(entries.length, capacity);
        entries = Arrays.copyOf(entries, capacity);
        for (int i = kept; i < capacity; i++) {
            entries[i] = new Entry();
        }
    }

    @Override
    void clear() {
        for (int i = 0; i < size(); i++) {
            entries[i].ref = null;
        }
        super.clear();
        if (savepointsTaken > 0) {
            log.clear();
            savepoint = 0;
            entriesAtSavepoint = 0;
            savepointsTaken = 0;
        }
        patient = false;
        gaveUpWaiting = false;
        forgetLocks();
    }

    // ---- savepoints

    Savepoint save() {
        Savepoint here = new Savepoint(size(), log.size(), savepoint, entriesAtSavepoint);
        savepoint = ++savepointsTaken;
        entriesAtSavepoint = size();
        return here;
    }

    /** Ends the nested part; what it wrote stays. */
    void keep(Savepoint from) {
        savepoint = from.outer;
        entriesAtSavepoint = from.outerEntries;
        if (savepoint == 0) {
            log.clear();
        }
    }

    /** Ends the nested part and undoes what it wrote. */
    void undo(Savepoint from) {
        if (Seam.goes(Seam.Step.UNDO, null)) {
            for (int k = log.size() - 1; k >= from.logged; k--) {
                Undo undo = log.remove(k);
                Entry entry = entries[undo.entry];
                entry.ref = undo.ref;
                entry.num = undo.num;
                entry.isAdd = undo.isAdd;
                entry.loggedUnder = 0;
            }
            for (int i = from.entries; i < size(); i++) {
                entries[i].ref = null;
            }
            truncate(from.entries);
        }
        keep(from);
    }

    // ---- locks and sums, used by Commit

    /** How many entries, from the first, are locked by this transaction. */
    int locked() {
        return locked;
    }

    /** Locks the next entry's cell if its stamp still is {@code word}. */
    boolean lockNext(long word) {
        if (!cell(locked).tryLock(word)) {
            return false;
        }
        entries[locked].word = word;
        locked++;
        greatestVersion = Math.max(greatestVersion, Stamp.version(word));
        awaited |= Stamp.isAwaited(word);
        gaveUpWaiting = false;
        return true;
    }

    void forgetLocks() {
        locked = 0;
        greatestVersion = 0;
        awaited = false;
    }

    /** The stamp that the cell had before it was locked. */
    long wordBefore(int i) {
        return entries[i].word;
    }

    /** The greatest version among the locked cells. */
    long greatestVersion() {
        return greatestVersion;
    }

    /** Whether someone waits for one of the locked cells. */
    boolean isAwaited() {
        return awaited;
    }

    boolean holdsLockOf(Cell cell) {
        if (locked == 0) {
            return false;
        }
        int i = find(cell);
        return i >= 0 && i < locked;
    }

    /**
     * Whether someone who has waited so many rounds for another's lock must give up, lest two wait for each other. Who
     * holds no lock, or has the ticket, may wait on.
     */
    boolean mustNotWait(int rounds) {
        if (locked > 0 && !patient && rounds >= Spin.WITH_LOCKS_HELD) {
            gaveUpWaiting = true;
            return true;
        }
        return false;
    }

    /** Whether the last try to commit was given up because another had something locked. */
    boolean gaveUpWaiting() {
        return gaveUpWaiting;
    }

    /** Turns each add into the value to store; only when all is locked. Throws ArithmeticException and is then undefined. */
    void resolveAdds() {
        for (int i = 0; i < size(); i++) {
            Entry entry = entries[i];
            if (entry.isAdd) {
                LongCell cell = (LongCell) cell(i);
                entry.num = cell.sum(cell.value, entry.num);
                entry.isAdd = false;
            }
        }
    }
}
