package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TooManyAttemptsException;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.internal.cell.Cells;
import dev.tvar.stm.internal.cell.Clock;
import dev.tvar.stm.internal.seam.Step;
import dev.tvar.stm.internal.seam.Steps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The first attempt of a transaction, which has a shorter way through the engine than later ones. */
@Tag("seam")
class FirstAttemptTest {
    private static final TxnExecutor ONCE = STM.with(TxnOptions.defaults().withMaxAttempts(1));

    private final Steps steps = Steps.watch();
    private final TLong a = TLong.named("a", 0);
    private final TLong b = TLong.named("b", 0);

    @AfterEach
    void takeOutTheSeam() {
        steps.close();
    }

    @Test
    void aLostCommitIsNotRepeatedForTheSameRunOfTheBody() {
        steps.before(Step.READ_CLOCK, 2, () -> Cells.setVersion(b, Clock.peek() + 1));
        assertThrows(TooManyAttemptsException.class, () -> ONCE.run(tx -> a.set(tx, b.get(tx) + 1)));
        assertEquals(1, steps.count(Step.LOCK));
        assertFalse(Cells.isLocked(a));
        assertEquals(0, a.now());
    }
}
