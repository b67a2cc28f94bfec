package dev.tvar.stm.testing.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.STM;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnExecutor;
import dev.tvar.stm.TxnOptions;
import dev.tvar.stm.TxnTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contended variables that exceptions report when there was no conflict. */
class ContendedTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final TVar<Integer> x = TVar.named("x", 0);
    private final TVar<Integer> written = TVar.named("written", 0);

    private static TxnExecutor within(Duration timeout) {
        return STM.with(TxnOptions.defaults().withTimeout(timeout));
    }

    private void tooLong(Txn tx) {
        x.get(tx);
        written.set(tx, 1);
        long until = System.nanoTime() + SHORT.toNanos();
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    @Test
    void withoutConflictAndWaitThereIsNoContendedVariable() {
        TxnTimeoutException e =
                assertThrows(TxnTimeoutException.class, () -> within(SHORT).run(this::tooLong));
        assertEquals(List.of(), e.contended(), "contended() is empty without conflict and wait");
    }

    @Test
    void aPassedDeadlineStillReportsAtLeastOneAttempt() {
        for (int i = 0; i < 100; i++) {
            try {
                within(Duration.ofNanos(1)).run(tx -> written.get(tx));
            } catch (TxnTimeoutException e) {
                assertTrue(e.attempts() >= 1, e::toString);
            }
        }
    }
}
