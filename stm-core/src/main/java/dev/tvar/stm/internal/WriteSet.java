package dev.tvar.stm.internal;

import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction wants to write: per cell a value to store or, for a long, an amount to add. During commit it also
 * holds the stamp words of the cells that are locked, which are always its first {@link #locked} entries.
 *
 * <p>A savepoint is the number of entries together with the length of the undo log. An entry that is older than the
 * innermost savepoint is logged before it is changed, once per savepoint.
 */
final class WriteSet extends CellTable {
    /** How entry {@code entry} was before a nested part changed it. */
    private record Undo(int entry, @Nullable Object ref, long num, boolean add) {}

    private @Nullable Object[] refs = new Object[0];
    private long[] nums = new long[0];
    private boolean[] adds = new boolean[0];
    private long[] words = new long[0];

    /** The savepoint under which an entry was logged last. */
    private int[] loggedUnder = new int[0];

    private final ArrayList<Undo> log = new ArrayList<>(0);

    /** The innermost savepoint: its serial number (0 outside any), and how many entries there were. */
    private int savepoint;

    private int entriesAtSavepoint;
    private int savepointsTaken;

    /** How many entries, from the first, are locked by this transaction. */
    int locked;

    /** Whether this transaction may wait for others while it holds locks: it has the ticket, and they have to give way. */
    boolean patient;

    // ---- entries

    @Nullable
    Object ref(int i) {
        return refs[i];
    }

    /** The value to store, or the amount to add. */
    long num(int i) {
        return nums[i];
    }

    boolean isAdd(int i) {
        return adds[i];
    }

    void put(RefCell cell, @Nullable Object value) {
        int i = entryToChange(cell);
        refs[i] = value;
    }

    void put(LongCell cell, long value) {
        int i = entryToChange(cell);
        nums[i] = value;
        adds[i] = false;
    }

    void putAdd(LongCell cell, long delta) {
        int i = entryToChange(cell);
        nums[i] = delta;
        adds[i] = true;
    }

    /** Turns each add into the value to store; only when all is locked. Throws ArithmeticException and is then undefined. */
    void resolveAdds() {
        for (int i = 0; i < size(); i++) {
            if (adds[i]) {
                LongCell cell = (LongCell) cell(i);
                nums[i] = cell.sum(cell.value, nums[i]);
                adds[i] = false;
            }
        }
    }

    private int entryToChange(Cell cell) {
        int i = find(cell);
        if (i < 0) {
            i = append(cell);
            if (i >= refs.length) {
                growTo(Math.max(8, 2 * i));
            }
            loggedUnder[i] = savepoint;
        } else if (i < entriesAtSavepoint && loggedUnder[i] != savepoint) {
            log.add(new Undo(i, refs[i], nums[i], adds[i]));
            loggedUnder[i] = savepoint;
        }
        return i;
    }

    @Override
    void growTo(int capacity) {
        refs = Arrays.copyOf(refs, capacity);
        nums = Arrays.copyOf(nums, capacity);
        adds = Arrays.copyOf(adds, capacity);
        words = Arrays.copyOf(words, capacity);
        loggedUnder = Arrays.copyOf(loggedUnder, capacity);
    }

    // ---- savepoints

    /** Where a nested part began; the outer savepoint comes back when it ends. */
    record Savepoint(int entries, int logged, int outer, int outerEntries) {}

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
                refs[undo.entry] = undo.ref;
                nums[undo.entry] = undo.num;
                adds[undo.entry] = undo.add;
                loggedUnder[undo.entry] = 0;
            }
            Arrays.fill(refs, from.entries, size(), null);
            truncate(from.entries);
        }
        keep(from);
    }

    @Override
    void clear() {
        Arrays.fill(refs, 0, size(), null);
        super.clear();
        log.clear();
        savepoint = 0;
        entriesAtSavepoint = 0;
        savepointsTaken = 0;
        locked = 0;
        patient = false;
    }

    // ---- locks, used by Commit

    /** Locks the next entry; {@code word} is what its stamp was before. */
    boolean lockNext(long word) {
        boolean done = cell(locked).tryLock(word);
        if (done) {
            words[locked] = word;
            locked++;
        }
        return done;
    }

    /** The stamp word that the entry had before it was locked. */
    long wordBefore(int i) {
        return words[i];
    }

    boolean holdsLockOf(Cell cell) {
        if (locked == 0) {
            return false;
        }
        int i = find(cell);
        return i >= 0 && i < locked;
    }

    /** Whether someone who has waited so many rounds for another's lock must give up, lest two wait for each other. */
    boolean mustNotWait(int rounds) {
        return locked > 0 && !patient && rounds >= Spin.WITH_LOCKS_HELD;
    }
}
