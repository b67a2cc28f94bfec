package dev.tvar.stm.internal.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.seam.Steps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ticket under a scheduler, which decides who gets it, and without some of its steps. */
@Tag("seam")
class TicketStepsTest {
    private final Steps steps = Steps.watch().scheduling();
    private final Object transaction = new Object();
    private final Object other = new Object();
    private long now;

    TicketStepsTest() {
        steps.withTime(() -> now);
    }

    @AfterEach
    void takeOutTheSeam() {
        steps.close();
    }

    private static void take(Object taker) {
        try {
            assertTrue(Ticket.take(taker, Deadline.NEVER));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFreeOneIsTakenAtOnce() {
        take(transaction);
        assertTrue(Ticket.isHeldByOther(other));
        assertEquals(0, steps.count(Step.SPIN));
    }

    @Test
    void aQueuedThreadReReadsUntilTheTicketIsReleased() {
        take(other);
        steps.before(Step.SPIN, 5, Ticket::giveBack);
        take(transaction);
        assertEquals(5, steps.count(Step.SPIN));
        assertFalse(Ticket.isHeldByOther(transaction));
    }

    @Test
    void aQueuedThreadGivesUpAtTheDeadline() throws InterruptedException {
        take(other);
        steps.before(Step.SPIN, 5, () -> now = 99).before(Step.SPIN, 6, () -> now = 100);
        assertFalse(Ticket.take(transaction, 100));
        assertEquals(6, steps.count(Step.SPIN));
        assertTrue(Ticket.isHeldByOther(transaction));
    }

    @Test
    void ofTwoThatFindItFreeOneGetsIt() {
        steps.before(Step.ENTER_QUEUE, 1, () -> take(other));
        steps.before(Step.SPIN, 1, () -> assertTrue(Ticket.isHeldByOther(transaction)));
        steps.before(Step.SPIN, 2, Ticket::giveBack);
        take(transaction);
        assertEquals(2, steps.count(Step.ENTER_QUEUE));
        assertTrue(Ticket.isHeldByOther(other));
    }

    @Test
    void withoutTheReadNoHolderIsSeen() {
        take(other);
        steps.without(Step.LOOK_AT_TICKET);
        assertFalse(Ticket.isHeldByOther(transaction));
    }

    @Test
    void takingWithoutRegisteringGivesOnlyThePlace() {
        steps.without(Step.HOLD_TICKET);
        take(transaction);
        assertFalse(Ticket.isHeldByOther(other));
        assertTrue(Ticket.isOut());
    }

    @Test
    void withoutTheReleaseTheTicketStaysTaken() {
        steps.without(Step.GIVE_TICKET_BACK);
        take(transaction);
        Ticket.giveBack();
        assertTrue(Ticket.isHeldByOther(other));
    }
}
