package dev.tvar.stm.internal.tx;

import dev.tvar.stm.internal.access.Access;
import dev.tvar.stm.internal.cell.Cell;
import dev.tvar.stm.internal.cell.Clock;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;

/** An attempt whose body begins. */
abstract class RunningAttemptScene extends AttemptScene {
    final Attempt tx = transaction.attempt;
    long clock;

    @BeforeEach
    final void begin() {
        tx.begin();
        clock = Clock.peek();
    }

    final Access entry(Cell cell) {
        return Objects.requireNonNull(transaction.attempt.find(cell));
    }
}
