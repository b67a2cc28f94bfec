package dev.tvar.stm.internal.cell;

import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/*
 * Goal. Bound the attempts of a transaction that keeps losing: it commits after a known number of them, whatever other
 * transactions do.
 *
 * Mechanism. There is one ticket. A transaction that has lost enough attempts queues for it, first in, first out, sets
 * itself as its holder and only then begins its attempt. Every committer, holding all its locks, reads the holder; if
 * that is another transaction, the committer releases its locks, waits until the ticket is free and runs again. The
 * holder waits without limit for cells that other transactions have locked, also while it holds locks itself: the other
 * transactions cannot wait for it.
 *
 * Why it is right. Let the holder have read X at version v. A committer W that changes X locks X after that read, which
 * came after the holder was set; the lock and the read of the holder are both sequentially consistent, so W sees the
 * holder and gives way. A committer that read the holder before it was set already has its locks at the holder's first
 * read, which waits for them. So nothing that the holder read changes before its commit, and the attempt succeeds.
 *
 * Cost. One volatile read per commit. While the ticket is held, no other transaction writes: it is for the rare loser,
 * and a long body makes the other writers wait.
 */
public final class Ticket {
    private static final ReentrantLock QUEUE = new ReentrantLock(true);

    private static volatile @Nullable Object holder;

    /** Replaces the queue under a seam that schedules; read and written by one thread at a time. */
    private static boolean taken;

    private Ticket() {}

    /** Waits for the ticket; false if the deadline passed first. */
    public static boolean take(Object transaction, long deadline) throws InterruptedException {
        if (!enter(deadline)) {
            return false;
        }
        if (Seam.goes(Step.HOLD_TICKET, null)) {
            holder = transaction;
        }
        return true;
    }

    /** Releases the ticket that the transaction of this thread holds. */
    public static void giveBack() {
        if (Seam.goes(Step.GIVE_TICKET_BACK, null)) {
            holder = null;
            leave();
        }
    }

    public static boolean isHeldByOther(Object transaction) {
        if (!Seam.goes(Step.LOOK_AT_TICKET, null)) {
            return false;
        }
        Object present = holder;
        return present != null && present != transaction;
    }

    /** Waits until all calls that queue now have had their turn; returns false if the deadline passed first. */
    public static boolean awaitFree(long deadline) throws InterruptedException {
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

    /** Takes the place as soon as it is free, in no particular order: for a scheduler, which decides the order. */
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

    /** Whether the ticket or the place for it is taken, for the seam: not a step. */
    public static boolean isOut() {
        return holder != null || taken;
    }

    /** Takes the ticket from its holder, for the seam. */
    public static void reset() {
        holder = null;
        taken = false;
    }
}
