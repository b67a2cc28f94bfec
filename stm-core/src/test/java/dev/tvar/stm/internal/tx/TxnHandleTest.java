package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A handle works until its body ends, and only while the attempt may still commit. */
class TxnHandleTest extends TransactionScene {
    @Test
    void aDoomedAttemptCanDoNothingMore() {
        TxnHandle handle = tx.handle();
        assertSame(Signal.RETRY, tx.retry());
        assertSame(Signal.RETRY, assertThrows(Signal.class, handle::transaction));
        assertTrue(tx.isRunning());
        assertFalse(tx.commit());
        tx.clear();
        tx.forgetLeftovers();
        tx.begin();
        assertSame(tx, tx.handle().transaction());
    }

    @Test
    void aHandleEndsForItself() {
        TxnHandle first = tx.handle();
        TxnHandle second = tx.handle();
        assertSame(tx, first.transaction());
        first.ended = true;
        assertThrows(IllegalStateException.class, first::transaction);
        assertThrows(IllegalStateException.class, first::barriers);
        assertSame(tx, second.transaction());
        assertSame(tx, second.barriers());
    }

    @Test
    void theHandleOfAPartEndsWithThePart() {
        TxnHandle[] part = new TxnHandle[1];
        tx.nested(in -> {
            part[0] = (TxnHandle) in;
            return part[0].transaction();
        });
        assertThrows(IllegalStateException.class, part[0]::transaction);
        assertThrows(IllegalStateException.class, part[0]::barriers);
        assertSame(tx, tx.handle().transaction());
    }

    private void assertAllBarriersRefuse() {
        List<Executable> uses = List.of(
                () -> tx.read(a),
                () -> tx.read(text),
                () -> tx.write(a, 9),
                () -> tx.write(text, "refused"),
                () -> tx.add(a, 9),
                () -> tx.isAtLeast(a, 9));
        int size = tx.size();
        for (Executable use : uses) {
            assertSame(Signal.RETRY, assertThrows(Signal.class, use));
        }
        assertEquals(size, tx.size());
    }

    @Test
    void aDoomedAttemptThatHasDoneNothingIsRefusedByAllBarriers() {
        tx.retry();
        assertAllBarriersRefuse();
    }

    @Test
    void aDoomedAttemptIsRefusedByAllBarriersWhateverItHasDone() {
        tx.read(a);
        tx.write(b, 1);
        tx.savepoints().save();
        for (int i = 0; i < 100; i++) {
            tx.write(TLong.of(0), i);
        }
        tx.read(text);
        tx.retry();
        assertAllBarriersRefuse();
    }

    @Test
    void aRetryOfTheLeftBranchDoesNotDoomTheAttempt() {
        TxnHandle handle = tx.handle();
        assertEquals(1L, tx.<Long, RuntimeException>orElse(Txn::retry, in -> {
            a.set(in, 1);
            return a.get(in);
        }));
        assertSame(tx, handle.transaction());
        assertTrue(tx.commit());
        assertEquals(1, a.now());
    }
}
