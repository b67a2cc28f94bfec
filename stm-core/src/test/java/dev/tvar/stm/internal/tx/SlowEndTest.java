package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.internal.access.Outcome;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.Ticket;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.spi.Decision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of an attempt with hooks, a participant or a decider: none of them runs while the transaction holds the ticket. */
class SlowEndTest extends TransactionScene {
    private final TLong b = TLong.named("b", 0);
    private final List<String> events = new ArrayList<>();
    private final Attempt tx = transaction.attempt;

    private void record(String event) {
        events.add(event + (Ticket.isOut() ? " with the ticket" : ""));
    }

    private void beginAttempt() {
        begin(UNLIMITED);
        transaction.beginAttempt();
    }

    private void beginAttemptWithTheTicket() {
        begin(UNLIMITED);
        loseTo(a, STM.ATTEMPTS_BEFORE_TICKET);
        transaction.beginAttempt();
        assertTrue(Ticket.isOut());
    }

    @Test
    void aReaderWithAHookIsNotValidatedAtItsEnd() {
        beginAttempt();
        tx.read(a);
        tx.hooksToAddTo().addAfterCommit(() -> record("hook"));
        Cells.write(a, 5);
        assertEquals(Outcome.COMMITTED, transaction.commit());
    }

    @Test
    void aParticipantOfALostAttemptIsNotAskedAndNothingIsLocked() {
        beginAttempt();
        tx.hooksToAddTo().enlist((Preparing) in -> record("participant"));
        tx.read(a);
        tx.write(b, 1);
        Cells.write(a, 5);
        assertEquals(Outcome.CHANGED, transaction.commit());
        assertEquals(List.of(), events);
        assertEquals(0, steps.count(Step.LOCK));
    }

    @Test
    void theDeciderIsAskedWithoutTheTicket() {
        beginAttemptWithTheTicket();
        tx.hooksToAddTo().commitThrough((in, uses) -> {
            record("decider");
            return Decision.local();
        });
        tx.write(b, 1);
        assertEquals(Outcome.COMMITTED, transaction.commit());
        assertEquals(List.of("decider"), events);
        assertEquals(1, b.now());
    }

    @Test
    void hooksRunWithoutTheTicket() {
        for (Outcome outcome : List.of(Outcome.COMMITTED, Outcome.CHANGED)) {
            beginAttemptWithTheTicket();
            tx.hooksToAddTo().addAfterCommit(() -> record("commit"));
            tx.hooksToAddTo().addAfterRollback(() -> record("rollback"));
            transaction.endAttempt(outcome);
            transaction.end();
        }
        assertEquals(List.of("commit", "rollback"), events);
        begin(UNLIMITED);
    }
}
