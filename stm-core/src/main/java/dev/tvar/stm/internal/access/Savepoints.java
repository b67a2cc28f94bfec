package dev.tvar.stm.internal.access;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The nested parts of an attempt, and the writes that they have changed. A savepoint is the number of entries together
 * with the length of the undo log. The write of an entry that is older than the innermost savepoint is logged before it
 * is changed, once per savepoint. The reads of the part stay recorded: the attempt depends on them even if the part is
 * undone.
 */
public final class Savepoints {
    /** The former state of a write that a nested part has changed. */
    private record Undo(Access access, int flags, @Nullable Object ref, long num) {}

    /** Where a nested part began; the outer savepoint is restored when the part ends. */
    public record Savepoint(int entries, int logged, long outer, int outerEntries) {}

    private final ArrayList<Undo> log = new ArrayList<>(0);

    private final AccessSet accesses;

    /** The serial number of the innermost savepoint; 0 outside any. */
    private long savepoint;

    private long taken;

    Savepoints(AccessSet accesses) {
        this.accesses = accesses;
    }

    /** Logs the write of an entry that is older than the innermost savepoint, before it is changed. */
    void log(Access access) {
        if (access.loggedUnder != savepoint) {
            log.add(new Undo(access, access.flags, access.ref, access.num));
            access.loggedUnder = savepoint;
        }
    }

    public Savepoint save() {
        Savepoint here = new Savepoint(accesses.size(), log.size(), savepoint, accesses.covered);
        savepoint = ++taken;
        accesses.cover();
        return here;
    }

    /** Ends the nested part and keeps its writes. */
    public void keep(Savepoint from) {
        savepoint = from.outer;
        accesses.covered = from.outerEntries;
        if (savepoint == 0) {
            log.clear();
        }
    }

    /** Ends the nested part and undoes its writes. */
    public void undo(Savepoint from) {
        restoreLogged(from.logged());
        forgetWritesAfter(from.entries());
        keep(from);
    }

    /** Restores the writes that were changed since the log had this length. */
    private void restoreLogged(int length) {
        for (int k = log.size() - 1; k >= length; k--) {
            Undo undo = log.remove(k);
            undo.access.restoreWrite(undo.flags, undo.ref, undo.num);
            undo.access.loggedUnder = 0; // serial numbers begin at 1
        }
    }

    /** Undoes the writes of all entries but the first {@code spared}. */
    void forgetWritesAfter(int spared) {
        for (Access a = accesses.last(); a != null && a.index > spared; a = a.previous) {
            a.restoreWrite(0, null, 0);
        }
    }

    /** Forgets all nested parts. Serial numbers are not reused: entries may still carry them. */
    void clear() {
        log.clear();
        savepoint = 0;
        accesses.covered = 0;
    }
}
