package dev.tvar.stm.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tvar.stm.STM;
import dev.tvar.stm.TLong;
import dev.tvar.stm.TVar;
import dev.tvar.stm.Txn;
import dev.tvar.stm.TxnBody;
import org.junit.jupiter.api.Test;

/** A watched variable notifies its watcher of the first write of each attempt, inside that attempt. */
class WatchedVariableTest {
    private final TLong count = TLong.named("count", 0);
    private final TVar<String> word = TVar.watched("word", "", tx -> count.add(tx, 1));

    @Test
    void eachTransactionNotifiesTheWatcherOnce() {
        STM.run(tx -> {
            word.set(tx, "a");
            assertEquals(1, count.get(tx));
            word.update(tx, w -> w + "b");
            word.getAndSet(tx, "c");
        });
        assertEquals(1, count.now());
        STM.run(tx -> word.set(tx, "c"));
        assertEquals(2, count.now());
    }

    @Test
    void readingDoesNotNotifyTheWatcher() {
        STM.run(tx -> word.get(tx));
        STM.snapshot(tx -> word.get(tx));
        word.now();
        assertEquals(0, count.now());
    }

    @Test
    void afterAnUndonePartTheWatcherIsNotifiedAgain() {
        STM.run(tx -> {
            assertThrows(UnsupportedOperationException.class, () -> tx.nested(this::writeAndFail));
            assertEquals(0, count.get(tx));
            word.set(tx, "a");
            assertEquals(1, count.get(tx));
            assertThrows(UnsupportedOperationException.class, () -> tx.nested(this::writeAndFail));
            assertEquals(1, count.get(tx));
        });
        assertEquals(1, count.now());
    }

    @Test
    void aBranchThatRetriesLeavesNothing() {
        TxnBody<String, RuntimeException> first = tx -> {
            word.set(tx, "a");
            return tx.retry();
        };
        TxnBody<String, RuntimeException> second = tx -> "second";
        assertEquals("second", STM.atomically(STM.orElse(first, second)));
        assertEquals(0, count.now());
    }

    @Test
    void anExceptionOfTheWatcherUndoesTheTransaction() {
        TVar<String> guarded = TVar.watched("guarded", "", tx -> {
            throw new UnsupportedOperationException("not now");
        });
        assertThrows(UnsupportedOperationException.class, () -> STM.run(tx -> guarded.set(tx, "a")));
        assertEquals("", guarded.now());
    }

    @Test
    void twoWatchedVariablesMayWriteEachOther() {
        TLong notified = TLong.named("notified", 0);
        Pair pair = new Pair(notified);
        STM.run(tx -> pair.left.set(tx, "x"));
        assertEquals(2, notified.now());
    }

    private static final class Pair {
        private final TVar<String> left;
        private final TVar<String> right;
        private final TLong notified;

        Pair(TLong notified) {
            this.notified = notified;
            left = TVar.watched("left", "", this::leftWritten);
            right = TVar.watched("right", "", this::rightWritten);
        }

        private void leftWritten(Txn tx) {
            notified.add(tx, 1);
            right.set(tx, "by left");
        }

        private void rightWritten(Txn tx) {
            notified.add(tx, 1);
            left.set(tx, "by right");
        }
    }

    private String writeAndFail(Txn tx) {
        word.set(tx, "lost");
        throw new UnsupportedOperationException();
    }
}
