package dev.tvar.stm.internal.access;

import dev.tvar.stm.internal.cell.Cell;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Record which variables the attempt has read, compared and written, at the cost of a few plain stores for small
 * transactions, the common case, and of constant time per access for large ones.
 *
 * Mechanism. One chain of entries in the order of first use, for reads and writes alike: read set and write set in one,
 * so that a variable that is read and then written is entered, found, locked and cleared once. Entries are created when
 * first needed, stay linked, and are reused by later attempts: to enter a variable is to fill the next entry and move
 * {@code last}. A few are found by walking back from {@code last}; more through a hash table ({@link AccessTable}), which
 * is filled at the first search among more entries than WALK_LIMIT. An attempt that has only read does not search
 * before: it enters a variable again instead. Entries are never removed during an attempt: an undone write leaves an
 * entry without a write.
 *
 * Why a chain. Walking it needs no bounds check, and storing into it no check of the element's type, and the compiler makes
 * a handful of instructions of a loop over two entries, where it unrolls one over an array (docs/decisions/0015).
 *
 * Cost. 64 bytes per entry, for reads, too.
 */

/** The variables that an attempt has used, in the order of first use. An attempt is its own set: one object. */
public abstract class AccessSet extends AttemptEnd {
    /** The number of entries that are checked one by one for each newer variable that is read. */
    static final int FEW = 3;

    /** The number of entries up to which a search walks the chain; beyond it, a search uses the hash table. */
    private static final int WALK_LIMIT = 24;

    /** The number of entries up to which all are kept for the next attempt; of more, the garbage collector may take all but two. */
    static final int KEEP_LIMIT = 1 << 16;

    // Bits of everFlagged above those of Access
    static final int NESTED = 1 << 30; // there was a nested part
    private static final int LARGE = 1 << 29; // there are more entries than WALK_LIMIT
    public static final int REFERS = 1 << 27; // an entry may hold a reference to write
    private static final int CLOSED = 1 << 26; // nothing may be read or written any more
    public static final int BOUNDED = 1 << 25; // a number with bounds may have been written

    /** The first entry of the chain. */
    public final Access first = new Access(null);

    /** The entry used last, if more than two are in use. */
    private @Nullable Access last;

    /** Created at the first search among many entries. */
    private @Nullable AccessTable table;

    /** Created for the first nested part, and kept. */
    private @Nullable Savepoints savepoints;

    /** The number of entries, from the first, whose writes the innermost nested part may have to restore. */
    int covered;

    /** All flags that entries ever had in this attempt, except {@link Access#READ}; and the bits above. */
    int everFlagged;

    // ---- to go through all: for (Access a = first(), end = end(); a != end; a = next(a)) { ... }

    /** The first entry, or the end. */
    @SuppressWarnings("NullAway") // null only where it is the end
    public Access first() {
        return first;
    }

    /** The entry after the last, which is not in use; may be null, and is never dereferenced. */
    @SuppressWarnings("NullAway") // as it says
    public Access end() {
        Access newest = last();
        return newest == null ? first : newest.next;
    }

    /** The entry after this one, or the end. */
    @SuppressWarnings("NullAway") // null only where it is the end
    public static Access next(Access a) {
        return a.next;
    }

    /** The entry used last, if there is one. */
    public @Nullable Access last() {
        return last != null ? last : lastOfTwo();
    }

    /** Of the first two entries those with a variable are in use. */
    private @Nullable Access lastOfTwo() {
        Access second = first.next;
        return second != null && second.cell != null ? second : firstInUse();
    }

    private @Nullable Access firstInUse() {
        return first.cell != null ? first : null;
    }

    public int size() {
        Access newest = last();
        return newest == null ? 0 : newest.index;
    }

    /** Whether an entry ever had one of these flags, of which {@link Access#READ} is none. */
    public boolean hasAny(int flag) {
        return (everFlagged & flag) != 0;
    }

    public boolean hasWrites() {
        return Access.writes(everFlagged);
    }

    /** From now on a number with bounds may be written, so that the commit has to check bounds. */
    public final void needBounds() {
        everFlagged |= BOUNDED;
    }

    // ---- finding and entering

    /** The entry of the variable, or null. If a variable was entered more than once: the newest. */
    public @Nullable Access find(Cell cell) {
        return (everFlagged & LARGE) != 0 ? findInTable(cell) : walkTo(cell);
    }

    private @Nullable Access walkTo(Cell cell) {
        for (Access a = last(); a != null; a = a.previous) {
            if (a.cell == cell) {
                return a;
            }
        }
        return null;
    }

    /**
     * The entry in which a read of the variable is to be recorded, or null for a new one: while the set is small and
     * has no writes, entering a variable again costs less than a search.
     */
    public @Nullable Access findForRead(Cell cell) {
        int flags = everFlagged;
        return flags == 0 ? null : flags == LARGE ? findInTable(cell) : findForUse(cell);
    }

    /** As {@link #find}, for a barrier: throws if this is closed. */
    public @Nullable Access findForUse(Cell cell) {
        if ((everFlagged & (LARGE | CLOSED)) != 0) {
            refuseIfClosed();
            return find(cell);
        }
        return walkTo(cell);
    }

