package dev.tvar.stm.internal.tx;

import dev.tvar.stm.diagnostics.AbortKind;
import dev.tvar.stm.internal.access.Access;
import dev.tvar.stm.internal.access.AccessSet;
import dev.tvar.stm.internal.access.Answers;
import dev.tvar.stm.internal.access.Validation;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.Deadline;
import dev.tvar.stm.internal.cell.Seqlock;
import dev.tvar.stm.internal.cell.Sleeper;
import dev.tvar.stm.internal.cell.Spin;
import dev.tvar.stm.internal.cell.Stamp;
import dev.tvar.stm.internal.cell.WaitNode;
import dev.tvar.stm.internal.diagnostics.LiveWait;
import dev.tvar.stm.internal.seam.Seam;

/*
 * Goal. A transaction that retried continues when a variable that it read changes, and misses no change. It waits in one
 * of two ways: its thread sleeps (Sleeper), or it leaves a callback behind, which a commit hands to an executor (Callback).
 *
 * Mechanism. For each cell that was read: enter its list, then set the W bit of its stamp by a CAS that succeeds only on
 * the very version that was read, unlocked. A committer takes its lock by CAS on the same word, so it has seen W;
 * having stored its values and released its locks, it wakes the waiters on the lists of such cells: the first ones
 * itself, the others through them (WaitList). Then, and only then, the thread parks or the callback is armed.
 *
 * Why no wake-up is lost. At the CAS the cell still has the version that was read: a change before the CAS makes it
 * fail, and then there is no wait; a change after it comes from a committer that saw W, and that finds the waiter on
 * the list, since the waiter entered before the CAS. Where W was already set the argument is the same, with the read of
 * the word instead of the CAS. A change of an earlier cell while later ones are still being registered finds the waiter
 * too: the wake-up is a flag that stays set. A sleeper reads it before it parks; arming a callback is a CAS that fails if
 * it is set, and then its own thread continues. A wake-up after that CAS finds the callback armed and hands it over.
 *
 * Why no callback runs inside a commit. The commit only puts it on the list of its transaction; the transaction hands it
 * to the executor when its attempt has ended, without a lock and without the ticket (Transaction.endSlowly).
 *
 * A platform thread spins briefly before it parks (SpinThenPark).
 *
 * Cost. One CAS per cell, the first time; one node per cell and waiter. Every change of such a cell wakes all its
 * waiters. A waiter that depends on answers of isAtLeast waits again without running its body if they stay the same.
 */

/** The wait of a transaction that retried. */
final class Retry {
    private Retry() {}

    /** Waits for a change of the read set, at most until the deadline or for the given number of nanoseconds. */
    static void awaitChange(Transaction transaction, long atMostNanos) {
        Attempt attempt = transaction.attempt;
        transaction.waiting = true; // until the slow end, which each attempt that retries has
        Probe.aborted(AbortKind.RETRY, transaction.name(), transaction.attempts());
        if (Validation.dependsOnNothing(attempt) && atMostNanos == Deadline.NEVER) {
            throw new IllegalStateException(
                    "retry in a transaction that has read nothing: no commit could ever wake it");
        }
        if (transaction.isLastAttempt()) {
            throw GiveUp.tooManyAttempts(transaction);
        }
        if (transaction.async != null) {
            transaction
                    .checkDeadline(); // a participant may have retried during the commit, and a cancellation asked for
            throw Signal.SUSPENDED;
        }
        long before = Deadline.now();
        LiveWait wait = Probe.waits(transaction.name());
        try { // the time counts from here, where the wait also begins for diagnostics
            long wake = atMostNanos == Deadline.NEVER ? Deadline.NEVER : Deadline.in(atMostNanos);
            wait.returned(await(attempt, Deadline.earlier(transaction.deadline, wake), wait));
        } catch (InterruptedException e) {
            throw GiveUp.interrupted(transaction, "waited");
        } finally {
            attempt.waitedNanos += Deadline.now() - before;
            wait.end();
        }
        transaction.checkDeadline();
    }

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
            Sleeper node = new Sleeper(handsOn);
            wait.goesFor(node);
            try {
                if (register(node, set) && !sleep(node, deadline, wait)) {
                    return false;
                }
            } finally {
                node.deregister();
            }
            unchanged = isUnchanged(set);
        }
        return true;
    }

    /** Whether every variable and answer that the attempt depended on is unchanged. */
    static boolean isUnchanged(AccessSet set) {
        return Validation.readsHold(set) && answersHold(set);
    }

    /** Enters all lists; returns false as soon as a variable or answer has changed. */
    static boolean register(WaitNode node, AccessSet set) {
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

    private static boolean sleep(Sleeper node, long deadline, LiveWait wait) throws InterruptedException {
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
