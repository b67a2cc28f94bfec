package dev.tvar.stm.internal.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tvar.stm.TLong;
import dev.tvar.stm.Txn;
import dev.tvar.stm.internal.access.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A handle works until its body ends, and only while the attempt may still commit. */
class TxnHandleTest extends RunningAttemptScene {
    @Test
    void aDoomedAttemptCanDoNothingMore() {
        TxnHandle handle = new TxnHandle(tx, tx.owner);
        assertSame(Signal.RETRY, tx.retry());
        assertSame(Signal.RETRY, assertThrows(Signal.class, handle::attempt));
        assertTrue(tx.running);
        assertNotEquals(Outcome.COMMITTED, transaction.commit());
        tx.clear();
        tx.forgetLeftovers();
        tx.begin();
        assertSame(tx, new TxnHandle(tx, tx.owner).usable());
    }

    @Test
    void aHandleEndsForItself() {
        TxnHandle first = new TxnHandle(tx, tx.owner);
        TxnHandle second = new TxnHandle(tx, tx.owner);
        assertSame(tx, first.usable());
        TxnHandle.lend(first, in -> true);
        assertThrows(IllegalStateException.class, first::attempt);
        assertThrows(IllegalStateException.class, first::barriers);
        assertSame(tx, second.usable());
        assertSame(tx, second.barriers());
    }

    @Test
    void theHandleOfAPartEndsWithThePart() {
        TxnHandle[] part = new TxnHandle[1];
        Nesting.nested(tx, in -> {
            part[0] = (TxnHandle) in;
            return part[0].usable();
        });
        assertThrows(IllegalStateException.class, part[0]::attempt);
        assertThrows(IllegalStateException.class, part[0]::barriers);
        assertSame(tx, new TxnHandle(tx, tx.owner).usable());
    }

    private void assertAllBarriersRefuse() {
        List<Executable> uses = List.of(
                () -> tx.read(a),
                () -> tx.read(text),
                () -> tx.write(a, 9),
                () -> tx.write(text, "refused"),
                () -> tx.add(a, 9),
                () -> Comparison.isAtLeast(tx, a, 9));
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
        TxnHandle handle = new TxnHandle(tx, tx.owner);
        assertEquals(1L, Nesting.<Long, RuntimeException>orElse(tx, Txn::retry, in -> {
            a.set(in, 1);
            return a.get(in);
        }));
        assertSame(tx, handle.usable());
        assertEquals(Outcome.COMMITTED, transaction.commit());
        assertEquals(1, a.now());
    }
}