    /** Records a read in this entry, or in a new one, with the value read if the cell holds a long. */
    public void recordRead(@Nullable Access found, Cell cell, long word, long value) {
        if (found == null) {
            enter(cell).readFirst(word, value);
        } else {
            found.read(word, value);
        }
    }

    /** Records an answer in this entry, or in a new one. */
    public void recordAnswer(@Nullable Access found, Cell cell, long version, long low, long high) {
        if (!hasAny(Access.ANSWERED)) {
            endQuick();
        }
        entryFor(found, cell).answered(version, low, high);
        everFlagged |= Access.ANSWERED;
    }

    /**
     * Returns the entry of the variable to write to, found or new: one check on the fast path, where the two methods
     * below need two.
     */
    public Access toWrite(Cell cell, int flag) {
        if ((everFlagged & (LARGE | NESTED | CLOSED)) != 0) {
            return toWrite(findForUse(cell), cell, flag);
        }
        Access access = entryFor(walkTo(cell), cell);
        everFlagged |= flag;
        return access;
    }

    /** The entry to write to: this one, or a new one. The caller stores or adds at once. */
    public Access toWrite(@Nullable Access found, Cell cell, int flag) {
        Access access = entryFor(found, cell);
        int former = everFlagged;
        if ((former & NESTED) != 0 && access.index <= covered) {
            savepoints().log(access);
        }
        everFlagged = former | flag;
        return access;
    }

    /** The nested parts. */
    public Savepoints savepoints() {
        Savepoints present = savepoints;
        if (present == null) {
            present = new Savepoints(this);
            savepoints = present;
        }
        return present;
    }

    /** Begins a nested part: it may have to restore the writes of all entries up to here. */
    void cover() {
        endQuick();
        covered = size();
        everFlagged |= NESTED;
    }

    private Access entryFor(@Nullable Access found, Cell cell) {
        if (found != null) {
            return found;
        }
        Access entry = enter(cell);
        entry.begin();
        return entry;
    }

    /** A new entry; from now on the variable is found there. The caller records its use at once. */
    private Access enter(Cell cell) {
        Access before = last();
        Access entry = before == null ? first : before.next;
        if (entry == null) {
            entry = new Access(before);
        }
        if (entry.index > WALK_LIMIT) {
            enterBeyondWalk(entry, cell);
        }
        entry.cell = cell; // from here on nothing is called that could fail half-way
        if (entry.index > 2) {
            last = entry;
        }
        return entry;
    }

    // ---- closing

    /** From now on barriers find and enter nothing: a flag, which they check together with others. */
    public final void close() {
        everFlagged |= CLOSED; // before a call that may fail: the general barriers refuse
        endQuick();
    }

    public final void reopen() {
        everFlagged &= ~CLOSED;
    }

    /** Whether a barrier has to log what it changes, or may change nothing. */
    final boolean isRestricted() {
        return (everFlagged & (NESTED | CLOSED)) != 0;
    }

    /** Throws if this is closed. */
    public abstract void refuseIfClosed();

    /** Switches the quick barriers off; called before an entry gets what they do not expect. See {@link QuickSet}. */
    protected abstract void endQuick();

    /** Switches them on again, when the set is empty. */
    protected abstract void beginQuick();

    // ---- clearing

    /** Clears everything. */
    public void clear() {
        if ((everFlagged & ~(Access.SET | BOUNDED)) != 0) {
            clearMore();
        }
        first.clear();
        Access second = first.next;
        if (second != null) {
            second.clear();
            if (last != null) {
                clearFromThird(second, last);
            }
        }
        everFlagged = 0;
    }

    private void clearMore() {
        if ((everFlagged & REFERS) != 0) {
            clearReferences();
        }
        if ((everFlagged & NESTED) != 0) {
            savepoints().clear();
        }
        if (table != null) {
            endTable(table);
        }
        beginQuick();
    }

    private void clearFromThird(Access second, Access newest) {
        for (Access a = newest; a != second && a != null; a = a.previous) {
            a.clear();
        }
        if (newest.index > KEEP_LIMIT) {
            second.next = null;
        }
        last = null;
    }

    private void clearReferences() {
        for (Access a = last(); a != null; a = a.previous) {
            a.ref = null;
        }
    }

    // ---- sets too large to walk

    private @Nullable Access findInTable(Cell cell) {
        AccessTable present = table;
        if (present == null || !present.isFilled()) {
            present = fillTable();
        }
        return present.find(cell);
    }

    private AccessTable fillTable() {
        AccessTable present = table;
        if (present == null) {
            present = new AccessTable();
            table = present;
        }
        present.begin(last(), size());
        return present;
    }

    private void enterBeyondWalk(Access entry, Cell cell) {
        if (table != null && table.isFilled()) {
            table.enter(entry, cell);
        }
        everFlagged |= LARGE;
    }

    private void endTable(AccessTable present) {
        int count = size();
        if (count > KEEP_LIMIT) {
            table = null;
        } else {
            present.end(count);
        }
    }
}
