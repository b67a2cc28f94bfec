package dev.tvar.stm.internal.tx;

import dev.tvar.stm.internal.access.Access;
import dev.tvar.stm.internal.access.AccessSet;
import dev.tvar.stm.internal.access.Answers;
import dev.tvar.stm.internal.access.Validation;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.Deadline;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.cell.Spin;
import dev.tvar.stm.internal.cell.Stamp;
import dev.tvar.stm.internal.cell.WaitNode;
import dev.tvar.stm.internal.diagnostics.LiveWait;
import dev.tvar.stm.internal.seam.Seam;

/*
 * Goal. A transaction that retried sleeps until a variable that it read changes, and misses no change.
 *
 * Mechanism. For each cell that was read: enter its list, then set the W bit of its stamp by a CAS that succeeds only on
 * the very version that was read, unlocked. A committer takes its lock by CAS on the same word, so it has seen W;
 * having stored its values and released its locks, it wakes the waiters on the lists of such cells: the first ones
 * itself, the others through them (WaitList).
 *
 * Why no wake-up is lost. At the CAS the cell still has the version that was read: a change before the CAS makes it
 * fail, and then there is no wait; a change after it comes from a committer that saw W, and that finds the waiter on
 * the list, since the waiter entered before the CAS. Where W was already set the argument is the same, with the read of
 * the word instead of the CAS. A change of an earlier cell while later ones are still being registered finds the waiter
 * too: the wake-up is a flag that stays set.
 *
 * A platform thread spins briefly before it parks (SpinThenPark).
 *
 * Cost. One CAS per cell, the first time; one node per cell and waiter. Every change of such a cell wakes all its
 * waiters. A waiter that depends on answers of isAtLeast sleeps again without running its body if they stay the same.
 */

/** The wait of a transaction that retried. */
final class Retry {
    private Retry() {}

    /**
     * Sleeps until a variable or answer that the attempt depends on changes.
     *
     * @return false if the deadline passed first
     * @throws InterruptedException if the thread was interrupted; its flag is then cleared
     */
    static boolean await(AccessSet set, long deadline, LiveWait wait) throws InterruptedException {
        Thread thread = Thread.currentThread();
        boolean handsOn = Seam.isScheduled() || !Threads.isVirtual(thread);
        boolean unchanged = true;
        while (unchanged) {
            WaitNode node = new WaitNode(handsOn);
            wait.goesFor(() -> node.cells(GiveUp.NAMED));
            try {
                if (register(node, set) && !sleep(node, deadline, wait)) {
                    return false;
                }
            } finally {
                node.deregister();
            }
            unchanged = Validation.readsHold(set) && answersHold(set);
        }
        return true;
    }

    /** Enters all lists; returns false as soon as a variable or answer has changed. */
    private static boolean register(WaitNode node, AccessSet set) {
        for (Access a = set.first(), end = set.end(); a != end; a = AccessSet.next(a)) {
            if (a.isDependedOn()) {
                node.enter(a.cell, Seqlock.waiters(a.cell));
                if (!a.has(Access.READ)) {
                    announce(a.cell);
                } else if (!announce(a.cell, a.word)) {
                    return false;
                }
            }
        }
        return answersHold(set);
    }

    /** Whether all answers are unchanged; any moment is good enough here, for a later change wakes this waiter. */
    private static boolean answersHold(AccessSet set) {
        return Validation.answersAt(set, Long.MAX_VALUE) == Answers.Verdict.HOLD;
    }

    /** Sets W on the version that was seen; returns false if the cell has another version. */
    private static boolean announce(Cell cell, long seen) {
        for (int spins = 0; ; spins++) {
            long word = Seqlock.stamp(cell);
            if (!Stamp.haveSameVersion(word, seen)) {
                return false;
            }
            if (!Stamp.isLocked(word) && (Stamp.isAwaited(word) || Seqlock.trySetAwaited(cell, word))) {
                return true;
            }
            Spin.pause(spins);
        }
    }

    /** Sets W on the present version, whichever it is; the caller checks the value afterwards. */
    private static void announce(Cell cell) {
        while (!announce(cell, Seqlock.stamp(cell))) {
            Thread.onSpinWait();
        }
    }

    private static boolean sleep(WaitNode node, long deadline, LiveWait wait) throws InterruptedException {
        SpinThenPark spin = SpinThenPark.isOfUse(Thread.currentThread())
                ? ThreadState.current().spinThenPark()
                : null;
        if (spin != null) {
            spin.before(node);
        }
        if (!node.wasToldToWake()) {
            wait.sleeps();
        }
        while (!node.isWoken()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (Deadline.hasPassed(deadline)) {
                return false;
            }
            Seam.parkUntil(node, deadline);
        }
        if (spin != null) {
            spin.ends(System.nanoTime());
        }
        return true;
    }
}
