package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.access.Outcome;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.Ticket;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.seam.Steps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** One transaction, whose steps are counted and whose time stands still. */
@Tag("seam")
abstract class TransactionScene {
    static final TxnOptions UNLIMITED = TxnOptions.defaults().withName("test");

    final Steps steps = Steps.watch();
    final Transaction transaction = new Transaction(null, true);
    final TLong a = TLong.named("a", 0);
    long now = 100;

    TransactionScene() {
        steps.withTime(() -> now);
    }

    @AfterEach
    final void takeOutTheSeam() {
        transaction.end();
        steps.close();
        assertFalse(Ticket.isOut());
    }

    final void begin(TxnOptions options) {
        transaction.begin(options);
        transaction.beginFirstAttempt();
    }

    final void loseTo(Cell cell, int times) {
        steps.without(Step.BACK_OFF);
        for (int i = 0; i < times; i++) {
            transaction.attempt.lost(Outcome.CHANGED, cell);
            transaction.backoff.recover(transaction.attempt.loss());
            transaction.beginNextAttempt();
        }
    }
}
