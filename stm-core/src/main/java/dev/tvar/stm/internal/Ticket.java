package dev.tvar.stm.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/*
 * Goal. A transaction that keeps losing commits after a known number of attempts, whatever the others do.
 *
 * Mechanism. There is one ticket. Who has lost often enough queues for it, first in, first out, sets itself as its holder
 * and only then begins its attempt. Every committer, holding all its locks, looks at the holder; if it is another, the
 * committer gives back its locks, waits until the ticket is free and runs again. The holder waits as long as it takes
 * for cells that others have locked, also while it holds locks itself: they cannot wait for it.
 *
 * Why it is right. Let the holder have read X at version v. A committer W that changes X locks X after that read, which
 * came after the holder was set; lock and look are both sequentially consistent, so W sees the holder and gives way. A
 * committer that looked before the holder was set has its locks at the holder's first read, which waits for them. So
 * nothing that the holder read changes before its commit, and the attempt succeeds.
 *
 * Cost. One volatile read per commit. While a ticket is held, no one else writes: it is for the rare loser, and a body
 * that takes long makes the others wait.
 */
final class Ticket {
    private static final ReentrantLock QUEUE = new ReentrantLock(true);

    private static volatile @Nullable Call holder;

    /** In place of the queue under a seam that schedules; read and written by one thread at a time. */
    private static boolean taken;

    private Ticket() {}

    /** Waits for the ticket; false if the deadline passed first. */
    static boolean take(Call call, long deadline) throws InterruptedException {
        if (!enter(deadline)) {
            return false;
        }
        if (Seam.goes(Step.HOLD_TICKET, null)) {
            holder = call;
        }
        return true;
    }

    /** Gives back the ticket that this thread's call holds. */
    static void giveBack() {
        if (Seam.goes(Step.GIVE_TICKET_BACK, null)) {
            holder = null;
            leave();
        }
    }

    static boolean isHeldByOther(Call call) {
        if (!Seam.goes(Step.LOOK_AT_TICKET, null)) {
            return false;
        }
        Call present = holder;
        return present != null && present != call;
    }

    /** Waits until those who queue now have had their turn; false if the deadline passed first. */
    static boolean awaitFree(long deadline) throws InterruptedException {
        if (!enter(deadline)) {
            return false;
        }
        leave();
        return true;
    }

    private static boolean enter(long deadline) throws InterruptedException {
        return Seam.isScheduled()
                ? enterWhenFree(deadline)
                : QUEUE.tryLock(Deadline.left(deadline), TimeUnit.NANOSECONDS);
    }

    /** Enters as soon as nobody is there, in no order: for a scheduler that decides who comes first. */
    private static boolean enterWhenFree(long deadline) {
        for (int spins = 0; !Deadline.hasPassed(deadline); spins++) {
            Seam.goes(Step.LOOK_AT_QUEUE, null);
            if (taken) {
                Spin.pause(spins);
                continue;
            }
            Seam.goes(Step.ENTER_QUEUE, null);
            if (!taken) {
                taken = true;
                return true;
            }
        }
        return false;
    }

    private static void leave() {
        if (Seam.isScheduled()) {
            taken = false;
        } else {
            QUEUE.unlock();
        }
    }

    /** Whether someone has the ticket or its place, for the seam: not a step. */
    static boolean isOut() {
        return holder != null || taken;
    }

    /** Takes the ticket from whoever has it, for the seam. */
    static void reset() {
        holder = null;
        taken = false;
    }
}
