package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tvar.stm.TLong;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.Ticket;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.seam.Steps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** One call, whose steps are counted and whose time stands still. */
@Tag("seam")
abstract class CallScene {
    static final TxnOptions UNLIMITED = TxnOptions.defaults().withName("test");

    final Steps steps = Steps.watch();
    final Call call = new Call(null, true);
    final TLong a = TLong.named("a", 0);
    long now = 100;

    CallScene() {
        steps.withTime(() -> now);
    }

    @AfterEach
    final void takeOutTheSeam() {
        call.end();
        steps.close();
        assertFalse(Ticket.isOut());
    }

    final void begin(TxnOptions options) {
        call.begin(options);
        call.beginFirstAttempt();
    }

    final void loseTo(Cell cell, int times) {
        steps.without(Step.BACK_OFF);
        for (int i = 0; i < times; i++) {
            call.transaction.conflictOver(cell);
            call.recoverFromConflict();
            call.beginNextAttempt();
        }
    }
}
