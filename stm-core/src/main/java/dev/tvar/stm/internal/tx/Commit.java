package dev.tvar.stm.internal.tx;

import dev.tvar.stm.internal.access.Access;
import dev.tvar.stm.internal.access.AccessSet;
import dev.tvar.stm.internal.access.Answers.Verdict;
import dev.tvar.stm.internal.access.NewNumbers;
import dev.tvar.stm.internal.access.Outcome;
import dev.tvar.stm.internal.access.Validation;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.Clock;
import dev.tvar.stm.internal.cell.LongCell;
import dev.tvar.stm.internal.cell.RefCell;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.cell.Spin;
import dev.tvar.stm.internal.cell.Stamp;
import dev.tvar.stm.internal.cell.Ticket;
import dev.tvar.stm.internal.diagnostics.LiveCall;
import dev.tvar.stm.internal.seam.Recorder;
import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.snapshot.Snapshot;
import dev.tvar.stm.internal.snapshot.Snapshots;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Make the writes of an attempt visible at one instant, if its reads still hold at that instant; otherwise leave
 * no trace.
 *
 * Mechanism. Lock the variables to be written, on the stamp that was seen if they were read as well; read the clock;
 * give way if another transaction has the ticket; validate the variables that were only read; form the sums of blind adds
 * and check bounds; take a version; save the values that open snapshots still need; store each value and unlock it with
 * the new version; wake waiters. (Commit-time locking, as in TL2.) No user code runs while locks are held.
 *
 * Why it is right. The instant is the moment when all locks are held and the clock has been read. A variable that is
 * validated after that instant, unlocked or locked by this commit, still had the same version at the instant; a
 * variable that this commit has locked can be changed only by this commit; a thread that reads such a cell later waits
 * for its lock to be released. See {@link Clock} for the order among commits.
 *
 * No deadlock: a committer that holds locks waits only a few rounds for a cell that another transaction has locked,
 * then releases its own locks and waits without any; the ticket holder keeps waiting, and all others give way to it.
 *
 * Faults. Until the first store everything can be undone, and a handler does so. After it nothing is allocated, and a
 * commit that has no stack left for a call finishes without one: the handler in {@link #tryCommit} calls nothing, so it
 * needs no more stack than the method already has. The stack that waking needs is reserved.
 */
final class Commit {
    /** The number of instants that are tried for answers about cells that other transactions keep writing. */
    static final int ROUNDS_FOR_ANSWERS = 8;

    /** The number of tries of a commit that finds a variable locked for long. */
    private static final int ROUNDS_FOR_LOCKS = 8;

    /** The number of variables up to which a commit goes without loops. */
    private static final int FEW = 2;

    private static final long LOST = -1;

    private Commit() {}

    /**
     * Commits the writes of an attempt; returns its outcome. A commit that only finds a variable locked for too long
     * releases its own locks, waits, and tries again: where there are more threads than cores, the lock holder may have
     * been descheduled in the middle of its commit, and that is no reason to run the body again.
     */
    static Outcome commit(AccessSet attempt, @Nullable LiveCall watched) {
        if (!attempt.hasWrites()) {
            return Outcome.COMMITTED; // the values read belong to one instant, and a reader promises nothing else
        }
        for (int round = 0; round < ROUNDS_FOR_LOCKS; round++) {
            if (tryCommit(attempt, watched)) {
                return Outcome.COMMITTED;
            }
            if (attempt.loss() != Outcome.LOCKED_OUT) {
                return attempt.loss();
            }
            Seqlock.awaitUnlocked(attempt.conflict());
        }
        return Outcome.LOCKED_OUT;
    }

    /**
     * Longer than the 325 bytes of byte code that HotSpot inlines, on purpose: compiled once, and called, it leaves
     * {@link FirstAttempt} short enough to be compiled into each of its callers, together with the body
     * (docs/decisions/0073).
     */
    private static boolean tryCommit(AccessSet attempt, @Nullable LiveCall watched) {
        int size = attempt.size();
        long overwritten = 0;
        long published = LOST;
        try {
            overwritten = size <= FEW ? lockFew(attempt, size) : lockAll(attempt);
            long clock = overwritten == LOST ? LOST : validate(attempt);
            if (clock == LOST) {
                unlockAll(attempt);
                attempt.locks = 0;
                return false;
            }
            if (attempt.hasAny(Access.ADD | AccessSet.BOUNDED)) {
                Access refused = NewNumbers.form(attempt);
                if (refused != null) {
                    throw refusal(attempt, refused);
                }
            }
            long version = Clock.commitVersion(clock, Stamp.version(overwritten));
            saveForSnapshots(attempt);
            if (watched != null) {
                Probe.stores(attempt, version, watched);
            }
            if (Stamp.isAwaited(overwritten)) {
                StackReserve.reserve(StackReserve.TO_WAKE);
            }
            if (Seam.ON) {
                recordWrites(attempt, version);
            }
            published = Stamp.ofVersion(version);
            if (size <= FEW) {
                storeFew(attempt, size, published);
            } else {
                storeAll(attempt, published);
            }
        } catch (Throwable t) { // from here to the end of the block nothing is called: there may be no stack for it
            attempt.locks = 0;
            for (Access a = attempt.first; a != null; a = a.next) {
                if ((a.flags & Access.LOCKED) != 0) {
                    if (published != LOST && a.cell instanceof LongCell) {
                        ((LongCell) a.cell).value = a.num;
                    } else if (published != LOST) {
                        ((RefCell) a.cell).value = a.ref;
                    }
                    a.cell.stamp = published != LOST ? published : a.word;
                    a.flags &= ~Access.LOCKED;
                }
            }
            if (published == LOST || !(t instanceof StackOverflowError)) {
                throw t;
            }
        }
        attempt.locks = 0;
        if (Stamp.isAwaited(overwritten)) {
            wakeWaiters(attempt);
        }
        return true;
    }

    /**
     * Locks the variables to be written. For a variable that was read as well, this is also its validation: the lock is
     * taken on the very stamp that was seen.
     *
     * @return the greatest locked version, with W if there are waiters for any of the variables; or -1 if the attempt
     *     is lost
     */
    private static long lockAll(AccessSet attempt) {
        long greatest = 0;
        long all = 0;
        int locks = 0;
        for (Access a = attempt.first(), end = attempt.end(); a != end; a = AccessSet.next(a)) {
            if (a.isWritten()) {
                if (!a.has(Access.LOCKED) && !tryLock(a) && !lock(attempt, a, locks)) {
                    return LOST;
                }
                a.flags |= Access.LOCKED;
                locks++;
                greatest = Stamp.later(greatest, a.word); // with W or without, the greater word has the greater version
                all |= a.word;
            }
        }
        attempt.locks = locks;
        return Stamp.withAwaitedOf(greatest, all);
    }

    /**
     * As {@link #lockAll}, for one or two variables. Without a loop if both are to be written and the first try locks
     * them; lockAll continues where this does not, with the first lock taken or not.
     */
    private static long lockFew(AccessSet attempt, int size) {
        Access a = attempt.first;
        if (!a.isWritten() || !tryLock(a)) {
            return lockAll(attempt);
        }
        a.flags |= Access.LOCKED;
        attempt.locks = size;
        if (size == 1) {
            return a.word;
        }
        Access b = AccessSet.next(a);
        if (!b.isWritten() || !tryLock(b)) {
            return lockAll(attempt);
        }
        b.flags |= Access.LOCKED;
        return Stamp.withAwaitedOf(Stamp.later(a.word, b.word), a.word | b.word);
    }

    /** Tries once to lock a variable: on the stamp that was seen if it was read, else on any. */
    private static boolean tryLock(Access access) {
        if (access.has(Access.READ)) {
            return Seqlock.tryLock(access.cell, access.word);
        }
        long word = Seqlock.stamp(access.cell);
        boolean locked = !Stamp.isLocked(word) && Seqlock.tryLock(access.cell, word);
        if (locked) {
            access.word = word;
        }
        return locked;
    }

    /** Locks a variable whose stamp has changed or that is locked; returns false if it must not be locked. */
    private static boolean lock(AccessSet attempt, Access access, int locks) {
        Cell cell = access.cell;
        attempt.locks = locks;
        for (int spins = 0; ; spins++) {
            long word = Seqlock.stamp(cell);
            if (access.has(Access.READ) && !Stamp.haveSameVersion(word, access.word)) {
                attempt.lost(Outcome.CHANGED, cell);
                return false;
            }
            if (Stamp.isLocked(word)) {
                if (Validation.mustNotWait(attempt, spins)) {
                    attempt.lost(Outcome.LOCKED_OUT, cell);
                    return false;
                }
                Spin.pause(spins);
            } else {
                access.word = word; // to be restored, or overwritten
                if (Seqlock.tryLock(cell, word)) {
                    return true;
                }
            }
        }
    }

    /**
     * Reads the clock, then checks that the reads still hold: so they held at the moment when the clock was read.
     * Answers of isAtLeast about cells that are written all the time may need a later moment; any moment is valid while
     * the locks are held.
     *
     * @return the clock at that moment, or -1 if the attempt is lost
     */
    private static long validate(AccessSet attempt) {
        for (int round = 0; round < ROUNDS_FOR_ANSWERS; round++) {
            Recorder.takesInstant();
            long clock = round == 0 ? Clock.now() : Clock.leap();
            if (Ticket.isHeldByOther(attempt)) {
                attempt.lost(Outcome.TICKET, attempt.first().cell);
                return LOST;
            }
            boolean allLocked = attempt.locks == attempt.size(); // each on the stamp that was seen
            if (!allLocked && !Validation.readsHold(attempt)) {
                return LOST;
            }
            Verdict answers = Validation.answersAt(attempt, clock);
            if (answers == Verdict.HOLD) {
                return clock;
            }
            if (answers == Verdict.CHANGED) {
                return LOST;
            }
        }
        return LOST;
    }

    /** Releases the locks, and returns the exception with which the transaction ends. */
    private static RuntimeException refusal(AccessSet attempt, Access refused) {
        long present = ((LongCell) refused.cell).value;
        unlockAll(attempt); // first: an exception takes long to create, and others may wait
        attempt.locks = 0;
        return NewNumbers.refusal(refused, present);
    }

    /** Saves the values that are about to be overwritten, all of them locked, for the open snapshots that see them. */
    private static void saveForSnapshots(AccessSet accesses) {
        Snapshot newest = Snapshots.openNow();
        if (newest == null) {
            return;
        }
        for (Access a = accesses.first(), end = accesses.end(); a != end; a = AccessSet.next(a)) {
            if (a.isWritten()) {
                Snapshots.save(newest, a.cell, Stamp.version(a.word));
            }
        }
    }

    private static void recordWrites(AccessSet accesses, long version) {
        for (Access a = accesses.first(), end = accesses.end(); a != end; a = AccessSet.next(a)) {
            if (a.isWritten()) {
                a.recordWrite(version);
            }
        }
    }

    private static void storeFew(AccessSet accesses, int size, long word) {
        Seqlock.beginStores();
        store(accesses.first, word);
        if (size > 1) {
            store(AccessSet.next(accesses.first), word);
        }
    }

    private static void storeAll(AccessSet accesses, long word) {
        Seqlock.beginStores();
        for (Access a = accesses.first(), end = accesses.end(); a != end; a = AccessSet.next(a)) {
            store(a, word);
        }
    }

    /** Stores a value, if the entry has one, and unlocks the variable with the new version. */
    private static void store(Access a, long word) {
        if (a.has(Access.LOCKED)) {
            Seqlock.store(a.cell, a.num, a.ref);
            Seqlock.unlock(a.cell, word);
            a.flags &= ~Access.LOCKED; // if this fails half-way, the handler continues with the others
        }
    }

    /**
     * Releases the locks and restores the stamps; the flags say exactly which variables are locked, whatever went
     * wrong.
     */
    private static void unlockAll(AccessSet accesses) {
        for (Access a = accesses.first(), end = accesses.end(); a != end; a = AccessSet.next(a)) {
            if (a.has(Access.LOCKED)) {
                Seqlock.unlock(a.cell, a.word);
                a.flags &= ~Access.LOCKED;
            }
        }
    }

    private static void wakeWaiters(AccessSet accesses) {
        for (Access a = accesses.first(), end = accesses.end(); a != end; a = AccessSet.next(a)) {
            if (a.isWritten() && Stamp.isAwaited(a.word) && Seam.goes(Step.WAKE, a.cell)) {
                Seqlock.waiters(a.cell).wakeAll();
            }
        }
    }
}
