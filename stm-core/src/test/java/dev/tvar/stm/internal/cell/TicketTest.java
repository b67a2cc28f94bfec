package dev.tvar.stm.internal.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.internal.tx.Leftovers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** One ticket, one holder: who does not get it in time does not have it. */
class TicketTest {
    private final Object transaction = new Object();
    private final Object other = new Object();

    @Test
    void theHolderIsNoOther() throws InterruptedException {
        assertFalse(Ticket.isHeldByOther(transaction) || Ticket.isOut());
        assertTrue(Ticket.take(transaction, Deadline.NEVER));
        assertFalse(Ticket.isHeldByOther(transaction));
        assertTrue(Ticket.isHeldByOther(other) && Ticket.isOut());
        Ticket.giveBack();
        assertFalse(Ticket.isHeldByOther(other) || Ticket.isOut());
    }

    @Test
    void aWaiterGetsTheTicketWhenItIsReleased() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        AtomicBoolean back = new AtomicBoolean();
        CountDownLatch late = new CountDownLatch(1);
        CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> {
            try {
                assertTrue(Ticket.take(other, Deadline.NEVER));
                taken.countDown();
                late.await();
                back.set(true);
                Ticket.giveBack();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        taken.await();
        assertFalse(Ticket.take(transaction, Deadline.in(1_000_000)));
        assertFalse(Ticket.awaitFree(Deadline.in(1_000_000)));
        assertTrue(Ticket.isHeldByOther(transaction));
        late.countDown();
        assertTrue(Ticket.awaitFree(Deadline.NEVER));
        assertTrue(back.get());
        assertFalse(Ticket.isHeldByOther(transaction));
        holder.join();
        assertTrue(Ticket.take(transaction, Deadline.in(TimeUnit.DAYS.toNanos(1))));
        Ticket.giveBack();
    }

    @Test
    void awaitingTheTicketDoesNotTakeIt() throws Exception {
        assertTrue(Ticket.awaitFree(Deadline.NEVER));
        boolean gotIt = CompletableFuture.supplyAsync(() -> {
                    try {
                        return Ticket.awaitFree(Deadline.in(TimeUnit.DAYS.toNanos(1)));
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                })
                .get();
        assertTrue(gotIt);
    }

    @Test
    void forgettingItLeavesNoHolder() throws InterruptedException {
        assertTrue(Ticket.take(transaction, Deadline.NEVER));
        Ticket.reset();
        assertFalse(Ticket.isHeldByOther(other));
        Ticket.giveBack();
        assertEquals("", Leftovers.describe());
    }
}
