package dev.tvar.stm.internal.tx;

import dev.tvar.stm.STM;
import dev.tvar.stm.internal.access.Outcome;
import dev.tvar.stm.internal.cell.Deadline;
import dev.tvar.stm.internal.cell.Spin;
import dev.tvar.stm.internal.cell.Ticket;
import dev.tvar.stm.internal.diagnostics.LiveWait;
import dev.tvar.stm.internal.seam.Seam;
import dev.tvar.stm.internal.seam.Step;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The retreat of a transaction after lost attempts, in which the winners proceed: at first it spins, then it yields,
 * then it sleeps longer each time, and in the end it queues for the ticket.
 */
final class Backoff {
    /** The number of lost attempts after which a transaction spins; after as many more it yields. */
    private static final int SPINNING_ATTEMPTS = 3;

    /** The longest sleep between two attempts, as a power of two of nanoseconds (about half a millisecond). */
    private static final int LONGEST_SLEEP_EXPONENT = 19;

    private final Transaction transaction;

    // ---- for the transaction
    private int conflicts;

    /** Whether the transaction is in the queue for the ticket. */
    private boolean queues;

    Backoff(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Backs off after a lost attempt, so that the winners can proceed. */
    void recover(Outcome loss) {
        Attempt attempt = transaction.attempt;
        attempt.needSlowEnd();
        conflicts++;
        Probe.lost(attempt, loss, transaction.name(), transaction.attempts());
        boolean gaveWay = loss == Outcome.TICKET;
        if (transaction.isLastAttempt() || !gaveWay && !Seam.goes(Step.BACK_OFF, attempt.conflict())) {
            return;
        }
        if (gaveWay) {
            queue(false, "gave way to another");
        } else {
            pause();
        }
    }

    /** Pauses, not beyond the deadline; not at all where the ticket is next. */
    private void pause() {
        if (conflicts <= SPINNING_ATTEMPTS) {
            Spin.atRandom(conflicts + 4);
        } else if (conflicts <= 2 * SPINNING_ATTEMPTS) {
            Thread.yield();
        } else if (conflicts < STM.ATTEMPTS_BEFORE_TICKET) {
            int exponent = Math.min(LONGEST_SLEEP_EXPONENT, conflicts + 7);
            long nanos = ThreadLocalRandom.current().nextLong(1L << exponent);
            LockSupport.parkNanos(transaction, Math.min(nanos, Math.max(1, Deadline.left(transaction.deadline))));
        }
    }

    // ---- the ticket

    /** Queues for the ticket, if enough attempts were lost. */
    void takeTicketIfDue() {
        if (conflicts >= STM.ATTEMPTS_BEFORE_TICKET) {
            StackReserve.reserve(StackReserve.TO_CLEAN_UP); // the ticket must be released again
            queue(true, "queued for its turn");
            Probe.tookTicket(transaction.name());
        }
    }

    /** Waits until the transaction has the ticket, or until all that queue for it now have had their turn. */
    private void queue(boolean toTakeIt, String activity) {
        long deadline = transaction.deadline;
        LiveWait wait = Probe.queues(transaction.name());
        queues = true;
        try {
            if (!wait.returned(toTakeIt ? Ticket.take(transaction.attempt, deadline) : Ticket.awaitFree(deadline))) {
                throw GiveUp.timeout(transaction);
            }
            queues = false;
            transaction.attempt.hasTicket = toTakeIt;
        } catch (InterruptedException e) {
            throw GiveUp.interrupted(transaction, activity);
        } finally {
            wait.end();
        }
    }

    void giveTicketBack() {
        if (transaction.attempt.hasTicket) {
            transaction.attempt.hasTicket = false;
            Probe.givesTicketBack();
            Ticket.giveBack();
        }
    }

    /** Whether the transaction waits for the ticket, or has given way to the ticket holder. */
    boolean isBehindTicket() {
        return queues || transaction.attempt.loss() == Outcome.TICKET;
    }

    /** The number of attempts lost to other transactions. */
    int conflicts() {
        return conflicts;
    }

    /** Counts attempts that the transaction lost on other threads. */
    void resume(int lostBefore) {
        conflicts = lostBefore;
    }

    /** Forgets the lost attempts: the transaction has ended. */
    void forget() {
        conflicts = 0;
        queues = false;
    }
}
