package dev.tvar.stm.internal;

import java.lang.invoke.VarHandle;

/*
 * Goal. Make the writes of an attempt visible at one instant, if what it read still holds at that instant; otherwise
 * leave no trace.
 *
 * Mechanism. Lock what is to be written; read the clock; give way if another has the ticket; validate what was read; take
 * a version; form the sums of blind adds; keep what open snapshots still need; store each value and unlock it with the
 * new version; wake waiters. (Commit-time locking, as in TL2.) No user code runs while locks are held.
 *
 * Why it is right. The instant is the moment when all locks are held and the clock has been read. What is validated
 * later than that, unlocked or locked by ourselves, still had the same version then; what is locked cannot change but by
 * us; who reads a cell of ours after that waits for its lock to end. See {@link Clock} for the order among commits.
 *
 * No deadlock: who holds locks waits only a few rounds for a cell that another has locked, then gives its own locks back
 * and waits without any; the holder of the ticket waits on, and everyone else gives way to it.
 *
 * Faults. Until the first store everything can be undone, and is, in a finally. From there on nothing is allocated, and
 * the stack that the rest needs was touched beforehand, so that it runs to its end.
 */
final class Commit {
    /** Frames touched before the first store: locking went as deep as storing goes, so a few will do; waking needs more. */
    private static final int FRAMES_TO_STORE = 4;

    private static final int FRAMES_TO_WAKE = 32;

    /** How many moments are tried for answers about cells that others keep writing. */
    static final int ROUNDS_FOR_ANSWERS = 8;

    /** How often a commit is tried that finds something locked for long. */
    private static final int ROUNDS_FOR_LOCKS = 8;

    private static final long LOST = -1;

    private Commit() {}

    /**
     * Commits the writes of a call's attempt; false if it lost against another. One that only finds something locked for
     * too long gives back its own locks, waits, and tries again: where there are more threads than cores the other may
     * have lost its core in the middle of a commit, and that is no reason to run the body again.
     */
    static boolean commit(Call call) {
        WriteSet writes = call.writes;
        if (writes.size() == 0) {
            return true; // what was read belongs to one instant, and that is all a reader promises
        }
        for (int round = 0; round < ROUNDS_FOR_LOCKS; round++) {
            if (tryCommit(call, writes)) {
                return true;
            }
            if (!writes.gaveUpWaiting()) {
                return false;
            }
            call.awaitUnlockedConflict();
        }
        return false;
    }

    private static boolean tryCommit(Call call, WriteSet writes) {
        boolean stored = false;
        try {
            if (!lockAll(call)) {
                return false;
            }
            long clock = validate(call);
            if (clock == LOST) {
                return false;
            }
            long version = versionAfter(clock, writes);
            writes.resolveAdds();
            Snapshots.keep(writes);
            Stack.reserve(writes.isAwaited() ? FRAMES_TO_WAKE : FRAMES_TO_STORE);
            storeAll(writes, version);
            stored = true;
        } finally {
            if (!stored) {
                unlockAll(writes);
            }
        }
        if (writes.isAwaited()) {
            wakeWaiters(writes);
        }
        return true;
    }

    private static boolean lockAll(Call call) {
        WriteSet writes = call.writes;
        for (int spins = 0; writes.locked() < writes.size(); spins++) {
            Cell cell = writes.cell(writes.locked());
            long word = cell.stamp();
            if (!Stamp.isLocked(word) && writes.lockNext(word)) {
                spins = 0;
            } else if (writes.mustNotWait(spins)) {
                call.conflictOver(cell);
                return false;
            } else {
                Spin.pause(spins);
            }
        }
        return true;
    }

    /**
     * Reads the clock, then checks that what was read still holds: so it held at the moment when the clock was read.
     * Answers of isAtLeast about cells that are written all the time may need a later moment; the locks are held, so any
     * will do.
     *
     * @return what the clock showed at that moment, or -1 if the attempt is lost
     */
    private static long validate(Call call) {
        for (int round = 0; round < ROUNDS_FOR_ANSWERS; round++) {
            long clock = round == 0 ? Clock.now() : Clock.leap();
            if (Ticket.isHeldByOther(call)) {
                call.giveWayToTicket(call.writes.cell(0));
                return LOST;
            }
            Cell changed = Seam.goes(Seam.Step.VALIDATE, null) ? call.reads.firstChanged(call.writes) : null;
            if (changed != null) {
                call.conflictOver(changed);
                return LOST;
            }
            RangeSet.Verdict answers = Seam.goes(Seam.Step.VALIDATE_RANGES, null)
                    ? call.ranges.at(clock, call.writes)
                    : RangeSet.Verdict.HOLD;
            if (answers == RangeSet.Verdict.HOLD) {
                return clock;
            }
            call.conflictOver(call.ranges.culprit());
            if (answers == RangeSet.Verdict.CHANGED) {
                return LOST;
            }
        }
        return LOST;
    }

    private static long versionAfter(long clock, WriteSet writes) {
        long overwritten = writes.greatestVersion();
        return Seam.goes(Seam.Step.TAKE_VERSION, null) ? Clock.commitVersion(clock, overwritten) : overwritten;
    }

    private static void storeAll(WriteSet writes, long version) {
        VarHandle.storeStoreFence(); // no value is seen before the lock on its cell
        long word = Stamp.ofVersion(version);
        for (int i = 0; i < writes.size(); i++) {
            Cell cell = writes.cell(i);
            if (Seam.goes(Seam.Step.STORE, cell)) {
                cell.store(writes, i);
            }
            cell.unlock(word);
        }
    }

    /** Gives back the locks with the stamps as they were; what was locked is known exactly, whatever went wrong. */
    private static void unlockAll(WriteSet writes) {
        for (int i = 0; i < writes.locked(); i++) {
            if (Seam.goes(Seam.Step.UNLOCK, writes.cell(i))) {
                writes.cell(i).unlock(writes.wordBefore(i));
            }
        }
        writes.forgetLocks();
    }

    private static void wakeWaiters(WriteSet writes) {
        for (int i = 0; i < writes.size(); i++) {
            if (Stamp.isAwaited(writes.wordBefore(i)) && Seam.goes(Seam.Step.WAKE, writes.cell(i))) {
                writes.cell(i).waiters().wakeAll();
            }
        }
    }
}
