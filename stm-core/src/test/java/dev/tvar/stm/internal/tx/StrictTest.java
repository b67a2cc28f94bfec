package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A transaction in strict mode leaves its thread as another one does, and its rehearsal can fail. */
@Tag("seam")
class StrictTest {
    private int runs;

    @BeforeEach
    void turnOn() {
        Strict.begin();
    }

    @AfterEach
    void turnOff() {
        Strict.end();
    }

    private Attempt attemptOfATransaction() {
        return STM.<Attempt, RuntimeException>atomically(tx -> {
            runs++;
            return ((TxnHandle) tx).usable();
        });
    }

    @Test
    void theObjectOfATransactionServesTheNext() {
        ThreadState.forget();
        ThreadState fresh = ThreadState.current();
        assertSame(attemptOfATransaction(), attemptOfATransaction());
        assertEquals(4, runs);
        assertEquals(0, fresh.depth);
        assertSame(fresh, ThreadState.current());
    }

    @Test
    void aRehearsalThatCouldNotUndoAPartEndsTheTransaction() {
        Error fault = new Error("test");
        assertSame(
                fault,
                assertThrows(
                        Error.class,
                        () -> STM.run(tx -> {
                            runs++;
                            ((TxnHandle) tx).usable().failed(fault);
                        })));
        assertEquals(1, runs);
    }
}
