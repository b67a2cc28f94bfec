package dev.tvar.stm.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ticket under a scheduler, which decides who gets it, and without some of its steps. */
@Tag("seam")
class TicketStepsTest {
    private final Steps steps = Steps.watch().scheduling();
    private final Call call = new Call(null, false);
    private final Call other = new Call(null, false);
    private long now;

    TicketStepsTest() {
        steps.withTime(() -> now);
    }

    @AfterEach
    void takeOutTheSeam() {
        steps.close();
    }

    private static void take(Call taker) {
        try {
            assertTrue(Ticket.take(taker, Deadline.NEVER));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFreeOneIsTakenAtOnce() {
        take(call);
        assertTrue(Ticket.isHeldByOther(other));
        assertEquals(0, steps.count(Step.SPIN));
    }

    @Test
    void whoFindsItTakenLooksAgainUntilItIsBack() {
        take(other);
        steps.before(Step.SPIN, 5, Ticket::giveBack);
        take(call);
        assertEquals(5, steps.count(Step.SPIN));
        assertFalse(Ticket.isHeldByOther(call.transaction));
    }

    @Test
    void whoFindsItTakenGivesUpAtTheDeadline() throws InterruptedException {
        take(other);
        steps.before(Step.SPIN, 5, () -> now = 99).before(Step.SPIN, 6, () -> now = 100);
        assertFalse(Ticket.take(call, 100));
        assertEquals(6, steps.count(Step.SPIN));
        assertTrue(Ticket.isHeldByOther(call.transaction));
    }

    @Test
    void ofTwoThatFindItFreeOneGetsIt() {
        steps.before(Step.ENTER_QUEUE, 1, () -> take(other));
        steps.before(Step.SPIN, 1, () -> assertTrue(Ticket.isHeldByOther(call.transaction)));
        steps.before(Step.SPIN, 2, Ticket::giveBack);
        take(call);
        assertEquals(2, steps.count(Step.ENTER_QUEUE));
        assertTrue(Ticket.isHeldByOther(other));
    }

    @Test
    void whoDoesNotLookSeesNobody() {
        take(other);
        steps.without(Step.LOOK_AT_TICKET);
        assertFalse(Ticket.isHeldByOther(call.transaction));
    }

    @Test
    void whoTakesItWithoutBecomingItsHolderHasItsPlaceOnly() {
        steps.without(Step.HOLD_TICKET);
        take(call);
        assertFalse(Ticket.isHeldByOther(other));
        assertTrue(Ticket.isOut());
    }

    @Test
    void whoDoesNotGiveItBackKeepsIt() {
        steps.without(Step.GIVE_TICKET_BACK);
        take(call);
        Ticket.giveBack();
        assertTrue(Ticket.isHeldByOther(other));
    }
}
